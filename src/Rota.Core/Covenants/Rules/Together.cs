using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>同班: residents who bear one code are out on the same watch or not at all. At home on standby each is for himself.</summary>
public sealed record Together : Rule
{
    /// <inheritdoc/>
    public override string Key => "together";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "要求同班的人,要么同一班,要么都不排。",
            "Residents who asked to serve together are out on the same watch or not at all."
        );

    /// <inheritdoc/>
    public override IEnumerable<Breach> CheckPart(Reading part) => [];

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var group in rota.Problem.Groups)
        {
            var watches = group.Members.SelectMany(m => Watches(rota, m)).Distinct().OrderBy(w => w.Index);
            foreach (var watch in watches)
            {
                var missing = group.Members.Where(m => !Watches(rota, m).Contains(watch)).ToList();
                if (missing.Count > 0)
                {
                    yield return BreachOf(
                        watch,
                        group.Members,
                        new(
                            "要求同班的人没有排在同一班。",
                            "Residents who asked to serve together are not on one watch."
                        )
                    );
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var group in rows.Problem.Groups)
        {
            foreach (var watch in rows.Problem.Watches)
            {
                var first = rows.Out(group.Members[0], watch).Select(c => (c, -1)).ToList();
                foreach (var other in group.Members.Skip(1))
                {
                    rows.Write(
                        other.Index,
                        watch.Index,
                        first.Concat(rows.Out(other, watch).Select(c => (c, 1))),
                        0,
                        0
                    );
                }
            }
        }
    }

    private static IEnumerable<Watch> Watches(Reading rota, ResidentMonth resident) =>
        rota.Of(resident.Household).Where(s => s.IsOut && s.Resident == resident).Select(s => s.Watch);
}
