using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 备班: a household is on standby once a month, and not within so many nights of a night on which it is out, across months too.
/// </summary>
/// <param name="NightsApart">A standby on night t and a night out on night u are too close when |t − u| is at most this; 0 or more.</param>
public sealed record Standby(int NightsApart = 3) : Rule
{
    /// <summary>The rule with its default limit.</summary>
    public Standby()
        : this(3) { }

    /// <inheritdoc/>
    public override string Key => "standby";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            $"每户每月备班至多一次，与值守前后相隔超过 {NightsApart} 夜。",
            $"A household is on standby once a month at most, and not within {NightsApart} nights of a night on which it is out."
        );

    /// <inheritdoc/>
    protected override Words Refusal =>
        new(
            $"备班离这户的值守不超过 {NightsApart} 夜。",
            $"The standby is within {NightsApart} nights of a night on which the household is out."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        NightsApart is >= 0 and <= 30
            ? null
            : (
                new($"nights_apart 为 {NightsApart}", $"nights_apart is {NightsApart}"),
                new("应在 0 到 30 之间", "it must be between 0 and 30")
            );

    /// <inheritdoc/>
    public override bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        var others = Watch.IsOut(post) ? resident.Household.StandbyNights : resident.Household.OutNights;
        return !others.Any(n => TooClose(n, watch.Night.Date));
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
            var standbys = rota.Of(household).Where(s => !s.IsOut).ToList();
            if (standbys.Count > 1)
            {
                yield return BreachOf(
                    [.. standbys.Select(s => s.Resident)],
                    new(
                        $"一户本月备班 {standbys.Count} 次。",
                        $"A household is on standby {standbys.Count} times this month."
                    ),
                    standbys.Count - 1
                );
            }

            foreach (var standby in standbys)
            {
                if (rota.Of(household).Any(s => s.IsOut && AreTooClose(s, standby)))
                {
                    yield return BreachOf(standby.Watch, [standby.Resident], Refusal);
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override bool IsOfHousehold => true;

    /// <inheritdoc/>
    internal override bool? IsKeptBy(IReadOnlyList<Stand> duties)
    {
        for (var at = 0; at < duties.Count; at++)
        {
            for (var other = 0; other < duties.Count && !duties[at].IsOut; other++)
            {
                if (other != at && (!duties[other].IsOut || AreTooClose(duties[at], duties[other])))
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
        if (watches.Count == 0)
        {
            return;
        }

        // Where no two nights out fit into a window, the window as a whole is one row; else each watch has its own.
        var rules = rows.Problem.Terms.Rules;
        var once = rules.Get<Month>().AtMost == 1 || rules.Get<Rest>().FreeNights >= NightsApart;
        var windows = once ? Windows(watches).ToList() : [];
        foreach (var household in rows.Problem.Households)
        {
            rows.AtMost(household.Index, -1, watches.SelectMany(w => rows.Standby(household, w)), 1);
            if (once)
            {
                var duties = rows.OutOrStandby(household).ToList();
                foreach (var (day, from, to) in windows)
                {
                    var near = duties.Where(d => from <= d.Watch.Index && d.Watch.Index < to).Select(d => d.Column);
                    rows.AtMost(household.Index, day, near, 1, lazy: true);
                }
            }
            else
            {
                WriteWatches(rows, household);
            }
        }
    }

    /// <summary>
    /// Nights in a row of which a standby and a night out exclude each other: the first one's day, and their watches from an index up to another.
    /// </summary>
    private IEnumerable<(int Day, int From, int To)> Windows(IReadOnlyList<Watch> watches)
    {
        int CountBefore(LocalDate night) => watches.TakeWhile(w => w.Night.Date < night).Count();

        var last = watches[^1].Night.Date;
        var first = watches[0].Night.Date;
        do
        {
            yield return (first.Day, CountBefore(first), CountBefore(first.PlusDays(NightsApart + 1)));
            first = first.PlusDays(1);
        } while (first.PlusDays(NightsApart) <= last);
    }

    private void WriteWatches(RowWriter rows, HouseholdMonth household)
    {
        foreach (var watch in rows.Problem.Watches)
        {
            var near = rows.Problem.Watches.Where(w => TooClose(w.Night.Date, watch.Night.Date));
            rows.AtMost(
                household.Index,
                watch.Index + 100,
                rows.Out(household, watch).Concat(near.SelectMany(w => rows.Standby(household, w))),
                1,
                lazy: true
            );
        }
    }

    private bool AreTooClose(Stand a, Stand b) => TooClose(a.Watch.Night.Date, b.Watch.Night.Date);

    private bool TooClose(LocalDate a, LocalDate b) => Math.Abs(Period.DaysBetween(a, b)) <= NightsApart;
}
