using System.Net;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Rotas;
using Rota.Planning;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>On the night: who sees whose name and phone, when, and who may tell what.</summary>
public sealed class TonightTests
{
    private static readonly LocalDate First = new(2026, 12, 5);
    private static readonly (string, string)[] Watch = [("night", "2026-12-05"), ("watch", "evening")];

    [Theory]
    [InlineData(11, 59, false)]
    [InlineData(12, 0, true)]
    [InlineData(22, 29, true)]
    [InlineData(22, 30, false)]
    public async Task NamesAndPhonesAreShownFromNoonUntilTheEnd_ToTheCrewAlone(int hour, int minute, bool isOpen)
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var crew = Core.Rotas.Watch.Posts.Select(p => sheet.On(First, p)).ToList();
        street.At(2026, 12, 5, hour, minute);
        foreach (var code in (string[])[.. crew, sheet.On(First.PlusWeeks(1), Post.Lead), sheet.Idle().First()])
        {
            var card = await street.CardAsync(code);
            using var guest = await street.ResidentAsync(code);
            var page = await guest.GetAsync("/me/tonight");

            var others = await street.OthersAsync(card.Household);
            var shown = isOpen && crew.Contains(code) ? others.Where(o => crew.Contains(o.Code)).ToList() : [];
            Assert.All(
                shown,
                o =>
                {
                    Assert.Contains(o.Name!, page.Text, StringComparison.Ordinal);
                    Assert.Contains(o.Phone!, page.Text, StringComparison.Ordinal);
                }
            );
            page.Text.Hides(others.Except(shown));
            Assert.Equal(isOpen && crew.Contains(code), shown.Count > 0);
        }
    }

    [Fact]
    public async Task AWatchOfAnAreaThatWasJoinedSince_MeetsWhereItsAreaMet()
    {
        await using var street = await WebStreet.OpenAsync(covenant: c =>
            c with
            {
                Areas = [new AreaPlan("G1", ["G1"], "东门岗亭", null), new AreaPlan("G2", ["G2"], "西门岗亭", null)],
            }
        );
        using var guest = await street.ResidentAsync((await street.SheetAsync("G2")).On(First, Post.Lead));
        var joined = new AreaPlan("G1", ["G1", "G2"], "东门岗亭", null);
        street.Office = street.Office with { Covenant = street.Office.Covenant with { Areas = [joined] } };
        await new DraftMonth(street.Office).RunAsync(new(2027, 1), AreaChoice.All, 1, cancellation: WebStreet.Stop);

        var page = await guest.GetAsync("/me/tonight");

        Assert.Contains("西门岗亭", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("东门岗亭", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(18, 29, false)]
    [InlineData(18, 30, true)]
    [InlineData(22, 29, true)]
    [InlineData(22, 30, false)]
    public async Task OneSaysThatOneIsThere_FromAnHourBeforeUntilTheEnd(int hour, int minute, bool isTaken)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(First, Post.Guard);
        using var guest = await street.ResidentAsync(code);
        var page = await guest.GetAsync("/me");
        street.At(2026, 12, 5, hour, minute);

        var said = await guest.PostAsync("/me/tonight/came", page.Text, Watch);
        await guest.PostAsync("/me/tonight/left", page.Text, Watch);

        Assert.Equal(isTaken ? HttpStatusCode.Redirect : HttpStatusCode.Conflict, said.Status);
        var there = await ThereAsync(street);
        Assert.Equal(isTaken ? [code] : [], there.Select(t => t.Code));
        Assert.All(there, t => Assert.True(t.HasLeft));
    }

    [Fact]
    public async Task WhoIsNotOnTheWatch_TellsNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var lead = (await street.CardAsync(sheet.On(First, Post.Lead))).Number.ToString();
        street.At(2026, 12, 5, 20, 0);
        // Who is on duty on another night; and who leads a watch tonight, but another one.
        var elsewhere = (await street.SheetAsync("G2")).On(First, Post.Lead);
        foreach (
            var (code, watch) in ((string, string)[])
                [(sheet.On(First.PlusWeeks(1), Post.Lead), "evening"), (elsewhere, "late")]
        )
        {
            using var guest = await street.ResidentAsync(code);
            var page = await guest.GetAsync("/me");
            var before = street.Fingerprint();
            (string, string)[] of = [("night", "2026-12-05"), ("watch", watch)];
            foreach (var act in (string[])["came", "left"])
            {
                var told = await guest.PostAsync($"/me/tonight/{act}", page.Text, of);
                Assert.Equal(HttpStatusCode.Conflict, told.Status);
            }

            var marked = await guest.PostAsync(
                "/me/tonight/mark",
                page.Text,
                [.. Watch, ("who", lead), ("came", "no")]
            );
            Assert.Equal(HttpStatusCode.Conflict, marked.Status);
            Assert.Equal(before, street.Fingerprint());
        }
    }

    [Theory]
    [InlineData(5, 12, true)]
    [InlineData(5, 23, true)]
    [InlineData(6, 11, true)]
    [InlineData(6, 12, false)]
    public async Task TheLeadFindsTheWayToMarking_AsLongAsItIsOpen(int day, int hour, bool isShown)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(First, Post.Lead));
        street.At(2026, 12, day, hour, 0);

        Assert.Equal(
            isShown,
            (await guest.GetAsync("/me")).Text.Contains("href=\"/me/tonight\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task TheLeadSaysWhoCame_AndTheBooksHaveIt()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var (lead, guard, standby) = (
            await street.CardAsync(sheet.On(First, Post.Lead)),
            await street.CardAsync(sheet.On(First, Post.Guard)),
            await street.CardAsync(sheet.On(First, Post.Standby))
        );
        using var guest = await street.ResidentAsync(lead.Code);
        var page = await guest.GetAsync("/me");
        street.At(2026, 12, 5, 20, 0);

        await guest.PostAsync(
            "/me/tonight/mark",
            page.Text,
            [.. Watch, ("who", guard.Number.ToString()), ("came", "no")]
        );
        await guest.PostAsync(
            "/me/tonight/mark",
            page.Text,
            [.. Watch, ("who", standby.Number.ToString()), ("came", "yes")]
        );

        var night = (await new MarkAttendance(street.Office).ReadAsync("G1", First, WebStreet.Stop)).Value;
        Assert.Equal(
            [(lead.Resident, null), (guard.Resident, false), (standby.Resident, true)],
            night.Duties.Select(d => (d.Standing.Duty.Resident, d.Attended))
        );
        Assert.Equal([standby.Code], (await ThereAsync(street)).Select(t => t.Code));
        // The lead sees what the lead has said; of the others each sees what is said of them.
        Assert.Contains("已记没来", (await guest.GetAsync("/me/tonight")).Text, StringComparison.Ordinal);
        using var other = await street.ResidentAsync(standby.Code);
        Assert.DoesNotContain("已记没来", (await other.GetAsync("/me/tonight")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheLeadMarks_AndNobodyAsMissingBeforeItBegins()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var guard = await street.CardAsync(sheet.On(First, Post.Guard));
        var lead = await street.CardAsync(sheet.On(First, Post.Lead));
        using var guest = await street.ResidentAsync(guard.Code);
        using var leading = await street.ResidentAsync(lead.Code);
        var (page, leads) = (await guest.GetAsync("/me"), await leading.GetAsync("/me"));
        street.At(2026, 12, 5, 19, 0);
        var before = street.Fingerprint();

        foreach (
            var (who, read, number) in ((Guest, Read, string)[])
                [
                    (guest, page, lead.Number.ToString()),
                    (leading, leads, guard.Number.ToString()),
                    (leading, leads, lead.Number.ToString()),
                    (leading, leads, (await street.CardAsync(sheet.Idle().First())).Number.ToString()),
                ]
        )
        {
            var refused = await who.PostAsync(
                "/me/tonight/mark",
                read.Text,
                [.. Watch, ("who", number), ("came", "no")]
            );
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        }

        Assert.Equal(before, street.Fingerprint());
        await leading.PostAsync(
            "/me/tonight/mark",
            leads.Text,
            [.. Watch, ("who", guard.Number.ToString()), ("came", "yes")]
        );
        Assert.Equal([guard.Code], (await ThereAsync(street)).Select(t => t.Code));
    }

    private static async Task<IReadOnlyList<(string Code, bool HasLeft)>> ThereAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area.Id;
        var there = await reader.Presences.OfNightAsync(area, First, WebStreet.Stop);
        var people = await reader.People.OfAsync(there.Select(t => t.Resident), WebStreet.Stop);
        return [.. there.Select(t => (people[t.Resident].Code, t.LeftAt is not null))];
    }
}
