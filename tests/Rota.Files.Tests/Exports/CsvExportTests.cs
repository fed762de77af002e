using System.Text;
using CsCheck;
using NodaTime;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Testing;
using Sylvan.Data.Csv;
using Xunit;

namespace Rota.Files.Tests.Exports;

public class CsvExportTests
{
    private static readonly YearMonth Month = new(2026, 12);

    [Fact]
    public void EverySeat_IsOneRow_InOrder_GapsWithTheirReason()
    {
        var sheet = Sheets.Of(Month, gaps: s => s.Night.Day == 5, lacksLead: n => n.Day == 9);
        var rows = Read(sheet);
        Assert.Equal(31 * 3, rows.Count);
        Assert.Equal(
            3,
            rows.Count(r => r["state"] == "gap" && r["reason"] == Sheets.GapReason.Zh && r["name"].Length == 0)
        );
        Assert.Equal("no_lead", rows.Single(r => r["night"] == "2026-12-09" && r["post"] == "lead")["state"]);
        Assert.Equal(sheet.Rota.Duties.Concat<object>(sheet.Rota.Gaps).Count(), rows.Count);
        Assert.Equal(rows.Select(r => r["night"]).Order(StringComparer.Ordinal), rows.Select(r => r["night"]));
        var first = rows[0];
        Assert.Equal("Tue", first["weekday"]);
        Assert.Equal("LJ-03/0001", first["household"]);
        Assert.Equal(sheet.People[sheet.Rota.Duties[0].Resident].Masked, first["name"]);
    }

    [Fact]
    public void ItBeginsWithAMarkThatExcelReads_AndHoldsNoFullName()
    {
        var sheet = Sheets.Of(Month);
        var bytes = Bytes(sheet);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.All(sheet.People.Values, p => Assert.DoesNotContain(p.Name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void NoCell_IsAFormula_AndEveryTextReadsBack()
    {
        var start = Written.AnyOf(
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "\uFF1D",
            "\uFF0B",
            "\uFF0D",
            "\uFF20",
            "",
            "'",
            ",",
            "\""
        );
        var rest = Written.AnyOf("cmd|' /C calc'!A0", "1+1", "3\"栋", "a,b", "两\r\n行", " ");
        start
            .Select(rest, (a, b) => a + b)
            .Sample(
                building =>
                {
                    var cell = Read(Sheets.Of(Month, building: _ => building))[0]["building"];
                    Assert.DoesNotContain(cell[..1], "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20", StringComparison.Ordinal);
                    Assert.Equal(building, cell[(cell == building ? 0 : 1)..]);
                },
                iter: 60
            );
    }

    private static byte[] Bytes(RotaSheet sheet) => Written.Bytes(o => CsvExport.Write(o, Month, [sheet]));

    private static List<Dictionary<string, string>> Read(RotaSheet sheet)
    {
        using var text = new StreamReader(new MemoryStream(Bytes(sheet)));
        using var csv = CsvDataReader.Create(text);
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        }

        return rows;
    }
}
