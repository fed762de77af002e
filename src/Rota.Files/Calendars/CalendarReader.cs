using Rota.Core;
using Rota.Core.Calendars;
using Rota.Files.Yaml;

namespace Rota.Files.Calendars;

/// <summary>
/// Reads a folder of calendar files into one calendar: the project's own YAML files (<c>config/README.md</c>), and JSON
/// files of the public data set holiday-cn, laid into the folder as they are. Every fault of every file is reported at once.
/// </summary>
public static class CalendarReader
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>Reads every calendar file of a folder.</summary>
    /// <param name="folder">Path of the folder; files with other endings in it are left alone.</param>
    public static Outcome<DayCalendar> Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var files = Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder)
                .Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .ToList()
            : null;
        if (files is not { Count: > 0 })
        {
            var what = files is null
                ? new Words("没有这个文件夹", "there is no such folder")
                : new Words("文件夹里没有历书文件", "the folder holds no calendar file");
            var right = new Words(
                "请放入历书文件，如 cn-2026.yaml",
                "lay calendar files into it, such as cn-2026.yaml"
            );
            return Outcome<DayCalendar>.Failed(new Fault(new Place(folder), what, right));
        }

        var faults = new List<Fault>();
        var years = new List<(string File, CalendarYear Year)>();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var inFile = new YamlFaults(name);
            if (YamlText.Load(file, inFile) is { } text && new CalendarFileReader(inFile).Read(text, name) is { } year)
            {
                years.Add((name, year));
            }

            faults.AddRange(inFile.All);
        }

        faults.AddRange(Contradictions(years));
        return Outcome<DayCalendar>.Of(faults, () => new DayCalendar(InForce(years)));
    }

    /// <summary>Reads one calendar file's text.</summary>
    /// <param name="text">The project's own YAML, or holiday-cn's JSON.</param>
    /// <param name="sourceName">What faults call it; an ending of <c>.json</c> says which of the two it is.</param>
    public static Outcome<CalendarYear> Parse(string text, string sourceName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sourceName);
        var faults = new YamlFaults(sourceName);
        var year = new CalendarFileReader(faults).Read(text, sourceName);
        return Outcome<CalendarYear>.Of(faults.All, () => year!);
    }

    /// <summary>A year's announcement takes the place of what law and moon gave for it before.</summary>
    private static IEnumerable<CalendarYear> InForce(IReadOnlyList<(string File, CalendarYear Year)> years)
    {
        var announced = years.Where(y => y.Year.IsAnnounced).Select(y => y.Year.Year).ToHashSet();
        return years.Select(y => y.Year).Where(y => y.IsAnnounced || !announced.Contains(y.Year));
    }

    /// <summary>Two files of one year may both be there, as long as they say the same of the dates they share.</summary>
    private static IEnumerable<Fault> Contradictions(IReadOnlyList<(string File, CalendarYear Year)> years)
    {
        foreach (var year in years.GroupBy(y => (y.Year.Year, y.Year.IsAnnounced)))
        {
            var said = new Dictionary<NodaTime.LocalDate, (string File, bool IsOff)>();
            foreach (var (file, day) in year.SelectMany(y => y.Year.Days.Select(d => (y.File, d))))
            {
                if (!said.TryAdd(day.Date, (file, day.IsOff)) && said[day.Date].IsOff != day.IsOff)
                {
                    yield return new Fault(
                        new Place(file),
                        new(
                            $"{day.Date:uuuu-MM-dd} 与 {said[day.Date].File} 说法相反",
                            $"says the opposite of {said[day.Date].File} about {day.Date:uuuu-MM-dd}"
                        ),
                        new("请只留一个文件，或改成一致", "keep one of the two files, or let them agree")
                    );
                }
            }
        }
    }
}
