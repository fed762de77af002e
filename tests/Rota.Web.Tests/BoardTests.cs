using System.Net;
using NodaTime;
using Rota.Planning;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>What everybody reads: the street, its boards, the covenant, how evenly it lay.</summary>
public sealed class BoardTests
{
    [Fact]
    public async Task TheBoardShowsTheEditionInForce_ByMaskedNameAndWatchNumber()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var sheet = (
            await new ReadSheets(street.Office).RunAsync(WebStreet.December, AreaChoice.All, WebStreet.Stop)
        ).Value[0];

        var board = await guest.GetAsync("/areas/G1/2026-12");

        Assert.Equal(HttpStatusCode.OK, board.Status);
        Assert.NotEmpty(sheet.Rota.Duties);
        Assert.All(
            sheet.Rota.Duties.Select(d => sheet.People[d.Resident]),
            p =>
            {
                Assert.Contains(p.Masked, board.Text, StringComparison.Ordinal);
                Assert.Contains(p.Number.ToString(), board.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(p.Name, board.Text, StringComparison.Ordinal);
            }
        );
        Assert.Contains("第 1 版", board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADraftIsShownOnlyOnceItIsPosted_AndMarkedAsOne()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var january = new YearMonth(2027, 1);
        street.At(2026, 12, 20, 12, 0);
        await new DraftMonth(street.Office).RunAsync(january, AreaChoice.All, 1, cancellation: WebStreet.Stop);

        Assert.Contains("还没有公布", (await guest.GetAsync("/areas/G1/2027-01")).Text, StringComparison.Ordinal);

        await new PostMonth(street.Office).RunAsync(january, AreaChoice.All, cancellation: WebStreet.Stop);
        var posted = await guest.GetAsync("/areas/G1/2027-01");
        Assert.Contains("征求意见稿", posted.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("还没有公布", posted.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LanguageAndSizeStayWithTheReader()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var page = await guest.GetAsync("/areas/G1");

        var turned = await guest.PostAsync("/reads", page.Text, ("language", "en"), ("back", "/areas/G1"));
        await guest.PostAsync("/reads", page.Text, ("size", "large"), ("back", "/areas/G1"));

        Assert.Equal("/areas/G1", turned.To);
        var english = await guest.GetAsync("/areas/G1");
        Assert.Contains("<html lang=\"en\" class=\"large\">", english.Text, StringComparison.Ordinal);
        Assert.Contains("Tonight", english.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task NobodyIsSentElsewhere(string back)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var page = await guest.GetAsync("/");

        Assert.Equal("/", (await guest.PostAsync("/reads", page.Text, ("language", "en"), ("back", back))).To);
    }
}
