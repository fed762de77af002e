using NodaTime;
using Rota.Core.Registers;
using Rota.Seeds.Facts;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>
/// Sees to it that a grid can be filled, or cannot. A household stands one watch a month, so lead and guard of a month of
/// 31 nights need 62 households from which somebody can go out.
/// </summary>
internal static class Strength
{
    /// <summary>The households that lead and guard of a long month need.</summary>
    public const int Needed = 62;

    /// <summary>So many able households leave room for rest, standby and pairs.</summary>
    public const int Comfortable = 88;

    /// <summary>At most so many able households in a grid that is hard on purpose.</summary>
    public const int Hard = 42;

    /// <summary>How many of the households have somebody who may guard and is not away on most nights of the months ahead.</summary>
    public static int AbleHouseholds(Neighbourhood neighbourhood)
    {
        var nights = Sample(neighbourhood.AsOf);
        return neighbourhood.Families.Count(f => IsAble(f, nights));
    }

    public static void Settle(Neighbourhood neighbourhood)
    {
        switch (neighbourhood.Plan.Hardship)
        {
            case Hardship.AwayForWork:
            case Hardship.FewJoin:
                Weaken(neighbourhood);
                break;
            default:
                Strengthen(neighbourhood);
                break;
        }
    }

    /// <summary>Every sixth night of the months ahead: enough to know a household by.</summary>
    private static List<LocalDate> Sample(LocalDate asOf)
    {
        var to = new Span(asOf).KnownTo;
        var nights = new List<LocalDate>();
        for (var night = asOf; night <= to; night = night.PlusDays(6))
        {
            nights.Add(night);
        }

        return nights;
    }

    private static bool IsAble(Family family, List<LocalDate> nights)
    {
        var able = nights.Count(n => family.Members.Exists(m => m.MayGuard(n) && !m.IsAway(n)));
        return able * 5 >= nights.Count * 4;
    }

    private static void Strengthen(Neighbourhood neighbourhood)
    {
        var nights = Sample(neighbourhood.AsOf);
        var weak = neighbourhood.Families.Where(f => !IsAble(f, nights)).ToList();
        var able = neighbourhood.Families.Count - weak.Count;
        foreach (var family in neighbourhood.Stream("strength").Shuffled(weak))
        {
            if (able >= Comfortable)
            {
                return;
            }

            able += MakeAble(family, nights, neighbourhood.AsOf.Year) ? 1 : 0;
        }
    }

    /// <summary>Lets one of working age stay at home and take part.</summary>
    private static bool MakeAble(Family family, List<LocalDate> nights, int year)
    {
        family.MovedOut = null;
        var somebody = family
            .Members.Where(m => m.AgeIn(year) is > 22 and < Neighbour.OldestJoining - 1)
            .OrderBy(m => m.Away.Count)
            .FirstOrDefault();
        if (somebody is not null)
        {
            somebody.Participation = Participation.Joins;
            somebody.ExemptUntil = null;
            somebody.Away.RemoveAll(a => !a.WithFamily);
        }

        return IsAble(family, nights);
    }

    private static void Weaken(Neighbourhood neighbourhood)
    {
        var nights = Sample(neighbourhood.AsOf);
        var chance = neighbourhood.Stream("strength");
        var strong = neighbourhood.Families.Where(f => IsAble(f, nights)).ToList();
        var able = strong.Count;
        foreach (var family in chance.Shuffled(strong).TakeWhile(_ => able > Hard))
        {
            foreach (var member in family.Members.Where(m => m.Participation != Participation.None))
            {
                var young = member.AgeIn(neighbourhood.AsOf.Year) < 60 && member.ExemptUntil is null;
                if (young && neighbourhood.Plan.Hardship == Hardship.AwayForWork)
                {
                    Absences.SendAway(member, new Span(neighbourhood.AsOf), chance);
                }
                else
                {
                    member.Participation = Participation.None;
                }
            }

            able--;
        }
    }
}
