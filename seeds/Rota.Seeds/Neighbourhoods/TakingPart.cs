using NodaTime;
using Rota.Core.Registers;
using Rota.Seeds.Chance;
using Rota.Seeds.Facts;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Who takes part, who is exempt and until when.</summary>
internal static class TakingPart
{
    public static void Decide(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("participation");
        var year = neighbourhood.AsOf.Year;
        foreach (var family in neighbourhood.Families)
        {
            // Mostly a household decides as one.
            var noneAtAll = chance.Permille(
                neighbourhood.Plan.Hardship == Hardship.FewJoin ? 560 : neighbourhood.Plan.Kind.None * 2 / 5
            );
            foreach (var member in family.Members)
            {
                member.Participation = Of(member.AgeIn(year), noneAtAll, neighbourhood.Plan.Kind.None, chance);
                member.ExemptUntil = ExemptUntil(member, neighbourhood.AsOf, chance);
            }
        }
    }

    private static Participation Of(int age, bool noneAtAll, int none, RandomStream chance) =>
        age switch
        {
            < Neighbour.Adult - 1 => Participation.None,
            > Neighbour.OldestVolunteer => Participation.None,
            > Neighbour.OldestJoining => chance.Percent(38) ? Participation.Volunteer : Participation.None,
            _ when noneAtAll || chance.Permille(none * 3 / 5) => Participation.None,
            _ => Participation.Joins,
        };

    private static LocalDate? ExemptUntil(Neighbour member, LocalDate asOf, RandomStream chance)
    {
        var age = member.AgeIn(asOf.Year);
        if (member.Participation != Participation.Joins)
        {
            return null;
        }

        if (age <= 22 && member.NamedAfter is not null && chance.Percent(80))
        {
            // At school or university, until the summer of the year in which most finish.
            var summer = new LocalDate(member.BirthYear + 22, 6, 30);
            return summer > asOf ? summer : summer.PlusYears(1);
        }

        if (age > 40 && chance.Permille(age > 55 ? 28 : 12))
        {
            return Resident.Always;
        }

        // Expecting, a broken leg, an operation.
        var forNow = member.Sex == Sex.Woman && age is >= 23 and <= 36 ? 40 : 10;
        return chance.Permille(forNow) ? asOf.PlusMonths(chance.Between(1, 12)).With(DateAdjusters.EndOfMonth) : null;
    }
}
