using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Files.Proofs;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Opens what use cases work with: the street's database, its covenant and its calendar.</summary>
internal static class OpenOffice
{
    /// <summary>Opens the office of a street that is there and does something in it; says what stands in the way.</summary>
    /// <param name="call">The call.</param>
    /// <param name="access">What for.</param>
    /// <param name="work">What is done.</param>
    public static Task<ExitCode> AndAsync(Call call, StreetAccess access, Func<Office, Task<ExitCode>> work) =>
        AndAsync(call, access, (_, isThere) => isThere ? null : call.Nothing(NoStreet(call)), work);

    /// <summary>Opens the office, with a database made where there is none, and does something in it; says what stands in the way.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">What is looked at before anything is made, given the date of today and whether there is a street: where to end, or null to go on.</param>
    /// <param name="work">What is done.</param>
    public static Task<ExitCode> AndAsync(
        Call call,
        Func<LocalDate, bool, ExitCode?> first,
        Func<Office, Task<ExitCode>> work
    ) => AndAsync(call, StreetAccess.Write, first, work);

    /// <summary>What stands in the way where the data folder is a file; null when it is not.</summary>
    public static Fault? NoFolder(Call call) =>
        File.Exists(call.Setting.Data)
            ? new Fault(
                new Place(call.Shown(call.Setting.Data)),
                new("这是一个文件，不是文件夹", "this is a file, not a folder"),
                new("请用 --data 指定街道数据所在的文件夹", "Name the folder of the street's data with --data")
            )
            : null;

    private static async Task<ExitCode> AndAsync(
        Call call,
        StreetAccess access,
        Func<LocalDate, bool, ExitCode?> first,
        Func<Office, Task<ExitCode>> work
    )
    {
        if (NoFolder(call) is { } fault)
        {
            return call.Refuse(fault);
        }

        if (call.Place.Succeeded)
        {
            // Not waited for: it is ready about when covenant and calendar are read.
            _ = StreetDatabase.WarmAsync(call.Place.Value);
        }

        var covenant = Covenant(call);
        var calendar = Calendar(call);
        if (!covenant.Succeeded || !calendar.Succeeded || !call.Place.Succeeded)
        {
            return call.Refuse([.. covenant.Faults, .. calendar.Faults, .. call.Place.Faults]);
        }

        var place = call.Place.Value;
        var found = await StreetDatabase.LookAsync(place, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        var zone = DateTimeZoneProviders.Tzdb[covenant.Value.TimeZone];
        if (first(call.Clock(zone).GetCurrentInstant().InZone(zone).Date, found.Value.IsThere) is { } ended)
        {
            return ended;
        }

        var database = await StreetDatabase.OpenAsync(place, access, call.Stop);
        if (!database.Succeeded)
        {
            return call.Refuse(database.Faults);
        }

        await using var open = database.Value;
        return await work(Office(call, open, covenant.Value, calendar.Value));
    }

    /// <summary>The covenant as it is edited now.</summary>
    public static Outcome<Covenant> Covenant(Call call) =>
        CovenantReader.Read(Path.Combine(call.Setting.Config, ConfigFiles.Covenant));

    /// <summary>The calendar as it is edited now.</summary>
    public static Outcome<DayCalendar> Calendar(Call call) =>
        CalendarReader.Read(Path.Combine(call.Setting.Config, ConfigFiles.Calendars));

    private static Office Office(Call call, StreetDatabase database, Covenant covenant, DayCalendar calendar) =>
        new(
            database,
            covenant,
            calendar,
            new CovenantForm(CovenantJson.Write, CovenantJson.Read, CovenantVersion.Of),
            new ProofForm(ProofBytes.Write, ProofBytes.Read),
            call.Clock(DateTimeZoneProviders.Tzdb[covenant.TimeZone]),
            call.Setting.By
        );

    /// <summary>There is no street yet.</summary>
    public static Fault NoStreet(Call call) =>
        new(
            new Place(call.Shown(call.Place.Value)),
            new("这里还没有街道的数据", "there is no street here yet"),
            new(
                "请先 rota import DIR 导入名册，或者 rota demo 看示例；数据在别处就加 --data DIR 或 --database",
                "Import a register first (rota import DIR), try rota demo, or say with --data DIR or --database where it is"
            )
        );
}
