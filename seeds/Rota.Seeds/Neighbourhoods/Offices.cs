using NodaTime;
using Rota.Core.Registers;
using Rota.Seeds.Chance;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Who is what in the neighbourhood, and so who can lead: party members, building heads, volunteers.</summary>
internal static class Offices
{
    private const Roles Leading = Roles.PartyOnDuty | Roles.PartyResident | Roles.BuildingHead | Roles.Volunteer;

    /// <summary>Property staff and, in some grids, a grid leader whom the community sends: of no household, owing nothing.</summary>
    public static void CallHelpers(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("helpers");
        var year = neighbourhood.AsOf.Year;
        if (neighbourhood.Plan.LeaderIsHelper)
        {
            neighbourhood.Helpers.Add(
                Helper(chance.Percent(60) ? Sex.Woman : Sex.Man, year - chance.Between(26, 52), Roles.GridLeader)
            );
        }

        for (var i = 0; i < neighbourhood.Plan.PropertyStaff; i++)
        {
            neighbourhood.Helpers.Add(
                Helper(chance.Percent(25) ? Sex.Woman : Sex.Man, year - chance.Between(35, 61), Roles.Property)
            );
        }
    }

    public static void Fill(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("roles");
        var bench = new Bench(neighbourhood, chance);
        bench.Take(1, Roles.PartyOnDuty, 24, 56);
        bench.Take(2, Roles.PartyResident, 34, 64);
        foreach (var building in neighbourhood.Families.GroupBy(f => f.Building))
        {
            HeadOf([.. building.SelectMany(f => f.Members)], bench);
        }

        if (!neighbourhood.Plan.LeaderIsHelper)
        {
            var known = neighbourhood
                .Residents.Where(n => (n.Roles & Leading) != Roles.None && bench.IsAble(n))
                .ToList();
            chance.Of(known).Roles |= Roles.GridLeader;
        }

        foreach (var old in neighbourhood.Residents.Where(n => n.Participation == Participation.Volunteer))
        {
            // Who is past the age of joining and still comes is a patrol volunteer.
            bench.Give(old, chance.Percent(55) ? Roles.Volunteer : Roles.None);
        }

        var adults = neighbourhood.Residents.Count(n => n.AgeIn(neighbourhood.AsOf.Year) >= Neighbour.Adult);
        var leads = ((adults * neighbourhood.Plan.Leads) + 999) / 1000;
        bench.Take(leads - bench.Leads, Roles.Volunteer, 22, 64);
    }

    private static void HeadOf(List<Neighbour> people, Bench bench)
    {
        var head =
            people
                .OrderBy(n =>
                    bench.IsAble(n) && bench.Age(n) is >= 42 and <= 64 ? 0
                    : bench.IsAble(n) ? 1
                    : 2
                )
                .ThenBy(n => bench.Age(n) is >= Neighbour.Adult and <= 78 ? 0 : 1)
                .ThenByDescending(bench.Rank)
                .FirstOrDefault()
            ?? throw new InvalidOperationException("A building without anybody in it.");
        bench.Give(head, Roles.BuildingHead);
    }

    private static Neighbour Helper(Sex sex, int birthYear, Roles roles) =>
        new()
        {
            Sex = sex,
            BirthYear = birthYear,
            Roles = roles,
            Participation = Participation.Volunteer,
        };

    /// <summary>Everybody of the grid in an order left to chance, households that have nobody who can lead first.</summary>
    private sealed class Bench
    {
        private readonly Neighbourhood neighbourhood;
        private readonly Dictionary<Neighbour, int> rank = [];
        private readonly List<Neighbour> shuffled;
        private readonly HashSet<Family> leading = [];
        private readonly LocalDate asOf;

        public Bench(Neighbourhood neighbourhood, RandomStream chance)
        {
            this.neighbourhood = neighbourhood;
            asOf = neighbourhood.AsOf;
            shuffled = chance.Shuffled(neighbourhood.Residents);
            foreach (var neighbour in shuffled)
            {
                rank[neighbour] = rank.Count;
            }
        }

        public int Leads => neighbourhood.Residents.Count(n => n.CanLead);

        public int Rank(Neighbour neighbour) => rank[neighbour];

        public int Age(Neighbour neighbour) => neighbour.AgeIn(asOf.Year);

        /// <summary>May guard now, is not away for months and stays.</summary>
        public bool IsAble(Neighbour neighbour) =>
            neighbour.MayGuard(asOf)
            && neighbour.Family?.MovedOut is null
            && !neighbour.Away.Exists(a => a.Every is null && Period.DaysBetween(a.From, a.To) > 30);

        public void Give(Neighbour neighbour, Roles role)
        {
            neighbour.Roles |= role;
            if (role != Roles.None && neighbour.MayGuard(asOf))
            {
                neighbour.CanLead = true;
                leading.Add(neighbour.Family!);
            }
        }

        /// <summary>Gives a role to so many who have none that lets them lead; in a hard grid to those who are left.</summary>
        public void Take(int count, Roles role, int youngest, int oldest)
        {
            var chosen = shuffled
                .Where(n => (n.Roles & Leading) == Roles.None && n.MayGuard(asOf) && n.Family!.MovedOut is null)
                .OrderBy(n => IsAble(n) ? 0 : 1)
                .ThenBy(n => Age(n) >= youngest && Age(n) <= oldest ? 0 : 1)
                .ToList();
            for (var i = 0; i < count && chosen.Count > 0; i++)
            {
                var next = chosen.Find(n => IsAble(n) && !leading.Contains(n.Family!)) ?? chosen[0];
                Give(next, role);
                chosen.Remove(next);
            }
        }
    }
}
