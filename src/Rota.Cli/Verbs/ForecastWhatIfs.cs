using NodaTime;
using Rota.Cli.Screens;
using Rota.Core.Forecasts;

namespace Rota.Cli.Verbs;

/// <summary>Shows what-ifs: a row for each beside the covenant as it stands, and a sentence.</summary>
/// <param name="screen">Where they are shown.</param>
/// <param name="first">First of the twelve months.</param>
/// <param name="whatIfs">The covenant as it stands, and what is told against it.</param>
internal sealed class ForecastWhatIfs(Screen screen, YearMonth first, IReadOnlyList<WhatIf> whatIfs)
{
    /// <summary>Shows them.</summary>
    public void Tell()
    {
        var isOne = whatIfs[0].Areas.Count == 1;
        screen.Say($"{StateWords.Of(first)} 起十二个月：", $"Twelve months from {StateWords.Of(first)}:");
        screen.Show(isOne ? AreaTable() : StreetTable());
        foreach (var what in whatIfs)
        {
            screen.Line();
            var said = what.Sentence(whatIfs[0]);
            screen.Say($"{what.Name.Zh}：{said.Zh}", $"{what.Name.En}: {said.En}");
        }

        screen.Document(
            new
            {
                From = StateWords.Of(first),
                WhatIfs = whatIfs.Select(w => new
                {
                    w.Kind,
                    Name = screen.In(w.Name),
                    w.Totals,
                    Sentence = screen.In(w.Sentence(whatIfs[0])),
                    Pools = w.Joined.Select(p => new
                    {
                        p.Areas,
                        p.Forecast.Counts.Households,
                        p.Forecast.OutNights,
                    }),
                    Missing = w.Missing,
                    Training = w.Training.Select(t => new { t.Area, t.Residents }),
                    Areas = w.Areas.Select(a => new
                    {
                        a.Counts.Area,
                        a.Counts.Community,
                        a.Counts.Households,
                        a.OutNights,
                        a.StandbyNights,
                        a.LeadsPerSeat,
                        a.SeatsBeyondReach,
                        a.LeadSeatsBeyondReach,
                    }),
                }),
            }
        );
    }

    private Listing AreaTable()
    {
        var listing = new Listing(screen.Language)
            .Column("办法", "What if")
            .Number("应担户", "households")
            .Number("每户一年\n值守", "nights\na year")
            .Number("每户一年\n备班", "standbys\na year")
            .Number("至少\n空席", "seats\nempty")
            .Number("至少\n无带班", "no\nlead")
            .Number("每席\n带班户", "leads\na seat");
        foreach (var what in whatIfs)
        {
            var totals = what.Totals;
            listing.Row(
                screen.In(what.Name),
                StateWords.Whole(totals.Households),
                Number(totals.OutNights),
                Number(totals.StandbyNights),
                StateWords.Whole(totals.SeatsBeyondReach),
                StateWords.Whole(totals.LeadSeatsBeyondReach),
                Number(totals.LeastLeadsPerSeat)
            );
        }

        return listing;
    }

    private Listing StreetTable()
    {
        var listing = new Listing(screen.Language)
            .Column("办法", "What if")
            .Number("片", "areas")
            .Number("每户一年\n值守", "nights\na year")
            .Number("最轻", "least")
            .Number("最重", "most")
            .Number("每户一年\n备班", "standbys\na year")
            .Number("一年一夜\n的片", "at one\nnight")
            .Number("人手不够\n的片", "too\nfew")
            .Number("至少\n空席", "seats\nempty")
            .Number("至少\n无带班", "no\nlead")
            .Number("每席带班户\n最少", "fewest\nleads");
        foreach (var what in whatIfs)
        {
            var totals = what.Totals;
            listing.Row(
                screen.In(what.Name),
                StateWords.Whole(totals.Areas),
                Number(totals.OutNights),
                Number(totals.LeastOutNights),
                Number(totals.MostOutNights),
                Number(totals.StandbyNights),
                StateWords.Whole(totals.OneNightAreas),
                StateWords.Whole(totals.ShortAreas),
                StateWords.Whole(totals.SeatsBeyondReach),
                StateWords.Whole(totals.LeadSeatsBeyondReach),
                Number(totals.LeastLeadsPerSeat)
            );
        }

        return listing;
    }

    private static string Number(decimal? number) => number is { } n ? StateWords.Decimal(n, 1) : "-";
}
