using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Serving;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Files.Running;
using Rota.Store;
using Rota.Store.Health;

namespace Rota.Cli.Verbs;

/// <summary>Looks whether what the street's data hang on is as it has to be, and refuses to call a store safe that is not.</summary>
internal sealed class DoctorVerb(VerbTools tools)
    : Verb(
        "doctor",
        tools,
        new(
            "体检：数据库会不会丢失已写下的东西，时钟、时区、字体、磁盘、配置和权限对不对。只看不改；不安全时以 1 退出。",
            "Looks whether the database keeps what it said it had written, and at clock, time zones, fonts, disk, configuration and "
                + "permissions. It changes nothing, and ends with 1 where something is not safe."
        ),
        "rota doctor",
        "rota doctor --database \"Host=db.example;Database=rota;Username=rota\""
    )
{
    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call)
    {
        List<HealthLine> lines =
        [
            .. Configuration(call),
            .. await DatabaseAsync(call),
            .. MachineHealth.Of(call),
            await MachineHealth.FontsAsync(call.Stop),
        ];
        Tell(call, lines);
        return lines.Exists(l => l.IsUnsafe) ? ExitCode.Refused : ExitCode.Done;
    }

    private static IEnumerable<HealthLine> Configuration(Call call)
    {
        var covenant = OpenOffice.Covenant(call);
        yield return Read(ConfigFiles.Covenant, covenant.Faults);
        yield return Read(ConfigFiles.Calendars, OpenOffice.Calendar(call).Faults);
        var running = RunningReader.Read(Path.Combine(call.Setting.Config, ConfigFiles.Running));
        yield return Read(ConfigFiles.Running, running.Succeeded ? ServeTerms.WrongIn(running.Value) : running.Faults);
        if (covenant.Succeeded)
        {
            // A covenant in a zone that is not there is not read at all.
            var text = $"{covenant.Value.TimeZone}, {DateTimeZoneProviders.Tzdb.VersionId}";
            yield return HealthLine.Well(new("时区数据", "time zone data"), new(text, text));
        }
    }

    private static HealthLine Read(string file, IReadOnlyList<Fault> faults) =>
        HealthLine.Must(
            new(file, file),
            faults.Count == 0
                ? new("读得懂", "readable")
                : new($"{faults.Count} 处有误", StateWords.Some(faults.Count, "fault")),
            faults.Count == 0,
            faults.Count == 0 ? new("", "") : faults[0].Sentence
        );

    private static async Task<IEnumerable<HealthLine>> DatabaseAsync(Call call)
    {
        if (!call.Place.Succeeded)
        {
            return [Unreachable(call.Place.Faults)];
        }

        var place = call.Place.Value;
        var found = await StreetDatabase.LookAsync(place, call.Stop);
        if (!found.Succeeded)
        {
            return [Unreachable(found.Faults)];
        }

        if (!found.Value.IsThere && !place.IsServer)
        {
            return [Where(call, place, new("还没有", "not there yet"))];
        }

        var health = await StreetHealth.OfAsync(place, call.Around.Clock, call.Stop);
        if (!health.Succeeded)
        {
            return [Unreachable(health.Faults)];
        }

        var where = Where(call, place, found.Value.IsThere ? new("找到了", "found") : new("还没有表", "no tables yet"));
        return [where, .. health.Value, .. found.Value.IsThere ? [await ClockAsync(call, place)] : (HealthLine[])[]];
    }

    private static HealthLine Where(Call call, StreetPlace place, Words how) =>
        HealthLine.Well(
            new("数据库", "database"),
            new($"{call.Shown(place)}，{how.Zh}", $"{call.Shown(place)}, {how.En}")
        );

    private static HealthLine Unreachable(IReadOnlyList<Fault> faults) =>
        new(new("数据库", "database"), new("用不了", "cannot be used"), faults[0].Sentence, IsUnsafe: true);

    /// <summary>Rows of the trail among which the last is sought that a running clock wrote.</summary>
    private const int RowsLookedAt = 1000;

    /// <summary>A clock that has gone back would put what comes next before what was done already.</summary>
    private static async Task<HealthLine> ClockAsync(Call call, StreetPlace place)
    {
        var opened = await StreetDatabase.OpenAsync(place, StreetAccess.Read, call.Stop);
        if (!opened.Succeeded)
        {
            return Unreachable(opened.Faults);
        }

        await using var database = opened.Value;
        await using var reader = await database.ReadAsync(call.Stop);
        var rows = (await reader.Trail.LastAsync(RowsLookedAt, call.Stop)).Select(r => r.At).ToList();
        // The last by number, not the latest: a clock that was ahead once and was set right is right now.
        var last = rows.Where(at => !IsPretended(at)).DefaultIfEmpty(Instant.MinValue).First();
        var now = call.Around.Clock.GetCurrentInstant();
        var shown = now.ToString("uuuu-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        if (now >= last && rows.Any(at => at > now && IsPretended(at)))
        {
            // Nothing is wrong with the clock: somebody tried things out.
            return HealthLine.Should(
                new("时钟", "clock"),
                new(shown, shown),
                isRight: false,
                new(
                    "有记录是用 --as-of 写在以后日期的：试用没有关系，正式用请另开一个数据目录",
                    "some rows were written with a later --as-of: fine for a trial; keep the real street in a data folder of its own"
                )
            );
        }

        return HealthLine.Must(
            new("时钟", "clock"),
            new(shown, shown),
            now >= last,
            new(
                $"应不早于最后一条记录 {last:uuuu-MM-dd HH:mm:ss'Z'}；请对时",
                $"should not be before the last row of the trail, {last:uuuu-MM-dd HH:mm:ss'Z'}; set it"
            )
        );
    }

    /// <summary>
    /// Whether a row was written with --as-of: then it is noon to the last tick, on whatever zone's whole quarter of an hour that is, as a clock that runs hardly ever is.
    /// </summary>
    private static bool IsPretended(Instant at) => at.ToUnixTimeTicks() % (15 * NodaConstants.TicksPerMinute) == 0;

    private static void Tell(Call call, List<HealthLine> lines)
    {
        var screen = call.Screen;
        var listing = new Listing(screen.Language)
            .Column("", "")
            .Column("项目", "What")
            .Column("现状", "How it is")
            .Column("应当怎样", "What would be right");
        foreach (var line in lines)
        {
            var mark =
                line.IsUnsafe ? screen.In("不安全", "UNSAFE")
                : line.Right is null ? screen.In("好", "ok")
                : screen.In("建议", "advice");
            listing.Row(
                mark,
                Secrets.Masked(screen.In(line.What)),
                Secrets.Masked(screen.In(line.Found)),
                line.Right is { } right ? Secrets.Masked(screen.In(right)) : ""
            );
        }

        screen.Show(listing);
        screen.Line();
        var unsafeLines = lines.Count(l => l.IsUnsafe);
        if (unsafeLines == 0)
        {
            screen.Say("安全。", "Safe.");
        }
        else
        {
            screen.Say(
                $"不安全：{unsafeLines} 项要改。",
                $"Not safe: {StateWords.Some(unsafeLines, "thing")} to be put right."
            );
        }

        screen.Document(
            new
            {
                IsSafe = unsafeLines == 0,
                Lines = lines.Select(l => new
                {
                    What = Secrets.Masked(screen.In(l.What)),
                    Found = Secrets.Masked(screen.In(l.Found)),
                    Right = l.Right is { } right ? Secrets.Masked(screen.In(right)) : null,
                    l.IsUnsafe,
                }),
            }
        );
    }
}
