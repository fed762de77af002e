using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>
/// Which other nights of a household stand in the way of a change that is refused: whoever has to choose another has to know them. They hang on
/// the board, or did.
/// </summary>
internal static class NightsInTheWay
{
    /// <summary>What is said of them; null where the rule is not one of nights, or none is found.</summary>
    /// <param name="breach">What the change breaks.</param>
    /// <param name="change">The change.</param>
    /// <param name="after">The months after it.</param>
    public static Words? Of(Breach breach, RotaChange change, PublishedMonths after)
    {
        if (breach.Who.Count == 0 || HomeOf(after, breach.Who[0]) is not { } home)
        {
            return null;
        }

        var taken = change.Moves.Where(m => m.To is { } to && HomeOf(after, to) == home).Select(m => m.Seat).ToList();
        var nights = NightsOf(after, home, taken)
            .Where(n => taken.Exists(t => Clash(breach.Rule, after.Of(breach.Night ?? t.Night)!, t, n)))
            .Select(n => n.Night)
            .Distinct()
            .Order()
            .ToList();
        return nights.Count == 0
            ? null
            : new(
                $"这户已有的班：{string.Join('、', nights.Select(n => $"{n.Month}月{n.Day}日"))}。",
                $"The household has a duty on {string.Join(", ", nights.Select(n => $"{n:uuuu-MM-dd}"))}."
            );
    }

    private static bool Clash(string rule, PublishedMonth month, Seat seat, (LocalDate Night, bool IsOut) other)
    {
        var rules = month.Problem.Terms.Rules;
        var isOut = Watch.IsOut(seat.Post);
        var days = Math.Abs(Period.DaysBetween(seat.Night, other.Night));
        var isSameMonth = other.Night.ToYearMonth() == seat.Night.ToYearMonth();
        return rule switch
        {
            "month" => isOut && other.IsOut && isSameMonth,
            "rest" => isOut && other.IsOut && days <= rules.Get<Rest>().FreeNights,
            "standby" => isOut || other.IsOut
                ? isOut != other.IsOut && days <= rules.Get<Standby>().NightsApart
                : isSameMonth,
            _ => false,
        };
    }

    /// <summary>Every night on which a household is on duty besides the seats it takes: in the months in hand, and in those around them.</summary>
    private static IEnumerable<(LocalDate Night, bool IsOut)> NightsOf(
        PublishedMonths months,
        HouseholdId home,
        List<Seat> taken
    )
    {
        foreach (var month in months.Months)
        {
            foreach (var duty in month.Rota.Duties.Where(d => HomeOf(months, d.Resident) == home))
            {
                if (!taken.Contains(duty.Seat))
                {
                    yield return (duty.Seat.Night, Watch.IsOut(duty.Seat.Post));
                }
            }

            bool IsOther(LocalDate night) => taken.TrueForAll(t => t.Night != night);

            foreach (var household in month.Problem.Households.Where(h => h.Id == home))
            {
                foreach (var night in household.OutNights.Where(IsOther))
                {
                    yield return (night, true);
                }

                foreach (var night in household.StandbyNights.Where(IsOther))
                {
                    yield return (night, false);
                }
            }
        }
    }

    private static HouseholdId? HomeOf(PublishedMonths months, ResidentId resident) =>
        months.Months.Select(m => m.Problem.Resident(resident)).FirstOrDefault(r => r is not null)?.Household.Id;
}
