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
            "要求同班的人，要么同一班，要么都不排。",
            "Residents who asked to serve together are out on the same watch or not at all."
        );

    /// <inheritdoc/>
    public override IEnumerable<Breach> CheckPart(Reading part) => [];

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var stand in rota.Stands)
        {
            if (stand.Resident.Group is not null)
            {
                return Parted(rota);
            }
        }

        return [];
    }

    private IEnumerable<Breach> Parted(Reading rota)
    {
        var standing = rota.Stands.Select(s => s.Resident.Group).OfType<TogetherGroup>().ToHashSet();
        foreach (var group in rota.Problem.Groups.Where(standing.Contains))
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
                        ),
                        group.Code
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
        foreach (var group in rows.Problem.Groups)
        {
            foreach (var watch in rows.Problem.Watches)
            {
                Write(rows, group, watch);
            }
        }
    }

    private static void Write(RowWriter rows, TogetherGroup group, Watch watch)
    {
        var first = rows.Out(group.Members[0], watch).ToList();
        foreach (var other in group.Members.Skip(1))
        {
            rows.Write(
                other.Index,
                watch.Index,
                first.Select(c => (c, -1)).Concat(rows.Out(other, watch).Select(c => (c, 1))),
                0,
                0
            );
        }

        // No more of them fit on a post than it has seats. Whole choices keep that anyway; fractions of them would not,
        // and halves of a couple on one seat make a bound that proves little.
        foreach (var post in Watch.OutPosts.Where(p => watch.Seats(p) > 0 && watch.Seats(p) < group.Members.Count))
        {
            var members = rows.On(watch, post).Where(d => d.Resident.Group == group).Select(d => (d.Column, 1));
            var key = -1 - (group.Members[0].Index * 2) - (int)post;
            rows.Write(key, watch.Index, members.Concat(first.Select(c => (c, -watch.Seats(post)))), long.MinValue, 0);
        }
    }

    private static IEnumerable<Watch> Watches(Reading rota, ResidentMonth resident) =>
        rota.Of(resident.Household).Where(s => s.IsOut && s.Resident.Index == resident.Index).Select(s => s.Watch);
}
