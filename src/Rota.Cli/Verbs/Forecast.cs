using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Forecasts;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Says what the covenant, as it is edited now, asks of each area's households in a year.</summary>
internal sealed class Forecast : Verb
{
    private const int VerdictsShown = 3;

    private readonly Option<YearMonth?> from;
    private readonly ChoiceOptions choice;

    public Forecast(VerbTools tools)
        : base(
            "forecast",
            tools,
            new(
                "算一算公约一年要每户值几夜：逐个片区，和“一户一年一夜”相比。",
                "How many nights a year the covenant asks of a household, area by area, against one night a year."
            ),
            "rota forecast",
            "rota forecast --area LJ-03",
            "rota forecast --community 丽景 --from 2027-01"
        )
    {
        from = Asked.MonthOption(
            "--from",
            Language,
            new("十二个月从哪个月算起；不写时是下个月", "First of the twelve months; else the next month")
        );
        Options.Add(from);
        choice = new ChoiceOptions(this, Language);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        var first = call.Value(from) ?? CovenantVerb.FromOf(office);
        var forecasts = await new ForecastYear(office).RunAsync(first, choice.Read(call), call.Stop);
        if (!forecasts.Succeeded)
        {
            return call.Refuse(forecasts.Faults);
        }

        Tell(call.Screen, first, forecasts.Value);
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, YearMonth first, IReadOnlyList<AreaForecast> forecasts)
    {
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("社区", "Community")
            .Number("应担户", "households")
            .Number("可值守", "may guard")
            .Number("带班户", "can lead")
            .Number("每户一年值守", "nights a year")
            .Number("每户一年备班", "standbys")
            .Number("一年一夜要几户", "for one night")
            .Number("每席带班户", "leads a seat");
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
                Number(f.LeadsPerSeat)
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
