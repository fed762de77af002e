using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// The books say how a rota came to be: the recorded changes, made again over edition 1, give edition N and its entries in the ledger.
/// <c>ROTA_OPERATIONS=5000</c> tries so many operations instead of some tens.
/// </summary>
public sealed class SwapReplayTests
{
    private static readonly YearMonth[] Months = [PlannedStreet.December, PlannedStreet.January];

    private static CancellationToken Stop => PlannedStreet.Stop;

    private static int Operations => Laboratory.Asked("ROTA_OPERATIONS", 60);

    [Fact]
    public async Task ReplayingTheRecordedChangesOverEdition1_GivesEditionNAndItsEntries()
    {
        await using var street = await SwappedStreet.PublishedAsync(hasJanuary: true);
        var first = await EntriesAsync(street);
        var chance = new Random(4711);
        var done = new List<int>();
        for (var operation = 0; operation < Operations; operation++)
        {
            await OperateAsync(street, chance, done);
            foreach (var month in Months.Where(_ => operation % 10 == 0))
            {
                await SwapTests.AssertDutiesAreTheEditionsAsync(street, month);
            }
        }

        Assert.True(done.Count > Operations / 4, $"{done.Count} done");
        var homes = await HomesAsync(street);
        var held = new Dictionary<Seat, ResidentId>();
        var points = new Dictionary<Seat, Points>();
        foreach (var month in Months)
        {
            var edition = await street.EditionAsync(month, 1);
            foreach (var duty in edition.Sheet.Rota.Duties)
            {
                held.Add(duty.Seat, duty.Resident);
            }

            foreach (var watch in edition.Sheet.Watches)
            {
                foreach (var post in Watch.Posts)
                {
                    for (var seat = 1; seat <= watch.Seats(post); seat++)
                    {
                        points.Add(new Seat(watch.Night.Date, watch.Name, post, seat), watch.Night.PointsOf(post));
                    }
                }
            }
        }

        var entries = new List<(string Household, YearMonth, LocalDate?, LedgerReason, long)>();
        foreach (var change in await RecordedAsync(street))
        {
            foreach (var (seat, from, to) in change.Moves)
            {
                Assert.Equal(from, held.TryGetValue(seat, out var holder) ? holder : null);
                if (from is { } giver && to is { } taker && homes[giver] == homes[taker])
                {
                    continue;
                }

                var (month, weight) = (seat.Night.ToYearMonth(), points[seat].Thousandths);
                if (from is { } gives)
                {
                    entries.Add((homes[gives], month, seat.Night, LedgerReason.Released, -weight));
                }

                if (to is { } takes)
                {
                    entries.Add((homes[takes], month, seat.Night, LedgerReason.Assigned, weight));
                }
            }

            foreach (var (seat, _, to) in change.Moves)
            {
                held.Remove(seat);
                if (to is { } taker)
                {
                    held.Add(seat, taker);
                }
            }
        }

        var now = (await EntriesAsync(street)).Where(e => e.Reason is LedgerReason.Assigned or LedgerReason.Released);
        var then = first.Where(e => e.Reason is LedgerReason.Assigned or LedgerReason.Released);
        Assert.Equal(then.Concat(entries).Order(), now.Order());
        foreach (var month in Months)
        {
            var edition = await street.EditionAsync(month);
            var replayed = held.Where(h => h.Key.Night.ToYearMonth() == month);
            Assert.Equal(
                replayed.ToHashSet(),
                edition.Sheet.Rota.Duties.Select(d => KeyValuePair.Create(d.Seat, d.Resident)).ToHashSet()
            );
            await AssertDuesArePointsAsync(street, edition);
        }
    }

    /// <summary>What is due in a month is what its last edition assigned to owing households.</summary>
    private static async Task AssertDuesArePointsAsync(PlannedStreet street, Store.Rotas.Edition edition)
    {
        var month = edition.Head.Month;
        var dues = (await EntriesAsync(street))
            .Where(e => e.Month == month && e.Reason == LedgerReason.Dues)
            .Sum(e => e.Thousandths);
        Assert.Equal(edition.Sheet.Rota.Duties.Sum(d => d.Points.Thousandths), -dues);
    }

