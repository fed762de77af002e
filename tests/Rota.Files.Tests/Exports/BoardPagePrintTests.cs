using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Exports;

public class BoardPagePrintTests
{
    private static readonly YearMonth December = new(2026, 12);
    private static readonly LocalDate Fifth = new(2026, 12, 5);

    [Fact]
    public async Task AFullMonth_WithLongBuildingsAndAGap_IsOneSheetWhoseTextCanBeCopied()
    {
        var sheet = Sheets.Of(
            December,
            gaps: s => s.Night == Fifth && s.Post == Post.Guard,
            building: n => n % 4 == 0 ? "温泉路168号电力局宿舍附2栋3单元" : "丽景花园A区12栋",
            lacksLead: n => n.Day % 9 == 0
        );
        var (pages, text) = await Printed(sheet);
        Assert.Equal(1, pages);
        Assert.Contains("待补", text, StringComparison.Ordinal);
        Assert.Contains("无带班", text, StringComparison.Ordinal);
        Assert.Contains("第 1 版", text, StringComparison.Ordinal);
        Assert.Contains("2026年11月25日", text, StringComparison.Ordinal);
        Assert.Contains("核对码 3f9a-12bc-77ff-01ab", text, StringComparison.Ordinal);
        Assert.All(sheet.People.Values, p => Assert.Contains(p.Masked, text, StringComparison.Ordinal));
        Assert.All(sheet.People.Values, p => Assert.Contains(p.Number.ToString(), text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public async Task AMonthOfPostedDrafts_WithEverySignOnIt_IsOneSheet(Language language)
    {
        var terms = Sheets.Terms() with
        {
            Exceptions = [new DatedException(new(2027, 1, 30), new(2027, 1, 31), [], new("春运停值", "Spring travel"))],
        };
        var sheet = Sheets.Of(new(2027, 1), terms, gaps: s => s.Night.Day % 3 == 0, lacksLead: n => n.Day % 2 == 0);
        sheet = sheet with
        {
            Edition = null,
            IsPosted = true,
            Area = sheet.Area with { Grids = ["LJ-03", "LJ-04", "LJ-05"], Code = "LJ-03+05" },
        };
        var (pages, _) = await Printed(sheet, language);
        Assert.Equal(1, pages);
    }

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public async Task NineteenGaps_EachForAReasonOfItsOwn_LeaveOneSheetThatSaysOneOfThemAndCountsTheOthers(
        Language language
    )
    {
        var sheet = Reasoned(
            Sheets.Of(
                December,
                gaps: s => s.Night.Day is > 5 and < 25 && s.Post == Post.Guard,
                building: n => n % 4 == 0 ? "温泉路168号电力局宿舍附2栋3单元" : "丽景花园A区12栋",
                lacksLead: n => n.Day % 9 == 0
            )
        );
        var (pages, text) = await Printed(sheet, language);
        Assert.Equal(1, pages);
        Assert.Equal(
            language == Language.Chinese ? 21 : 19,
            Count(text, language == Language.Chinese ? "待补" : "Open")
        );
        var flat = text.ReplaceLineEndings(language == Language.Chinese ? "" : " ");
        var said = language == Language.Chinese ? "其余 18 席情形相近" : "Much the same for 18 more";
        Assert.Contains(said, flat, StringComparison.Ordinal);
        Assert.Contains(language == Language.Chinese ? "6日值守员" : "6 guard", flat, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public async Task GapsOnEveryPost_EachForAReasonOfItsOwn_LeaveOneSheet(Language language)
    {
        var (pages, _) = await Printed(Reasoned(Sheets.Of(December, gaps: s => s.Night.Day % 2 == 0)), language);
        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task SeveralWatchesANight_FlowToASecondSheet_AndLoseNobody()
    {
        var terms = Sheets.Terms(
            new WatchPattern("evening", new(19, 30), new(22, 30), 1, 2, 1, []),
            new WatchPattern("late", new(22, 30), new(1, 30), 1, 2, 0, [])
        );
        var sheet = Sheets.Of(December, terms);
        var (pages, text) = await Printed(sheet);
        Assert.True(pages > 1, "62 watches of four seats do not fit on one sheet");
        Assert.All(sheet.People.Values, p => Assert.Contains(p.Number.ToString(), text, StringComparison.Ordinal));
    }

    /// <summary>Gives each gap the longest reason there is, with numbers of its own.</summary>
    private static RotaSheet Reasoned(RotaSheet sheet) =>
        sheet with
        {
            Rota = sheet.Rota with
            {
                Gaps =
                [
                    .. sheet.Rota.Gaps.Select(
                        (g, n) =>
                            g with
                            {
                                Reason = new(
                                    $"可参与的 {311 + n} 人：离前后值守太近 {180 + n} 人，当晚不能值守 52 人，本月已排值守 41 人，"
                                        + "与备班冲突 22 人，与同班的人不合 9 人，家中须留人 7 人。",
                                    $"Of {311 + n} who take part, {180 + n} are too close to another night out, 52 cannot guard that night, "
                                        + "41 are out this month already, 22 are kept by a standby, 9 do not fit with who is on the watch, "
                                        + "7 are needed at home."
                                ),
                            }
                    ),
                ],
            },
        };

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static async Task<(int Pages, string Text)> Printed(RotaSheet sheet, Language language = Language.Chinese)
    {
        var info = Programs.Poppler("pdfinfo", Assert.Skip);
        var copy = Programs.Poppler("pdftotext", Assert.Skip);
        await Programs.ChineseFont(Assert.Skip);
        using var browser = new Browser(Assert.Skip);
        var pdf = await browser.Print(Written.Board(sheet, language));
        var facts = await Programs.Run(info, pdf);
        var pages = facts.Split('\n').Single(l => l.StartsWith("Pages:", StringComparison.Ordinal))[6..];
        Assert.Contains("(A4)", facts, StringComparison.Ordinal);
        return (
            int.Parse(pages, System.Globalization.CultureInfo.InvariantCulture),
            await Programs.Run(copy, "-enc", "UTF-8", pdf, "-")
        );
    }
}
