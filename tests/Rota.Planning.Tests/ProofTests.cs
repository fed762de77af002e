using NodaTime;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What is published goes with the proof of what was drafted, and later changes of the books change nothing in it.</summary>
public sealed class ProofTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    [Fact]
    public async Task AnEdition_KeepsTheProofOfItsDraft_AndItHolds()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.DraftAsync(December);
        var drafted = await ProofsAsync(street);

        await street.PublishAsync(December);

        var published = await ProofsAsync(street);
        Assert.Equal([1, 1], published.Select(p => p.Edition));
        Assert.Equal(drafted.Select(p => p.Proof!.Digest), published.Select(p => p.Proof!.Digest));
        var sheets = await street.SheetsAsync(December);
        foreach (var (kept, sheet) in published.Zip(sheets))
        {
            var proof = street.Office.Proofs.Read(kept.Area.Code, kept.Proof!.Digest, kept.Proof.Content).Value;
            Assert.Empty(Verification.Of(proof).Faults);
            Assert.Equal(sheet.Standing, proof.Standing);
            Assert.Equal(sheet.ProofDigest, kept.Proof.Digest);
            Assert.Equal(sheet.CovenantVersion, proof.Covenant);
            var codes = proof.Facts.Residents.ToDictionary(r => r.Id, r => r.Code);
            Assert.Equal(
                sheet.Rota.Duties.Select(d => (d.Seat, sheet.People[d.Resident].Resident, d.Points, d.Leads)).Order(),
                proof.Rota.Duties.Select(d => (d.Seat, codes[d.Resident], d.Points, d.Leads)).Order()
            );
        }
    }

    [Fact]
    public async Task AProof_StaysWhatItWas_WhateverTheBooksSayLater()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 5).Build());
        await street.KeepAsync(December);
        var before = Assert.Single(await ProofsAsync(street)).Proof!;

        await street.ImportAsync(DraftMonthTests.AbsentAll(SmallRegister.Resident(1, 1, 1)));

        var after = Assert.Single(await ProofsAsync(street));
        Assert.Equal(1, after.Edition);
        Assert.Equal(before.Digest, after.Proof!.Digest);
        var proof = street.Office.Proofs.Read(after.Area.Code, after.Proof.Digest, after.Proof.Content).Value;
        Assert.Empty(proof.Facts.Absences);
        Assert.Empty(Verification.Of(proof).Faults);
    }

    [Fact]
    public async Task AnExplanation_StandsOnWhatTheRotaWasMadeFrom_AndTellsThatMoreWasRecordedSince()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 5).Build());
        await street.KeepAsync(December);
        var sheet = Assert.Single(await street.SheetsAsync(December));
        var duty = sheet.Rota.Duties[0];
        var who = sheet.People[duty.Resident].Resident;
        var before = await ExplainAsync(street, who, duty.Seat.Night);
        Assert.False(before.HasChanged);
        Assert.NotNull(before.On);

        await street.ImportAsync(DraftMonthTests.AbsentAll(who));

        var after = await ExplainAsync(street, who, duty.Seat.Night);
        Assert.True(after.HasChanged);
        Assert.Equal(before.On.Sentences, after.On!.Sentences);
    }

    /// <summary>Who has left the register since is on the rota all the same, is told why, and is asked to nothing.</summary>
    [Fact]
    public async Task WhoHasLeftSince_IsToldWhyTheyWereOnDuty_AndIsNoRepair()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 5).Build());
        await street.KeepAsync(December);
        var sheet = Assert.Single(await street.SheetsAsync(December));
        var duty = sheet.Rota.Duties[0];
        var who = sheet.People[duty.Resident].Resident;
        var left = SmallRegister.Of(1, 5).Change(who, r => r with { MovedOut = new LocalDate(2026, 11, 25) });
        await street.ImportAsync(left.Only(who).Build());

        var told = await ExplainAsync(street, who, duty.Seat.Night);
        Assert.NotNull(told.On);
        Assert.True(told.HasChanged);
        var gaps = await new ExplainGap(street.Office).RunAsync(December, "G1", null, PlannedStreet.Stop);
        Assert.NotEmpty(gaps!.Value.Gaps);
        Assert.DoesNotContain(
            duty.Resident,
            gaps.Value.Gaps.SelectMany(g => g.Repairs).Select(r => r.Who?.Id ?? default)
        );
    }

    [Fact]
    public async Task ARotaThatPeopleChanged_HasNoProof_AndIsSaidToHaveNone()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var draft = await street.DraftOfAsync("G1", December);
        await street.SaveAsync(draft, draft.Sheet.Rota, RotaStatus.Edited);
        await street.PublishAsync(December);

        var lacking = Assert.Single(await ProofsAsync(street));
        Assert.Null(lacking.Proof);
        Assert.Contains("edition 1 has no proof", lacking.Lacking.En, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await street.SheetsAsync(December)).ProofDigest);
    }

    private static async Task<DutyExplained> ExplainAsync(PlannedStreet street, string who, LocalDate night)
    {
        var card = Assert.Single(await new FindPeople(street.Office).RunAsync(who, PlannedStreet.Stop));
        return (await new ExplainDuty(street.Office).RunAsync(card, night, PlannedStreet.Stop))!.Value;
    }

    private static async Task<IReadOnlyList<AreaProof>> ProofsAsync(PlannedStreet street) =>
        (await new ReadProofs(street.Office).RunAsync(December, AreaChoice.All, PlannedStreet.Stop)).Value;
}
