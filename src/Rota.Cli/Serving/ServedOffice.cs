using NodaTime;
using Rota.Cli.Starting;
using Rota.Cli.Verbs;
using Rota.Core;
using Rota.Planning;

namespace Rota.Cli.Serving;

/// <summary>Reads covenant and calendar again when a file of theirs has changed.</summary>
/// <param name="call">The call that began to serve.</param>
internal sealed class ServedOffice(Call call)
{
    private string seen = Stamp(call.Setting.Config);

    /// <summary>Another office, faults, or null when no file has changed since it was asked last.</summary>
    public Outcome<Office>? ReadAgain(Office office)
    {
        var now = Stamp(call.Setting.Config);
        if (now == seen)
        {
            return null;
        }

        seen = now;
        var covenant = OpenOffice.Covenant(call);
        var calendar = OpenOffice.Calendar(call);
        return covenant.Succeeded && calendar.Succeeded
            ? Outcome<Office>.Of(
                office with
                {
                    Covenant = covenant.Value,
                    Calendar = calendar.Value,
                    Clock = call.Clock(DateTimeZoneProviders.Tzdb[covenant.Value.TimeZone]),
                }
            )
            : Outcome<Office>.Failed([.. covenant.Faults, .. calendar.Faults]);
    }

    /// <summary>Names, sizes and times of the files: another text when one was changed, added or removed.</summary>
    private static string Stamp(string folder)
    {
        var calendars = Path.Combine(folder, ConfigFiles.Calendars);
        var files = Directory.Exists(calendars) ? Directory.EnumerateFiles(calendars) : [];
        return string.Join(
            '\n',
            files
                .Append(Path.Combine(folder, ConfigFiles.Covenant))
                .Order(StringComparer.Ordinal)
                .Select(f => new FileInfo(f))
                .Select(f => f.Exists ? $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}" : f.FullName)
        );
    }
}
