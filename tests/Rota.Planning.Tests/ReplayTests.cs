using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Changes;
using Rota.Store.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// The books say how a rota came to be: the recorded moves, made again edition by edition over edition 1, give every later edition and the
/// ledger, whatever made them. <c>ROTA_OPERATIONS=5000</c> tries so many operations instead of some tens, <c>ROTA_SEED</c> others.
/// </summary>
public sealed class ReplayTests
{
    private static CancellationToken Stop => PlannedStreet.Stop;

    private static int Operations => Laboratory.Asked("ROTA_OPERATIONS", 80);

    private static int Seed => Laboratory.Asked("ROTA_SEED", 4711);

    [Fact]
    public async Task ReplayingTheRecordedChangesOverEdition1_GivesEditionNAndItsEntries()
    {
        await using var street = await SwappedStreet.PublishedAsync(hasJanuary: true);
        var life = new PublishedLife(street, new Random(Seed));
        for (var operation = 0; operation < Operations; operation++)
        {
            await life.LiveAsync(Stop);
            foreach (var month in PublishedLife.Months.Where(_ => operation % 10 == 0))
            {
                await SwapTests.AssertDutiesAreTheEditionsAsync(street, month);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}: {string.Join(", ", life.Done)}");
        Assert.True(life.Done.Values.Sum() > Operations / 4, $"seed {Seed}: {string.Join(", ", life.Done)}");
        Assert.All(["undo", "release", "resolve", "publish"], what => Assert.Contains(what, life.Done.Keys));
        var replayed = new List<Entry>();
        foreach (var month in PublishedLife.Months)
        {
            replayed.AddRange(await ReplayAsync(street, month));
        }

        var booked =
            from household in await street.LedgerAsync()
            from e in household
            where e.Reason is LedgerReason.Assigned or LedgerReason.Released
            select new Entry(household.Key, e.Night!.Value, e.Amount.Thousandths);
        Assert.Equal(replayed.Order(), booked.Order());
        await AssertProposalsAreOnRecordAsync(street);
    }

    /// <summary>Replays a month from nothing, holds that each edition is what comes out, and gives the entries that follow.</summary>
    private static async Task<List<Entry>> ReplayAsync(PlannedStreet street, YearMonth month)
    {
        var homes = await HomesAsync(street);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = await street.AreaAsync();
        var recorded = (await reader.Changes.ListAsync(area, month, Stop)).ToDictionary(c => c.Edition);
        var (held, entries) = (new Dictionary<Seat, ResidentId>(), new List<Entry>());
        foreach (var head in await reader.Editions.ListAsync(area, month, Stop))
        {
            var sheet = (await reader.Editions.FindAsync(area, month, head.Number, Stop))!.Sheet;
            var points = PointsOf(sheet);
            var before = Accounts(held);
            if (head.Supersedes is { } superseded)
            {
                var change = recorded[head.Number];
                Assert.Equal((head.Number - 1, superseded), (superseded, change.Cause.Supersedes));
                Assert.NotEmpty(change.Moves);
                Make(held, change.Moves);
            }
            else
            {
                // The first, or the first after a withdrawal, with which all duties ended.
                Assert.DoesNotContain(head.Number, recorded.Keys);
                entries.AddRange(before.Select(b => b with { Thousandths = -b.Thousandths }));
                before = [];
                held = sheet.Rota.Duties.ToDictionary(d => d.Seat, d => d.Resident);
            }

            Assert.Equal(
                sheet.Rota.Duties.Select(d => (d.Seat, d.Resident)).ToHashSet(),
                held.Select(h => (h.Key, h.Value)).ToHashSet()
            );
            var after = Accounts(held);
            entries.AddRange(Without(before, after).Select(b => b with { Thousandths = -b.Thousandths }));
            entries.AddRange(Without(after, before));

            List<Entry> Accounts(Dictionary<Seat, ResidentId> duties) =>
                [.. duties.Select(d => new Entry(homes[d.Value], d.Key.Night, points[d.Key]))];
        }

        // What is due in a month is what its last edition assigned to owing households.
        var last = PointsOf((await street.EditionAsync(month)).Sheet);
        Assert.Equal(
            held.Keys.Sum(s => last[s]),
            -(await street.LedgerAsync())
                .SelectMany(h => h)
                .Where(e => e.Month == month && e.Reason == LedgerReason.Dues)
                .Sum(e => e.Amount.Thousandths)
        );
        return entries;
    }

    private static void Make(Dictionary<Seat, ResidentId> held, IReadOnlyList<Move> moves)
    {
        foreach (var (seat, from, to) in moves)
        {
            Assert.Equal(from, held.TryGetValue(seat, out var holder) ? holder : null);
            held.Remove(seat);
            if (to is { } taker)
            {
                held.Add(seat, taker);
            }
        }
    }

    /// <summary>What each proposal that was carried out or undone says of itself is what its editions have on record.</summary>
    private static async Task AssertProposalsAreOnRecordAsync(PlannedStreet street)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var recorded = new List<(YearMonth Month, EditionChange Change)>();
        foreach (var month in PublishedLife.Months)
        {
            recorded.AddRange((await reader.Changes.ListAsync(area, month, Stop)).Select(c => (month, c)));
        }

        foreach (var proposal in await reader.Proposals.ListAsync(area, Stop))
        {
            var its = recorded
                .Where(r => r.Change.Cause.Proposal == proposal.Number)
                .ToLookup(r => r.Change.Cause.Kind == ChangeKind.Undo);
            Assert.Equal(
                proposal.Editions.ToHashSet(),
                its.SelectMany(i => i).Select(r => new MadeEdition(r.Month, r.Change.Edition)).ToHashSet()
            );
            var isDone = proposal.State is ProposalState.Done or ProposalState.Undone;
            AssertMoves(isDone ? proposal.Moves : [], its[false]);
            AssertMoves(proposal.State == ProposalState.Undone ? proposal.ToChange().Inverse().Moves : [], its[true]);
        }

        static void AssertMoves(IEnumerable<Move> moves, IEnumerable<(YearMonth, EditionChange Change)> made) =>
            Assert.Equal(moves.ToHashSet(), made.SelectMany(m => m.Change.Moves).ToHashSet());
    }

    private static IEnumerable<Entry> Without(List<Entry> entries, List<Entry> others)
    {
        var left = others.ToList();
        return [.. entries.Where(e => !left.Remove(e))];
    }

    private static Dictionary<Seat, long> PointsOf(FrozenRota sheet) =>
        (
            from watch in sheet.Watches
            from post in Watch.Posts
            from seat in Enumerable.Range(1, watch.Seats(post))
            select (Seat: new Seat(watch.Night.Date, watch.Name, post, seat), watch.Night.PointsOf(post).Thousandths)
        ).ToDictionary(s => s.Seat, s => s.Thousandths);

    private static async Task<Dictionary<ResidentId, string>> HomesAsync(PlannedStreet street)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var register = (await reader.Register.OfAreaAsync(area, PublishedLife.Months[0], Stop))!;
        var codes = register.Households.ToDictionary(h => h.Id, h => $"G1/{h.Code}");
        return register.Residents.ToDictionary(r => r.Id, r => codes[r.Household]);
    }

    /// <summary>An entry for a duty: taken on where it is above zero, else given up.</summary>
    private sealed record Entry(string Household, LocalDate Night, long Thousandths) : IComparable<Entry>
    {
        public int CompareTo(Entry? other) =>
            (Household, Night, Thousandths).CompareTo((other!.Household, other.Night, other.Thousandths));
    }
}
