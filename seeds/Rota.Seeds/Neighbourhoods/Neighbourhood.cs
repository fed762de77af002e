using NodaTime;
using Rota.Seeds.Plans;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>A grid that is being made up: its households in order, and the helpers of no household.</summary>
internal sealed class Neighbourhood
{
    public required GridPlan Plan { get; init; }

    /// <summary>The day on which the register stands.</summary>
    public required LocalDate AsOf { get; init; }

    public required int Seed { get; init; }
    public List<Family> Families { get; set; } = [];
    public List<Neighbour> Helpers { get; } = [];
    public List<(Family A, Family B)> Apart { get; } = [];
    public List<Wishing> Wishes { get; } = [];

    /// <summary>Everybody of a household, in the order of the register.</summary>
    public IEnumerable<Neighbour> Residents => Families.SelectMany(f => f.Members);

    public IEnumerable<Neighbour> Everybody => Residents.Concat(Helpers);

    public Chance.RandomStream Stream(string purpose) => new(Seed, Plan.Code, purpose);
}

/// <summary>A wish of somebody, about a date or a weekday.</summary>
internal sealed record Wishing(
    Neighbour Who,
    LocalDate? Night,
    IsoDayOfWeek? Weekday,
    Rota.Core.Registers.WishKind Kind
);

/// <summary>The nights a register speaks of, seen from the day on which it stands.</summary>
/// <param name="AsOf">That day.</param>
internal readonly record struct Span(LocalDate AsOf)
{
    /// <summary>The first night of a year of history: twelve months before the month of the day.</summary>
    public LocalDate HistoryFrom => AsOf.With(DateAdjusters.StartOfMonth).PlusMonths(-12);

    /// <summary>The last night of history.</summary>
    public LocalDate HistoryTo => AsOf.With(DateAdjusters.StartOfMonth).PlusDays(-1);

    /// <summary>The last night for which absences are known: fourteen whole months after the month of the day.</summary>
    public LocalDate KnownTo => AsOf.With(DateAdjusters.StartOfMonth).PlusMonths(15).PlusDays(-1);
}
