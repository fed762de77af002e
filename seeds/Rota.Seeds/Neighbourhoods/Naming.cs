using Rota.Core.Registers;
using Rota.Seeds.Chance;
using Rota.Seeds.Facts;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Gives names, codes and phones.</summary>
internal static class Naming
{
    /// <summary>No operator has numbers that begin so: see README.md of the seeds.</summary>
    public const string UnassignedPrefix = "154";

    /// <summary>Of a hundred old families of a village, so many bear its surname.</summary>
    private const int ClanFamilies = 45;

    private const int Numbers = 100_000_000;

    /// <summary>Grids have fewer residents than this, so each has a block of phone numbers of its own.</summary>
    private const int Block = 2_000;

    public static void Name(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("names");
        foreach (var family in neighbourhood.Families)
        {
            if (chance.Percent(ClanFamilies) && neighbourhood.Plan.Community.Clan is { } clan && !family.Rents)
            {
                // Wives come from elsewhere; sons stay.
                family
                    .Members.Where(m => m.NamedAfter is null && m.Sex == Sex.Man)
                    .ToList()
                    .ForEach(m => m.Surname = clan);
            }

            foreach (var member in family.Members)
            {
                member.Surname = SurnameOf(member, chance);
            }

            foreach (var member in family.Members)
            {
                member.Name = member.Surname + GivenName(member, family, neighbourhood.AsOf.Year, chance);
            }
        }

        foreach (var helper in neighbourhood.Helpers)
        {
            helper.Name =
                NameBook.Chinese.Surname(chance) + NameBook.Chinese.Given(chance, helper.Sex, helper.BirthYear);
        }
    }

    public static void Number(Neighbourhood neighbourhood)
    {
        var plan = neighbourhood.Plan;
        var chance = neighbourhood.Stream("phones");
        var i = 0;
        foreach (var neighbour in neighbourhood.Everybody)
        {
            neighbour.Code = "R" + Digits.Of(plan.FirstResident + i, 6);
            var often = neighbour.AgeIn(neighbourhood.AsOf.Year) switch
            {
                < 12 => 0,
                < 16 => 60,
                < 75 => 98,
                < 82 => 80,
                _ => 55,
            };
            if (chance.Percent(often))
            {
                neighbour.Phone = Phone(neighbourhood.Seed, (plan.Index * Block) + i);
            }

            i++;
        }
    }

    /// <summary>A number for each position, none twice: multiplying by what shares no factor with 10⁸ only reorders.</summary>
    private static string Phone(int seed, int position)
    {
        var start = new RandomStream(seed, UnassignedPrefix, "phones").Below(Numbers);
        var number = (int)((start + (position * 61_803_399L)) % Numbers);
        return UnassignedPrefix + Digits.Of(number, 8);
    }

    private static string SurnameOf(Neighbour neighbour, RandomStream chance)
    {
        if (neighbour.Surname.Length > 0)
        {
            return neighbour.Surname;
        }

        neighbour.Surname = neighbour.NamedAfter is { } elder
            ? SurnameOf(elder, chance)
            : NameBook.Chinese.Surname(chance);
        return neighbour.Surname;
    }

    /// <summary>Nobody is named with a character of a parent's or grandparent's name, nor like a brother or sister.</summary>
    private static string GivenName(Neighbour neighbour, Family family, int year, RandomStream chance)
    {
        // Parents of one generation often bear names of the same list, so give up after some tries rather than never end.
        var given = "";
        for (var i = 0; i < 40; i++)
        {
            given = NameBook.Chinese.Given(chance, neighbour.Sex, Math.Min(neighbour.BirthYear, year));
            if (
                !family.Members.Exists(m => m.Name.Length > 0 && m.Name.AsSpan(m.Surname.Length).IndexOfAny(given) >= 0)
            )
            {
                return given;
            }
        }

        return given;
    }
}
