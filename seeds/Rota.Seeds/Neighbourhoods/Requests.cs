using NodaTime;
using Rota.Core.Registers;
using Rota.Seeds.Chance;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>What people asked for: company, care at home, to stand together, nights, to be kept apart.</summary>
internal static class Requests
{
    private const int SmallChild = 6;
    private const int VeryOld = 82;

    public static void Take(Neighbourhood neighbourhood)
    {
        Companions(neighbourhood);
        Carers(neighbourhood);
        Together(neighbourhood);
        Wishes(neighbourhood);
        Apart(neighbourhood);
    }

    /// <summary>One woman in eight, most of them young.</summary>
    private static void Companions(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("companion");
        foreach (var woman in neighbourhood.Residents.Where(n => n.Sex == Sex.Woman && n.MayGuard(neighbourhood.AsOf)))
        {
            var often = woman.AgeIn(neighbourhood.AsOf.Year) switch
            {
                < 30 => 32,
                < 40 => 20,
                < 55 => 6,
                _ => 3,
            };
            woman.WantsCompanion = chance.Percent(often);
        }
    }

    /// <summary>
    /// Where a small child or a very old person lives, one of the adults must stay. Somebody who is the only one to care
    /// could never go out, so nobody is marked alone; some of those are exempt instead.
    /// </summary>
    private static void Carers(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("carers");
        var year = neighbourhood.AsOf.Year;
        foreach (var family in neighbourhood.Families)
        {
            var cared = family.Members.Where(m => m.AgeIn(year) is <= SmallChild or >= VeryOld).ToList();
            if (cared.Count == 0 || !chance.Percent(45))
            {
                continue;
            }

            var carers = family
                .Members.Where(m => !cared.Contains(m) && m.AgeIn(year) is >= Neighbour.Adult and <= 76)
                .ToList();
            if (carers.Count > 1)
            {
                carers.ForEach(c => c.IsCarer = true);
            }
        }
    }

    /// <summary>Couples who asked for one watch, and here and there two friends. Who cares at home cannot go out as a couple.</summary>
    private static void Together(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("together");
        var number = 0;
        foreach (
            var couple in neighbourhood.Families.Select(f => f.Couple).OfType<(Neighbour Wife, Neighbour Husband)>()
        )
        {
            if (Free(couple.Wife) && Free(couple.Husband) && chance.Percent(5))
            {
                Bind(couple.Wife, couple.Husband);
            }
        }

        if (chance.Percent(40))
        {
            var friends = chance
                .Shuffled(
                    neighbourhood.Residents.Where(n =>
                        Free(n) && !n.Family!.Members.Exists(m => m.Together is not null)
                    )
                )
                .GroupBy(n => n.Sex)
                .Select(g => g.DistinctBy(n => n.Family).Take(2).ToList())
                .FirstOrDefault(g => g.Count == 2);
            if (friends is [var one, var other])
            {
                Bind(one, other);
            }
        }

        bool Free(Neighbour n) => n.MayGuard(neighbourhood.AsOf) && !n.IsCarer && n.Away.TrueForAll(a => a.WithFamily);

        void Bind(Neighbour one, Neighbour other)
        {
            number++;
            one.Together = other.Together = $"{neighbourhood.Plan.Code}-T{Digits.Of(number)}";
        }
    }

    private static void Wishes(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("wishes");
        foreach (var neighbour in neighbourhood.Residents.Where(n => n.MayGuard(neighbourhood.AsOf)))
        {
            if (chance.Percent(9))
            {
                Wish(neighbour, null, (IsoDayOfWeek)(1 + chance.Weighted(10, 8, 10, 8, 24, 26, 14)), WishKind.Avoid);
            }

            if (chance.Percent(4))
            {
                // Whoever has Saturday off likes Friday evening; some would rather have it over with on a Monday.
                Wish(neighbour, null, (IsoDayOfWeek)(1 + chance.Weighted(18, 16, 16, 16, 14, 10, 10)), WishKind.Like);
            }

            if (chance.Percent(6))
            {
                var kind = chance.Percent(80) ? WishKind.Avoid : WishKind.Like;
                Wish(neighbour, neighbourhood.AsOf.PlusDays(chance.Between(8, 400)), null, kind);
            }
        }

        void Wish(Neighbour who, LocalDate? night, IsoDayOfWeek? weekday, WishKind kind)
        {
            if (!neighbourhood.Wishes.Exists(w => w.Who == who && w.Night == night && w.Weekday == weekday))
            {
                neighbourhood.Wishes.Add(new Wishing(who, night, weekday, kind));
            }
        }
    }

    /// <summary>A few households of a street do not speak with each other: one grid in fifteen, two or three households.</summary>
    private static void Apart(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("apart");
        if (!chance.Permille(65))
        {
            return;
        }

        var able = neighbourhood.Families.Where(f =>
            f.Members.Exists(m => m.MayGuard(neighbourhood.AsOf) && m.Together is null)
        );
        var quarrel = chance
            .Shuffled(able)
            .Take(chance.Percent(70) ? 2 : 3)
            .OrderBy(f => f.Code, StringComparer.Ordinal)
            .ToList();
        for (var i = 1; i < quarrel.Count; i++)
        {
            neighbourhood.Apart.Add((quarrel[0], quarrel[i]));
            quarrel[0].Apart.Add(quarrel[i]);
            quarrel[i].Apart.Add(quarrel[0]);
        }
    }
}
