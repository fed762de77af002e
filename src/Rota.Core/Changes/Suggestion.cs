using Rota.Core.Problems;

namespace Rota.Core.Changes;

/// <summary>One way to have somebody else on a duty: legal as the months stand, and priced.</summary>
/// <param name="Change">The change.</param>
/// <param name="Cost">What it adds to the cost, in square points; below zero where it is cheaper.</param>
/// <param name="Ledger">What it does to the ledger of each household that it touches.</param>
public sealed record Suggestion(RotaChange Change, long Cost, IReadOnlyList<LedgerEffect> Ledger);

/// <summary>
/// Everything that can be done about one duty, ranked: another adult of the household first, then by the cost it adds; of equal costs by
/// kind, then by the codes of who takes which seat. Found as far as it is read; reading it is for one thread at a time, as with
/// <see cref="Suggestions"/>.
/// </summary>
public sealed class SuggestionList
{
    private readonly PublishedMonths months;
    private readonly IReadOnlyDictionary<ChangeKind, CandidateStream> streams;

    internal SuggestionList(PublishedMonths months, IReadOnlyDictionary<ChangeKind, CandidateStream> streams) =>
        (this.months, this.streams) = (months, streams);

    /// <summary>How many there are. All of them are judged for that.</summary>
    public int Count => streams.Values.Sum(s => s.Count);

    /// <summary>How many there are of a kind; all of them are judged for that.</summary>
    public int CountOf(ChangeKind kind) => streams.TryGetValue(kind, out var stream) ? stream.Count : 0;

    /// <summary>Whether there are more of a kind than so many.</summary>
    public bool HasMore(ChangeKind kind, int than) =>
        streams.TryGetValue(kind, out var stream) && stream.At(than) is not null;

    /// <summary>The best ones of all kinds.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Suggestion> Best(int most)
    {
        var best = new List<Suggestion>();
        var read = streams.Keys.ToDictionary(k => k, _ => 0);
        while (best.Count < most && First(read) is { } first)
        {
            read[first.Kind]++;
            best.Add(Written(first));
        }

        return best;
    }

    /// <summary>The best ones of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Suggestion> Best(ChangeKind kind, int most)
    {
        var best = new List<Suggestion>();
        while (best.Count < most && streams.GetValueOrDefault(kind)?.At(best.Count) is { } next)
        {
            best.Add(Written(next));
        }

        return best;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Suggestion> All() => Best(int.MaxValue);

    /// <summary>The first of those that are not read yet.</summary>
    private Candidate? First(Dictionary<ChangeKind, int> read)
    {
        Candidate? first = null;
        foreach (var (kind, stream) in streams)
        {
            if (stream.At(read[kind]) is { } next && (first is null || next.CompareTo(first.Value) < 0))
            {
                first = next;
            }
        }

        return first;
    }

    private Suggestion Written(Candidate candidate)
    {
        var change = candidate.ToChange();
        return new Suggestion(change, candidate.Cost, LedgerEffect.Of(months, change.Moves));
    }
}

/// <summary>A suggestion before it is written out: thousands of rings are found for one duty, and a few are read.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Cost">What it adds to the cost.</param>
/// <param name="Asked">The seat it is about.</param>
/// <param name="Who">Who takes it; null where that is who holds <paramref name="Next"/>.</param>
/// <param name="Next">The seat whose holder takes the one asked about; of a promotion the standby's.</param>
/// <param name="Last">The seat whose holder takes <paramref name="Next"/>; of a promotion that of the guard who moves up.</param>
internal readonly record struct Candidate(
    ChangeKind Kind,
    long Cost,
    SeatInHand Asked,
    ResidentMonth? Who,
    SeatInHand? Next,
    SeatInHand? Last
) : IComparable<Candidate>
{
    /// <summary>Which of two of different kinds comes first; of one kind their stream knows the order.</summary>
    public int CompareTo(Candidate other)
    {
        var order = (Kind != ChangeKind.HouseholdMember).CompareTo(other.Kind != ChangeKind.HouseholdMember);
        order = order != 0 ? order : Cost.CompareTo(other.Cost);
        return order != 0 ? order : Kind.CompareTo(other.Kind);
    }

    /// <summary>The change.</summary>
    public RotaChange ToChange() =>
        Kind switch
        {
            ChangeKind.HouseholdMember => RotaChange.HouseholdMember(Asked.Seat, Asked.Holder!.Value, Who!.Id),
            ChangeKind.StandIn => RotaChange.StandIn(Asked.Seat, Asked.Holder, Who!.Id),
            ChangeKind.Exchange => RotaChange.Around(Held(Next!), Held(Asked)),
            ChangeKind.Ring => RotaChange.Around(Held(Last!), Held(Next!), Held(Asked)),
            _ => RotaChange.Promotion(Asked.Seat, Asked.Holder, Held(Next!), Last is null ? null : Held(Last)),
        };

    private static (Rotas.Seat, Registers.ResidentId) Held(SeatInHand seat) => (seat.Seat, seat.Holder!.Value);
}
