using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Problems;

/// <summary>
/// One area's month as the rules see it: validated once, frozen, in an order that depends on codes alone, so that the
/// order of rows in files and of areas in a run changes nothing.
/// </summary>
public sealed partial class RotaProblem
{
    private readonly HashSet<int> keptApart;
    private readonly Dictionary<ResidentId, ResidentMonth> byId;
    private readonly Dictionary<(LocalDate, string), Watch> byName;

    private RotaProblem(
        string area,
        YearMonth month,
        Terms terms,
        IReadOnlyList<Night> nights,
        IReadOnlyList<Watch> watches,
        IReadOnlyList<HouseholdMonth> households,
        IReadOnlyList<TogetherGroup> groups,
        IReadOnlyList<(HouseholdMonth, HouseholdMonth)> apart
    )
    {
        Area = area;
        Month = month;
        Terms = terms;
        Nights = nights;
        Watches = watches;
        Households = households;
        Residents = [.. households.SelectMany(h => h.Residents)];
        Groups = groups;
        Apart = apart;
        keptApart = Apart.SelectMany(p => (int[])[p.A.Index, p.B.Index]).ToHashSet();
        byId = Residents.ToDictionary(r => r.Id);
        byName = watches.ToDictionary(w => (w.Night.Date, w.Name));
    }

    /// <summary>Code of the watch area.</summary>
    public string Area { get; }

    /// <summary>The month.</summary>
    public YearMonth Month { get; }

    /// <summary>The covenant's terms in force for the area.</summary>
    public Terms Terms { get; }

    /// <summary>Every night of the month, suspended ones included, in order.</summary>
    public IReadOnlyList<Night> Nights { get; }

    /// <summary>Every watch of the month, in order of night and beginning; <see cref="Watch.Index"/> counts them.</summary>
    public IReadOnlyList<Watch> Watches { get; }

    /// <summary>Households, in order of their codes.</summary>
    public IReadOnlyList<HouseholdMonth> Households { get; }

    /// <summary>Residents, household by household, in order of their codes.</summary>
    public IReadOnlyList<ResidentMonth> Residents { get; }

    /// <summary>Those who serve together or not at all.</summary>
    public IReadOnlyList<TogetherGroup> Groups { get; }

    /// <summary>Households that are never out on one watch.</summary>
    public IReadOnlyList<(HouseholdMonth A, HouseholdMonth B)> Apart { get; }

    /// <summary>Seats that are settled before anything is solved.</summary>
    public IReadOnlyList<Pin> Pins { get; private set; } = [];

    /// <summary>The resident of an id; null for somebody who is not of this area and month.</summary>
    public ResidentMonth? Resident(ResidentId id) => byId.GetValueOrDefault(id);

    /// <summary>The watch of a night and name; null where there is none.</summary>
    public Watch? Watch(LocalDate night, string name) => byName.GetValueOrDefault((night, name));

    /// <summary>Whether a household is to be kept apart from any other.</summary>
    public bool IsKeptApart(HouseholdMonth household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return keptApart.Contains(household.Index);
    }

    /// <summary>Every seat of the month, in order.</summary>
    public IEnumerable<Seat> Seats() =>
        from watch in Watches
        from post in Rotas.Watch.Posts
        from number in Enumerable.Range(1, watch.Seats(post))
        select new Seat(watch.Night.Date, watch.Name, post, number);
}

/// <summary>A pin: this resident on this seat.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Post">The post.</param>
/// <param name="Number">The seat on the post, from 1.</param>
/// <param name="Resident">Who.</param>
public sealed record Pin(Watch Watch, Post Post, int Number, ResidentMonth Resident);

/// <summary>Residents who are out on the same watch or not at all.</summary>
/// <param name="Code">The code they share.</param>
/// <param name="Members">Two or more, in order of their codes.</param>
public sealed record TogetherGroup(string Code, IReadOnlyList<ResidentMonth> Members);

/// <summary>A household's facts in one month.</summary>
public sealed class HouseholdMonth
{
    /// <summary>Its place among the households of the problem, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Internal id.</summary>
    public required HouseholdId Id { get; init; }

