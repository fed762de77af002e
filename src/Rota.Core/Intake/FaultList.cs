using System.Globalization;

namespace Rota.Core.Intake;

/// <summary>
/// The faults met in reading, all of them counted and the first ones kept: a file in the wrong shape is wrong in every
/// row, and nobody reads thousands of messages.
/// </summary>
public sealed class FaultList
{
    /// <summary>How many faults are told in full.</summary>
    public const int Limit = 100;

    private readonly List<Fault> kept = [];

    /// <summary>How many faults were met.</summary>
    public int Count { get; private set; }

    /// <summary>Notes a fault.</summary>
    public void Add(Place where, Words what, Words right)
    {
        Count++;
        if (kept.Count < Limit)
        {
            kept.Add(new Fault(where, what, right));
        }
    }

    /// <summary>The faults kept, and one more that counts the rest, if there is a rest.</summary>
    /// <param name="source">What was read, for the fault that counts.</param>
    public IReadOnlyList<Fault> Told(string source)
    {
        if (Count <= kept.Count)
        {
            return kept;
        }

        var more = (Count - kept.Count).ToString(CultureInfo.InvariantCulture);
        return
        [
            .. kept,
            new Fault(
                new Place(source),
                new Words($"另外还有 {more} 处错误没有列出", $"and {more} more faults are not listed"),
                new Words("请先改正以上各处，再重新导入", "Put these right first, then import again")
            ),
        ];
    }
}
