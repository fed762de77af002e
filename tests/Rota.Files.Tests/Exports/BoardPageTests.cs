using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Exports;

public class BoardPageTests
{
    private static readonly YearMonth December = new(2026, 12);
    private static readonly YearMonth February = new(2027, 2);

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void ABoard_ShowsEverybodyMasked_AndNoFullName(Language language)
    {
        var sheet = Sheets.Of(December, name: n => $"某{(char)('甲' + n)}名");
        var page = Text(sheet, language);
        Assert.All(
            sheet.People.Values,
            p =>
            {
                Assert.Contains(p.Masked, page, StringComparison.Ordinal);
                Assert.Contains(p.Number.ToString(), page, StringComparison.Ordinal);
                Assert.DoesNotContain(p.Name, page, StringComparison.Ordinal);
                Assert.DoesNotContain(p.Resident, page, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void SignsStandWhereTheyBelong()
    {
        var terms = Sheets.Terms() with
        {
            Exceptions = [new(new(2027, 2, 9), new(2027, 2, 10), [], new("春节停值", "off"))],
        };
        var sheet = Sheets.Of(February, terms, gaps: s => s.Night.Day == 3, lacksLead: n => n.Day == 17);
        var page = Text(sheet);
        Assert.Equal(3, Count(page, "<b class=\"open\">待补</b>"));
        Assert.Equal(1, Count(page, "<b class=\"no-lead\">无带班</b>"));
        Assert.Equal(2, Count(page, "<b>停值</b><span class=\"why\"><bdi>春节停值"));
        Assert.Equal(1, Count(page, ">除夕</span>"));
        Assert.Equal(1, Count(page, "<p class=\"stage\">第 1 版</p><p class=\"date\">2026年11月25日</p>"));
        Assert.Contains("我为别人守一夜\uFF0C别人为我守一年", page, StringComparison.Ordinal);
    }

    [Fact]
    public void AReasonThatSeveralGapsShare_StandsOnce_WithItsNights()
    {
        var sheet = Sheets.Of(December, gaps: s => s.Night.Day is 1 or 2 or 3 or 7 or 8 && s.Post != Post.Standby);
        var page = Text(sheet);
        Assert.Equal(1, Count(page, "距上次值守不足20夜"));
        Assert.Contains("1–3、7、8日带班、值守员：能值守的人", page, StringComparison.Ordinal);
        Assert.Contains("1–3, 7, 8 lead, guard: whoever", Text(sheet, Language.English), StringComparison.Ordinal);
        Assert.DoesNotContain("待补原因", Text(Sheets.Of(December)), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotInForce_SaysSo_AndWhatReplaces_NamesIt()
    {
        var sheet = Sheets.Of(December);
        Assert.Contains("草稿", Text(sheet with { Edition = null }), StringComparison.Ordinal);
        Assert.Contains("征求意见稿", Text(sheet with { Edition = null, IsPosted = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("草稿", Text(sheet), StringComparison.Ordinal);
        Assert.Contains("取代第 1 版", Text(sheet with { Edition = 2, Supersedes = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAreaWithoutPointAndPhone_HasNoEmptyFacts()
    {
        var sheet = Sheets.Of(December);
        var page = Text(sheet with { Area = sheet.Area with { MeetingPoint = null, Phone = " " } });
        Assert.DoesNotContain("集合地点", page, StringComparison.Ordinal);
        Assert.DoesNotContain("联系电话", page, StringComparison.Ordinal);
    }

    [Fact]
    public void WhateverAnybodyIsCalled_NothingOnThePageComesAlive()
    {
        var hostile = Gen.OneOf(
            Written.AnyOf(
                "<script>alert(1)</script>",
                "</style><img src=x onerror=alert(1)>",
                "\"><a href=\"javascript:alert(1)\">",
                "]]>&lt;b&gt;<!--",
                "\u202E张三",
                "张\0三",
                "李\uD800",
                "王\uFFFF五"
            ),
            Gen.String[Gen.Char, 1, 20]
        );
        var plain = Skeleton(Text(Sheets.Of(December, name: _ => "张小三", building: _ => "三")));
        hostile.Sample(
            text =>
            {
                var sheet = Sheets.Of(December, name: _ => text, building: n => n % 2 == 0 ? text : null);
                var page = Text(
                    sheet with
                    {
                        Street = text,
                        Area = sheet.Area with { Community = text, MeetingPoint = "x" + text, Phone = "x" + text },
                        CovenantName = new(text, text),
                        CovenantVersion = text,
                    }
                );
                Assert.Equal(plain, Skeleton(page));
            },
            iter: 100
        );
    }

    [Fact]
    public void ThePage_StandsAlone()
    {
        var page = Text(Sheets.Of(December));
        Assert.StartsWith(
            "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"",
            page,
            StringComparison.Ordinal
        );
        Assert.All(
            new[] { "<script", "<link", "<img", "href=", "src=", "url(", "http", "@import" },
            sign => Assert.DoesNotContain(sign, page, StringComparison.OrdinalIgnoreCase)
        );
        // An element that ends itself opens in HTML, and swallows what follows; only void ones may.
        Assert.DoesNotMatch("<(?!meta|br|wbr)[a-z0-9]+[^>]*/>", page);
    }

    [Fact]
    public void FileNames_TellAreasApart_AndStayInTheirFolder() =>
        Gen.Select(Gen.String[1, 12], Gen.String[1, 12])
            .Sample(
                (a, b) =>
                {
                    var (one, other) = (BoardPage.FileName(Area(a)), BoardPage.FileName(Area(b)));
                    Assert.Equal(Path.GetFileName(one), one);
                    Assert.DoesNotMatch("[\\\\/:*?\"<>|. ]", one[..^5]);
                    Assert.Equal(a == b, one == other);
                }
            );

    private static WatchArea Area(string code) => Sheets.Of(December).Area with { Code = code };

    private static string Text(RotaSheet sheet, Language language = Language.Chinese) =>
        Encoding.UTF8.GetString(Written.Board(sheet, language));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>The tags of a page, without the sizes that follow from the length of texts and places where they may break.</summary>
    private static string Skeleton(string page) =>
        string.Join(
            "",
            Regex
                .Matches(page, "<[^>]*>", RegexOptions.NonBacktracking)
                .Select(m => m.Value)
                .Where(t => t != "<wbr />")
                .Select(t =>
                    t.StartsWith("<span class=\"where", StringComparison.Ordinal) ? "<where>"
                    : t.StartsWith("<span class=\"name", StringComparison.Ordinal) ? "<name>"
                    : t
                )
        );
}
