using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Measures;

/// <summary>
/// Who stood in an area over some months, for its notice board: nothing but what the published rotas showed, added up. Only who
/// stood is in it, by watch number, so that it ranks nobody; who stood nothing is not, and so nobody reads from it who owes nothing or
/// why somebody stood less. It holds no full name.
/// </summary>
/// <param name="Street">Name of the street.</param>
/// <param name="Area">The area.</param>
/// <param name="Span">The months asked.</param>
/// <param name="Months">Those of them that the ledger knows.</param>
/// <param name="IsAhead">Whether some of it is published and still to come.</param>
/// <param name="Share">How the covenant counts a household's share.</param>
/// <param name="AverageOfShare">
/// What one unit of weight came to: for each month the area's dues divided by the weights of who owed them, added up and rounded
/// to the thousandth; null where nobody owed.
/// </param>
/// <param name="Rows">Who stood, in the order of watch numbers.</param>
public sealed record StoodTable(
    string Street,
    WatchArea Area,
    FairnessSpan Span,
    IReadOnlyList<YearMonth> Months,
    bool IsAhead,
    Covenants.ShareKind Share,
    Points? AverageOfShare,
    IReadOnlyList<StoodRow> Rows
);

/// <summary>What somebody stood.</summary>
/// <param name="Number">Public number.</param>
/// <param name="Masked">The name as everybody may see it: "张*三"; null once the person was erased.</param>
/// <param name="Building">The building they stood from; null when not known.</param>
/// <param name="Nights">Watches out, as lead or guard.</param>
/// <param name="Standbys">Watches on standby.</param>
/// <param name="Points">What these earned.</param>
public sealed record StoodRow(
    WatchNumber Number,
    string? Masked,
    string? Building,
    int Nights,
    int Standbys,
    Points Points
)
{
    /// <summary>The number alone, so that a log line carries no name.</summary>
    public override string ToString() => Number.ToString();
}

/// <summary>Somebody out on a festival's night.</summary>
/// <param name="Area">Code of the area they belong to.</param>
/// <param name="Festival">The festival: "除夕".</param>
/// <param name="Night">The night.</param>
/// <param name="Post">Lead or guard.</param>
/// <param name="Number">Public number.</param>
/// <param name="Masked">The name as everybody may see it; null once the person was erased.</param>
/// <param name="Building">The building they stood from; null when not known.</param>
public sealed record FestivalStood(
    string Area,
    string Festival,
    LocalDate Night,
    Post Post,
    WatchNumber Number,
    string? Masked,
    string? Building
)
{
    /// <summary>Number, festival and night, so that a log line carries no name.</summary>
    public override string ToString() => $"{Number} {Festival} {Night}";
}
