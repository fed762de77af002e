using System.Globalization;
using Rota.Core;
using Rota.Core.Intake;
using Sylvan.Data.Csv;

namespace Rota.Files.Intake;

/// <summary>A CSV file as a table. Where its quotes do not close, the rest cannot be told apart: that ends it.</summary>
internal sealed class CsvTable : Table
{
    /// <summary>The most characters a row may have.</summary>
    public const int LongestRow = 1 << 16;

    /// <summary>A sign that no text holds, for the reader's comments: a register has none, and "#3" is a building.</summary>
    public const char NoComment = '\uFFFF';

    private readonly CsvDataReader reader;
    private readonly FaultList faults;

    private CsvTable(string source, FileText file, CsvDataReader reader, FaultList faults)
        : base(source)
    {
        this.reader = reader;
        this.faults = faults;
        IsDirty = file.Dirty;
        Encoding = file.Encoding;
        Headers = ReadHeaders();
        HeaderRow = Row;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers { get; }

    /// <inheritdoc/>
    public override int HeaderRow { get; }

    /// <inheritdoc/>
    public override string Encoding { get; }

    /// <inheritdoc/>
    public override bool IsDirty { get; }

    /// <inheritdoc/>
    public override int Row => reader.RowNumber;

    /// <inheritdoc/>
    public override int Count => reader.RowFieldCount;

    /// <summary>Opens a file's text; null when it cannot be read at all, which is noted.</summary>
    public static CsvTable? Open(string source, FileText file, FaultList faults)
    {
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = ',',
            Comment = NoComment,
            BufferSize = LongestRow,
        };
        try
        {
            var csv = CsvDataReader.Create(new StringReader(file.Text), options);
            return new CsvTable(source, file, csv, faults);
        }
        catch (CsvFormatException broken)
        {
            Note(source, broken, faults);
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException broken)
        {
            Note(Source, broken, faults);
            return false;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cell(int index) => reader.GetFieldSpan(index);

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private string[] ReadHeaders()
    {
        while (Read())
        {
            if (!IsBlank())
            {
                return [.. Enumerable.Range(0, Count).Select(i => Cell(i).Trim().ToString())];
            }
        }

        return [];
    }

    private static void Note(string source, CsvFormatException broken, FaultList faults)
    {
        var limit = LongestRow.ToString(CultureInfo.InvariantCulture);
        var row = Math.Max(1, broken.RowNumber);
        var cell = (broken.FieldOrdinal + 1).ToString(CultureInfo.InvariantCulture);
        var (what, right) =
            broken is CsvRecordTooLargeException
                ? (
                    new Words($"这一行超过 {limit} 个字符", $"this row is longer than {limit} characters"),
                    new Words(
                        "多半是引号（\"）没有成对，把后面的行也吞了进来；请补上引号",
                        "Most likely a quote (\") is not closed and takes in the rows after it: close it"
                    )
                )
                : (
                    new Words(
                        $"第 {cell} 格的引号（\"）没有成对",
                        $"the quote (\") in cell {cell} is not closed, or text follows it"
                    ),
                    new Words(
                        "引号要成对；格子里本来就有的引号要写两遍（\"\"）。从这一行起，后面都没有读",
                        "Quotes come in pairs, and one inside a cell is written twice (\"\"). Nothing after this row was read"
                    )
                );
        faults.Add(new Place(source, row, cell), what, right);
    }
}
