using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Forecasts;
using Rota.Files.Forecasts;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Says what the covenant, as it is edited now, asks of each area's households in a year.</summary>
internal sealed class Forecast : Verb
{
    private const int VerdictsShown = 3;
    private static readonly IsoDayOfWeek[] Weekend = [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday];

    private readonly Option<YearMonth?> from;
    private readonly Option<bool> whatIf;
    private readonly Option<IsoDayOfWeek[]?> weekdays;
    private readonly Option<string?> picture;
    private readonly Option<Language> text;
    private readonly ChoiceOptions choice;

    public Forecast(VerbTools tools)
        : base(
            "forecast",
            tools,
            new(
                "算一算公约一年要每户值几夜：逐个片区，和“一户一年一夜”相比。加 --what-if 比一比别的办法：每班少一人、少守几夜、邻近网格联片、多培养带班。",
                "How many nights a year the covenant asks of a household, area by area, against one night a year. --what-if sets other ways beside it: one fewer a watch, fewer nights, neighbouring grids pooled, more leads."
            ),
            "rota forecast",
            "rota forecast --picture forecast.svg",
            "rota forecast --what-if --community 丽景",
            "rota forecast --what-if --weekdays Fri,Sat,Sun --picture what-if.svg",
            "rota forecast --area LJ-03",
            "rota forecast --community 丽景 --from 2027-01"
        )
    {
        from = Asked.MonthOption(
            "--from",
            Language,
            new("十二个月从哪个月算起；不写时是下个月", "First of the twelve months; else the next month")
        );
        whatIf = new Option<bool>("--what-if")
        {
            Description = tools.Screen.In(
                "和别的办法比：每个办法一行，再说一句结果",
                "Set other ways beside it: a row for each, and what it comes to in a sentence"
            ),
        };
        weekdays = Asked.Weekdays(
            "--weekdays",
            Language,
            new(
                "“少守几夜”留下一周的哪几夜，和 --what-if 一起用；不写时是周五、周六",
                "The nights of the week that fewer nights keep, with --what-if; else Fri,Sat"
            )
        );
        picture = new Option<string?>("--picture")
        {
            HelpName = "FILE.svg",
            Description = tools.Screen.In(
                "画成图（SVG），可以打印在 A4 上",
                "Draw it as a picture (SVG) that prints on A4"
            ),
        };
        text = Export.BoardLanguage(Language);
        Options.Add(from);
        Options.Add(whatIf);
        Options.Add(weekdays);
        Options.Add(picture);
        Options.Add(text);
        Validators.Add(result =>
        {
            if (result.GetResult(weekdays) is { Implicit: false } && !result.GetValue(whatIf))
            {
                result.AddError(
                    tools.Screen.In("--weekdays 要和 --what-if 一起用。", "--weekdays goes together with --what-if.")
                );
            }
        });
        choice = new ChoiceOptions(this, Language);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        var first = call.Value(from) ?? CovenantVerb.FromOf(office);
        if (call.Value(whatIf))
        {
            return await WhatIfsAsync(call, office, first);
        }

        var forecasts = await new ForecastYear(office).RunAsync(first, choice.Read(call), call.Stop);
        if (!forecasts.Succeeded)
        {
            return call.Refuse(forecasts.Faults);
        }

        var place = await PlaceAsync(call, office, [.. forecasts.Value.Select(f => f.Counts)]);
        var drawn = Draw(
            call,
            to => ForecastPicture.Write(to, place, office.Covenant.Name, first, forecasts.Value, call.Value(text))
        );
        if (drawn == ExitCode.Done)
        {
            Tell(call.Screen, first, forecasts.Value);
        }

        return drawn;
    }

