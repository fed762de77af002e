using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>回避: two households that are to be kept apart are never out on one watch.</summary>
public sealed record KeepApart : Rule
{
    /// <inheritdoc/>
    public override string Key => "apart";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "登记了回避的两户，不排在同一班。",
            "Two households registered to be kept apart are never out on one watch."
        );

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        // Suggestions ask this of thousands of single watches, and hardly any of them has such a household on it.
        return IsAnyKeptApart(rota) ? Meetings(rota) : [];
    }

    private static bool IsAnyKeptApart(Reading rota)
    {
        foreach (var stand in rota.Stands)
        {
            if (rota.Problem.IsKeptApart(stand.Resident.Household))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<Breach> Meetings(Reading rota)
    {
        foreach (var (a, b) in rota.Problem.Apart.Where(p => rota.Of(p.A).Count > 0))
        {
            foreach (var watch in rota.Of(a).Where(s => s.IsOut).Select(s => s.Watch).Distinct())
            {
                var both = rota.Out(watch)
                    .Where(s => s.Resident.Household.Index == a.Index || s.Resident.Household.Index == b.Index)
                    .ToList();
                if (both.Exists(s => s.Resident.Household.Index == b.Index))
                {
                    yield return BreachOf(
                        watch,
                        [.. both.Select(s => s.Resident)],
                        new("这两户不能同班。", "These two households cannot be on one watch."),
                        $"{a.Code} {b.Code}"
                    );
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override bool IsOfWatch => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var pair = 0; pair < rows.Problem.Apart.Count; pair++)
        {
            var (a, b) = rows.Problem.Apart[pair];
            foreach (var watch in rows.Problem.Watches)
            {
                rows.AtMost(pair, watch.Index, rows.Out(a, watch).Concat(rows.Out(b, watch)), 1, lazy: true);
            }
        }
    }
}
