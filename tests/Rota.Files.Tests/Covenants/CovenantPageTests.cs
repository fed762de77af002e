using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Forecasts;
using Rota.Files.Covenants;
using Rota.Testing;
using Rota.Testing.Covenants;
using Xunit;

namespace Rota.Files.Tests.Covenants;

public class CovenantPageTests
{
    private static readonly Covenant Shipped = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void ThePage_HasTheSentenceOfEveryRule(Language language)
    {
        var items = Body(CovenantPage.Html(Shipped, [], language)).Descendants("li").Select(l => Narrowed(l.Value));
        Assert.All(Shipped.Terms.Rules.All, r => Assert.Contains(Narrowed(r.Sentence.In(language)), items));
    }

    [Fact]
    public void AnyCovenant_IsAPageThatABrowserReadsAsItIsMeant() =>
        Gen.Select(GenCovenant.Covenant, Gen.Enum<Language>())
            .Sample(
                (covenant, language) =>
                {
                    var html = CovenantPage.Html(covenant, Forecasts(covenant, 12), language);
                    Assert.Equal(["meta", "meta"], SelfClosed(html));
                    var text = CovenantPage.Text(covenant, Forecasts(covenant, 12), language);
                    foreach (var community in covenant.Communities.Keys)
                    {
                        Assert.Contains(Narrowed(community), Narrowed(Body(html).Value), StringComparison.Ordinal);
                        Assert.Contains(Narrowed(community), Narrowed(text), StringComparison.Ordinal);
                    }
                }
            );

    [Fact]
    public void NinetyThreeGrids_AreARowACommunity_AndOneForAll()
    {
        var forecasts = Forecasts(Shipped, 93);
        var rows = Body(CovenantPage.Html(Shipped, forecasts)).Descendants("table").Last().Descendants("tr").ToList();
        Assert.Equal(1 + 11 + 1, rows.Count);
        Assert.Equal("93", rows[^1].Elements("td").ElementAt(1).Value);
        Assert.Equal(
            forecasts.Sum(f => f.Counts.Households).ToString(System.Globalization.CultureInfo.InvariantCulture),
            rows[^1].Elements("td").ElementAt(2).Value
        );
    }

    [Fact]
    public void OnATerminal_TheColumnsOfATableLineUp()
    {
        var lines = CovenantPage.Text(Shipped, Forecasts(Shipped, 93)).Split('\n');
        var header = Array.FindIndex(lines, l => l.Contains("应担户", StringComparison.Ordinal));
        var begins = Columns(lines[header][..lines[header].IndexOf("片区", StringComparison.Ordinal)]);
        for (var row = header + 1; row <= header + 12; row++)
        {
            var number = Regex.Match(lines[row], @"(?<=\s)\d", RegexOptions.None, TimeSpan.FromSeconds(1)).Index;
            Assert.Equal(begins, Columns(lines[row][..number]));
        }

        Assert.All(lines.Where((_, i) => i < header || i > header + 12), l => Assert.InRange(Columns(l), 0, 90));
    }

    [Fact]
    public void WhatACommunityReplaces_IsSaidInItsOwnSentence()
    {
        var terms = Shipped.Terms with { Rules = Shipped.Terms.Rules.Replacing(new Rest(14)) };
        var covenant = Shipped with { Communities = Shipped.Communities.Add("温泉路", terms) };
        var said = Body(CovenantPage.Html(covenant, [])).Descendants("p").Select(p => Narrowed(p.Value));
        Assert.Contains("温泉路:" + Narrowed(new Rest(14).Sentence.Zh), said);
    }

    [Fact]
    public void ChinesePunctuation_IsPrintedInFullWidth()
    {
        var text = Body(CovenantPage.Html(Shipped, Forecasts(Shipped, 93))).Value;
        Assert.DoesNotMatch("[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text);
        Assert.Contains("19:30–22:30", text, StringComparison.Ordinal);
    }

    private static List<AreaForecast> Forecasts(Covenant covenant, int areas) =>
        [
            .. Enumerable
                .Range(0, areas)
                .Select(i => (Code: $"G-{i:00}", Community: $"社区{i % 11}", Households: 100 + (i * 37 % 95)))
                .Select(a =>
                    AreaForecast.Of(
                        new AreaCounts(
                            a.Code,
                            a.Community,
                            a.Households,
                            2 * a.Households,
                            35,
                            a.Households,
                            a.Households
                        ),
                        covenant.For(a.Code, a.Community),
                        new YearMonth(2026, 12)
                    )
                ),
        ];

    private static XElement Body(string html) =>
        XDocument.Parse(html).Root!.Element("body") ?? throw new InvalidOperationException("There is no body.");

    /// <summary>HTML closes only void elements so; anything else would swallow what follows.</summary>
    private static IEnumerable<string> SelfClosed(string html) =>
        Regex
            .Matches(html, "<(?<name>[a-z]+)[^>]*/>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(m => m.Groups["name"].Value);

    /// <summary>Without white space, and with full-width signs as narrow ones.</summary>
    private static string Narrowed(string text) =>
        string.Concat(
            text.Where(c => !char.IsWhiteSpace(c))
                .Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c)
        );

    /// <summary>Columns on a terminal, counted apart from the code that is tested: all that is used here beyond 0x2E80 is wide.</summary>
    private static int Columns(string text) => text.Sum(c => c >= 0x2E80 ? 2 : 1);
}
