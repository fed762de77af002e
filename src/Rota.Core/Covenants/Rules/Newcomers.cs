using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>新手: a watch on which somebody is out who never stood before, and nobody who did, costs once.</summary>
/// <param name="Surcharge">In square points; 0 or more.</param>
public sealed record Newcomers(long Surcharge = 200) : Rule
{
    /// <summary>The rule with its default price.</summary>
    public Newcomers()
        : this(200) { }

    /// <inheritdoc/>
    public override string Key => "newcomers";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "第一次值守的人，尽量与守过的人同班。",
            "Whoever stands for the first time is out with somebody who has stood before, where possible."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        Surcharge >= 0
            ? null
            : (
                new($"surcharge 为 {Surcharge}", $"surcharge is {Surcharge}"),
                new("应为 0 或更大", "it must be 0 or more")
            );

    /// <inheritdoc/>
    public override IEnumerable<Charge> Charges(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var watch in rota.Watches)
        {
            if (AreAllNew(rota.On(watch)))
            {
                yield return new Charge(Key, Surcharge, watch.Night.Date, null);
            }
        }
    }

    /// <summary>Whether somebody is out and nobody who is has ever stood.</summary>
    private static bool AreAllNew(IReadOnlyList<Stand> stands)
    {
        var isAnybody = false;
        for (var at = 0; at < stands.Count; at++)
        {
            if (stands[at].IsOut)
            {
                if (!stands[at].Resident.IsNewcomer)
                {
                    return false;
                }

                isAnybody = true;
            }
        }

        return isAnybody;
    }

    /// <inheritdoc/>
    internal override bool IsOfWatch => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var watch in rows.Problem.Watches.Where(w => Surcharge > 0 && w.OutSeats > 0))
        {
            var outside = Watch.OutPosts.SelectMany(p => rows.On(watch, p)).ToList();
            if (!outside.Exists(d => d.Resident.IsNewcomer))
            {
                continue;
            }

            var bit = rows.Bit(Surcharge);
            foreach (var post in Watch.OutPosts.Where(p => watch.Seats(p) > 0))
            {
                // With one seat a newcomer on it leaves no room there for anybody experienced.
                var seats = watch.Seats(post);
                var news = rows.On(watch, post).Where(d => d.Resident.IsNewcomer).Select(d => (d.Column, -1));
                var old = outside
                    .Where(d => !d.Resident.IsNewcomer && (seats > 1 || d.Post != post))
                    .Select(d => (d.Column, seats));
                rows.Write(watch.Index, (int)post, news.Concat(old).Append((bit, seats)), 0, long.MaxValue, lazy: true);
            }
        }
    }
}
