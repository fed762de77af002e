using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Opens what use cases work with: the street's database, its covenant and its calendar.</summary>
internal static class OpenOffice
{
    /// <summary>Opens the office and does something in it; says what stands in the way where it cannot be opened.</summary>
    /// <param name="call">The call.</param>
    /// <param name="makes">Whether a database that is not there yet is made; else there is nothing to work on.</param>
    /// <param name="work">What is done.</param>
    public static async Task<ExitCode> AndAsync(Call call, bool makes, Func<Office, Task<ExitCode>> work)
    {
        var covenant = Covenant(call);
        var calendar = Calendar(call);
        if (!covenant.Succeeded || !calendar.Succeeded)
        {
            return call.Refuse([.. covenant.Faults, .. calendar.Faults]);
        }

        if (!makes && !File.Exists(call.Setting.Database))
        {
            return call.Nothing(NoStreet(call));
        }

        var database = await StreetDatabase.OpenAsync(call.Setting.Database, call.Stop);
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
            call.Clock(DateTimeZoneProviders.Tzdb[covenant.TimeZone]),
            call.Setting.By
        );

    private static Fault NoStreet(Call call) =>
        new(
            new Place(call.Shown(call.Setting.Database)),
            new("这里还没有街道的数据", "there is no street here yet"),
            new(
                "请先 rota import DIR 导入名册，或者 rota demo 看示例；数据在别处就加 --data DIR",
                "Import a register first (rota import DIR), try rota demo, or say with --data DIR where it is"
            )
        );
}