    private async Task<ExitCode> WhatIfsAsync(Call call, Office office, YearMonth first)
    {
        var days = call.Value(weekdays) is { Length: > 0 } asked ? asked : Weekend;
        var whatIfs = await new ForecastYear(office).WhatIfsAsync(first, choice.Read(call), days, call.Stop);
        if (!whatIfs.Succeeded)
        {
            return call.Refuse(whatIfs.Faults);
        }

        var place = await PlaceAsync(call, office, [.. whatIfs.Value[0].Areas.Select(f => f.Counts)]);
        var drawn = Draw(call, to => WhatIfPicture.Write(to, place, first, whatIfs.Value, call.Value(text)));
        if (drawn == ExitCode.Done)
        {
            new ForecastWhatIfs(call.Screen, first, whatIfs.Value).Tell();
        }

        return drawn;
    }

    /// <summary>The street, and the community or the area where only one is asked about.</summary>
    private async Task<string> PlaceAsync(Call call, Office office, IReadOnlyList<AreaCounts> areas)
    {
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var street = await reader.StreetNameAsync(call.Stop);
        var asked = choice.Read(call);
        return areas is [var only] ? $"{street} {only.Community} {only.Area}"
            : asked.Community is null ? street
            : $"{street} {areas[0].Community}";
    }

    /// <summary>Writes the picture, if one is asked for.</summary>
    private ExitCode Draw(Call call, Action<Stream> draw)
    {
        if (call.Value(picture) is not { } given)
        {
            return ExitCode.Done;
        }

        var path = call.PathOf(given);
        return FileFaults.Around(
            call,
            path,
            () =>
            {
                ResultFile.Write(path, ResultFile.Bytes(draw));
                call.Screen.Note($"图：{call.Shown(path)}", $"Picture: {call.Shown(path)}");
                return ExitCode.Done;
            }
        );
    }

    private static void Tell(Screen screen, YearMonth first, IReadOnlyList<AreaForecast> forecasts)
    {
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("社区", "Community")
            .Number("应担户", "households")
            .Number("可值守", "may guard")
            .Number("带班户", "can lead")
            .Number("每户一年\n值守", "nights\na year")
            .Number("每户一年\n备班", "standbys\na year")
            .Number("一年一夜\n要几户", "for one\nnight")
            .Number("每席\n带班户", "leads\na seat")
            .Number("至少\n空席", "seats\nempty");
        foreach (var f in forecasts)
        {
            listing.Row(
                f.Counts.Area,
                f.Counts.Community,
                StateWords.Whole(f.Counts.Households),
                StateWords.Whole(f.Counts.Adults),
                StateWords.Whole(f.Counts.LeadHouseholds),
                Number(f.OutNights),
                Number(f.StandbyNights),
                StateWords.Whole(f.HouseholdsForOneNight),
                Number(f.LeadsPerSeat),
                StateWords.Whole(f.SeatsBeyondReach)
            );
        }

        screen.Say($"{StateWords.Of(first)} 起十二个月：", $"Twelve months from {StateWords.Of(first)}:");
        screen.Show(listing);
        foreach (var f in forecasts.Count <= VerdictsShown ? forecasts : [])
        {
            screen.Line();
            screen.Say($"{f.Counts.Area}：{f.Verdict.Zh}", $"{f.Counts.Area}: {f.Verdict.En}");
        }

        screen.Document(
            new
            {
                From = StateWords.Of(first),
                Areas = forecasts.Select(f => new
                {
                    f.Counts.Area,
                    f.Counts.Community,
                    f.Counts.Households,
                    f.Counts.Adults,
                    f.Counts.LeadHouseholds,
                    f.OutNights,
                    f.StandbyNights,
                    f.HouseholdsForOneNight,
                    f.HouseholdsForOneNightAlone,
                    f.LeadsPerSeat,
                    f.SeatsBeyondReach,
                    f.LeadSeatsBeyondReach,
                    Verdict = screen.In(f.Verdict),
                }),
            }
        );
    }

    private static string Number(decimal? number) => number is { } n ? StateWords.Decimal(n, 1) : "-";
}
