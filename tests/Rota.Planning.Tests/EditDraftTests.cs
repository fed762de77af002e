using NodaTime;
using Rota.Core;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Proofs;
using Rota.Store.Rotas;
using Rota.Testing.Registers;
using Xunit;
using static Rota.Planning.Tests.EditedStreet;

namespace Rota.Planning.Tests;

/// <summary>What people change in a draft by hand: refused for what it adds, never written over, never lost unsaid.</summary>
public sealed class EditDraftTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly LocalDate Fifth = new(2026, 12, 5);

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task AnEditIsMade_ExactlyWhereTheDraftWithItKeepsEveryRule_AtTheCostThatAnAuditFinds()
    {
        await using var street = await DraftedAsync(households: 7);
        var draft = await street.DraftOfAsync("G1", December);
        var before = street.Fingerprint();
        var residents = await ResidentsAsync(street, households: 7);
        var judged = new List<(Seat Seat, ResidentId Resident, Outcome<DraftEdited> Shown)>();
        foreach (var duty in draft.Sheet.Rota.Duties.Take(3))
        {
            foreach (var resident in residents.Where(r => r != duty.Resident))
            {
                judged.Add((duty.Seat, resident, await PreviewAsync(street, duty.Seat, resident)));
            }
        }

        Assert.Equal(before, street.Fingerprint());
        Assert.Contains(judged, j => j.Shown.Succeeded);
        Assert.Contains(judged, j => !j.Shown.Succeeded);
        var cost = (await AuditAsync(street)).Cost;
        foreach (var (seat, resident, shown) in judged)
        {
            await street.SaveAsync(draft, await SeatedAsync(street, draft, seat, resident), RotaStatus.Optimal);
            var audit = await AuditAsync(street);
            Assert.Equal(audit.IsClean, shown.Succeeded);
            if (shown.Succeeded)
            {
                Assert.Equal(audit.Cost - cost, shown.Value.Cost);
                Assert.Equal(audit.Cost, shown.Value.After.Standing.Cost);
                Assert.Equal(0, shown.Value.Ledger.Sum(e => e.Net.Thousandths));
            }
        }
    }

    [Fact]
    public async Task OfTwoWhoEditOneDraft_TheSecondIsTold_AndTheFirstEditStays()
    {
        await using var street = await DraftedAsync();
        var (seat, first, second) = await TwoWhoCanAsync(street);
        var one = (await PreviewAsync(street, seat, first)).Value;
        var other = (await PreviewAsync(street, seat, second)).Value;
        Assert.True((await new EditDraft(street.Office).RunAsync(one, Stop)).Succeeded);

        var late = await new EditDraft(street.Office).RunAsync(other, Stop);

        Assert.False(late.Succeeded);
        Assert.Contains("nothing was written", late.Faults[0].What.En, StringComparison.Ordinal);
        Assert.Equal(first, await HolderAsync(street, seat));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task AnEditedDraft_HasAProofThatHolds_AsLongAsItIsOfTheFactsItWasSolvedFrom()
    {
        await using var street = await DraftedAsync();
        var solved = await street.DraftOfAsync("G1", December);
        var (seat, first, second) = await TwoWhoCanAsync(street);
        await EditAsync(street, seat, first);

        var edited = await street.DraftOfAsync("G1", December);
        Assert.Equal(RotaStatus.Edited, edited.Sheet.Standing.Status);
        Assert.NotEqual(solved.Head.Digest, edited.Head.Digest);
        var verified = Verification.Of(await ProofAsync(street));
        Assert.Empty(verified.Faults);
        Assert.Equal(edited.Sheet.Standing.Cost, verified.Cost);
        Assert.Equal(solved.Sheet.Standing.Bound, edited.Sheet.Standing.Bound);

        await street.ImportAsync(SmallRegister.Of(1, 12).Absent(SmallRegister.Household(1, 12), Fifth, Fifth).Build());
        await EditAsync(street, seat, second);
        Assert.Null((await street.DraftOfAsync("G1", December)).Head.Digest);
    }

    [Fact]
    public async Task WhatTheDraftBreaksAlready_IsNobodysFaultWhoEditsElsewhere()
    {
        await using var street = await DraftedAsync();
        var (seat, first, _) = await TwoWhoCanAsync(street);
        var draft = await street.DraftOfAsync("G1", December);
        var other = draft.Sheet.Rota.Duties.Last(d => d.Seat.Night != seat.Night);
        await AbsentAsync(street, other);

        var shown = await PreviewAsync(street, seat, first);

        Assert.True(shown.Succeeded);
        Assert.Equal(1, shown.Value.Standing);
        Assert.NotNull(shown.Value.Outrun);
    }

    [Fact]
    public async Task WhoHasADutyAlready_IsOfferedTheTrade_AndTheTradeIsMade()
    {
        await using var street = await DraftedAsync();
        var draft = await street.DraftOfAsync("G1", December);
        var guards = draft.Sheet.Rota.Duties.Where(d => d.Seat.Post == Post.Guard).ToList();
        var (one, other) = (guards[0], guards[1]);

        var refused = await PreviewAsync(street, one.Seat, other.Resident);
        Assert.Contains(refused.Faults, f => f.Right.En.Contains("--swap", StringComparison.Ordinal));
        await EditAsync(street, one.Seat, other.Resident, isSwap: true);

        Assert.Equal(other.Resident, await HolderAsync(street, one.Seat));
        Assert.Equal(one.Resident, await HolderAsync(street, other.Seat));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task ASeatThatIsLeftOpen_IsAGapWithAReason_AndCanBeFilledAgain()
    {
        await using var street = await DraftedAsync();
        var draft = await street.DraftOfAsync("G1", December);
        var duty = draft.Sheet.Rota.Duties[1];
        await EditAsync(street, duty.Seat, null);
        var open = await street.DraftOfAsync("G1", December);
        Assert.NotEmpty(Assert.Single(open.Sheet.Rota.Gaps).Reason.En);

        await EditAsync(street, duty.Seat, duty.Resident);

        var again = await street.DraftOfAsync("G1", December);
        Assert.Equal(draft.Sheet.Rota.Duties, again.Sheet.Rota.Duties);
        Assert.Equal(draft.Sheet.Standing.Cost, again.Sheet.Standing.Cost);
        Assert.Equal(RotaStatus.Edited, again.Sheet.Standing.Status);
    }

    [Fact]
    public async Task AnEditedDraftIsDraftedAgain_OnlyWhereItsEditsMayGo()
    {
        await using var street = await DraftedAsync();
        var solved = await street.SeatedAsync(December);
        var (seat, first, _) = await TwoWhoCanAsync(street);
        await EditAsync(street, seat, first);
        var before = street.Fingerprint();

        var kept = Assert.Single(await street.DraftAsync(December));
        Assert.Equal(DraftState.Kept, kept.State);
        Assert.Contains("--discard-edits", kept.Reason!.Value.En, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());

        var anew = Assert.Single(
            (
                await new DraftMonth(street.Office).RunAsync(
                    December,
                    AreaChoice.All,
                    discardsEdits: true,
                    cancellation: Stop
                )
            ).Value
        );
        Assert.Equal(DraftState.Drafted, anew.State);
        Assert.NotNull(anew.Lost);
        Assert.Equal(solved, await street.SeatedAsync(December));
        Assert.False((await street.DraftOfAsync("G1", December)).Head.IsEdited);
    }

    [Fact]
    public async Task AnEditMadeWhileTheAreaIsSolved_IsNotOverwritten()
    {
        await using var street = await DraftedAsync();
        var (seat, first, _) = await TwoWhoCanAsync(street);
        var solve = new DraftMonth(
            street.Office,
            (model, stop) =>
            {
                EditAsync(street, seat, first).GetAwaiter().GetResult();
                return new Rota.Solver.RotaSolver().Solve(model, stop);
            }
        );

        var kept = Assert.Single((await solve.RunAsync(December, AreaChoice.All, cancellation: Stop)).Value);

        Assert.Equal(DraftState.Kept, kept.State);
        Assert.Equal(first, await HolderAsync(street, seat));
    }

    [Fact]
    public async Task AnEditedDraftThatTheBooksHaveOutrun_IsHeld_UntilSomebodySaysThatItGoesAsItIs()
    {
        await using var street = await DraftedAsync();
        var (seat, first, _) = await TwoWhoCanAsync(street);
        await EditAsync(street, seat, first);
        await street.ImportAsync(
            SmallRegister.Of(1, 12).Absent(SmallRegister.Household(1, 12), new(2026, 12, 1), new(2026, 12, 1)).Build()
        );
        var edited = await street.SeatedAsync(December);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var held = Assert.Single(await street.PublishAsync(December));
            Assert.Equal(PublishState.Held, held.State);
            Assert.Contains("--as-edited", held.Reason!.Value.En, StringComparison.Ordinal);
            Assert.True((await street.DraftOfAsync("G1", December)).Head.IsHeld);
        }

        var published = await PublishAsEditedAsync(street);
        Assert.Equal((PublishState.Published, 1), (published.State, published.Edition));
        Assert.Equal(edited, await street.SeatedAsync(December));
        await street.AssertCleanAsync(December);
        Assert.Equal(0, (await street.LedgerAsync()).Sum(h => h.Sum(e => e.Amount.Thousandths)));
    }

    [Fact]
    public async Task AnEditedDraftThatBreaksARuleByNow_IsHeldHoweverItIsAskedFor()
    {
        await using var street = await DraftedAsync();
        var (seat, first, second) = await TwoWhoCanAsync(street);
        await EditAsync(street, seat, first);
        await AbsentAsync(
            street,
            (await street.DraftOfAsync("G1", December)).Sheet.Rota.Duties.First(d => d.Seat == seat)
        );

        var held = await PublishAsEditedAsync(street);
        Assert.Equal(PublishState.Held, held.State);
        Assert.NotEmpty(held.Breaches);

        await EditAsync(street, seat, second);
        Assert.Equal(PublishState.Published, (await PublishAsEditedAsync(street)).State);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task AnEditedDraftOfTheBooksAsTheyAre_IsPublishedWithItsProof()
    {
        await using var street = await DraftedAsync();
        var (seat, first, _) = await TwoWhoCanAsync(street);
        await EditAsync(street, seat, first);
        var digest = (await street.DraftOfAsync("G1", December)).Head.Digest;

        Assert.Equal(PublishState.Published, Assert.Single(await street.PublishAsync(December)).State);

        Assert.Equal(digest, (await street.EditionAsync(December)).Head.Digest);
        Assert.Empty(Verification.Of(await ProofAsync(street)).Faults);
    }
}
