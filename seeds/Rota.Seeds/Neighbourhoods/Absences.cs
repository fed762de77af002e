using NodaTime;
using Rota.Core.Registers;
using Rota.Seeds.Chance;
using Rota.Seeds.Facts;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>
/// Nights away as life has them, from the first night of history to the last for which absences are known, so that the
/// year behind and the year ahead agree.
/// </summary>
internal static class Absences
{
    private const int OldestAwayForWork = 55;

    /// <summary>Nights on and the length of the round: four on four off, two and two, one in five, one week in three.</summary>
    private static readonly (int Nights, int Round)[] Shifts = [(4, 8), (2, 4), (1, 5), (7, 21), (3, 6)];

    public static void Plan(Neighbourhood neighbourhood)
    {
        var chance = neighbourhood.Stream("absences");
        var span = new Span(neighbourhood.AsOf);
        foreach (var family in neighbourhood.Families)
        {
            foreach (var member in family.Members.Where(m => m.Participation != Participation.None))
            {
                PlanFor(member, neighbourhood.Plan, span, chance);
            }

            if (chance.Permille(55))
            {
                HomeForSpringFestival(family, span, chance);
            }
        }
    }

    /// <summary>Away from some days after one Spring Festival to some days before the next.</summary>
    public static void SendAway(Neighbour member, Span span, RandomStream chance)
    {
        member.Away.Clear();
        for (var year = span.HistoryFrom.Year - 1; year <= span.KnownTo.Year; year++)
        {
            var from = Moon.SpringFestival(year).PlusDays(chance.Between(6, 17));
            var to = Moon.SpringFestival(year + 1).PlusDays(-chance.Between(3, 20));
            Add(member, new Away(from, to), span);
        }
    }

    private static void PlanFor(Neighbour member, Plans.GridPlan plan, Span span, RandomStream chance)
    {
        var age = member.AgeIn(span.AsOf.Year);
        var working = age is >= Neighbour.Adult and <= OldestAwayForWork && member.ExemptUntil is null;
        var away = plan.Hardship == Hardship.AwayForWork ? 760 : plan.Kind.Away;
        if (working && chance.Permille(away))
        {
            SendAway(member, span, chance);
        }
        else if (working && chance.Permille(32))
        {
            WorkNights(member, span, chance);
        }
        else if (chance.Permille(130))
        {
            Travel(member, span, chance);
        }
        else if (age >= 48 && chance.Permille(35))
        {
            // To a son or daughter in another town, to look after a grandchild.
            var from = span.AsOf.PlusDays(chance.Between(-60, 300));
            Add(member, new Away(from, from.PlusDays(chance.Between(75, 190))), span);
        }
    }

    private static void WorkNights(Neighbour member, Span span, RandomStream chance)
    {
        var (nights, round) = chance.Of(Shifts);
        var from = span.HistoryFrom.PlusDays(chance.Below(round));
        Add(member, new Away(from, from.PlusDays(nights - 1), round, span.KnownTo), span);
    }

    private static void Travel(Neighbour member, Span span, RandomStream chance)
    {
        var trips = chance.Weighted(70, 30) + 1;
        var earliest = -200;
        for (var i = 0; i < trips; i++)
        {
            var start = chance.Between(earliest, earliest + 330);
            var from = span.AsOf.PlusDays(start);
            var nights = chance.Percent(45) ? chance.Between(3, 7) : chance.Between(8, 15);
            Add(member, new Away(from, from.PlusDays(nights - 1)), span);
            earliest = start + 30;
        }
    }

    /// <summary>The whole household with its parents elsewhere, in this and the next years alike.</summary>
    private static void HomeForSpringFestival(Family family, Span span, RandomStream chance)
    {
        if (family.Members.Exists(m => m.Away.Count > 0))
        {
            return;
        }

        for (var year = span.HistoryFrom.Year; year <= span.KnownTo.Year; year++)
        {
            var from = Moon.SpringFestival(year).PlusDays(-chance.Between(1, 6));
            var to = Moon.SpringFestival(year).PlusDays(chance.Between(3, 9));
            foreach (var member in family.Members)
            {
                Add(member, new Away(from, to, WithFamily: true), span);
            }
        }
    }

    /// <summary>Keeps what lies between the first and the last night the register speaks of, while the resident is here.</summary>
    private static void Add(Neighbour member, Away away, Span span)
    {
        var first = member.Family?.MovedIn is { } i ? LocalDate.Max(i, span.HistoryFrom) : span.HistoryFrom;
        var last = member.Family?.MovedOut is { } o ? LocalDate.Min(o.PlusDays(-1), span.KnownTo) : span.KnownTo;
        if (away.Every is not null)
        {
            if (away.From.PlusDays(away.Every.Value) <= last)
            {
                member.Away.Add(away with { Until = LocalDate.Min(away.Until!.Value, last) });
            }

            return;
        }

        var kept = away with { From = LocalDate.Max(away.From, first), To = LocalDate.Min(away.To, last) };
        if (kept.From <= kept.To)
        {
            member.Away.Add(kept);
        }
    }
}
