namespace Rota.Core.Forecasts;

public sealed partial record WhatIf
{
    private const int CodesShown = 8;

    /// <summary>What it comes to in a sentence or a few, for people.</summary>
    /// <param name="today">The covenant as it stands, which the others are told against.</param>
    public Words Sentence(WhatIf today)
    {
        ArgumentNullException.ThrowIfNull(today);
        return Kind switch
        {
            WhatIfKind.Today => Areas is [var only] ? only.Verdict : AreaForecast.Joined([Asks(), Short(Totals)]),
            WhatIfKind.MoreLeads => AreaForecast.Joined([Trains(), StillWithoutLead()]),
            _ => AreaForecast.Joined([Joins(), Misses(), Against(today), Short(Totals)]),
        };
    }

    private Words? Asks() =>
        Totals.OutNights is { } nights
            ? new(
                $"{Totals.Areas} 个片区、{Totals.Households} 户：每户一年{AreaForecast.About(nights).Zh}夜"
                    + $"（各片区 {Range().Zh} 夜），另备班{AreaForecast.About(Totals.StandbyNights!.Value).Zh}次。",
                $"{Totals.Areas} areas, {Totals.Households} households: {AreaForecast.About(nights).En} a year for each "
                    + $"({Range().En} by area)."
            )
            : new("没有应担的户，排不出值班表。", "No household owes, so there is no rota.");

    private Words? Against(WhatIf today)
    {
        if (Totals.OutNights is not { } nights || today.Totals.OutNights is not { } before)
        {
            return null;
        }

        var (now, then) = (One(nights), One(before));
        var isOne = Totals.OneNightAreas == Totals.Areas;
        return new(
            $"每户一年 {now} 夜，现在是 {then} 夜"
                + (isOne ? "，做到了一年至多一夜。" : OneNightAreas(Totals.OneNightAreas).Zh),
            $"{now} nights a year for a household, {then} as it stands"
                + (isOne ? ": one night a year or less." : OneNightAreas(Totals.OneNightAreas).En)
        );

        Words OneNightAreas(int areas) =>
            areas == 0
                ? new("。", ".")
                : new(
                    $"，其中 {areas} 片做到一年至多一夜。",
                    $"; one night a year or less in {areas} of {Totals.Areas}."
                );
    }

    private Words? Joins()
    {
        var joined = Joined.ToList();
        if (joined.Count == 0)
        {
            return Pools.Count == 0 ? null : new("没有可以并的邻片。", "There are no neighbours to join.");
        }

        var areas = joined.Sum(p => p.Areas.Count);
        var codes = Shown([.. joined.Select(p => p.Forecast.Counts.Area)]);
        return new(
            $"把 {areas} 个片区并成 {joined.Count} 片：{codes.Zh}。",
            $"Join {areas} areas to {joined.Count}: {codes.En}."
        );
    }

    private Words? Misses()
    {
        var missing = Missing.ToList();
        var codes = Shown(missing);
        return missing.Count == 0
            ? null
            : new(
                $"有 {missing.Count} 个片区，把同警格的邻片都并起来人也不够：{codes.Zh}。",
                $"In {missing.Count} even all neighbours of the beat together are too few: {codes.En}."
            );
    }

    private Words? Trains()
    {
        var residents = Training.Sum(t => t.Residents);
        var areas = Training.OrderByDescending(t => t.Residents).ToList();
        var codes = Shown([.. areas.Select(t => $"{t.Area} {t.Residents}")]);
        return residents == 0
            ? null
            : new(
                $"最满的月份要每班都有带班，至少再培养 {residents} 人，每户一人：{codes.Zh}。",
                $"For a lead on every watch of the fullest month train at least {residents}, one a household: {codes.En}."
            );
    }

    private Words? StillWithoutLead() =>
        Totals.LeadSeatsBeyondReach == 0
            ? null
            : new(
                $"就算每户都有人能带班，还缺 {Totals.LeadSeatsBeyondReach} 次。",
                $"Even with a lead in every household {Totals.LeadSeatsBeyondReach} are lacking."
            );

    private static Words? Short(ForecastTotals totals) =>
        totals.SeatsBeyondReach == 0
            ? null
            : new(
                $"最满的月份 {totals.ShortAreas} 片至少空 {totals.SeatsBeyondReach} 席。",
                $"In the fullest month at least {totals.SeatsBeyondReach} seats stay empty, in {totals.ShortAreas} areas."
            );

    private Words Range() =>
        Totals.LeastOutNights is { } least && Totals.MostOutNights is { } most
            ? new($"{One(least)} 到 {One(most)}", $"{One(least)} to {One(most)}")
            : new("-", "-");

    private static Words Shown(IReadOnlyList<string> codes)
    {
        var first = codes.Take(CodesShown).ToList();
        var rest = codes.Count - first.Count;
        return new(
            string.Join('、', first) + (rest > 0 ? "等" : ""),
            string.Join(", ", first) + (rest > 0 ? $" and {rest} more" : "")
        );
    }

    private static string One(decimal nights) => AreaForecast.Rounded(nights, 1);
}
