using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Store;

namespace Rota.Planning;

/// <summary>How a covenant is written on record and read back. Given by whoever knows its written form.</summary>
/// <param name="Write">The whole covenant as text.</param>
/// <param name="Read">The covenant of such a text.</param>
/// <param name="VersionOf">Its version, named by its content.</param>
public sealed record CovenantForm(
    Func<Covenant, string> Write,
    Func<string, Covenant> Read,
    Func<Covenant, string> VersionOf
);

/// <summary>What every use case works with: the street's books, the covenant and calendar that a street edits, the time, and who acts.</summary>
/// <param name="Database">The books.</param>
/// <param name="Covenant">The covenant as it is edited now; it goes on record when something is made under it.</param>
/// <param name="Calendar">The calendar as it is edited now.</param>
/// <param name="Form">The covenant's written form.</param>
/// <param name="Clock">The time.</param>
/// <param name="By">Who acts, for the trail.</param>
public sealed record Office(
    StreetDatabase Database,
    Covenant Covenant,
    DayCalendar Calendar,
    CovenantForm Form,
    IClock Clock,
    string By
)
{
    /// <summary>The covenant's time zone.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Covenant.TimeZone];

    /// <summary>Today, where the street is.</summary>
    public LocalDate Today => Clock.GetCurrentInstant().InZone(Zone).Date;

    internal Task<StreetWriter> WriteAsync(CancellationToken cancellation) =>
        Database.WriteAsync(By, Clock.GetCurrentInstant(), cancellation);
}
