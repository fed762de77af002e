using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Proofs;
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

/// <summary>How a proof is kept on record and read back. Given by whoever knows its written form.</summary>
/// <param name="Write">The proof's digest, and its bytes.</param>
/// <param name="Read">The proof of an area's code, a digest and bytes; fails where the bytes are not what the digest was made of.</param>
public sealed record ProofForm(
    Func<Proof, (string Digest, byte[] Content)> Write,
    Func<string, string, byte[], Outcome<Proof>> Read
);

/// <summary>What every use case works with: the street's books, the covenant and calendar that a street edits, the time, and who acts.</summary>
/// <param name="Database">The books.</param>
/// <param name="Covenant">The covenant as it is edited now; it goes on record when something is made under it.</param>
/// <param name="Calendar">The calendar as it is edited now.</param>
/// <param name="Form">The covenant's written form.</param>
/// <param name="Proofs">The written form of proofs.</param>
/// <param name="Clock">The time.</param>
/// <param name="By">Who acts, for the trail.</param>
public sealed record Office(
    StreetDatabase Database,
    Covenant Covenant,
    DayCalendar Calendar,
    CovenantForm Form,
    ProofForm Proofs,
    IClock Clock,
    string By
)
{
    /// <summary>The covenant's time zone.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Covenant.TimeZone];

    /// <summary>The moment, on the wall clock of the street.</summary>
    public LocalDateTime Now => Clock.GetCurrentInstant().InZone(Zone).LocalDateTime;

    /// <summary>Today, where the street is.</summary>
    public LocalDate Today => Now.Date;

    internal Task<StreetWriter> WriteAsync(CancellationToken cancellation) =>
        Database.WriteAsync(By, Clock.GetCurrentInstant(), cancellation);
}
