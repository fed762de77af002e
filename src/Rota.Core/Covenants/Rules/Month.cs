using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 每月: a household is out on at most so many watches a month, each time with one adult, or with those of its adults who asked to stand together.
/// </summary>
/// <param name="AtMost">Watches a household and month, 1 or more.</param>
public sealed record Month(int AtMost = 1) : Rule
{
    /// <summary>The rule with its default limit.</summary>
    public Month()
        : this(1) { }

    /// <inheritdoc/>
    public override string Key => "month";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            $"每户每月至多值守 {AtMost} 次，一次一人；要求同班的家人可以同去。",
            $"A household stands at most {AtMost} {(AtMost == 1 ? "watch" : "watches")} a month, with one adult, or with those who asked to stand together."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        AtMost >= 1
            ? null
            : (
                new($"at_most 为 {AtMost}", $"at_most is {AtMost}"),
                new(
                    "应为 1 或更大；要停值，请写例外日期",
                    "it must be 1 or more; to suspend nights, list them as exceptions"
                )
            );

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var household in rota.Households)
        {
            var duties = rota.Of(household);
            if (IsKeptBy(duties) == true)
            {
                continue;
            }

            List<Stand> stands = [.. duties.Where(s => s.IsOut)];
            var count = Watches(duties);
            if (count > AtMost)
            {
                yield return BreachOf(
                    [.. stands.Select(s => s.Resident)],
                    new(
                        $"一户本月值守 {count} 次，公约至多 {AtMost} 次。",
                        $"A household is out on {count} watches this month; the covenant allows {AtMost}."
                    ),
                    count - AtMost
                );
            }

            if (count == stands.Count)
            {
                continue;
            }

            foreach (var watch in stands.GroupBy(s => s.Watch))
            {
                var adults = watch.Select(s => s.Resident).Distinct().ToList();
                var asked = adults[0].Group is { } group && adults.TrueForAll(a => a.Group == group);
                if (adults.Count > 1 && !asked)
                {
                    yield return BreachOf(
                        watch.Key,
                        adults,
                        new(
                            "一户两人同班，但没有要求同班。",
                            "Two adults of a household are on one watch without having asked to stand together."
                        )
                    );
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override bool IsOfHousehold => true;

    /// <inheritdoc/>
    internal override bool? IsKeptBy(IReadOnlyList<Stand> duties)
    {
        var watches = Watches(duties);
        return watches > AtMost ? false
            : watches == duties.Count(s => s.IsOut) ? true
            : null;
    }

    /// <summary>On how many watches a household is out.</summary>
    private static int Watches(IReadOnlyList<Stand> duties)
    {
        var count = 0;
        for (var at = 0; at < duties.Count; at++)
        {
            count += duties[at].IsOut && !IsOutBefore(duties, at) ? 1 : 0;
        }

        return count;
    }

    private static bool IsOutBefore(IReadOnlyList<Stand> duties, int at)
    {
        for (var before = 0; before < at; before++)
        {
            if (duties[before].IsOut && duties[before].Watch.Index == duties[at].Watch.Index)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override string About(ResidentMonth resident)
    {
        ArgumentNullException.ThrowIfNull(resident);
        return resident.Household.Code;
    }

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var watches = rows.Problem.Watches;
        foreach (var household in rows.Problem.Households)
        {
            rows.AtMost(household.Index, -1, watches.SelectMany(w => rows.Out(household, w)), AtMost);
            if (AtMost > 1)
            {
                foreach (var watch in watches)
                {
                    rows.AtMost(household.Index, watch.Index, rows.Out(household, watch), 1, lazy: true);
                }
            }
        }
    }
}
