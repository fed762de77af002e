using Rota.Core.Problems;

namespace Rota.Core.Rotas;

/// <summary>A duty as the rules see it.</summary>
/// <param name="Resident">Who.</param>
/// <param name="Watch">On which watch.</param>
/// <param name="Post">On which post.</param>
/// <param name="Number">On which seat of it.</param>
public sealed record Stand(ResidentMonth Resident, Watch Watch, Post Post, int Number)
{
    /// <summary>On the street, not at home.</summary>
    public bool IsOut => Watch.IsOut(Post);
}

/// <summary>
/// A rota laid open for the rules: who is where, looked up by watch and by household. It is a finished rota, or the part of one that a
/// change touches.
/// </summary>
public sealed class Reading
{
    private static readonly IReadOnlyList<Stand> Nobody = [];
    private readonly bool isWhole;
    private WatchRota? rota;
    private Dictionary<int, List<Stand>>? byWatch;
    private Dictionary<int, List<Stand>>? byHousehold;
    private IReadOnlyList<HouseholdMonth>? households;

    /// <summary>Reads a rota against the problem it answers.</summary>
    public Reading(RotaProblem problem, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        Problem = problem;
        this.rota = rota;
        var stands = new List<Stand>(rota.Duties.Count);
        var unknown = new List<Duty>();
        foreach (var duty in rota.Duties)
        {
            var resident = problem.Resident(duty.Resident);
            var watch = problem.Watch(duty.Seat.Night, duty.Seat.Watch);
            if (resident is null || watch is null)
            {
                unknown.Add(duty);
                continue;
            }

            stands.Add(new Stand(resident, watch, duty.Seat.Post, duty.Seat.Number));
        }

        isWhole = true;
        Stands = stands;
        Unknown = unknown;
        Watches = problem.Watches;
        Gaps = rota.Gaps;
    }

    /// <summary>
    /// Reads a part of a rota: all duties of some households, or of some watches. What a rule finds in it beyond those is not to be trusted.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="stands">The duties, in seat order.</param>
    /// <param name="watches">The watches whose duties are all among them.</param>
    /// <param name="gaps">The empty seats of these watches.</param>
    internal Reading(
        RotaProblem problem,
        IReadOnlyList<Stand> stands,
        IReadOnlyList<Watch> watches,
        IReadOnlyList<Gap> gaps
    )
    {
        Problem = problem;
        Stands = stands;
        Unknown = [];
        Watches = watches;
        Gaps = gaps;
    }

    /// <summary>The problem.</summary>
    public RotaProblem Problem { get; }

    /// <summary>The rota that is read.</summary>
    public WatchRota Rota => rota ??= new WatchRota(Problem.Month, [], Gaps);

    /// <summary>Every duty, in seat order.</summary>
    public IReadOnlyList<Stand> Stands { get; }

    /// <summary>Duties of somebody, or on a watch, that the problem does not know.</summary>
    public IReadOnlyList<Duty> Unknown { get; }

    /// <summary>The watches that are read whole: all of them in a finished rota.</summary>
    public IReadOnlyList<Watch> Watches { get; }

    /// <summary>Empty seats.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>Households that have duties, in order; what has none breaks no rule.</summary>
    public IReadOnlyList<HouseholdMonth> Households =>
        households ??= IsOfOne
            ? [Stands[0].Resident.Household]
            : [.. Stands.Select(s => s.Resident.Household).Distinct().OrderBy(h => h.Index)];

    /// <summary>Whether all duties are one household's, as in most parts that are read.</summary>
    private bool IsOfOne
    {
        get
        {
            for (var at = 1; at < Stands.Count; at++)
            {
                if (Stands[at].Resident.Household != Stands[0].Resident.Household)
                {
                    return false;
                }
            }

            return Stands.Count > 0;
        }
    }

    /// <summary>Whether a watch is read whole.</summary>
    public bool Holds(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return isWhole || Watches.Any(w => w.Index == watch.Index);
    }

    /// <summary>Who is on a watch.</summary>
    public IReadOnlyList<Stand> On(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        if (!isWhole && Watches.Count == 1)
        {
            // Of one watch only: everybody in the reading is on it.
            return Watches[0].Index == watch.Index ? Stands : Nobody;
        }

        byWatch ??= Indexed(s => s.Watch.Index);
        return byWatch.TryGetValue(watch.Index, out var stands) ? stands : Nobody;
    }

    /// <summary>Who is out on a watch: lead and guard.</summary>
    public IEnumerable<Stand> Out(Watch watch) => On(watch).Where(s => s.IsOut);

    /// <summary>A household's duties.</summary>
    public IReadOnlyList<Stand> Of(HouseholdMonth household)
    {
        ArgumentNullException.ThrowIfNull(household);
        if (byHousehold is null && !isWhole && IsOfOne)
        {
            return Stands[0].Resident.Household.Index == household.Index ? Stands : Nobody;
        }

        byHousehold ??= Indexed(s => s.Resident.Household.Index);
        return byHousehold.TryGetValue(household.Index, out var stands) ? stands : Nobody;
    }

    private Dictionary<int, List<Stand>> Indexed(Func<Stand, int> key)
    {
        var index = new Dictionary<int, List<Stand>>();
        foreach (var stand in Stands)
        {
            var at = key(stand);
            if (!index.TryGetValue(at, out var list))
            {
                index[at] = list = [];
            }

            list.Add(stand);
        }

        return index;
    }
}
