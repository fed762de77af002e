using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// Whatever can happen to two published months, in any order: what people agree on, calls and who takes them, absences with and without
/// releases and their taking back, months solved again, changes undone, editions withdrawn and published anew.
/// </summary>
internal sealed class PublishedLife(PlannedStreet street, Random chance)
{
    public static readonly YearMonth[] Months = [PlannedStreet.December, PlannedStreet.January];

    private readonly List<int> carriedOut = [];
    private readonly List<AbsenceAsked> absences = [];

    /// <summary>How often what was done and led to something.</summary>
    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>One thing happens.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        switch (chance.Next(20))
        {
            case 0 or 1 when carriedOut.Count > 0:
                var late = carriedOut[^(1 + chance.Next(Math.Min(4, carriedOut.Count)))];
                await CountAsync("undo", new UndoChange(street.Office).RunAsync(late, stop));
                break;
            case 2 or 3:
                await CallAsync(stop);
                break;
            case 4:
                await AbsentAsync(isExcused: true, stop);
                break;
            case 5:
                await AbsentAsync(isExcused: false, stop);
                break;
            case 6 or 7 when absences.Count > 0:
                var back = absences[chance.Next(absences.Count)];
                absences.Remove(back);
                await CountAsync("back", new ReportAbsence(street.Office).TakeBackAsync(back, stop));
                break;
            case 8 or 9:
                await ResolveAsync(stop);
                break;
            case 10 when chance.Next(2) == 0:
                await PublishAnewAsync();
                break;
            default:
                await AgreeAsync();
                break;
        }
    }

    private async Task AgreeAsync()
    {
        var kinds = (await street.WaysAsync(await SeatAsync(), 40)).GroupBy(w => w.Change.Kind).ToList();
        if (kinds.Count > 0)
        {
            var kind = kinds[chance.Next(kinds.Count)];
            Note(kind.Key.ToString(), await street.AgreeAsync(kind.ElementAt(chance.Next(kind.Count())).Change));
        }
    }

    private async Task CallAsync(CancellationToken stop)
    {
        var seat = await SeatAsync();
        var called = await new ProposeChange(street.Office).CallAsync(
            await street.AreaAsync(),
            seat,
            await HolderAsync(seat) is { } holder ? new Answering(holder, Consents: true) : null,
            stop
        );
        var takers = (await street.WaysAsync(seat, 40))
            .Where(w => w.Change.Kind is ChangeKind.StandIn or ChangeKind.HouseholdMember)
            .ToList();
        if (called.Succeeded && takers.Count > 0)
        {
            var taker = takers[chance.Next(takers.Count)].Change.Moves[0].To!.Value;
            var taken = new AnswerProposal(street.Office).TakeAsync(
                called.Value.Proposal.Number,
                new Answering(taker, Consents: true),
                stop
            );
            Note("call", await taken);
        }
    }

    private async Task AbsentAsync(bool isExcused, CancellationToken stop)
    {
        var duties = await street.DutiesAsync(Months[chance.Next(Months.Length)]);
        if (duties.Count == 0)
        {
            return;
        }

        var duty = duties[chance.Next(duties.Count)].Duty;
        var asked = new AbsenceAsked(
            [duty.Resident],
            duty.Seat.Night.PlusDays(-chance.Next(3)),
            duty.Seat.Night.PlusDays(chance.Next(40)),
            isExcused,
            IsCalled: chance.Next(3) == 0
        );
        absences.Add(asked);
        await CountAsync(isExcused ? "release" : "absent", new ReportAbsence(street.Office).RunAsync(asked, stop));
    }

    private async Task ResolveAsync(CancellationToken stop)
    {
        var use = new ResolveMonth(street.Office);
        var shown = await use.PreviewAsync(Months[chance.Next(Months.Length)], "G1", cancellation: stop);
        if (shown.Succeeded && shown.Value.Changes.Count > 0)
        {
            await CountAsync("resolve", use.RunAsync(shown.Value, stop));
        }
    }

    private async Task PublishAnewAsync()
    {
        var month = Months[chance.Next(Months.Length)];
        Assert.All(await street.WithdrawAsync(month), w => Assert.NotNull(w.Edition));
        await street.KeepAsync(month);
        Count("publish");
    }

    /// <summary>A seat of a published month, open or not.</summary>
    private async Task<Seat> SeatAsync()
    {
        var rota = (await street.EditionAsync(Months[chance.Next(Months.Length)])).Sheet.Rota;
        // Open seats are looked at more often than there are such, so that they do not only grow.
        List<Seat> seats =
        [
            .. rota.Gaps.Count > 0 && chance.Next(3) == 0
                ? rota.Gaps.Select(g => g.Seat)
                : rota.Duties.Select(d => d.Seat),
        ];
        return seats[chance.Next(seats.Count)];
    }

    private async Task<ResidentId?> HolderAsync(Seat seat) =>
        (await street.DutiesAsync(seat.Night.ToYearMonth())).FirstOrDefault(d => d.Duty.Seat == seat)?.Duty.Resident;

    private void Note(string what, Outcome<Proposal> ended)
    {
        if (ended.Succeeded && ended.Value.State == ProposalState.Done)
        {
            carriedOut.Add(ended.Value.Number);
            Count(what);
        }
    }

    private async Task CountAsync<T>(string what, Task<Outcome<T>> done)
        where T : class
    {
        if ((await done).Succeeded)
        {
            Count(what);
        }
    }

    private void Count(string what) => Done[what] = Done.GetValueOrDefault(what) + 1;
}
