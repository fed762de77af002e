using System.Globalization;
using Rota.Seeds.Chance;
using Rota.Seeds.Facts;

namespace Rota.Seeds.Plans;

/// <summary>Divides a street's households and residents among its grids, so that the totals of the facts hold exactly.</summary>
internal static class StreetPlan
{
    /// <summary>The fewest households of a grid.</summary>
    public const int FewestHouseholds = 100;

    /// <summary>The most households of a grid.</summary>
    public const int MostHouseholds = 200;

    /// <summary>Of the grids of <see cref="SeedProfile.Std"/>, one in so many has too few who can lead: the smallest.</summary>
    public const int HardLeadsOneIn = 5;

    private sealed record Site(string Code, CommunityFacts Community, string Beat);

    public static IReadOnlyList<GridPlan> Make(StreetFacts facts, SeedOptions options)
    {
        var sites = Sites(facts, options.Grids ?? facts.Figures.Grids);
        var households = Households(facts, options.Seed, sites);
        var residents = Residents(facts, sites, households);
        var hard = Hardships(facts, options.Profile, sites, households);
        var plans = new List<GridPlan>();
        var first = 1;
        var built = new Dictionary<string, int>();
        for (var i = 0; i < sites.Count; i++)
        {
            var chance = new RandomStream(options.Seed, sites[i].Code, "plan");
            var kind = facts.KindOf(sites[i].Community);
            var property = kind.Property ? chance.Weighted(45, 35, 20) : 0;
            var buildings = kind.Labels == BuildingLabels.Groups ? chance.Between(8, 10) : chance.Between(8, 15);
            var before = built.GetValueOrDefault(sites[i].Community.Code);
            built[sites[i].Community.Code] = before + buildings;
            plans.Add(
                new GridPlan
                {
                    Index = i,
                    Code = sites[i].Code,
                    Community = sites[i].Community,
                    Kind = kind,
                    Beat = sites[i].Beat,
                    Households = households[i],
                    Residents = residents[i],
                    PropertyStaff = property,
                    LeaderIsHelper = chance.Percent(35),
                    Buildings = buildings,
                    BuildingsBefore = before,
                    Hardship = hard[i],
                    Leads = Leads(options.Profile, hard[i], households[i], chance),
                    FirstResident = first,
                }
            );
            first += residents[i];
        }

        return plans;
    }

    /// <summary>The grids of the facts; a larger street goes round again and numbers on.</summary>
    private static List<Site> Sites(StreetFacts facts, int count)
    {
        var sites = new List<Site>();
        for (var lap = 0; sites.Count < count; lap++)
        {
            foreach (var community in facts.Communities)
            {
                for (var n = 0; n < community.Grids && sites.Count < count; n++)
                {
                    var number = (lap * community.Grids) + n + 1;
                    var code = community.Code + "-" + number.ToString("00", CultureInfo.InvariantCulture);
                    sites.Add(new Site(code, community, community.Beats[n * community.Beats.Count / community.Grids]));
                }
            }
        }

        return sites;
    }

    private static int[] Households(StreetFacts facts, int seed, List<Site> sites)
    {
        var chance = new RandomStream(seed, facts.Name, "households");
        var total = facts.Figures.Households * sites.Count / facts.Figures.Grids;
        var counts = sites.Select(_ => chance.Between(FewestHouseholds, MostHouseholds)).ToArray();
        for (var off = total - counts.Sum(); off != 0; off -= Math.Sign(off))
        {
            var open = Enumerable
                .Range(0, counts.Length)
                .Where(i => off > 0 ? counts[i] < MostHouseholds : counts[i] > FewestHouseholds)
                .ToList();
            counts[chance.Of(open)] += Math.Sign(off);
        }

        return counts;
    }

    /// <summary>Residents in proportion to households and their usual size, the largest remainders first.</summary>
    private static int[] Residents(StreetFacts facts, List<Site> sites, int[] households)
    {
        long total = (long)facts.Figures.Residents * sites.Count / facts.Figures.Grids;
        var weights = sites.Select((s, i) => (long)households[i] * facts.KindOf(s.Community).Size).ToArray();
        var sum = weights.Sum();
        var counts = weights.Select(w => (int)(total * w / sum)).ToArray();
        var left = (int)(total - counts.Sum());
        var next = Enumerable
            .Range(0, counts.Length)
            .OrderByDescending(i => total * weights[i] % sum)
            .ThenBy(i => i)
            .Take(left);
        foreach (var i in next)
        {
            counts[i]++;
        }

        return counts;
    }

    private static Hardship[] Hardships(StreetFacts facts, SeedProfile profile, List<Site> sites, int[] households)
    {
        var hard = new Hardship[sites.Count];
        if (profile == SeedProfile.Street)
        {
            foreach (var named in facts.Hard)
            {
                hard[sites.FindIndex(s => s.Code == named.Grid)] = named.Reason;
            }
        }
        else if (profile == SeedProfile.Std)
        {
            var smallest = Enumerable.Range(0, sites.Count).OrderBy(i => households[i]).ThenBy(i => i);
            foreach (var i in smallest.Take(sites.Count / HardLeadsOneIn))
            {
                hard[i] = Hardship.FewLeads;
            }
        }

        return hard;
    }

    /// <summary>A month needs a household that can lead for each night, so a small grid needs the larger part of the range.</summary>
    private static int Leads(SeedProfile profile, Hardship hardship, int households, RandomStream chance) =>
        profile switch
        {
            SeedProfile.Ample => 240,
            SeedProfile.Street when hardship != Hardship.None => 80,
            SeedProfile.Std when hardship == Hardship.FewLeads => 120,
            SeedProfile.Std => households < 150 ? 145 : chance.Between(124, 145),
            _ => chance.Between(households < 150 ? 150 : 130, 185),
        };
}
