using System.Text;
using Ical.Net.CalendarComponents;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Testing;
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
        for (var change = 0; change < Laboratory.Asked("ROTA_FEED_CHANGES", 30); change++)
        {
            await AssertFeedsAsync(street, kept);
            street.Clock.Advance(Duration.FromMinutes(1));
            await life.LiveAsync(Stop);
        }

        await AssertFeedsAsync(street, kept);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}: {string.Join(", ", life.Done)}");
        Assert.Contains(kept.Values, k => k.IsOff && k.Sequence > 0);
        Assert.Contains(kept.Values, k => !k.IsOff && k.Sequence > 1);
    }

    [Fact]
    public async Task WithdrawnDutiesAreOff_AndComeBackUnderTheirNames()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var before = Read(await FeedAsync(street, area));
        await street.WithdrawAsync(PlannedStreet.December);

        var off = Read(await FeedAsync(street, area));
        Assert.NotEmpty(off);
        Assert.Equal(before.Keys.Order(), off.Keys.Order());
        Assert.All(off.Values, e => Assert.Equal(("CANCELLED", 1), (e.Status, e.Sequence)));

        await street.KeepAsync(PlannedStreet.December);
        var again = Read(await FeedAsync(street, area));
        Assert.All(before.Keys, uid => Assert.Equal(2, Assert.Contains(uid, again).Sequence));
    }

    private static async Task AssertFeedsAsync(
        PlannedStreet street,
        Dictionary<(WatchNumber? Whose, string Uid), Seen> kept
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
        foreach (var card in everybody.Values)
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
            AssertKept(feed.Whose, events, kept);
            AssertMasked(feed, everybody.Values);
        }

        bool IsBeside(Duty other, FeedDuty duty, DutyFeed feed) =>
            (other.Seat.Night, other.Seat.Watch) == (duty.Seat.Night, duty.Seat.Watch)
            && everybody[other.Resident].Number != feed.Whose;

        DateTime Utc(LocalDateTime at) => at.InZoneStrictly(street.Office.Zone).ToDateTimeUtc();
    }

    /// <summary>What was read once is still there, never goes back, and is counted up exactly when it says something else.</summary>
    private static void AssertKept(
        WatchNumber? whose,
        Dictionary<string, CalendarEvent> events,
        Dictionary<(WatchNumber? Whose, string Uid), Seen> kept
    )
    {
        Assert.All(kept.Keys.Where(k => k.Whose == whose), k => Assert.Contains(k.Uid, events.Keys));
        foreach (var (uid, now) in events)
        {
            var seen = new Seen(
                now.Sequence,
                now.LastModified!.AsUtc,
                $"{now.Summary} {now.Description} {now.Status} {now.DtStart} {now.DtEnd}",
                now.Status == "CANCELLED"
            );
            if (kept.TryGetValue((whose, uid), out var before))
            {
                Assert.True(before.Sequence <= seen.Sequence, $"{uid}: {before} then {seen}");
                Assert.Equal(before.Sequence < seen.Sequence, before.At < seen.At);
                Assert.Equal(before.Sequence < seen.Sequence, before.Text != seen.Text);
            }

            kept[(whose, uid)] = seen;
        }
    }

    private static void AssertMasked(DutyFeed feed, IEnumerable<ResidentCard> everybody)
    {
        var text = Encoding.UTF8.GetString(CalendarFeed.Write(feed)).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.All(
            everybody,
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

    private sealed record Seen(int Sequence, DateTime At, string Text, bool IsOff);
}
