using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Seeds;

namespace Rota.Cli.Verbs;

/// <summary>Writes a made-up street as the files that <c>rota import</c> reads.</summary>
internal sealed class Seed : Verb
{
    private readonly Argument<string> folder;
    private readonly Option<int?> seed;
    private readonly Option<SeedProfile> profile;
    private readonly Option<int?> grids;

    public Seed(VerbTools tools)
        : base(
            "seed",
            tools,
            new(
                "造一条虚构的街道，写成 rota import 能读的文件。同样的种子和日期，造出的文件一字不差。",
                "Writes a made-up street as files that rota import reads. The same seed and date give the same bytes."
            ),
            "rota seed street",
            "rota seed bench --profile std --grids 20 --seed 7 --as-of 2026-11-20"
        )
    {
        folder = new Argument<string>("DIR")
        {
            Description = tools.Screen.In("写到这个文件夹", "The folder to write to"),
        };
        seed = Asked.Whole(
            "--seed",
            int.MinValue,
            int.MaxValue,
            Language,
            new("种子，不写时是 1；换一个就是另一条街道", "Any number, 1 by default; another makes another street")
        );
        profile = Asked.OneOf(
            "--profile",
            Language,
            new(
                "street 是 93 个网格的示例街道；std、ample 供测速，能带班的人少或多",
                "street: the 93 grids of the example; std, ample: for measuring, few or many who can lead"
            ),
            ("street", SeedProfile.Street),
            ("std", SeedProfile.Std),
            ("ample", SeedProfile.Ample)
        );
        grids = Asked.Whole(
            "--grids",
            1,
            SeedOptions.MostGrids,
            Language,
            new("网格数，只用于 std 和 ample", "How many grids; only with std and ample")
        );
        Arguments.Add(folder);
        Options.Add(seed);
        Options.Add(profile);
        Options.Add(grids);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call)
    {
        var kind = call.Value(profile);
        var count = call.Value(grids);
        var to = call.PathOf(call.Value(folder));
        // The street lies in China, whatever covenant is at hand.
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var today = call.Clock(zone).GetCurrentInstant().InZone(zone).Date;
        if (Wrong(kind, count, today) is { } fault)
        {
            call.Screen.Faults([fault]);
            return Task.FromResult(ExitCode.Usage);
        }

        var options = new SeedOptions
        {
            Seed = call.Value(seed) ?? 1,
            AsOf = today,
            Profile = kind,
            Grids = count,
        };
        return Task.FromResult(FileFaults.Around(call, to, () => Write(call, options, to)));
    }

    private static ExitCode Write(Call call, SeedOptions options, string to)
    {
        var (intake, files) = Made(options);
        if (Others(call, files, to) is { Count: > 0 } others)
        {
            return call.Refuse(others);
        }

        foreach (var (name, content) in files)
        {
            ResultFile.Write(Path.Combine(to, name), content);
        }

        var made = intake.Residents.Select(r => r.Grid).Distinct(StringComparer.Ordinal).Count();
        var screen = call.Screen;
        screen.Say(
            $"{Street.Name}：{made} 个网格，{intake.Residents.Count} 名居民（都是虚构的），已写到 {call.Shown(to)}",
            $"{Street.Name}: {StateWords.Some(made, "grid")}, {StateWords.Some(intake.Residents.Count, "resident")}, all made up, written to {call.Shown(to)}"
        );
        screen.Say($"下一步：rota import {call.Shown(to)}", $"Next: rota import {call.Shown(to)}");
        screen.Document(
            new
            {
                Street = Street.Name,
                Folder = to,
                Grids = made,
                Residents = intake.Residents.Count,
                Absences = intake.Absences.Count,
                Wishes = intake.Wishes.Count,
                Apart = intake.Apart.Count,
                History = intake.History.Count,
            }
        );
        return ExitCode.Done;
    }

    /// <summary>The street and its files, made where nothing can be in the way.</summary>
    private static (RegisterIntake Intake, IReadOnlyList<(string Name, byte[] Content)> Files) Made(SeedOptions options)
    {
        var aside = Directory.CreateTempSubdirectory("rota-seed-");
        try
        {
            var intake = Street.Write(options, aside.FullName);
            return (intake, [.. aside.GetFiles().Select(f => (f.Name, File.ReadAllBytes(f.FullName)))]);
        }
        finally
        {
            aside.Delete(recursive: true);
        }
    }

    /// <summary>Files that are there already and say something else: perhaps somebody's real register, so none is written over.</summary>
    private static IReadOnlyList<Fault> Others(
        Call call,
        IReadOnlyList<(string Name, byte[] Content)> files,
        string folder
    ) =>
        [
            .. from file in files
            let path = Path.Combine(folder, file.Name)
            where File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content)
            orderby file.Name
            select new Fault(
                new Place(call.Shown(path)),
                new(
                    "这里已经有一份内容不同的文件，不会覆盖",
                    "there is another file here already, and it is not written over"
                ),
                new("请换一个文件夹，或先把它移走", "Choose another folder, or move it away first")
            ),
        ];

    /// <summary>What no street can be made from; null when all is well.</summary>
    internal static Fault? Wrong(SeedProfile profile, int? grids, LocalDate today) =>
        profile == SeedProfile.Street && grids is not null
            ? new Fault(
                new Place("--grids"),
                new("示例街道的网格数是固定的", "the example street has the grids it has"),
                new("请加 --profile std 或 ample，或不写 --grids", "Add --profile std or ample, or leave --grids out")
            )
        : today.Year is < SeedOptions.FirstYear or > SeedOptions.LastYear
            ? new Fault(
                new Place("--as-of"),
                new($"{today.Year} 年不在范围内", $"the year {today.Year} is out of range"),
                new(
                    $"请选 {SeedOptions.FirstYear} 到 {SeedOptions.LastYear} 年",
                    $"Choose a day of {SeedOptions.FirstYear} to {SeedOptions.LastYear}"
                )
            )
        : null;
}
