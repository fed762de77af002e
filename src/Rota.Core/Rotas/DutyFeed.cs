using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Rotas;

/// <summary>Duties as a calendar on somebody's phone follows them: what is in force, and what no longer is, so that it goes from there too.</summary>
/// <param name="Street">Name of the street.</param>
/// <param name="Area">Code of the area whose feed it is; null for a resident's.</param>
/// <param name="Whose">Watch number of the resident whose feed it is; null for an area's.</param>
/// <param name="Duties">The duties, in the order in which they begin.</param>
public sealed record DutyFeed(string Street, string? Area, WatchNumber? Whose, IReadOnlyList<FeedDuty> Duties);

/// <summary>A duty of a feed.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Begins">When the watch begins.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="IsOff">Whether an edition gave it that another has taken back: it is nobody's, or another's, and nobody need come for it.</param>
/// <param name="Changes">How often what is shown of it has changed, by editions, withdrawals, other names or meeting points; never less than it was.</param>
/// <param name="ChangedAt">When what is shown of it was changed last, by an edition, a withdrawal, or another name or meeting point; never earlier than it was.</param>
/// <param name="MeetingPoint">Where one meets; null where none is said.</param>
/// <param name="People">In a resident's feed the others on the watch, in an area's who sits there; with it their posts, in the order of seats.</param>
public sealed record FeedDuty(
    string Area,
    Seat Seat,
    Instant Begins,
    Instant Ends,
    bool IsOff,
    int Changes,
    Instant ChangedAt,
    string? MeetingPoint,
    IReadOnlyList<(Post Post, SheetPerson Person)> People
);
