using System.Text;
using Ical.Net.CalendarComponents;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Testing;
using Rota.Testing.Registers;
using Xunit;
using Calendar = Ical.Net.Calendar;

namespace Rota.Planning.Tests;

/// <summary>
/// Calendar feeds over all that happens to published months: what another program reads of them is the duties in force, and what it kept of an earlier reading is
/// still known to the feed. <c>ROTA_FEED_CHANGES=1000</c> lets so much happen, <c>ROTA_SEED</c> other things.
/// </summary>
public sealed class FeedTests
{
    private static CancellationToken Stop => PlannedStreet.Stop;

    private static int Seed => Laboratory.Asked("ROTA_SEED", 4711);

    [Fact]
    public async Task AFeedReadBack_IsTheDutiesInForce_WhateverHappens()
    {
        await using var street = await SwappedStreet.PublishedAsync(hasJanuary: true);
        var life = new PublishedLife(street, new Random(Seed));
        var kept = new Dictionary<(WatchNumber? Whose, string Uid), Seen>();
        var versions = await VersionsAsync(street);
        for (var change = 0; change < Laboratory.Asked("ROTA_FEED_CHANGES", 30); change++)
        {
            await AssertFeedsAsync(street, kept, isExact: true);
            street.Clock.Advance(Duration.FromMinutes(1));
            await life.LiveAsync(Stop);
            versions = await VersionsAsync(street, versions);
        }

        await AssertFeedsAsync(street, kept, isExact: true);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}: {string.Join(", ", life.Done)}");
        Assert.Contains(kept.Values, k => k.IsOff && k.Changes > 0);
        Assert.Contains(kept.Values, k => !k.IsOff && k.Changes > 1);
    }

    [Fact]
    public async Task WithdrawnDutiesAreOff_AndComeBackUnderTheirNames()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var before = Read(await FeedAsync(street, area));
        street.Clock.Advance(Duration.FromMinutes(1));
        await street.WithdrawAsync(PlannedStreet.December);

        var off = Read(await FeedAsync(street, area));
        Assert.NotEmpty(off);
        Assert.Equal(before.Keys.Order(), off.Keys.Order());
        Assert.All(off.Values, e => Assert.Equal("CANCELLED", e.Status));
        Assert.All(off, e => Assert.True(before[e.Key].Sequence < e.Value.Sequence));

        street.Clock.Advance(Duration.FromMinutes(1));
        await street.KeepAsync(PlannedStreet.December);
        var again = Read(await FeedAsync(street, area));
        Assert.All(before.Keys, uid => Assert.True(off[uid].Sequence < Assert.Contains(uid, again).Sequence));
    }

    /// <summary>What no edition says, and calendars show: a name, a building, a meeting point.</summary>
    [Theory]
    [InlineData("name")]
    [InlineData("building")]
    [InlineData("meeting point")]
    [InlineData("erased")]
    [InlineData("nothing")]
    public async Task ADutyIsRevisedWhenSomethingItShowsIsAnother(string what)
    {
        var register = SmallRegister.Of(1, 24);
        await using var street = await SwappedStreet.PublishedAsync(register: register);
        var area = await street.AreaAsync();
        var kept = new Dictionary<(WatchNumber? Whose, string Uid), Seen>();
        await AssertFeedsAsync(street, kept);
        var before = kept.ToDictionary();
        var token = await new GiveAccess(street.Office).AreaFeedAsync(await WatchAreaAsync(street), Stop);
        var version = await new ReadFeed(street.Office).VersionAsync(token, Stop);
        var someone = (await FeedAsync(street, area)).Duties[0].People[0].Person;
        street.Clock.Advance(Duration.FromMinutes(1));

        switch (what)
        {
            case "name":
                await street.ImportAsync(register.Change(someone.Resident, r => r with { Name = "欧阳某某" }).Build());
                break;
            case "building":
                await street.ImportAsync(
                    register
                        .Change(someone.Resident[..^1] + "1", r => r with { Building = "九栋" })
                        .Change(someone.Resident[..^1] + "2", r => r with { Building = "九栋" })
                        .Build()
                );
                break;
            case "meeting point":
                street.Office = street.Office with
                {
                    Covenant = street.Office.Covenant with { Areas = [new AreaPlan("G1", ["G1"], "岗亭", null)] },
                };
                await street.DraftAsync(PlannedStreet.January);
                break;
            case "erased":
                await EraseAsync(street, someone.Resident);
                break;
            default:
                await street.ImportAsync(register.Build());
                break;
        }

        await AssertFeedsAsync(street, kept);
        var revised = kept.Where(k => before[k.Key].Sequence < k.Value.Sequence).Select(k => k.Key).ToList();
        Assert.Equal(what != "nothing", revised.Count > 0);
        Assert.Equal(what != "nothing", version != await new ReadFeed(street.Office).VersionAsync(token, Stop));
    }

    /// <summary>What every feed says and hangs on; where it hangs on the same as before, it says the same.</summary>
    private static async Task<Dictionary<string, (string Version, string Text)>> VersionsAsync(
        PlannedStreet street,
        Dictionary<string, (string Version, string Text)>? before = null
    )
    {
        var read = new ReadFeed(street.Office);
        var now = new Dictionary<string, (string Version, string Text)>(StringComparer.Ordinal);
        foreach (var token in before?.Keys.ToList() ?? await TokensAsync(street))
        {
            var text = Encoding.UTF8.GetString(CalendarFeed.Write((await read.OfAsync(token, Stop))!));
            now[token] = ((await read.VersionAsync(token, Stop))!, text);
        }

        if (before is not null)
        {
            Assert.All(now, f => Assert.True(before[f.Key].Version != f.Value.Version || before[f.Key] == f.Value));
            // Most feeds have nothing to do with what happens to one or two people.
            Assert.True(now.Count(f => f.Value == before[f.Key]) >= now.Count / 4);
        }

        return now;
    }

    private static async Task<List<string>> TokensAsync(PlannedStreet street)
    {
        var give = new GiveAccess(street.Office);
        var tokens = new List<string> { await give.AreaFeedAsync(await WatchAreaAsync(street), Stop) };
        foreach (var household in Enumerable.Range(1, 24))
        {
            var code = SmallRegister.Resident(1, household, 1);
            var card = Assert.Single(await new FindPeople(street.Office).RunAsync(code, Stop));
            tokens.Add(await give.FeedAsync(card.Resident, Stop));
        }

        return tokens;
    }

    private static async Task EraseAsync(PlannedStreet street, string resident)
    {
        var card = Assert.Single(await new FindPeople(street.Office).RunAsync(resident, Stop));
        await using var writer = await street.Office.Database.WriteAsync(
            "tester",
            street.Clock.GetCurrentInstant(),
            Stop
        );
        await writer.Erasure.EraseAsync(card.Resident, street.Office.Today, Stop);
        await writer.CommitAsync(Stop);
    }

    private static async Task<WatchArea> WatchAreaAsync(PlannedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Areas.FindAsync("G1", Stop))!.Area;
    }

    /// <param name="street">The street.</param>
    /// <param name="kept">What was read before.</param>
    /// <param name="isExact">Whether nothing but editions has changed anything: then nothing is revised that says the same.</param>
    private static async Task AssertFeedsAsync(
        PlannedStreet street,
        Dictionary<(WatchNumber? Whose, string Uid), Seen> kept,
        bool isExact = false
    )
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var since = street.Office.Today.PlusMonths(-ReadFeed.MonthsKept);
        var register = (await reader.Register.OfAreaAsync(area, PlannedStreet.December, Stop))!;
        var duties = await reader.Duties.OfAreaAsync(area, since, since.PlusYears(2), Stop);
        Assert.NotEmpty(duties);
        var everybody = await reader.People.OfAsync(register.Residents.Select(r => r.Id), Stop);

        AssertFeed(await FeedAsync(street, area), duties);
        foreach (var card in everybody.Values.Where(c => c.Name is not null))
        {
            var theirs = await new ReadFeed(street.Office).ResidentAsync(card.Resident, Stop);
            AssertFeed(theirs!, [.. duties.Where(d => d.Duty.Resident == card.Resident)]);
        }

        void AssertFeed(DutyFeed feed, IReadOnlyList<StandingDuty> inForce)
        {
            var events = Read(feed);
            Assert.Equal(
                inForce.Select(d => (d.Duty.Seat, Utc(d.Begins), Utc(d.Ends))).ToHashSet(),
                feed.Duties.Where(d => events[CalendarFeed.UidOf(d, feed.Whose)].Status != "CANCELLED")
                    .Select(d => (d.Seat, events[CalendarFeed.UidOf(d, feed.Whose)]))
                    .Select(e => (e.Seat, e.Item2.DtStart!.AsUtc, e.Item2.DtEnd!.AsUtc))
                    .ToHashSet()
            );
            Assert.All(
                feed.Duties.Where(d => !d.IsOff),
                d =>
                    Assert.Equal(
                        duties
                            .Where(o => feed.Whose is null ? o.Duty.Seat == d.Seat : IsBeside(o.Duty, d, feed))
                            .Select(o => everybody[o.Duty.Resident].Number)
                            .ToHashSet(),
                        d.People.Select(p => p.Person.Number)
                            .Where(n =>
                                events[CalendarFeed.UidOf(d, feed.Whose)]
                                    .Description!.Contains(n.ToString(), StringComparison.Ordinal)
                            )
                            .ToHashSet()
                    )
            );
            AssertKept(feed.Whose, events, kept, isExact);
            AssertMasked(feed, everybody.Values);
        }

        bool IsBeside(Duty other, FeedDuty duty, DutyFeed feed) =>
            (other.Seat.Night, other.Seat.Watch) == (duty.Seat.Night, duty.Seat.Watch)
            && everybody[other.Resident].Number != feed.Whose;

        DateTime Utc(LocalDateTime at) => at.InZoneStrictly(street.Office.Zone).ToDateTimeUtc();
    }

    /// <summary>What was read once is still there, never goes back, and is revised when it says something else.</summary>
    private static void AssertKept(
        WatchNumber? whose,
        Dictionary<string, CalendarEvent> events,
        Dictionary<(WatchNumber? Whose, string Uid), Seen> kept,
        bool isExact
    )
    {
        Assert.All(kept.Keys.Where(k => k.Whose == whose), k => Assert.Contains(k.Uid, events.Keys));
        foreach (var (uid, now) in events)
        {
            var seen = new Seen(
                now.Sequence,
                now.LastModified!.AsUtc,
                $"{now.Summary} {now.Description} {now.Status} {now.DtStart} {now.DtEnd} {now.Location}",
                now.Status == "CANCELLED",
                Changes: 0
            );
            if (kept.TryGetValue((whose, uid), out var before))
            {
                Assert.True(before.Sequence <= seen.Sequence, $"{uid}: {before} then {seen}");
                Assert.Equal(before.Sequence < seen.Sequence, before.At < seen.At);
                Assert.True(!isExact || before.Sequence == seen.Sequence || before.Text != seen.Text, $"{uid}: {seen}");
                Assert.True(
                    before.Text == seen.Text || before.Sequence < seen.Sequence,
                    $"{uid}: {before} then {seen}"
                );
                seen = seen with { Changes = before.Changes + (before.Sequence < seen.Sequence ? 1 : 0) };
            }

            kept[(whose, uid)] = seen;
        }
    }

    private static void AssertMasked(DutyFeed feed, IEnumerable<ResidentCard> everybody)
    {
        var text = Encoding.UTF8.GetString(CalendarFeed.Write(feed)).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.All(
            everybody.Where(p => p.Name is not null),
            p =>
            {
                Assert.DoesNotContain(p.Name!, text, StringComparison.Ordinal);
                Assert.True(p.Phone is null || !text.Contains(p.Phone, StringComparison.Ordinal));
            }
        );
    }

    private static async Task<DutyFeed> FeedAsync(PlannedStreet street, AreaId area) =>
        (await new ReadFeed(street.Office).AreaAsync(area, Stop))!;

    private static Dictionary<string, CalendarEvent> Read(DutyFeed feed) =>
        Calendar
            .Load(Encoding.UTF8.GetString(CalendarFeed.Write(feed)))!
            .Events.ToDictionary(e => e.Uid!, StringComparer.Ordinal);

    private sealed record Seen(int Sequence, DateTime At, string Text, bool IsOff, int Changes);
}
