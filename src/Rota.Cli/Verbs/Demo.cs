using System.CommandLine;
using System.Diagnostics;
using System.Text;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Covenants;
using Rota.Files.Intake;
using Rota.Planning;
using Rota.Seeds;

namespace Rota.Cli.Verbs;

/// <summary>From nothing to the published rotas of a street. What is done already is left as it is.</summary>
internal sealed class Demo : Verb
{
    private readonly Option<YearMonth?> month;
    private readonly Option<string?> to;
    private readonly Option<SeedProfile> profile;
    private readonly Option<int?> grids;

    public Demo(VerbTools tools)
        : base(
            "demo",
            tools,
            new(
                "示例：造一条 93 个网格的虚构街道，导入名册，为每个网格起草下个月的值班表，发布，导出到 out/月份。再运行一次，已发布的不会变。",
                "The example: makes a street of 93 grids, imports its register, drafts next month's rota for every grid, publishes them and writes them to out/MONTH. Run again, it changes nothing that is published."
            ),
            "rota demo",
            "rota demo --month 2026-12 --as-of 2026-11-20"
        )
    {
        month = Asked.MonthOption("--month", Language, new("哪个月；不写时是下个月", "The month; else the next"));
        to = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = tools.Screen.In(
                "结果写到这里的月份文件夹；不写时是 out",
                "Results go to a folder of the month in it; else out"
            ),
        };
        // A small street shows the same in a second; for tests.
        profile = Asked.OneOf(
            "--profile",
            Language,
            new("", ""),
            ("street", SeedProfile.Street),
            ("std", SeedProfile.Std),
            ("ample", SeedProfile.Ample)
        );
        profile.Hidden = true;
        grids = Asked.Whole("--grids", 1, SeedOptions.MostGrids, Language, new("", ""));
        grids.Hidden = true;
        Options.Add(month);
        Options.Add(to);
        Options.Add(profile);
        Options.Add(grids);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(
            call,
            (today, isThere) => isThere ? null : Wrong(call, today),
            office => RunAsync(call, office)
        );

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        var clock = new StageClock();
        if (await SettleAsync(call, office, clock) is { } refused)
        {
            return refused;
        }

        var of = call.Value(month) ?? office.Today.ToYearMonth().PlusMonths(1);
        CalendarNote.Tell(call.Screen, office, of);
        var drafted = await clock.TimeAsync(
            new("起草", "draft"),
            () => DraftProgress.RunAsync(call, office, of, AreaChoice.All, Environment.ProcessorCount)
        );
        if (!drafted.Succeeded)
        {
            return call.Refuse(drafted.Faults);
        }

        DraftProgress.Failures(call.Screen, drafted.Value);
        Skipped(call.Screen, of, drafted.Value);
        var published = await clock.TimeAsync(
            new("发布", "publish"),
            () => new PublishMonth(office).RunAsync(of, AreaChoice.All, cancellation: call.Stop)
        );
        if (!published.Succeeded)
        {
            return call.Refuse(published.Faults);
        }

