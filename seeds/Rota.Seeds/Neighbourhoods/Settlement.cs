using NodaTime;
using Rota.Seeds.Chance;
using Rota.Seeds.Facts;
using Rota.Seeds.Plans;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Fills a grid with households until its number of residents is exact, and gives each its building and code.</summary>
internal static class Settlement
{
    private const int LargestHousehold = 6;

    /// <summary>So many households with somebody of working age let even a small grid fill a month.</summary>
    private const int WorkingHouseholds = 93;

    public static Neighbourhood Settle(GridPlan plan, SeedOptions options)
    {
        var neighbourhood = new Neighbourhood
        {
            Plan = plan,
            AsOf = options.AsOf,
            Seed = options.Seed,
        };
        var chance = neighbourhood.Stream("households");
        var maker = new FamilyMaker(chance, options.AsOf.Year);
        var elders = Math.Min(
            plan.Households * plan.Kind.Elders / 100,
            Math.Max(0, plan.Households - WorkingHouseholds)
        );
        foreach (var size in Sizes(plan, chance))
        {
            var family = MakeFamily(maker, plan.Kind, size, elders > 0, chance);
            elders -= family.Kind == FamilyKind.Elders ? 1 : 0;
            neighbourhood.Families.Add(family);
        }

        House(neighbourhood);
        Move(neighbourhood);
        return neighbourhood;
    }

    private static int[] Sizes(GridPlan plan, RandomStream chance)
    {
        var sizes = Enumerable
            .Range(0, plan.Households)
            .Select(_ => 1 + chance.Weighted(200, 320, 270, 140, 50, 20))
            .ToArray();
        for (var off = plan.Residents - plan.Helpers - sizes.Sum(); off != 0; )
        {
            var i = chance.Below(sizes.Length);
            var changed = sizes[i] + Math.Sign(off);
            if (changed is >= 1 and <= LargestHousehold)
            {
                sizes[i] = changed;
                off -= Math.Sign(off);
            }
        }

        return sizes;
    }

    private static Family MakeFamily(
        FamilyMaker maker,
        NeighbourhoodKind kind,
        int size,
        bool mayBeOld,
        RandomStream chance
    )
    {
        if (size == 1)
        {
            var age = chance.Weighted([.. kind.Singles]);
            return age == 2 && mayBeOld ? maker.Elders(1) : maker.Single(young: age == 0);
        }

        return size == 2 && mayBeOld && chance.Percent(2 * kind.Elders) ? maker.Elders(2) : maker.OfSize(size);
    }

    /// <summary>Every building gets two households at least, the rest as chance has it; codes follow the buildings.</summary>
    private static void House(Neighbourhood neighbourhood)
    {
        var plan = neighbourhood.Plan;
        var chance = neighbourhood.Stream("buildings");
        var shuffled = chance.Shuffled(neighbourhood.Families);
        var floors = Enumerable.Range(0, plan.Buildings).Select(_ => chance.Between(6, 14)).ToArray();
        neighbourhood.Families =
        [
            .. shuffled
                .Select(
                    (family, i) => (Family: family, Building: i / 2 < plan.Buildings ? i / 2 : chance.Weighted(floors))
                )
                .OrderBy(f => f.Building)
                .Select(
                    (f, i) =>
                    {
                        f.Family.Building = Label(plan, f.Building);
                        f.Family.Code = Digits.Of(i + 1, 4);
                        return f.Family;
                    }
                ),
        ];
    }

    private static string Label(GridPlan plan, int building) =>
        plan.Kind.Labels switch
        {
            BuildingLabels.Units =>
                $"{Digits.Of((building / 2) + 1 + ((plan.BuildingsBefore + 1) / 2))}栋{1 + (building % 2)}单元",
            BuildingLabels.Groups => $"{Digits.Of(plan.BuildingsBefore + building + 1)}组",
            _ => $"{Digits.Of(plan.BuildingsBefore + building + 1)}栋",
        };

    /// <summary>Who rents came lately more often, and some will be gone within the year.</summary>
    private static void Move(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("moves");
        foreach (var family in neighbourhood.Families)
        {
            if (chance.Permille(family.Rents ? 550 : 30))
            {
                family.MovedIn = neighbourhood.AsOf.PlusDays(-chance.Between(20, 900));
            }

            if (chance.Permille(family.Rents ? 45 : 4))
            {
                // Leases end with the month.
                family.MovedOut = neighbourhood.AsOf.PlusMonths(chance.Between(1, 13)).With(DateAdjusters.StartOfMonth);
            }
        }
    }
}

/// <summary>Whole numbers as files write them.</summary>
internal static class Digits
{
    /// <summary>A number with at least so many digits.</summary>
    public static string Of(int number, int least = 1) =>
        number.ToString(
            "D" + least.ToString(System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
