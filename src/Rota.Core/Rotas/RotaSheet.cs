using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Registers;

namespace Rota.Core.Rotas;

/// <summary>
/// The one thing every reader of a rota is given: a board, a file, a table on a screen. It holds everything they may show and
/// nothing that plans a rota; nobody's reasons are in it, and no phone but the area's.
/// </summary>
public sealed record RotaSheet
{
    /// <summary>Name of the street (街道).</summary>
    public required string Street { get; init; }

    /// <summary>The watch area; its community, grids, meeting point and phone are what readers show.</summary>
    public required WatchArea Area { get; init; }

    /// <summary>The edition's number, from 1; null for a draft.</summary>
    public int? Edition { get; init; }

    /// <summary>公示: a draft that is shown for comment; false for an edition.</summary>
    public bool IsPosted { get; init; }

    /// <summary>When the edition was published; for a draft, when it was made or posted.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>Who published it, or made the draft: an organiser's name or a system user.</summary>
    public required string By { get; init; }

    /// <summary>The number of the edition that it supersedes; null for the first and for drafts.</summary>
    public int? Supersedes { get; init; }

    /// <summary>The nights on which somebody else stands than in the edition that it supersedes, in order; empty for the first and for drafts.</summary>
    public IReadOnlyList<LocalDate> ChangedNights { get; init; } = [];

    /// <summary>The covenant's name, in both languages.</summary>
    public required Words CovenantName { get; init; }

    /// <summary>The covenant's version, a fingerprint of its content.</summary>
    public required string CovenantVersion { get; init; }

    /// <summary>The terms in force for the area.</summary>
    public required Terms Terms { get; init; }

    /// <summary>The covenant's time zone, in which its nights and <see cref="MadeAt"/> are read.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Every night of the month, suspended ones included, in order.</summary>
    public required IReadOnlyList<Night> Nights { get; init; }

    /// <summary>Every watch of the month, in order of night and beginning; a night without one is suspended (停值).</summary>
    public required IReadOnlyList<Watch> Watches { get; init; }

    /// <summary>What the solve said of the rota.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Digest of the rota's proof, 64 hexadecimal digits; null when it has none.</summary>
    public string? ProofDigest { get; init; }

    /// <summary>The duties and gaps.</summary>
    public required WatchRota Rota { get; init; }

    /// <summary>Everybody who has a duty on it.</summary>
    public required IReadOnlyDictionary<ResidentId, SheetPerson> People { get; init; }

    /// <summary>The month.</summary>
    public YearMonth Month => Rota.Month;

    /// <summary>Not published: neither numbered nor binding.</summary>
    public bool IsDraft => Edition is null;

    /// <summary>The date of <see cref="MadeAt"/> where the street is.</summary>
    public LocalDate MadeOn => MadeAt.InZone(Zone).Date;

    /// <summary>How many watches have a lead seat with somebody on it who cannot lead (无带班).</summary>
    public int WatchesWithoutLead =>
        Rota.Duties.Where(d => d.LacksLead).Select(d => (d.Seat.Night, d.Seat.Watch)).Distinct().Count();
}

/// <summary>Somebody on a rota as its readers know them.</summary>
/// <param name="Resident">Resident code: "R000123".</param>
/// <param name="Household">Household code, unique in its grid: "0012".</param>
/// <param name="Grid">Code of the grid: "LJ-03".</param>
/// <param name="Building">Building; null when not known.</param>
/// <param name="Number">Public number.</param>
/// <param name="Name">The full name: for organisers alone; whatever others see shows <see cref="Masked"/>.</param>
public sealed record SheetPerson(
    string Resident,
    string Household,
    string Grid,
    string? Building,
    WatchNumber Number,
    string Name
)
{
    /// <summary>The name as it may be shown to everybody: "张*三".</summary>
    public string Masked => MaskedName.Of(Name);

    /// <summary>Grid and household: "LJ-03/0012".</summary>
    public string HouseholdCode => $"{Grid}/{Household}";

    /// <summary>Everything but the name, so that a log line cannot carry it.</summary>
    public override string ToString() => Resident;
}
