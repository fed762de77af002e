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

/// <summary>A finished rota laid open for the rules: who is where, looked up by watch and by household.</summary>
public sealed class Reading
{
    private static readonly IReadOnlyList<Stand> Nobody = [];
    private readonly Dictionary<int, List<Stand>> byWatch = [];
    private readonly Dictionary<int, List<Stand>> byHousehold = [];

    /// <summary>Reads a rota against the problem it answers.</summary>
    public Reading(RotaProblem problem, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        Problem = problem;
        Rota = rota;
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

            var stand = new Stand(resident, watch, duty.Seat.Post, duty.Seat.Number);
            stands.Add(stand);
            Add(byWatch, watch.Index, stand);
            Add(byHousehold, resident.Household.Index, stand);
        }

        Stands = stands;
        Unknown = unknown;
    }

    /// <summary>The problem.</summary>
    public RotaProblem Problem { get; }

    /// <summary>The rota that is read.</summary>
    public WatchRota Rota { get; }

    /// <summary>Every duty, in seat order.</summary>
    public IReadOnlyList<Stand> Stands { get; }

    /// <summary>Duties of somebody, or on a watch, that the problem does not know.</summary>
    public IReadOnlyList<Duty> Unknown { get; }

    /// <summary>Who is on a watch.</summary>
    public IReadOnlyList<Stand> On(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return byWatch.TryGetValue(watch.Index, out var stands) ? stands : Nobody;
    }

    /// <summary>Who is out on a watch: lead and guard.</summary>
    public IEnumerable<Stand> Out(Watch watch) => On(watch).Where(s => s.IsOut);

    /// <summary>A household's duties.</summary>
    public IReadOnlyList<Stand> Of(HouseholdMonth household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return byHousehold.TryGetValue(household.Index, out var stands) ? stands : Nobody;
    }

    private static void Add(Dictionary<int, List<Stand>> index, int key, Stand stand)
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        list.Add(stand);
    }
}
