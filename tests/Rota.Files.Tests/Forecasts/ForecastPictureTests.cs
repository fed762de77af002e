using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Forecasts;
using Rota.Files.Forecasts;
using Rota.Files.Tests.Exports;
using Rota.Files.Tests.Pictures;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Forecasts;

public class ForecastPictureTests
{
    private static readonly YearMonth From = new(2026, 12);
    private static readonly Terms Terms = Sheets.Terms();

    [Theory]
    [InlineData(1, Language.Chinese)]
    [InlineData(12, Language.English)]
    [InlineData(93, Language.Chinese)]
    [InlineData(400, Language.Chinese)]
    public void EveryArea_HasItsBar_AndWhatIsTooFewIsMarked(int areas, Language language)
    {
        var forecasts = Forecasts(areas);
        var picture = Picture.Of(o =>
            ForecastPicture.Write(o, "甜水<街道>", new("公约", "covenant"), From, forecasts, language)
        );
        Assert.All(forecasts, f => Assert.Contains(f.Counts.Area, picture.Texts));
        Assert.Equal(
            forecasts.Count(f => f.IsShort && f.OutNights is not null),
            picture.Shapes("short") - Legend(forecasts)
        );
        Assert.Equal(forecasts.Count(f => !f.IsShort && f.OutNights is not null), picture.Shapes("bar") - 1);
        Assert.True(picture.Shapes("mark") > 1);
        Assert.Contains(picture.Texts, t => t.Contains("甜水<街道>", StringComparison.Ordinal));
    }

    [Fact]
    public void TheAreasOfAStreet_FitOnASheetOfA4()
    {
        var picture = Picture.Of(o =>
            ForecastPicture.Write(o, "甜水街道", new("公约", "covenant"), From, Forecasts(93))
        );
        Assert.InRange(picture.Height, 100, 297);
    }

    [Fact]
    public void TheHeaviestStandsFirst_WithinItsCommunity()
    {
        var forecasts = Forecasts(12);
        var picture = Picture.Of(o => ForecastPicture.Write(o, "甜水街道", new("公约", "covenant"), From, forecasts));
        var drawn = picture.Texts.Where(t => forecasts.Any(f => f.Counts.Area == t)).ToList();
        var expected = forecasts
            .GroupBy(f => f.Counts.Community)
            .SelectMany(g => g.OrderByDescending(f => f.OutNights ?? decimal.MaxValue).Select(f => f.Counts.Area));
        Assert.Equal(expected, drawn);
    }

    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void EveryWhatIf_IsDrawnWithItsSentence_AndEveryAreaOfIt(Language language)
    {
        var street = Forecasts(9).Select(f => new Neighbour(f.Counts, "J1", Terms)).ToList();
        var whatIfs = WhatIf.All(street, _ => true, From, [IsoDayOfWeek.Saturday]);
        var picture = Picture.Of(o => WhatIfPicture.Write(o, "甜水街道", From, whatIfs, language));
        Assert.Equal(whatIfs.Count, picture.Shapes("ringed"));
        Assert.All(whatIfs, w => Assert.Contains(w.Name.In(language), picture.Texts));
        var told = picture.Root.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value).ToList();
        foreach (var area in whatIfs.SelectMany(w => w.Areas).Where(a => a.OutNights is not null))
        {
            Assert.Contains(told, t => t.StartsWith(area.Counts.Area + ":", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WhereNobodyOwes_ThePictureSaysSo()
    {
        var nobody = AreaForecast.Of(new AreaCounts("A", "甲", 0, 0, 0, 0, 0), Terms, From);
        var picture = Picture.Of(o => ForecastPicture.Write(o, "甜水街道", new("公约", "covenant"), From, [nobody]));
        Assert.Contains("没有应担的户", picture.Texts);
        var whatIfs = WhatIf.All([new Neighbour(nobody.Counts, null, Terms)], _ => true, From, [IsoDayOfWeek.Friday]);
        Picture.Of(o => WhatIfPicture.Write(o, "甜水街道", From, whatIfs));
    }

    private static int Legend(IReadOnlyList<AreaForecast> forecasts) => forecasts.Any(f => f.IsShort) ? 1 : 0;

    /// <summary>Areas of communities of eight: every ninth has too few, one has nobody.</summary>
    private static List<AreaForecast> Forecasts(int areas) =>
        [
            .. Enumerable
                .Range(0, areas)
                .Select(i =>
                {
                    var households =
                        i == 7 ? 0
                        : i % 9 == 3 ? 40
                        : 90 + (i * 7 % 60);
                    var counts = new AreaCounts(
                        $"G{i / 8}-{i:000}",
                        $"社区{i / 8}",
                        households,
                        2 * households,
                        households / 2,
                        households,
                        households
                    );
                    return AreaForecast.Of(counts, Terms, From);
                }),
        ];
}
