using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>
/// One of the months in hand as suggestions look at it: its duties by household and by watch, and what each single duty breaks and
/// costs, asked of the rules once.
/// </summary>
internal sealed class MonthInHand
{
    private readonly Rule[] allowing;
    private readonly Rule[] pricing;
    private readonly byte[]?[] allowed;
    private readonly long[]?[] prices;

    /// <summary>Lays a published month open.</summary>
    public MonthInHand(PublishedMonth month)
    {
        Month = month;
        Problem = month.Problem;
        var rules = Problem.Terms.Rules.All.ToList();
        allowing = [.. rules.Where(r => r.Says(nameof(Rule.Allows)))];
        pricing = [.. rules.Where(r => r.Says(nameof(Rule.Price)))];
        OfHousehold = [.. rules.Where(r => r.IsOfHousehold || r.Says(nameof(Rule.Allows)))];
        OfSingleDuties = [.. allowing.Where(r => !r.LooksAtOtherNights)];
        OfSeveralDuties = [.. OfHousehold.Where(r => r.Says(nameof(Rule.Check)) || r.Says(nameof(Rule.CheckPart)))];
        CheckedByWatch = [.. rules.Where(r => r.IsOfWatch && r.Says(nameof(Rule.Check)))];
        ChargedByWatch = [.. rules.Where(r => r.IsOfWatch && r.Says(nameof(Rule.Charges)))];
        allowed = new byte[]?[Problem.Residents.Count];
        prices = new long[]?[Problem.Residents.Count];
        var reading = new Reading(Problem, month.Rota);
        Stands = reading.Stands.ToLookup(s => s.Resident.Household.Id);
        OnWatch = [.. Problem.Watches.Select(w => reading.On(w))];
        var gaps = month.Rota.Gaps.ToLookup(g => (g.Seat.Night, g.Seat.Watch));
        Gaps = [.. Problem.Watches.Select(w => (IReadOnlyList<Gap>)[.. gaps[(w.Night.Date, w.Name)]])];
        Households = Problem.Households.ToDictionary(h => h.Id);
    }

    /// <summary>The month.</summary>
    public PublishedMonth Month { get; }

    /// <summary>Its problem.</summary>
    public RotaProblem Problem { get; }

    /// <summary>Rules whose breaches show in one household's duties.</summary>
    public IReadOnlyList<Rule> OfHousehold { get; }

    /// <summary>Rules that ask of a duty by itself, whatever else its household has.</summary>
    public IReadOnlyList<Rule> OfSingleDuties { get; }

    /// <summary>Those of <see cref="OfHousehold"/> that do not only ask of each duty by itself whether it is allowed.</summary>
    public IReadOnlyList<Rule> OfSeveralDuties { get; }

    /// <summary>Rules whose breaches show in one watch's duties.</summary>
    public IReadOnlyList<Rule> CheckedByWatch { get; }

    /// <summary>Rules that charge a watch beside its single duties.</summary>
    public IReadOnlyList<Rule> ChargedByWatch { get; }

    /// <summary>Each household's duties, in order.</summary>
    public ILookup<HouseholdId, Stand> Stands { get; }

    /// <summary>Each watch's duties, by the watch's index.</summary>
    public IReadOnlyList<IReadOnlyList<Stand>> OnWatch { get; }

    /// <summary>Each watch's gaps, by the watch's index.</summary>
    public IReadOnlyList<IReadOnlyList<Gap>> Gaps { get; }

    /// <summary>The households.</summary>
    public IReadOnlyDictionary<HouseholdId, HouseholdMonth> Households { get; }

    /// <summary>Whether every rule allows a duty by itself.</summary>
    public bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        var row = allowed[resident.Index] ??= new byte[Problem.Watches.Count * Watch.Posts.Count];
        ref var its = ref row[(watch.Index * Watch.Posts.Count) + (int)post];
        if (its == 0)
        {
            its = Array.TrueForAll(allowing, r => r.Allows(resident, watch, post)) ? (byte)1 : (byte)2;
        }

        return its == 1;
    }

    /// <summary>Whether every rule that asks of a duty by itself, whatever else its household has, allows it or is waived for it.</summary>
    public bool MayTake(Stand stand, Waiver[] waivers) =>
        OfSingleDuties.All(r =>
            r.Allows(stand.Resident, stand.Watch, stand.Post) || Waiver.Covers(waivers, r.Key, stand)
        );

    /// <summary>What a duty by itself costs.</summary>
    public long Price(ResidentMonth resident, Watch watch, Post post)
    {
        var row = prices[resident.Index];
        if (row is null)
        {
            row = prices[resident.Index] = new long[Problem.Watches.Count * Watch.Posts.Count];
            Array.Fill(row, long.MinValue);
        }

        ref var its = ref row[(watch.Index * Watch.Posts.Count) + (int)post];
        if (its == long.MinValue)
        {
            its = 0;
            foreach (var rule in pricing)
            {
                its += rule.Price(resident, watch, post);
            }
        }

        return its;
    }
}
