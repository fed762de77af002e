using System.Collections.Immutable;
using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants;

/// <summary>
/// The rules in force (公约; 村规民约 in a village): adopted on a date by somebody, in force from a month, versioned by
/// content, with what a community or a watch area replaces.
/// </summary>
public sealed record Covenant
{
    /// <summary>Name, in both languages.</summary>
    public required Words Name { get; init; }

    /// <summary>When it was adopted.</summary>
    public required LocalDate AdoptedOn { get; init; }

    /// <summary>Who adopted it: "居民代表会议".</summary>
    public required string AdoptedBy { get; init; }

    /// <summary>The first month it governs.</summary>
    public required YearMonth InForceFrom { get; init; }

    /// <summary>IANA name of the time zone in which its nights lie.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Where residents find their pages; null where there is no such address, and then nothing prints a link.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>On which days of the month before a rota is drafted, posted and published.</summary>
    public required Cycle Cycle { get; init; }

    /// <summary>What it asks of stand-ins and exchanges.</summary>
    public ChangeTerms Changes { get; init; } = ChangeTerms.Default;

    /// <summary>Grids kept together, meeting points and phones; a grid that is not named is an area of its own.</summary>
    public ImmutableArray<AreaPlan> Areas { get; init; } = [];

    /// <summary>Its terms for the whole street.</summary>
    public required Terms Terms { get; init; }

    /// <summary>Terms of the communities that replace some, by community name.</summary>
    public ImmutableSortedDictionary<string, Terms> Communities { get; init; } =
        ImmutableSortedDictionary<string, Terms>.Empty;

    /// <summary>Terms of the watch areas that replace some, by area code.</summary>
    public ImmutableSortedDictionary<string, Terms> AreaTerms { get; init; } =
        ImmutableSortedDictionary<string, Terms>.Empty;

    /// <summary>The terms in force for an area: its own, else its community's, else the street's. Each holds whole terms, already merged when read.</summary>
    /// <param name="area">Area code.</param>
    /// <param name="community">Name of its community.</param>
    public Terms For(string area, string community) =>
        AreaTerms.TryGetValue(area, out var own) ? own
        : Communities.TryGetValue(community, out var its) ? its
        : Terms;
}

/// <summary>On which days of the month before a rota is drafted, posted for comment and published.</summary>
/// <param name="Draft">Day of the month, 1 to 28.</param>
/// <param name="Post">Day of the month, not before <paramref name="Draft"/>.</param>
/// <param name="Publish">Day of the month, after <paramref name="Post"/>.</param>
public sealed record Cycle(int Draft, int Post, int Publish);

/// <summary>A watch area as the covenant plans it.</summary>
/// <param name="Code">Its code; a single grid's area bears the grid's code.</param>
/// <param name="Grids">Codes of its grids; one or more.</param>
/// <param name="MeetingPoint">Where the watch meets.</param>
/// <param name="Phone">Whom to call.</param>
public sealed record AreaPlan(string Code, ImmutableArray<string> Grids, string? MeetingPoint, string? Phone);

/// <summary>
/// Everything of a covenant that can differ between areas. Whole named rules and whole lists of watches are replaced, never parts of a list.
/// </summary>
public sealed record Terms
{
    /// <summary>What nights weigh.</summary>
    public required NightPoints Points { get; init; }

    /// <summary>Names of the festivals' eves that weigh most: 除夕, and others.</summary>
    public required ImmutableArray<string> Eves { get; init; }

    /// <summary>The watches of a common night.</summary>
    public required ImmutableArray<WatchPattern> Watches { get; init; }

    /// <summary>Seasons with other watches; the first that holds a night counts.</summary>
    public ImmutableArray<Season> Seasons { get; init; } = [];

    /// <summary>Dated exceptions; they come before seasons.</summary>
    public ImmutableArray<DatedException> Exceptions { get; init; } = [];

    /// <summary>Who may guard and who can lead.</summary>
    public required GuardAges Guards { get; init; }

    /// <summary>How much a household can carry.</summary>
    public required ShareKind Share { get; init; }

    /// <summary>Every rule with its limit or price.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>The watch patterns of a night, or none where it is suspended (停值).</summary>
    public ImmutableArray<WatchPattern> WatchesOn(LocalDate night)
    {
        foreach (var exception in Exceptions)
        {
            if (exception.From <= night && night <= exception.To)
            {
                return exception.Watches;
            }
        }

        foreach (var season in Seasons)
        {
            if (season.Holds(night))
            {
                return On(season.Watches, night);
            }
        }

        return On(Watches, night);
    }

