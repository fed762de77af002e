using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>楼栋: a lead and a guard of one building on one watch cost, once a watch and building: eyes from two buildings see more.</summary>
/// <param name="Surcharge">In square points; 0 or more.</param>
public sealed record Buildings(long Surcharge = 20) : Rule
{
    /// <summary>The rule with its default price.</summary>
    public Buildings()
        : this(20) { }

    /// <inheritdoc/>
    public override string Key => "buildings";

    /// <inheritdoc/>
    public override Words Sentence =>
        new("带班和值守员尽量来自不同楼栋。", "Lead and guard come from different buildings where possible.");

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
            if (!IsShared(rota.On(watch)))
            {
                continue;
            }

            var leads = rota.On(watch).Where(s => s.Post == Post.Lead).Select(s => s.Resident.Household.Building);
            var guards = rota.On(watch).Where(s => s.Post == Post.Guard).Select(s => s.Resident.Household.Building);
            foreach (var _ in leads.Intersect(guards).Where(b => b is not null))
            {
                yield return new Charge(Key, Surcharge, watch.Night.Date, null);
            }
        }
    }

    /// <summary>Whether a lead and a guard are of one building.</summary>
    private static bool IsShared(IReadOnlyList<Stand> stands)
    {
        for (var lead = 0; lead < stands.Count; lead++)
        {
            for (var guard = 0; stands[lead].Post == Post.Lead && guard < stands.Count; guard++)
            {
                if (
                    stands[guard].Post == Post.Guard
                    && stands[guard].Resident.Household.Building is { } building
                    && building == stands[lead].Resident.Household.Building
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    internal override bool IsOfWatch => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var watch in rows.Problem.Watches.Where(w => Surcharge > 0 && w.Leads > 0 && w.Guards > 0))
        {
            var guards = rows.On(watch, Post.Guard).ToLookup(d => d.Resident.Household.Building);
            var building = 0;
            foreach (var leads in rows.On(watch, Post.Lead).GroupBy(d => d.Resident.Household.Building))
            {
                building++;
                if (leads.Key is not null && guards[leads.Key].Any())
                {
                    Write(rows, watch, building, [.. leads], [.. guards[leads.Key]]);
                }
            }
        }
    }

    /// <summary>bit ≥ a lead of the building + (guards of it) / seats − 1; with one lead seat all its leads stand in one row.</summary>
    private void Write(RowWriter rows, Watch watch, int building, Possibility[] leads, Possibility[] guards)
    {
        var bit = rows.Bit(Surcharge);
        var seats = watch.Guards;
        var guarding = guards.Select(g => (g.Column, -1)).Append((bit, seats)).ToList();
        foreach (var leading in watch.Leads == 1 ? [leads] : leads.Select(l => new[] { l }))
        {
            var terms = leading.Select(l => (l.Column, -seats)).Concat(guarding);
            rows.Write(watch.Index, building, terms, -seats, long.MaxValue, lazy: true);
        }

        if (watch is { Leads: 1, Guards: 1 })
        {
            WriteCouples(rows, watch, building, leads, bit);
        }
    }

    /// <summary>
    /// Two of one building who serve together fill such a watch and cost for certain, and no second couple fits beside them. The row
    /// above says so of whole choices; for fractions, on which bounds stand, it has to be said of all couples of the building in one row.
    /// </summary>
    private static void WriteCouples(RowWriter rows, Watch watch, int building, Possibility[] leads, int bit)
    {
        var couples = leads
            .Select(l => l.Resident.Group)
            .Where(g => g is { Members.Count: 2 } && g.Members[0].Household.Building == g.Members[1].Household.Building)
            .Distinct();
        var together = couples.SelectMany(c => rows.Out(c!.Members[0], watch)).Select(c => (c, -1)).ToList();
        if (together.Count > 0)
        {
            rows.Write(watch.Index, -building, together.Append((bit, 1)), 0, long.MaxValue, lazy: true);
        }
    }
}
