using NodaTime;
using Rota.Core;
using Rota.Core.Intake;

namespace Rota.Files.Intake;

/// <summary>One reading of one or more files: what was read so far and what was wrong.</summary>
/// <param name="asOf">Today.</param>
internal sealed class Reading(LocalDate asOf)
{
    // A street of 36,000 residents has a register of 4 MB, and a city of ten thousand grids a history of 350; a file beyond this size is neither.
    private const long LargestFile = 512L << 20;

    private readonly StringPool codes = new();
    private readonly List<ResidentRow> residents = [];
    private readonly List<AbsenceRow> absences = [];
    private readonly List<WishRow> wishes = [];
    private readonly List<ApartRow> apart = [];
    private readonly List<HistoryRow> history = [];
    private readonly List<PinRow> pins = [];
    private readonly List<Place> unknown = [];
    private readonly Dictionary<(string Source, string Column), string> headers = [];
    private readonly List<string> files = [];

    /// <summary>What was wrong.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>What was read.</summary>
    public RegisterIntake Intake() =>
        new()
        {
            Residents = residents,
            Absences = absences,
            Wishes = wishes,
            Apart = apart,
            History = history,
            Pins = pins,
            UnknownColumns = unknown,
            Headers = headers,
            Files = files,
        };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="kind">What it is; null to tell by its headers.</param>
    public void File(string path, FileKind? kind)
    {
        var source = Path.GetFileName(path);
        files.Add(source);
        if (Bytes(path, source) is not { } bytes)
        {
            return;
        }

        var before = Faults.Count;
        using var table = CsvTable.Open(source, FileText.Decode(bytes), Faults);
        if (table is null || Faults.Count > before)
        {
            return;
        }

        if (table.Headers.Count == 0)
        {
            Faults.Add(
                new Place(source),
                new Words("文件是空的", "the file is empty"),
                new Words("第一行应是表头，下面每行一条", "The first row holds the headers, each row below one entry")
            );
            return;
        }

        if (Headers.Match(table, kind, Faults) is not { } found)
        {
            return;
        }

        unknown.AddRange(found.Unknown);
        foreach (var (column, position) in found.Positions)
        {
            headers[(source, column.In(Language.English))] = table.Headers[position];
        }

        ReadRows(table, found);
    }

    private byte[]? Bytes(string path, string source)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                Faults.Add(
                    new Place(source),
                    new Words("文件太大，不像名册", "the file is too large for a register"),
                    new Words($"最大 {LargestFile >> 20} MB", $"At most {LargestFile >> 20} MB")
                );
                return null;
            }

            var bytes = System.IO.File.ReadAllBytes(path);
            if (FileText.Foreign(bytes) is not { } foreign)
            {
                return bytes;
            }

            Faults.Add(
                new Place(source),
                foreign,
                new Words(
                    "请在表格软件里“另存为”，类型选“CSV UTF-8（逗号分隔）”",
                    "In the spreadsheet choose \"Save as\" and the type \"CSV UTF-8 (comma delimited)\""
                )
            );
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            Faults.Add(
                new Place(source),
                new Words("文件打不开", "the file cannot be opened"),
                new Words(
                    "请先在表格软件里关闭它，并检查读取权限",
                    "Close it in the spreadsheet, and check that you may read it"
                )
            );
        }

        return null;
    }

    private void ReadRows(Table table, Headers found)
    {
        var cells = new Cells(table, found.Positions, Faults, codes);
        var before = Faults.Count;
        var rows = 0;
        while (table.Read())
        {
            if (table.IsBlank())
            {
                continue;
            }

            rows++;
            cells.Begin();
            if (HasItsCells(table, cells) && IsClean(table, cells))
            {
                Add(found.Kind, cells);
            }
        }

        if (rows == 0 && found.Kind == FileKind.Register && Faults.Count == before)
        {
            Faults.Add(
                new Place(table.Source, table.HeaderRow),
                new Words("只有表头，没有居民", "there are headers only, and no resident"),
                new Words("表头下面每行写一位居民", "Each row below the headers is one resident")
            );
        }
    }

    // Without rows the other files say that there is nothing: no absence, no wish. A register without residents is a slip.
    private void Add(FileKind kind, Cells row)
    {
        if (kind == FileKind.Register)
        {
            Keep(residents, Rows.Resident(row, asOf));
        }
        else if (kind == FileKind.Absences)
        {
            Keep(absences, Rows.Absence(row));
        }
        else if (kind == FileKind.Wishes)
        {
            Keep(wishes, Rows.Wish(row));
        }
        else if (kind == FileKind.Apart)
        {
            Keep(apart, Rows.Apart(row));
        }
        else if (kind == FileKind.History)
        {
            Keep(history, Rows.History(row));
        }
        else
        {
            Keep(pins, Rows.Pin(row));
        }
    }

    private static void Keep<T>(List<T> rows, T? row)
        where T : class
    {
        if (row is not null)
        {
            rows.Add(row);
        }
    }

    // Empty cells behind the last header are commas that spreadsheets add; text there means that something has shifted.
    private static bool HasItsCells(Table table, Cells row)
    {
        var width = table.Headers.Count;
        var count = table.Count;
        while (count > width && table.Cell(count - 1).IsWhiteSpace())
        {
            count--;
        }

        if (count == width)
        {
            return true;
        }

        row.Fault(
            column: null,
            new Words($"这一行有 {count} 格，表头有 {width} 格", $"the row has {count} cells, the headers are {width}"),
            new Words(
                "每行的逗号要和表头一样多；内容里有逗号时，要用引号（\"）括起来",
                "Each row has as many commas as the headers; text with a comma in it stands in quotes (\")"
            )
        );
        return false;
    }

    private static bool IsClean(Table table, Cells row)
    {
        for (var i = 0; table.IsDirty && i < table.Count; i++)
        {
            var cell = table.Cell(i);
            if (BrokenBytes.In(cell) || cell.Contains('\0'))
            {
                row.Broken(i);
            }
        }

        return row.Sound;
    }
}
