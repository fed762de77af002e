using System.Runtime.InteropServices;

namespace Rota.Core.Changes;

/// <summary>
/// The candidates of one kind for one duty, cheapest first, found as they are asked for: there are thousands of rings for a duty, and ten are read.
/// Each has a bound that is known without judging it and lies nowhere above its cost; whatever has the least bound is judged next, until
/// nothing unjudged can come before what was found.
/// </summary>
/// <param name="look">
/// Judges the candidate of a number, or opens a group of them; what it finds it says by <see cref="Found"/> and <see cref="Expect"/>.
/// </param>
internal sealed class CandidateStream(Action<CandidateStream, int> look)
{
    private readonly PriorityQueue<int, Rank> unjudged = new();
    private readonly PriorityQueue<Candidate, Rank> judged = new();
    private readonly List<Candidate> inOrder = [];

    /// <summary>How many there are; all of them are judged for that.</summary>
    public int Count
    {
        get
        {
            while (Step()) { }

            return inOrder.Count;
        }
    }

    /// <summary>The candidate of a place, from 0; null where there are fewer.</summary>
    public Candidate? At(int place)
    {
        while (inOrder.Count <= place && Step()) { }

        return place < inOrder.Count ? inOrder[place] : null;
    }

    /// <summary>Takes in something to judge.</summary>
    /// <param name="bound">No candidate behind it costs less.</param>
    /// <param name="number">Which one it is; of equal costs the lower number comes first. A group's is below all of its candidates'.</param>
    public void Expect(long bound, int number) => unjudged.Enqueue(number, new Rank(bound, number));

    /// <summary>Takes in a candidate that was judged and is legal.</summary>
    public void Found(Candidate candidate, int number) => judged.Enqueue(candidate, new Rank(candidate.Cost, number));

    private bool Step()
    {
        while (
            unjudged.TryPeek(out var number, out var least)
            && !(judged.TryPeek(out _, out var first) && first.CompareTo(least) < 0)
        )
        {
            unjudged.Dequeue();
            look(this, number);
        }

        var isAny = judged.TryDequeue(out var next, out _);
        if (isAny)
        {
            inOrder.Add(next);
        }

        return isAny;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Rank(long Cost, int Number) : IComparable<Rank>
    {
        public int CompareTo(Rank other)
        {
            var order = Cost.CompareTo(other.Cost);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
