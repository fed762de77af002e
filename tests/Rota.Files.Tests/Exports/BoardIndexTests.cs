using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Exports;

public class BoardIndexTests
{
    private static readonly YearMonth Month = new(2026, 12);

    [Fact]
    public void EveryArea_IsLinkedOnce_UnderItsCommunity_WithWhatIsOpen()
    {
        var sheets = new[]
        {
            Area("JX-01", "金桥社区", Sheets.Of(Month)),
            Area("LJ/03 <b>", "丽景社区", Sheets.Of(Month, gaps: s => s.Night.Day == 5)),
            Area("LJ-01", "丽景社区", Sheets.Of(Month, lacksLead: n => n.Day < 8)),
        };
        var page = Encoding.UTF8.GetString(Written.Bytes(o => BoardIndex.Write(o, "下湄桥<i>街道", Month, sheets)));
        var links = Regex
            .Matches(page, "href=\"(?<to>[^#\"]+)\"", RegexOptions.NonBacktracking)
            .Select(m => Uri.UnescapeDataString(m.Groups["to"].Value));
        Assert.Equal(
            sheets.Select(s => BoardPage.FileName(s.Area)).Order(StringComparer.Ordinal),
            links.Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, page.Split("<section ").Length - 1);
        Assert.Contains("<b>3</b>席待补", page, StringComparison.Ordinal);
        Assert.Contains("<b>7</b>班无带班", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
    }

    private static RotaSheet Area(string code, string community, RotaSheet sheet) =>
        sheet with
        {
            Area = new WatchArea(new AreaId(1), code, community, [code], null, null),
        };
}