    private static ImmutableArray<WatchPattern> On(ImmutableArray<WatchPattern> watches, LocalDate night) =>
        [.. watches.Where(w => w.Weekdays.IsEmpty || w.Weekdays.Contains(night.DayOfWeek))];
}

/// <summary>What nights weigh, in whole points; standby earns a fraction.</summary>
/// <param name="Ordinary">An ordinary night.</param>
/// <param name="BeforeDayOff">A night before a day off.</param>
/// <param name="Holiday">A public holiday's night.</param>
/// <param name="Eve">除夕 and the other eves listed.</param>
/// <param name="StandbyPart">Standby earns one part in so many of its night's points.</param>
public sealed record NightPoints(int Ordinary, int BeforeDayOff, int Holiday, int Eve, int StandbyPart)
{
    /// <summary>What standing on a night of a kind earns.</summary>
    public Points Of(NightKind kind) =>
        Points.Of(
            kind switch
            {
                NightKind.Eve => Eve,
                NightKind.Holiday => Holiday,
                NightKind.BeforeDayOff => BeforeDayOff,
                _ => Ordinary,
            }
        );
}

/// <summary>A watch as it comes again every night, or on some weekdays.</summary>
/// <param name="Name">Unique on a night: "evening".</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends; at or before the start means on the next day.</param>
/// <param name="Leads">Seats on the lead post.</param>
/// <param name="Guards">Seats on the guard post.</param>
/// <param name="Standbys">Seats on the standby post.</param>
/// <param name="Weekdays">Nights of the week it is kept on; empty for all.</param>
public sealed record WatchPattern(
    string Name,
    LocalTime Start,
    LocalTime End,
    int Leads,
    int Guards,
    int Standbys,
    ImmutableArray<IsoDayOfWeek> Weekdays
)
{
    /// <summary>How many seats a post has.</summary>
    public int Seats(Post post) =>
        post switch
        {
            Post.Lead => Leads,
            Post.Guard => Guards,
            _ => Standbys,
        };

    /// <summary>Its name and seats, as a fault names them: "evening: lead 1, guard 1, standby 1".</summary>
    public Words ToWords() =>
        new(
            $"{Name}（带班 {Leads}、值守员 {Guards}、备班 {Standbys}）",
            $"{Name} (lead {Leads}, guard {Guards}, standby {Standbys})"
        );
}

/// <summary>A part of every year with watches of its own.</summary>
/// <param name="From">First night, month and day.</param>
/// <param name="To">Last night, inclusive; before <paramref name="From"/> means over New Year.</param>
/// <param name="Watches">Its watches.</param>
public sealed record Season(AnnualDate From, AnnualDate To, ImmutableArray<WatchPattern> Watches)
{
    /// <summary>Whether a night lies in it.</summary>
    public bool Holds(LocalDate night)
    {
        var at = new AnnualDate(night.Month, night.Day);
        return From.CompareTo(To) <= 0
            ? From.CompareTo(at) <= 0 && at.CompareTo(To) <= 0
            : From.CompareTo(at) <= 0 || at.CompareTo(To) <= 0;
    }
}

/// <summary>Nights that are suspended, strengthened, or kept with other posts.</summary>
/// <param name="From">First night.</param>
/// <param name="To">Last night, inclusive.</param>
/// <param name="Watches">The watches kept instead; none suspends the nights.</param>
/// <param name="Reason">Why, as residents read it.</param>
public sealed record DatedException(LocalDate From, LocalDate To, ImmutableArray<WatchPattern> Watches, Words Reason);

/// <summary>Who may guard by age, and who can lead without the mark.</summary>
/// <param name="From">Youngest age, in the year of the night less the year of birth.</param>
/// <param name="JoinsTo">Oldest age of those who join.</param>
/// <param name="VolunteersTo">Oldest age of volunteers.</param>
/// <param name="LeadsAfter">Who has stood at least so many watches can lead.</param>
public sealed record GuardAges(int From, int JoinsTo, int VolunteersTo, int LeadsAfter);

/// <summary>How much a household can carry (应担份额).</summary>
public enum ShareKind
{
    /// <summary>Each adult counts.</summary>
    Adults,

    /// <summary>Each adult counts, at most two.</summary>
    AdultsCapped,

    /// <summary>Each household counts one.</summary>
    Household,
}
