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

    /// <summary>Whether <see cref="Allows"/> hangs on other nights of the household, which a change may move.</summary>
    internal virtual bool LooksAtOtherNights => false;

    /// <summary>
    /// Whether a breach may hang on several duties of one household; then <see cref="CheckPart"/> finds it in that household's duties alone. A
    /// change is judged household by household and watch by watch: no breach may hang on more.
    /// </summary>
    internal virtual bool IsOfHousehold => false;

    /// <summary>
    /// Whether one household's duties of a month, each allowed by itself, keep the rule: the same as whether <see cref="CheckPart"/> finds nothing in
    /// them, told without saying what is broken. Null where only that tells.
    /// </summary>
    /// <param name="duties">All duties of one household, one or more.</param>
    internal virtual bool? IsKeptBy(IReadOnlyList<Stand> duties) => null;

    /// <summary>Whether a breach or a charge may hang on who else is on the watch; then it is found in that watch's duties and gaps alone.</summary>
    internal virtual bool IsOfWatch => false;

    /// <summary>What is said of a duty that the rule does not allow: no private reason in it.</summary>
    protected virtual Words Refusal => Sentence;

    /// <summary>Whose breach it is that a resident's duty is not allowed: the resident's own.</summary>
    protected virtual string About(ResidentMonth resident)
    {
        ArgumentNullException.ThrowIfNull(resident);
        return resident.Code;
    }

    /// <summary>A breach on a watch.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="who">The residents it is about; one or more.</param>
    /// <param name="what">What is broken.</param>
    /// <param name="about">Whose it is; null: as <see cref="About"/> says of the first.</param>
    protected Breach BreachOf(Watch watch, IReadOnlyList<ResidentMonth> who, Words what, string? about = null)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(who);
        return new Breach(Key, watch.Night.Date, [.. who.Select(r => r.Id)], what)
        {
            About = about ?? About(who[0]),
            Watch = watch.Name,
        };
    }

    /// <summary>A breach of one household about the whole month.</summary>
    /// <param name="who">Its residents, one or more.</param>
    /// <param name="what">What is broken.</param>
    /// <param name="times">How many watches too many.</param>
    protected Breach BreachOf(IReadOnlyList<ResidentMonth> who, Words what, int times)
    {
        ArgumentNullException.ThrowIfNull(who);
        return new Breach(Key, null, [.. who.Select(r => r.Id)], what) { About = About(who[0]), Times = times };
    }
}