        Publish.Reasons(call.Screen, of, published.Value);
        var isWhole = published.Value.All(p => p.State is PublishState.Published or PublishState.AlreadyPublished);
        var ended = await EndAsync(call, office, of, clock, drafted.Value);
        return ended != ExitCode.Done ? ended
            : isWhole ? ExitCode.Done
            : ExitCode.Refused;
    }

    /// <summary>Makes the street and imports it, where there is none; says what stands in the way, null when nothing does.</summary>
    private async Task<ExitCode?> SettleAsync(Call call, Office office, StageClock clock)
    {
        var folder = Path.Combine(call.Setting.Data, "seed");
        await using (var reader = await office.Database.ReadAsync(call.Stop))
        {
            if ((await reader.Areas.ListAsync(call.Stop)).Count > 0)
            {
                return Standing(call, await reader.StreetNameAsync(call.Stop), folder);
            }
        }

        if (Wrong(call, office.Today) is { } wrong)
        {
            return wrong;
        }

        var options = new SeedOptions
        {
            AsOf = office.Today,
            Profile = call.Value(profile),
            Grids = call.Value(grids),
        };
        ExitCode Make()
        {
            clock.Time(new("造街道", "seed"), () => Street.Write(options, folder));
            return ExitCode.Done;
        }

        var made = FileFaults.Around(call, folder, Make);
        if (made != ExitCode.Done)
        {
            return made;
        }

        var report = await clock.TimeAsync(
            new("导入", "import"),
            async () =>
            {
                var intake = RegisterReader.Read(folder, office.Today);
                return intake.Succeeded
                    ? await new ImportRegister(office).RunAsync(Street.Name, intake.Value, call.Stop)
                    : Outcome<ImportReport>.Failed(intake.Faults);
            }
        );
        if (!report.Succeeded)
        {
            return call.Refuse(report.Faults);
        }

        var counts = report.Value.Counts;
        call.Screen.Say(
            $"{Street.Name}：{counts.Grids.New} 个网格，{counts.Residents.New} 名居民（都是虚构的）。",
            $"{Street.Name}: {StateWords.Some(counts.Grids.New, "grid")}, {StateWords.Some(counts.Residents.New, "resident")}, all made up."
        );
        return null;
    }

    /// <summary>Says what no street can be made from; null when all is well.</summary>
    private ExitCode? Wrong(Call call, LocalDate today)
    {
        if (Seed.Wrong(call.Value(profile), call.Value(grids), today) is not { } fault)
        {
            return null;
        }

        call.Screen.Faults([fault]);
        return ExitCode.Usage;
    }

    /// <summary>Goes on with a street that a demo made, and leaves any other alone: a demo publishes, and must never do that to a real one.</summary>
    private static ExitCode? Standing(Call call, string street, string folder)
    {
        if (File.Exists(Path.Combine(folder, "register.csv")))
        {
            call.Screen.Say(
                $"{street}已经在了，不再造、不再导入。",
                $"{street} is there already: nothing made, nothing imported."
            );
            return null;
        }

        return call.Refuse(
            new Fault(
                new Place(call.Shown(call.Place.Value)),
                new($"这里是{street}的数据，不是示例", $"this is the data of {street}, not of a demo"),
                new(
                    "示例会发布值班表，所以不动它；请用 --data DIR 另选一个文件夹",
                    "A demo publishes rotas and so leaves it alone; choose another folder with --data DIR"
                )
            )
        );
    }

    private static void Skipped(Screen screen, YearMonth of, IReadOnlyList<AreaDrafted> drafted)
    {
        var before = drafted.Count(d => d.State == DraftState.AlreadyPublished);
        if (before > 0)
        {
            screen.Say(
                $"{StateWords.Of(of)} 有 {before} 个片区早已发布，未作改动。",
                $"{StateWords.Of(of)}: {StateWords.Some(before, "area")} published already, left unchanged."
            );
        }
    }

    private async Task<ExitCode> EndAsync(
        Call call,
        Office office,
        YearMonth of,
        StageClock clock,
        IReadOnlyList<AreaDrafted> drafted
    )
    {
        var sheets = await new ReadSheets(office).RunAsync(of, AreaChoice.All, cancellation: call.Stop);
        var summary = await new SummariseMonth(office).RunAsync(of, call.Stop);
        var forecasts = await new ForecastYear(office).RunAsync(CovenantVerb.FromOf(office), AreaChoice.All, call.Stop);
        if (!sheets.Succeeded || !summary.Succeeded || !forecasts.Succeeded)
        {
            return call.Refuse([.. sheets.Faults, .. summary.Faults, .. forecasts.Faults]);
        }

        if (sheets.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(of));
        }

        var folder = Path.Combine(call.PathOf(call.Value(to) ?? "out"), StateWords.Of(of));
        ExitCode Take()
        {
            clock.Time(
                new("导出", "export"),
                () =>
                {
                    Write(folder, new RotaFiles(of, sheets.Value, Language.Chinese));
                    var page = CovenantPage.Html(office.Covenant, forecasts.Value);
                    return ResultFile.Write(Path.Combine(folder, "covenant.html"), Encoding.UTF8.GetBytes(page));
                }
            );
            return ExitCode.Done;
        }

        var taken = FileFaults.Around(call, folder, Take);
        if (taken == ExitCode.Done)
        {
            new DemoReport(call, of, folder).Tell(summary.Value, sheets.Value, drafted, clock);
        }

        return taken;
    }

    private static void Write(string folder, RotaFiles files)
    {
        ResultFile.Write(Path.Combine(folder, RotaFiles.JsonName), files.Json());
        ResultFile.Write(Path.Combine(folder, RotaFiles.CsvName), files.Csv());
        foreach (var (name, content) in files.Boards())
        {
            ResultFile.Write(Path.Combine(folder, name), content);
        }
    }
}
