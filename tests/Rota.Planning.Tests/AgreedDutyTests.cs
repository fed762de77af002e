using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What somebody reads of a duty that came to them after publishing: their own word where they gave it for this very duty, and nothing of the kind else.</summary>
public sealed class AgreedDutyTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task WhoFillsAnEmptySeat_ReadsThat()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var (seat, holder, _) = (await FirstAsync(street)).Moves[0];
        var night = new AbsenceAsked([holder!.Value], seat.Night, seat.Night, IsExcused: true);
        Assert.True((await new ReportAbsence(street.Office).RunAsync(night, Stop)).Succeeded);
        var way = (await street.WaysAsync(seat)).First(w => w.Change is { Kind: ChangeKind.StandIn, Moves.Count: 1 });
        Assert.Null(way.Change.Moves[0].From);

        await DoneAsync(street, way.Change);

        var told = await ExplainAsync(street, way.Change.Moves[0].To!.Value, seat.Night);
        Assert.Equal("您答应来补这一席。", told.On!.Agreed!.Value.Zh);
    }

    [Fact]
    public async Task AnOlderWord_IsNotBelievedAfterALaterEdit()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var way = await FirstAsync(street);
        var (seat, taker) = (way.Moves[0].Seat, way.Moves[0].To!.Value);
        await DoneAsync(street, way);
        var agreed = await ExplainAsync(street, taker, seat.Night);
        Assert.StartsWith("您答应替", agreed.On!.Agreed!.Value.Zh, StringComparison.Ordinal);
        var duty = await DutyAsync(street, seat);

        await EditAsync(street, (await street.EditionAsync(December, 1)).Sheet.Rota.Duties.Single(d => d.Seat == seat));
        await EditAsync(street, duty);

        var told = await ExplainAsync(street, taker, seat.Night);
        Assert.Null(told.On!.Agreed);
    }

    [Theory]
    [InlineData(false, "现在不好比：公布后有人换过班，那是当事人说好的，不是按代价排的")]
    [InlineData(true, "现在不好比：公布后有变动")]
    public async Task WhatIsCheaperSince_IsSaidToBeAgreed_OnlyWhereAllOfItWas(bool isEdited, string said)
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var way = await FirstAsync(street);
        var (seat, giver, taker) = (way.Moves[0].Seat, way.Moves[0].From!.Value, way.Moves[0].To!.Value);
        await WishesNotAsync(street, taker, seat.Night);
        await DoneAsync(street, way);
        if (isEdited)
        {
            var duty = await DutyAsync(street, seat);
            await EditAsync(
                street,
                (await street.EditionAsync(December, 1)).Sheet.Rota.Duties.Single(d => d.Seat == seat)
            );
            await EditAsync(street, duty);
        }

        var told = await ExplainAsync(street, giver, seat.Night);

        Assert.Contains(told.Sentences, s => s.Zh.Contains(said + "。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasDoneAfterIt_AndUndone_LeavesTheirWord()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var way = await FirstAsync(street);
        var (seat, taker) = (way.Moves[0].Seat, way.Moves[0].To!.Value);
        await DoneAsync(street, way);
        var next = (await street.WaysAsync(seat)).First(w =>
            w.Change.Kind == ChangeKind.StandIn && w.Change.Moves[0].To != way.Moves[0].From
        );
        var later = await DoneAsync(street, next.Change);

        Assert.True((await new UndoChange(street.Office).RunAsync(later, Stop)).Succeeded);

        var told = await ExplainAsync(street, taker, seat.Night);
        Assert.StartsWith("您答应替", told.On!.Agreed!.Value.Zh, StringComparison.Ordinal);
    }

    /// <summary>Somebody would rather not have a night: a rota that gives it to them can be bettered.</summary>
    private static async Task WishesNotAsync(PlannedStreet street, ResidentId who, LocalDate night)
    {
        string code;
        await using (var reader = await street.Office.Database.ReadAsync(Stop))
        {
            code = (await reader.People.OfAsync([who], Stop))[who].Code;
        }

        await street.ImportAsync(Testing.Registers.SmallRegister.Of(0, 0).Wishes(code, night, WishKind.Avoid).Build());
    }

    private static async Task<int> DoneAsync(PlannedStreet street, RotaChange change)
    {
        var done = (await street.AgreeAsync(change)).Value;
        Assert.Equal(ProposalState.Done, done.State);
        return done.Number;
    }

    private static async Task<DutyExplained> ExplainAsync(PlannedStreet street, ResidentId who, LocalDate night)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var card = (await reader.People.OfAsync([who], Stop))[who];
        return (await new ExplainDuty(street.Office).RunAsync(card, night, Stop))!.Value;
    }

    private static async Task<Duty> DutyAsync(PlannedStreet street, Seat seat) =>
        (await street.EditionAsync(December)).Sheet.Rota.Duties.Single(d => d.Seat == seat);

    /// <summary>An organiser's hand gives a seat to somebody.</summary>
    private static async Task EditAsync(PlannedStreet street, Duty duty)
    {
        await using var writer = await street.Office.Database.WriteAsync("t", street.Clock.GetCurrentInstant(), Stop);
        var area = (await writer.Read.Areas.ListAsync(Stop))[0];
        var edition = (await writer.Read.Editions.InForceAsync(area.Area.Id, December, Stop))!;
        var rota = edition.Sheet.Rota;
        var next = new NewEdition(
            new EditionCause(edition.Head.Number, ChangeKind.Edit),
            edition.Head.Covenant,
            edition.Sheet with
            {
                Rota = rota with { Duties = [.. rota.Duties.Select(d => d.Seat == duty.Seat ? duty : d)] },
            }
        );
        Assert.Equal(
            WriteOutcome.Done,
            await writer.Editions.PublishAsync(new(area.Area.Id, area.Version, [next], []), Stop)
        );
        await writer.CommitAsync(Stop);
    }

    /// <summary>A stand-in on a seat that goes out, the first that can be had.</summary>
    private static async Task<RotaChange> FirstAsync(PlannedStreet street)
    {
        foreach (var duty in (await street.DutiesAsync(December)).Where(d => Watch.IsOut(d.Duty.Seat.Post)))
        {
            var ways = await street.WaysAsync(duty.Duty.Seat, 500);
            if (ways.Count(w => w.Change.Kind == ChangeKind.StandIn) > 1)
            {
                return ways.First(w => w.Change.Kind == ChangeKind.StandIn).Change;
            }
        }

        throw new InvalidOperationException("No stand-in.");
    }
}