    private static async Task OperateAsync(PlannedStreet street, Random chance, List<int> done)
    {
        var duties = (await street.DutiesAsync(Months[chance.Next(Months.Length)])).Select(d => d.Duty).ToList();
        var duty = duties[chance.Next(duties.Count)];
        switch (chance.Next(8))
        {
            case 0 when done.Count > 0:
                await new UndoChange(street.Office).RunAsync(done[chance.Next(done.Count)], Stop);
                break;
            case 1:
                await CallAsync(street, chance, duty, done);
                break;
            default:
                var kinds = (await street.WaysAsync(duty.Seat, 40)).GroupBy(w => w.Change.Kind).ToList();
                if (kinds.Count > 0)
                {
                    Suggestion[] ways = [.. kinds[chance.Next(kinds.Count)]];
                    Note(await street.AgreeAsync(ways[chance.Next(ways.Length)].Change), done);
                }

                break;
        }
    }

    private static async Task CallAsync(PlannedStreet street, Random chance, Duty duty, List<int> done)
    {
        var called = await new ProposeChange(street.Office).CallAsync(
            await street.AreaAsync(),
            duty.Seat,
            new Answering(duty.Resident, Consents: true),
            Stop
        );
        var takers = (await street.WaysAsync(duty.Seat, 40)).Where(w => w.Change.Kind == ChangeKind.StandIn).ToList();
        if (called.Succeeded && takers.Count > 0)
        {
            var taker = takers[chance.Next(takers.Count)].Change.Moves[0].To!.Value;
            Note(
                await new AnswerProposal(street.Office).TakeAsync(
                    called.Value.Proposal.Number,
                    new Answering(taker, Consents: true),
                    Stop
                ),
                done
            );
        }
    }

    private static void Note(Outcome<Proposal> ended, List<int> done)
    {
        if (ended.Succeeded && ended.Value.State == ProposalState.Done)
        {
            done.Add(ended.Value.Number);
        }
    }

    /// <summary>What was carried out and undone, in an order in which each finds the editions that it superseded.</summary>
    private static async Task<List<RotaChange>> RecordedAsync(PlannedStreet street)
    {
        var all = (await new ReadProposals(street.Office).RunAsync(AreaChoice.All, Stop)).Value.Select(p => p.Proposal);
        var acts = new List<(RotaChange Change, IReadOnlyList<MadeEdition> Editions)>();
        foreach (var proposal in all)
        {
            var change = proposal.State is ProposalState.Done or ProposalState.Undone ? proposal.ToChange() : null;
            var months = change?.Moves.Select(m => m.Seat.Night.ToYearMonth()).Distinct().Count() ?? 0;
            if (change is not null)
            {
                acts.Add((change, [.. proposal.Editions.Take(months)]));
                if (proposal.State == ProposalState.Undone)
                {
                    acts.Add((change.Inverse(), [.. proposal.Editions.Skip(months)]));
                }
            }
        }

        var next = Months.ToDictionary(m => m, _ => 2);
        var ordered = new List<RotaChange>();
        while (acts.Count > 0)
        {
            var act = acts.First(a => a.Editions.All(e => next[e.Month] == e.Number));
            acts.Remove(act);
            ordered.Add(act.Change);
            foreach (var edition in act.Editions)
            {
                next[edition.Month]++;
            }
        }

        return ordered;
    }

    private static async Task<
        List<(string Household, YearMonth Month, LocalDate? Night, LedgerReason Reason, long Thousandths)>
    > EntriesAsync(PlannedStreet street) =>
        [
            .. (await street.LedgerAsync()).SelectMany(h =>
                h.Select(e => (h.Key, e.Month, e.Night, e.Reason, e.Amount.Thousandths))
            ),
        ];

    private static async Task<Dictionary<ResidentId, string>> HomesAsync(PlannedStreet street)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var register = (await reader.Register.OfAreaAsync(area, Months[0], Stop))!;
        var codes = register.Households.ToDictionary(h => h.Id, h => $"G1/{h.Code}");
        return register.Residents.ToDictionary(r => r.Id, r => codes[r.Household]);
    }
}
