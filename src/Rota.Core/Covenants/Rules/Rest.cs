using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 间隔: at least so many free nights between two nights on which a household is out, whatever the month: looking back at
/// what was stood or published, and forward at what is published. With 20, the 1st and the 21st are too close, the 1st and the 22nd are not.
/// </summary>
/// <param name="FreeNights">Free nights between two nights out, 0 or more.</param>
public sealed record Rest(int FreeNights = 20) : Rule
{
    /// <summary>The rule with its default limit.</summary>
    public Rest()
        : this(20) { }

    /// <inheritdoc/>
    public override string Key => "rest";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            $"一户两次值守之间至少空 {FreeNights} 夜，跨月也算。",
            $"Between two nights out a household has at least {FreeNights} free nights, across months too."
        );

    /// <inheritdoc/>
    protected override Words Refusal =>
        new(
            $"离这户前后一次值守不足 {FreeNights} 夜。",
            $"Fewer than {FreeNights} free nights from the household's night before or after."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        FreeNights is >= 0 and <= 60
            ? null
            : (
                new($"free_nights 为 {FreeNights}", $"free_nights is {FreeNights}"),
                new("应在 0 到 60 之间", "it must be between 0 and 60")
            );

    /// <inheritdoc/>
    public override bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return !Watch.IsOut(post) || !resident.Household.OutNights.Any(n => TooClose(n, watch.Night.Date));
    }

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        foreach (var breach in base.Check(rota))
        {
            yield return breach;
        }

        foreach (var household in rota.Households.Where(h => IsKeptBy(rota.Of(h)) == false))
        {
            var watches = rota.Of(household)
                .Where(s => s.IsOut)
                .GroupBy(s => s.Watch)
                .OrderBy(w => w.Key.Index)
                .ToList();
            for (var i = 1; i < watches.Count; i++)
            {
                if (TooClose(watches[i - 1].Key.Night.Date, watches[i].Key.Night.Date))
                {
                    yield return BreachOf(watches[i].Key, [.. watches[i].Select(s => s.Resident)], Refusal);
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override bool IsOfHousehold => true;

    /// <inheritdoc/>
    internal override bool? IsKeptBy(IReadOnlyList<Stand> duties)
    {
        for (var at = 1; at < duties.Count; at++)
        {
            for (var before = 0; before < at; before++)
            {
                var (a, b) = (duties[before], duties[at]);
                if (
                    a.IsOut
                    && b.IsOut
                    && a.Watch.Index != b.Watch.Index
                    && TooClose(a.Watch.Night.Date, b.Watch.Night.Date)
                )
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    internal override bool LooksAtOtherNights => true;

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

        // Within a month the rule says nothing to a household that is out but once.
        if (watches.Count == 0 || rows.Problem.Terms.Rules.Get<Month>().AtMost == 1)
        {
            return;
        }

        foreach (var household in rows.Problem.Households)
        {
            for (var first = watches[0].Night.Date; first <= watches[^1].Night.Date; first = first.PlusDays(1))
            {
                var window = watches.Where(w => first <= w.Night.Date && w.Night.Date <= first.PlusDays(FreeNights));
                rows.AtMost(household.Index, first.Day, window.SelectMany(w => rows.Out(household, w)), 1, lazy: true);
            }
        }
    }

    private bool TooClose(LocalDate a, LocalDate b) => Math.Abs(Period.DaysBetween(a, b)) <= FreeNights;
}