    /// <summary>Grid and household code: "LJ-03/0012".</summary>
    public required string Code { get; init; }

    /// <summary>Building, told apart by grid; null when not known.</summary>
    public required string? Building { get; init; }

    /// <summary>The weight n that owes; 0 owes nothing.</summary>
    public required int OwingWeight { get; init; }

    /// <summary>The balance with which it opens the month.</summary>
    public required Points Balance { get; init; }

    /// <summary>Nights of other months on which it is out, stood or published.</summary>
    public required IReadOnlySet<LocalDate> OutNights { get; init; }

    /// <summary>Nights of other months on which it is on standby.</summary>
    public required IReadOnlySet<LocalDate> StandbyNights { get; init; }

    /// <summary>Festivals whose eve or holiday it stood within the covenant's memory.</summary>
    public required IReadOnlyList<string> FestivalsStood { get; init; }

    /// <summary>Its residents who matter to the month, in order of their codes.</summary>
    public IReadOnlyList<ResidentMonth> Residents { get; internal set; } = [];

    /// <summary>The weight n of the fairness term: what it owes with, or 1.</summary>
    public int Weight => Math.Max(1, OwingWeight);

    /// <summary>The same household with other nights of other months, and its residents.</summary>
    internal HouseholdMonth WithNights(IReadOnlySet<LocalDate> outNights, IReadOnlySet<LocalDate> standbyNights)
    {
        var copy = new HouseholdMonth
        {
            Index = Index,
            Id = Id,
            Code = Code,
            Building = Building,
            OwingWeight = OwingWeight,
            Balance = Balance,
            OutNights = outNights,
            StandbyNights = standbyNights,
            FestivalsStood = FestivalsStood,
        };
        copy.Residents = [.. Residents.Select(r => r.Of(copy))];
        return copy;
    }
}

/// <summary>A resident's facts in one month.</summary>
public sealed class ResidentMonth
{
    /// <summary>Its place among the residents of the problem, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Internal id.</summary>
    public required ResidentId Id { get; init; }

    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>The household.</summary>
    public required HouseholdMonth Household { get; init; }

    /// <summary>Sex as registered.</summary>
    public required Sex Sex { get; init; }

    /// <summary>Can lead: marked so, or has stood often enough.</summary>
    public required bool CanLead { get; init; }

    /// <summary>Has never stood a watch.</summary>
    public required bool IsNewcomer { get; init; }

    /// <summary>Asked for company.</summary>
    public required bool WantsCompanion { get; init; }

    /// <summary>One of the household's carers.</summary>
    public required bool IsCarer { get; init; }

    /// <summary>For each night of the month, by day less one: may guard (here, of age, takes part, neither exempt nor absent).</summary>
    public required IReadOnlyList<bool> MayGuardOn { get; init; }

    /// <summary>For each night of the month, by day less one: at home unless out (here and not absent).</summary>
    public required IReadOnlyList<bool> AtHomeOn { get; init; }

    /// <summary>For each night of the month, by day less one: likes it (1), would rather avoid it (-1), neither (0).</summary>
    public required IReadOnlyList<int> WishOn { get; init; }

    /// <summary>Those with whom the resident serves together; null for most.</summary>
    public TogetherGroup? Group { get; internal set; }

    /// <summary>Whether the resident may guard on a night of the month.</summary>
    public bool MayGuard(LocalDate night) => MayGuardOn[night.Day - 1];

    /// <inheritdoc/>
    public override string ToString() => Code;

    /// <summary>The same resident of another reading of the household.</summary>
    internal ResidentMonth Of(HouseholdMonth household) =>
        new()
        {
            Index = Index,
            Id = Id,
            Code = Code,
            Household = household,
            Sex = Sex,
            CanLead = CanLead,
            IsNewcomer = IsNewcomer,
            WantsCompanion = WantsCompanion,
            IsCarer = IsCarer,
            MayGuardOn = MayGuardOn,
            AtHomeOn = AtHomeOn,
            WishOn = WishOn,
            Group = Group,
        };
}
