using Rota.Core.Problems;

namespace Rota.Core.Changes;

/// <summary>One way to have somebody else on a duty: legal as the months stand, and priced.</summary>
/// <param name="Change">The change.</param>
/// <param name="Cost">What it adds to the cost, in square points; below zero where it is cheaper.</param>
/// <param name="Ledger">What it does to the ledger of each household that it touches.</param>
public sealed record Suggestion(RotaChange Change, long Cost, IReadOnlyList<LedgerEffect> Ledger);

/// <summary>
/// Everything that can be done about one duty, ranked: another adult of the household first, then by the cost it adds; of equal costs by
/// kind, then by the codes of who takes which seat.
/// </summary>
public sealed class SuggestionList
{
    private readonly PublishedMonths months;
    private readonly List<Candidate> candidates;
    private readonly int[] counts = new int[Enum.GetValues<ChangeKind>().Length];

    internal SuggestionList(PublishedMonths months, List<Candidate> candidates)
    {
        this.months = months;
        this.candidates = candidates;
        foreach (var candidate in candidates)
        {
            counts[(int)candidate.Kind]++;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => candidates.Count;

    /// <summary>How many there are of a kind.</summary>
    public int CountOf(ChangeKind kind) => counts[(int)kind];

    /// <summary>The best ones of all kinds.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Suggestion> Best(int most) => Ranked(candidates, most);

    /// <summary>The best ones of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Suggestion> Best(ChangeKind kind, int most) =>
        Ranked([.. candidates.Where(c => c.Kind == kind)], most);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Suggestion> All() => Ranked(candidates, candidates.Count);

    /// <summary>The first ones in order. Few are asked of thousands: whatever is dearer than the last of them is never sorted.</summary>
    private List<Suggestion> Ranked(List<Candidate> all, int most)
    {
        var bound = long.MaxValue;
        if (most < all.Count)
        {
            var worst = new PriorityQueue<long, long>();
            foreach (var candidate in all)
            {
                var cost = candidate.Kind == ChangeKind.HouseholdMember ? long.MinValue : candidate.Cost;
                if (worst.Count < most)
                {
                    worst.Enqueue(cost, -Math.Max(cost, long.MinValue + 1));
                }
                else if (most > 0 && cost < worst.Peek())
                {
                    worst.EnqueueDequeue(cost, -Math.Max(cost, long.MinValue + 1));
                }
            }

            bound = worst.Count > 0 ? worst.Peek() : long.MinValue;
        }

        return
        [
            .. all.Where(c => c.Kind == ChangeKind.HouseholdMember || c.Cost <= bound)
                .Order()
                .Take(most)
                .Select(c =>
                {
                    var change = c.ToChange();
                    return new Suggestion(change, c.Cost, LedgerEffect.Of(months, change.Moves));
                }),
        ];
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
    /// <inheritdoc/>
    public int CompareTo(Candidate other)
    {
        var order = (Kind != ChangeKind.HouseholdMember).CompareTo(other.Kind != ChangeKind.HouseholdMember);
        order = order != 0 ? order : Cost.CompareTo(other.Cost);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        order = order != 0 ? order : (Who?.Index ?? -1).CompareTo(other.Who?.Index ?? -1);
        order = order != 0 ? order : (Next?.Place ?? -1).CompareTo(other.Next?.Place ?? -1);
        return order != 0 ? order : (Last?.Place ?? -1).CompareTo(other.Last?.Place ?? -1);
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
