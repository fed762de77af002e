using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// Changes that meet: of two that are legal alone and illegal together one is committed; an open call is taken once. Everybody has looked
/// before anybody writes. <c>ROTA_RACES=10000</c> races so many pairs, <c>ROTA_TAKERS=1000</c> has so many take one call.
/// </summary>
public sealed class SwapRaceTests
{
    private const int RacesOnAStreet = 100;
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    private static int Races => Laboratory.Asked("ROTA_RACES", 12);

    private static int Takers => Laboratory.Asked("ROTA_TAKERS", 24);

    [Fact]
    public async Task OfTwoChangesLegalAloneAndIllegalTogether_ExactlyOneIsCommitted()
    {
        var chance = new Random(20261124);
        for (var race = 0; race < Races; )
        {
            // No street has thousands of editions of one month: after some races another one begins.
            await using var street = await SwappedStreet.PublishedAsync();
            for (var here = 0; here < RacesOnAStreet && race < Races; here++, race++)
            {
                await RaceAsync(street, chance);
            }

            await street.AssertCleanAsync(December);
        }
    }

    private static async Task RaceAsync(PlannedStreet street, Random chance)
    {
        var (one, two) = await PairAsync(street, chance);
        var number = (await street.EditionAsync(December)).Head.Number;
        var look = Together(2);
        Task<Outcome<Proposal>> Answer(Proposal proposal) =>
            Task.Run(
                () =>
                    new AnswerProposal(street.Office, look).RunAsync(
                        proposal.Number,
                        new Answering(proposal.Parties[^1].Resident, Consents: true),
                        Stop
                    ),
                Stop
            );

        var ended = await Task.WhenAll(Answer(one), Answer(two));

        var done = Assert.Single(ended, e => e.Succeeded).Value;
        Assert.Equal(ProposalState.Done, done.State);
        Assert.NotEmpty(Assert.Single(ended, e => !e.Succeeded).Faults[0].What.Zh);
        Assert.Equal(number + 1, (await street.EditionAsync(December)).Head.Number);
        var lost = done.Number == one.Number ? two : one;
        Assert.True((await new AnswerProposal(street.Office).WithdrawAsync(lost.Number, Stop)).Succeeded);
        Assert.True((await new UndoChange(street.Office).RunAsync(done.Number, Stop)).Succeeded);
    }

    [Fact]
    public async Task OfAllWhoTakeAnOpenCallAtOnce_OneWins_AndTheOthersAreToldSo()
    {
        // Enough households that so many may take a duty: those who are out already may not.
        await using var street = await SwappedStreet.PublishedAsync(Math.Max(24, Takers));
        var area = await street.AreaAsync();
        foreach (var duty in (await street.DutiesAsync(December)).Select(d => d.Duty).Take(3))
        {
            var takers = (await street.WaysAsync(duty.Seat, 5000))
                .Where(w => w.Change.Kind == ChangeKind.StandIn)
                .Select(w => w.Change.Moves[0].To!.Value)
                .Take(Takers)
                .ToList();
            var called = await new ProposeChange(street.Office).CallAsync(
                area,
                duty.Seat,
                new Answering(duty.Resident, Consents: true),
                Stop
            );
            var number = called.Value.Proposal.Number;
            var look = Together(takers.Count);

            var ended = await Task.WhenAll(
                takers.Select(t =>
                    Task.Run(
                        () =>
                            new AnswerProposal(street.Office, look).TakeAsync(
                                number,
                                new Answering(t, Consents: true),
                                Stop
                            ),
                        Stop
                    )
                )
            );

            var winner = Assert.Single(ended, e => e.Succeeded).Value.Moves[0].To;
            Assert.All(
                ended.Where(e => !e.Succeeded),
                e => Assert.Contains("先一步", e.Faults[0].What.Zh, StringComparison.Ordinal)
            );
            Assert.True(takers.Count > Takers / 2, $"{takers.Count} takers.");
            Assert.Equal(
                winner,
                (await street.DutiesAsync(December)).Single(d => d.Duty.Seat == duty.Seat).Duty.Resident
            );
            await SwapTests.AssertDutiesAreTheEditionsAsync(street, December);
        }
    }

    /// <summary>Nobody writes before everybody has looked.</summary>
    private static Func<CancellationToken, Task> Together(int count)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looked = 0;
        return stop =>
        {
            if (Interlocked.Increment(ref looked) == count)
            {
                all.SetResult();
            }

            return all.Task.WaitAsync(stop);
        };
    }

    /// <summary>Two duties that one free resident could take each, not both; all but that resident have agreed.</summary>
    private static async Task<(Proposal One, Proposal Two)> PairAsync(PlannedStreet street, Random chance)
    {
        var duties = (await street.DutiesAsync(December))
            .Select(d => d.Duty)
            .Where(d => Watch.IsOut(d.Seat.Post))
            .ToArray();
        chance.Shuffle(duties);
        var ways = new List<(ResidentId Taker, RotaChange Change)>();
        foreach (var duty in duties)
        {
            var standIns = (await street.WaysAsync(duty.Seat, 60)).Where(w => w.Change.Kind == ChangeKind.StandIn);
            foreach (var way in standIns)
            {
                var taker = way.Change.Moves[0].To!.Value;
                var other = ways.Find(w => w.Taker == taker && w.Change.Moves[0].Seat.Night != duty.Seat.Night);
                if (other.Change is not null)
                {
                    return (await ReadyAsync(street, other.Change), await ReadyAsync(street, way.Change));
                }

                ways.Add((taker, way.Change));
            }
        }

        throw new InvalidOperationException("Nobody could take two duties, one at a time.");
    }

    private static async Task<Proposal> ReadyAsync(PlannedStreet street, RotaChange change)
    {
        var made = (await street.ProposeAsync(change)).Value.Proposal;
        await street.AgreedButOneAsync(made);
        return made;
    }
}
