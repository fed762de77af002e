using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Files.Exports;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Exports;

/// <summary>Slips as they come out of a printer: ten a sheet, each with everything on it, nothing run together.</summary>
public sealed class SlipsPageTests
{
    private const string Enter = "https://shouwang.xiameiqiao.example.org/watch/enter";

    [Theory]
    [InlineData(Language.Chinese, true)]
    [InlineData(Language.English, true)]
    [InlineData(Language.Chinese, false)]
    public async Task TwentyOneSlips_AreThreeSheetsWhoseTextIsWhole(Language language, bool hasAddress)
    {
        await Programs.ChineseFont(Assert.Skip);
        using var browser = new Browser(Assert.Skip);
        var slips = Enumerable.Range(1, 21).Select(n => Of(n, hasAddress)).ToList();
        var page = Written.Bytes(s =>
            SlipsPage.Write(
                s,
                "下湄桥街道",
                "LJ-03",
                slips,
                new LocalDate(2027, 2, 20),
                hasAddress ? new LocalDate(2027, 12, 25) : null,
                hasAddress ? Enter : null,
                language
            )
        );

        var pdf = await browser.Print(page);
        var info = await Programs.Run(Programs.Poppler("pdfinfo", Assert.Skip), pdf);
        var text = await Programs.Run(Programs.Poppler("pdftotext", Assert.Skip), "-raw", pdf, "-");

        Assert.Matches(@"Pages:\s+3\b", info);
        Assert.All(
            slips,
            s =>
            {
                Assert.Contains(s.Name, text, StringComparison.Ordinal);
                Assert.Contains(s.Number.ToString(), text, StringComparison.Ordinal);
                Assert.Contains(s.Code, text, StringComparison.Ordinal);
            }
        );
        Assert.Equal(hasAddress, text.Contains("https://", StringComparison.Ordinal));
        // Code and QR code end on days of their own, and a slip with both says both.
        Assert.Contains("2027", text, StringComparison.Ordinal);
        Assert.Equal(
            hasAddress,
            text.Contains(language == Language.Chinese ? "二维码" : "QR", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void WhatOthersWrote_IsTextAndNothingElse()
    {
        var slip = Of(1, hasAddress: false) with { Name = "<script>alert(1)</script>", Building = "\"><img src=x>" };
        var page = System.Text.Encoding.UTF8.GetString(
            Written.Bytes(s => SlipsPage.Write(s, "<b>街道", "LJ-03", [slip], new LocalDate(2027, 2, 20), null, null))
        );
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>街道", page, StringComparison.Ordinal);
    }

    private static Slip Of(int n, bool hasAddress) =>
        new(
            n % 5 == 0 ? "阿卜杜热合曼·买买提明" : $"王守{"甲乙丙丁戊己庚辛壬癸"[n % 10]}",
            new WatchNumber(12300 + n),
            n % 4 == 0 ? "温泉路168号电力局宿舍附2栋3单元" : "3栋",
            new HouseholdCode("LJ-03", n.ToString("0000", CultureInfo.InvariantCulture)),
            $"7K3M{"ABCDEFGHJK"[n % 10]}-9Q{(n + 10).ToString(CultureInfo.InvariantCulture)}B",
            hasAddress ? $"https://shouwang.xiameiqiao.example.org/watch/m/gQWRdotDdP5922_IaZAaZSYkI{n + 10}" : null
        );
}
