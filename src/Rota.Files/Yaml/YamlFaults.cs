using System.Globalization;
using Rota.Core;

namespace Rota.Files.Yaml;

/// <summary>The faults of one file, gathered while it is read, so that a person sees all of them at once.</summary>
/// <param name="source">The file's name, as faults show it.</param>
internal sealed class YamlFaults(string source)
{
    private readonly List<Fault> faults = [];

    /// <summary>All faults, in the order of the file.</summary>
    public IReadOnlyList<Fault> All =>
        [
            .. faults
                .OrderBy(f => f.Where.Line ?? 0)
                .ThenBy(f => int.Parse(f.Where.Column ?? "0", CultureInfo.InvariantCulture)),
        ];

    /// <summary>How many there are so far.</summary>
    public int Count => faults.Count;

    /// <summary>Adds a fault of the file as a whole.</summary>
    public void Add(Words what, Words right) => faults.Add(new Fault(new Place(source), what, right));

    /// <summary>Adds a fault at a node.</summary>
    public void Add(YamlNode at, Words what, Words right) => Add(at.Line, at.Column, what, right);

    /// <summary>Adds a fault at a line and column, both counted from 1.</summary>
    public void Add(int line, int column, Words what, Words right) =>
        faults.Add(new Fault(new Place(source, line, column.ToString(CultureInfo.InvariantCulture)), what, right));
}
