using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store;

namespace Rota.Planning;

/// <summary>
/// Takes a proposal one step on: read, step taken, and where all have agreed the change carried out, in one transaction. What has expired or
/// gone stale meanwhile is written down as that, and told.
/// </summary>
/// <param name="office">What it works with.</param>
/// <param name="pause">Something to wait for between the look and the write; null for nothing. For tests of what happens in between.</param>
internal sealed class ProposalDesk(Office office, Func<CancellationToken, Task>? pause = null)
{
    /// <summary>Takes a step.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="verb">What is done, for the trail.</param>
    /// <param name="answering">Who answers, for the trail; null where it is the organiser's own act.</param>
    /// <param name="step">The step, given the proposal and the moment.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<Proposal>> StepAsync(
        int number,
        string verb,
        Answering? answering,
        Func<Proposal, Instant, Outcome<Proposal>> step,
        CancellationToken cancellation
    )
    {
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            if (await reader.Proposals.FindAsync(number, cancellation) is null)
            {
                return Outcome<Proposal>.Failed(Unknown(number));
            }
        }

        if (pause is not null)
        {
            await pause(cancellation);
        }

        await using var writer = await office.WriteAsync(cancellation);
        var before = (await writer.Read.Proposals.FindAsync(number, cancellation))!;
        var at = office.Clock.GetCurrentInstant();
        var stepped = step(before, at);
        if (!stepped.Succeeded)
        {
            // Whether its time is over shows only when somebody looks; then it is written down.
            return before.At(at) is var now && now.State != before.State
                ? await EndAsync(writer, before, now, cancellation)
                : stepped;
        }

        var after = stepped.Value;
        if (after.State.IsOpen())
        {
            var carried = await GoOnAsync(writer, before, after, at, cancellation);
            if (!carried.Succeeded || carried.Value.State == ProposalState.Stale)
            {
                return carried.Succeeded ? await EndAsync(writer, before, carried.Value, cancellation) : carried;
            }

            after = carried.Value;
        }

        await writer.Proposals.SaveAsync(before, after, cancellation);
        await writer.RecordAsync(
            verb,
            await SubjectAsync(writer.Read, after, cancellation),
            await DetailsAsync(writer.Read, answering is null ? [] : [answering], cancellation),
            cancellation
        );
        await writer.CommitAsync(cancellation);
        return Outcome<Proposal>.Of(after);
    }

    /// <summary>What the trail calls a proposal.</summary>
    public static async Task<string> SubjectAsync(
        StreetReader reader,
        Proposal proposal,
        CancellationToken cancellation
    )
    {
        var areas = await reader.Areas.ListAsync(cancellation);
        var code = areas.FirstOrDefault(a => a.Area.Id == proposal.Area)?.Area.Code ?? "-";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code} proposal {proposal.Number}");
    }

    /// <summary>Who answered and through whom, by watch number.</summary>
    public static async Task<string> DetailsAsync(
        StreetReader reader,
        IReadOnlyList<Answering> answers,
        CancellationToken cancellation
    )
    {
        var cards = await reader.People.OfAsync(answers.Select(a => a.Resident), cancellation);
        return string.Join(
            "; ",
            answers.Select(a =>
                $"resident {(cards.TryGetValue(a.Resident, out var card) ? card.Number.ToString() : "-")}"
                + (a.RecordedBy is null ? "" : ", by an organiser for them")
                + (a.ByPhone ? ", by phone" : "")
            )
        );
    }

    /// <summary>Whether a duty that it names is another's now.</summary>
    public static bool IsStale(Proposal proposal, PublishedMonths months) =>
        proposal.Moves.Any(m => months.Of(m.Seat.Night)?.Holder(m.Seat) != m.From);

    /// <summary>Whether an organiser has to approve.</summary>
    private static bool AsksApproval(Proposal proposal, ChangeKind kind, MonthsInHand hand) =>
        hand.Terms.AsksApproval(kind, proposal.Moves.Min(m => hand.WatchOf(m.Seat)!.Begins), hand.Now);

    /// <summary>The change that is meant: an open call that somebody of the household has taken is a change within the household.</summary>
    internal static RotaChange Meant(Proposal proposal, MonthsInHand hand)
    {
        var change = proposal.ToChange();
        return
            change is { Kind: ChangeKind.StandIn, Moves: [{ From: not null, To: { } to } move] }
            && hand.Months.Of(move.Seat.Night) is { } month
            && month.Problem.Resident(to)?.Household.Id == month.Duty(move.Seat)?.Household
            ? change with
            {
                Kind = ChangeKind.HouseholdMember,
            }
            : change;
    }

    /// <summary>A proposal that goes on: stale, waiting, or carried out when all have agreed and nobody has to approve.</summary>
    public async Task<Outcome<Proposal>> GoOnAsync(
        StreetWriter writer,
        Proposal before,
        Proposal after,
        Instant at,
        CancellationToken cancellation
    )
    {
        var loaded = await MonthsInHand.LoadAsync(
            office,
            writer.Read,
            after.Area,
            [.. after.Moves.Select(m => m.Seat.Night)],
            isWide: false,
            cancellation
        );
        if (!loaded.Succeeded)
        {
            return Outcome<Proposal>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        if (IsStale(before, hand.Months))
        {
            return Outcome<Proposal>.Of(before.GoneStale());
        }

        var change = Meant(after, hand);
        var asks = AsksApproval(after, change.Kind, hand);
        if (after.State == ProposalState.Proposed || (after.State == ProposalState.Consented && asks))
        {
            return Outcome<Proposal>.Of(after);
        }

        var subject = await SubjectAsync(writer.Read, after, cancellation);
        var editions = await ChangeDoor.CommitAsync(writer, hand, change, subject, after.Number, cancellation);
        return editions.Succeeded
            ? after.CarriedOut(at, asks, editions.Value)
            : Outcome<Proposal>.Failed(editions.Faults);
    }

    private static async Task<Outcome<Proposal>> EndAsync(
        StreetWriter writer,
        Proposal before,
        Proposal ended,
        CancellationToken cancellation
    )
    {
        await writer.Proposals.SaveAsync(before, ended, cancellation);
        await writer.RecordAsync(
            ended.State == ProposalState.Stale ? "stale" : "expire",
            await SubjectAsync(writer.Read, ended, cancellation),
            "",
            cancellation
        );
        await writer.CommitAsync(cancellation);
        return Outcome<Proposal>.Failed(ended.Ending());
    }

    /// <summary>No such proposal.</summary>
    public static Fault Unknown(int number) =>
        new(
            new Place("--proposal"),
            new($"没有 {number} 号提议", $"there is no proposal {number}"),
            new("rota swap --list 列出所有提议", "rota swap --list shows them all")
        );
}
