using System.Text;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Measures;
using Rota.Files.Tests.Exports;
using Rota.Files.Tests.Pictures;
using Rota.Testing;
using Sylvan.Data.Csv;
using Xunit;

namespace Rota.Files.Tests.Measures;

public class MeasureFilesTests
{
    private static readonly FairnessSpan Year = FairnessSpan.Of(2026);

    [Theory]
    [InlineData(1, 1, Language.Chinese)]
    [InlineData(1, 5, Language.English)]
    [InlineData(4, 3, Language.Chinese)]
    [InlineData(11, 8, Language.English)]
    public void ThePicture_HasEveryPart_AndCountsEveryHousehold(int communities, int areas, Language language)
    {
        var street = Street(communities, areas);
        var picture = Picture.Of(o => FairnessPicture.Write(o, street, language));
        Assert.All(street.Parts, p => Assert.Contains(p.Name, picture.Texts));
        Assert.Equal(street.Parts.Count, picture.Shapes("box"));
        var columns = picture.Texts.Where(t => int.TryParse(t, out _)).ToList();
        Assert.NotEmpty(columns);
        Assert.Contains(picture.Texts, t => t.StartsWith($"{street.Whole.All.Households} ", StringComparison.Ordinal));
        Assert.InRange(picture.Height, 100, 297);
    }

    [Fact]
    public void APictureOfNothingDone_IsAPictureAllTheSame()
    {
        var street = Street(1, 1) with { Span = FairnessSpan.Of(new YearMonth(2026, 12)) };
        var idle = street.Areas.Select(a =>
            a with
            {
                Households = [.. a.Households.Select(h => h with { Done = Points.Zero })],
            }
        );
        Picture.Of(o => FairnessPicture.Write(o, street with { Areas = [.. idle] }));
        var nobody = street.Areas.Select(a => a with { Households = [] });
        Picture.Of(o => FairnessPicture.Write(o, street with { Areas = [.. nobody] }));
    }

    [Fact]
    public void TheTableOfMeasures_HasARowForEachPartAndGroup_BalancesBelowNothingAsNumbers()
    {
        var street = Street(2, 2);
        var rows = Read(o => MeasuresCsv.Write(o, street));
        Assert.Equal(3 * (street.Parts.Count + 1), rows.Count);
        var all = rows.Single(r => r["name"] == street.Street && r["group"] == "all");
        Assert.Equal(street.Whole.All.Balances!.Least.ToString(), all["balance_least"]);
        Assert.StartsWith("-", all["balance_least"], StringComparison.Ordinal);
        Assert.Equal(
            street.Whole.All.Gini,
            decimal.Parse(all["gini"], System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public void TheBoardsTables_AreReadBackRowByRow_AndNothingMoreIsInThem()
    {
        var table = Table(30);
        var rows = Read(o => StoodCsv.Write(o, [table]));
        Assert.Equal(
            [
                "street",
                "area",
                "span",
                "watch_number",
                "name",
                "building",
                "nights",
                "standbys",
                "points",
                "average_of_share",
            ],
            rows[0].Keys
        );
        Assert.Equal(
            table.Rows.Select(r => (r.Number.ToString(), r.Masked ?? "", r.Points.ToString())),
            rows.Select(r => (r["watch_number"], r["name"], r["points"]))
        );
        var stood = new FestivalStood("LJ-03", "除夕", new(2026, 2, 16), Post.Lead, new(7), "张*三", Building: null);
        var festival = Assert.Single(Read(o => StoodCsv.Write(o, "甜水街道", [stood])));
        Assert.Equal(
            ("除夕", "2026-02-16", "lead", "0007"),
            (festival["festival"], festival["night"], festival["post"], festival["watch_number"])
        );
    }

    [Theory]
    [InlineData(0, 1, Language.English)]
    [InlineData(80, 1, Language.Chinese)]
    [InlineData(81, 2, Language.English)]
    [InlineData(178, 2, Language.English)]
    [InlineData(179, 3, Language.Chinese)]
    public async Task TheBoardsPage_PrintsOnAsManySheetsAsItsRowsNeed(int rows, int sheets, Language language)
    {
        var table = Table(rows);
        var copy = Programs.Poppler("pdftotext", Assert.Skip);
        await Programs.ChineseFont(Assert.Skip);
        using var browser = new Browser(Assert.Skip);
        var pdf = await browser.Print(Written.Bytes(o => StoodPage.Write(o, table, language)));
        var text = await Programs.Run(copy, "-enc", "UTF-8", pdf, "-");
        Assert.Equal(sheets, text.Count(c => c == '\f'));
        Assert.All(table.Rows, r => Assert.Contains(r.Number.ToString(), text, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsErasedHasNoName_AndARecordsTextHasNoneEither()
    {
        var table = Table(3) with { Rows = [new StoodRow(new(9), Masked: null, "1栋", 1, 0, Points.Of(10))] };
        var page = Encoding.UTF8.GetString(Written.Bytes(o => StoodPage.Write(o, table)));
        Assert.Contains("已注销", page, StringComparison.Ordinal);
        Assert.DoesNotContain("*", Table(1).Rows[0].ToString(), StringComparison.Ordinal);
    }

    private static StoodTable Table(int rows) =>
        new(
            "甜水街道",
            new WatchArea(new(1), "LJ-03", "丽景社区", ["LJ-03"], null, null),
            Year,
            [new(2026, 1), new(2026, 12)],
            IsAhead: true,
            ShareKind.AdultsCapped,
            new Points(44_597),
            [
                .. Enumerable
                    .Range(1, rows)
                    .Select(i => new StoodRow(
                        new(900 + i),
                        i % 11 == 0 ? null
                            : i % 7 == 0 ? "阿卜杜拉·*"
                            : "欧阳*月",
                        i % 5 == 0 ? "温泉路168号电力局宿舍附2栋3单元" : "13栋1单元",
                        i % 6,
                        i % 4,
                        new Points(1000L * i)
                    )),
            ]
        );

    private static StreetParts Street(int communities, int areas) =>
        new(
            "甜水街道",
            Year,
            [new(2026, 1), new(2026, 2)],
            [
                .. from c in Enumerable.Range(0, communities)
                from a in Enumerable.Range(0, areas)
                select new AreaParts(
                    new WatchArea(new((100 * c) + a), $"G{c}-{a}", $"社区{c}", [], null, null),
                    [
                        .. Enumerable
                            .Range(0, 20)
                            .Select(h => new HouseholdPart(
                                new(h),
                                Points.Of(h * (3 + a)),
                                Points.Of(30 + (h % 2)),
                                Points.Of((h * 3) - 31),
                                h % 3,
                                h % 4 == 0
                            )),
                    ]
                ),
            ]
        );

    private static List<Dictionary<string, string>> Read(Action<Stream> write)
    {
        var bytes = Written.Bytes(write);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.EndsWith("\r\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var text = new StreamReader(new MemoryStream(bytes));
        using var csv = CsvDataReader.Create(text);
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        }

        return rows;
    }
}
