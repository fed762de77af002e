using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 结伴: a woman who asked is never out with a man from outside her household unless another woman, or somebody of her
/// household, is out on the same watch.
/// </summary>
public sealed record Companion : Rule
{
    /// <inheritdoc/>
    public override string Key => "companion";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "要求结伴的女居民，不单独与本户以外的男居民同班。",
            "A woman who asked for company is never out alone with men from outside her household."
        );

    /// <inheritdoc/>
    public override IEnumerable<Breach> CheckPart(Reading part) => [];

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var stand in rota.Stands)
        {
            if (stand.Resident.WantsCompanion)
            {
                return LeftAlone(rota);
            }
        }

        return [];
    }

    private IEnumerable<Breach> LeftAlone(Reading rota)
    {
        foreach (var watch in rota.Watches)
        {
            var outside = rota.Out(watch).Select(s => s.Resident).Distinct().ToList();
            foreach (var asker in outside.Where(r => r.WantsCompanion))
            {
                var others = outside.Where(r => r != asker).ToList();
                var withMan = others.Exists(r => r.Sex == Sex.Man && r.Household != asker.Household);
                if (withMan && !others.Exists(r => Accompanies(r, asker)))
                {
                    yield return BreachOf(
                        watch,
                        outside,
                        new(
                            "这一班须有另一位女居民或同户家人。",
                            "This watch needs another woman or somebody of the same household."
                        ),
                        asker.Code
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
        foreach (var watch in rows.Problem.Watches.Where(w => w.OutSeats > 1))
        {
            if (watch is { Leads: 1, Guards: 1 })
            {
                WritePair(rows, watch, Post.Lead, Post.Guard);
                WritePair(rows, watch, Post.Guard, Post.Lead);
            }
            else
            {
                WriteTeam(rows, watch);
            }
        }
    }

    /// <summary>
    /// Two seats: whoever asked on one of them and a man on the other exclude each other. Who is out together with company
    /// anyway is left out: those two fill the watch.
    /// </summary>
    private static void WritePair(RowWriter rows, Watch watch, Post askers, Post men)
    {
        var asking = rows.On(watch, askers)
            .Where(d => d.Resident.WantsCompanion)
            .ToLookup(d => BringsCompany(d.Resident));
        var them = rows.On(watch, men).Where(d => d.Resident.Sex == Sex.Man).ToList();
        rows.AtMost(watch.Index, (int)askers, asking[false].Concat(them).Select(d => d.Column), 1);

        // Where it is supposed that her company may stay away, she is asked for by herself.
        foreach (var asker in asking[true].Where(d => !rows.AreTogether(d.Resident, watch)))
        {
            var strangers = them.Where(d => !Accompanies(d.Resident, asker.Resident)).Append(asker);
            var key = Watch.Posts.Count + (asker.Resident.Index * Watch.Posts.Count) + (int)askers;
            rows.AtMost(watch.Index, key, strangers.Select(d => d.Column), 1);
        }
    }

    /// <summary>More seats: a bit says that no man is out; without it, whoever asked needs company.</summary>
    private static void WriteTeam(RowWriter rows, Watch watch)
    {
        var all = Watch.OutPosts.SelectMany(p => rows.On(watch, p)).ToList();
        var askers = all.Where(d => d.Resident.WantsCompanion).Select(d => d.Resident).Distinct().ToList();
        if (askers.Count == 0)
        {
            return;
        }

        var noMan = rows.Bit(0);
        foreach (var post in Watch.OutPosts.Where(p => watch.Seats(p) > 0))
        {
            var men = rows.On(watch, post).Where(d => d.Resident.Sex == Sex.Man).Select(d => (d.Column, 1));
            rows.Write(
                watch.Index,
                -1 - (int)post,
                men.Append((noMan, watch.Seats(post))),
                long.MinValue,
                watch.Seats(post)
            );
        }

        foreach (var asker in askers)
        {
            var her = rows.Out(asker, watch).Select(c => (c, 1));
            var company = all.Where(d => d.Resident != asker && Accompanies(d.Resident, asker))
                .Select(d => (d.Column, -1));
            rows.Write(watch.Index, asker.Index, her.Concat(company).Append((noMan, -1)), long.MinValue, 0, lazy: true);
        }
    }

    private static bool Accompanies(ResidentMonth other, ResidentMonth asker) =>
        other.Sex == Sex.Woman || other.Household == asker.Household;

    private static bool BringsCompany(ResidentMonth asker) =>
        asker.Group is { } group && group.Members.Any(m => m != asker && Accompanies(m, asker));
}
