using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// One rule of the covenant (条款): a record with its limit or price, whose properties are what a covenant file may set
/// (in snake_case, below <see cref="Key"/>), the sentence residents read, and its meaning twice: read off a finished rota
/// (<see cref="Check"/>, <see cref="Charges"/>), and as rows for a solver (<see cref="Rows"/>). What a duty breaks or costs by
/// itself is said once, in <see cref="Allows"/> and <see cref="Price"/>, and serves both.
/// </summary>
public abstract record Rule
{
    /// <summary>Its name in covenant files: "rest".</summary>
    public abstract string Key { get; }

    /// <summary>What residents read, its limit filled in.</summary>
    public abstract Words Sentence { get; }

    /// <summary>What is wrong with its limit or price under some terms, and what would be right; null when it is right.</summary>
    public virtual (Words What, Words Right)? Misset(Terms terms) => null;

    /// <summary>Whether a duty by itself, whoever else is on the rota, is allowed.</summary>
    public virtual bool Allows(ResidentMonth resident, Watch watch, Post post) => true;

    /// <summary>What a duty by itself costs, in square points.</summary>
    public virtual long Price(ResidentMonth resident, Watch watch, Post post) => 0;

    /// <summary>Where a finished rota breaks the rule. By default: each duty that is not allowed by itself.</summary>
    public virtual IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return rota
            .Stands.Where(s => !Allows(s.Resident, s.Watch, s.Post))
            .Select(s => BreachOf(s.Watch, [s.Resident], Refusal));
    }

    /// <summary>
    /// Where a part of a rota breaks the rule already, whatever the rest may be: so are pins checked before anything is solved.
    /// By default the same as for a finished rota; a rule that more duties could satisfy says less.
    /// </summary>
    public virtual IEnumerable<Breach> CheckPart(Reading part) => Check(part);

    /// <summary>What a finished rota costs by the rule. By default: each duty that has a price by itself.</summary>
    public virtual IEnumerable<Charge> Charges(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return from stand in rota.Stands
            let price = Price(stand.Resident, stand.Watch, stand.Post)
            where price != 0
            select new Charge(Key, price, stand.Watch.Night.Date, stand.Resident.Id);
    }

    /// <summary>Writes what the rule means beyond single duties as rows, bits and prices.</summary>
    public virtual void Rows(RowWriter rows) { }

    /// <summary>Whether the rule has something of its own to say in one of its methods; a month asks it of some hundred thousand duties.</summary>
    internal bool Says(string method) => GetType().GetMethod(method)!.DeclaringType != typeof(Rule);

    /// <summary>What is said of a duty that the rule does not allow: no private reason in it.</summary>
    protected virtual Words Refusal => Sentence;

    /// <summary>A breach on a watch.</summary>
    protected Breach BreachOf(Watch watch, IReadOnlyList<ResidentMonth> who, Words what)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return new Breach(Key, watch.Night.Date, [.. who.Select(r => r.Id)], what);
    }

    /// <summary>A breach about the whole month.</summary>
    protected Breach BreachOf(IReadOnlyList<ResidentMonth> who, Words what) =>
        new(Key, null, [.. who.Select(r => r.Id)], what);
}
