using System.Globalization;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;

namespace Rota.Core.Forecasts;

/// <summary>
/// What a covenant asks of the households of a watch area in a year, against one night a year. Plain arithmetic: seats divided
/// by households that owe. Volunteers and helpers make it lighter, illness and travel heavier.
/// </summary>
/// <param name="Counts">The area's people.</param>
/// <param name="Year">The year's watches.</param>
/// <param name="MonthlyLimit">How many watches a month a household may stand.</param>
/// <param name="LeadsRequired">Whether a lead seat takes nobody who cannot lead.</param>
public sealed record AreaForecast(AreaCounts Counts, YearOfWatches Year, int MonthlyLimit, bool LeadsRequired)
{
    private const string ChineseNumerals = "零一两三四五六七八九十";

    /// <summary>The forecast for an area.</summary>
    /// <param name="counts">The area's people.</param>
    /// <param name="terms">Terms in force for it.</param>
    /// <param name="from">First of the twelve months.</param>
    public static AreaForecast Of(AreaCounts counts, Terms terms, YearMonth from) =>
        Of(counts, terms, YearOfWatches.Of(terms, from));

    /// <summary>The forecast for an area whose year is added up already.</summary>
    internal static AreaForecast Of(AreaCounts counts, Terms terms, YearOfWatches year)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new AreaForecast(counts, year, terms.Rules.Get<Month>().AtMost, terms.Rules.Get<LeadSeats>().Required);
    }

    /// <summary>Nights a year on which a household is out, on average; null where no household owes.</summary>
    public decimal? OutNights => PerHousehold(Year.OutSeats);

    /// <summary>Nights a year on which a household is on standby, on average; null where no household owes.</summary>
    public decimal? StandbyNights => PerHousehold(Year.StandbySeats);

    /// <summary>How many households it takes for one night a year each, with the seats as they are.</summary>
    public int HouseholdsForOneNight => Year.OutSeats;

    /// <summary>How many households it takes for one night a year each, when one household keeps each watch.</summary>
    public int HouseholdsForOneNightAlone => Year.Watches;

    /// <summary>
    /// Households that can lead for each lead seat of the fullest month, each as often as the covenant lets it: below 1 some
    /// watches have no lead. Null where there are no lead seats.
    /// </summary>
    public decimal? LeadsPerSeat =>
        Year.MostLeadSeats == 0 ? null : (decimal)Counts.LeadHouseholds * MonthlyLimit / Year.MostLeadSeats;

    /// <summary>Out seats of the fullest month that stay empty because the households cannot fill them even if all can come.</summary>
    public int SeatsBeyondReach => Math.Max(0, Year.MostOutSeats - (Counts.SeatsOnce * MonthlyLimit));

    /// <summary>Lead seats of the fullest month that nobody who can lead is left for.</summary>
    public int LeadSeatsBeyondReach => Math.Max(0, Year.MostLeadSeats - (Counts.LeadHouseholds * MonthlyLimit));

    /// <summary>Whether a household is out one night a year or less, on average; false where no household owes.</summary>
    public bool IsOneNight => OutNights <= 1;

    /// <summary>Whether even all who may guard together leave seats of the fullest month empty.</summary>
    public bool IsShort => SeatsBeyondReach > 0 || (LeadsRequired && LeadSeatsBeyondReach > 0);

    /// <summary>
    /// How many residents to train, each of a household that has nobody who can lead, so that no watch of the fullest month lacks
    /// a lead; no more than there are such households.
    /// </summary>
    public int LeadsToTrain =>
        Math.Min(
            (LeadSeatsBeyondReach + MonthlyLimit - 1) / MonthlyLimit,
            Counts.GuardHouseholds - Counts.LeadHouseholds
        );

    /// <summary>The forecast once so many more households can lead.</summary>
    public AreaForecast WithLeads(int more) =>
        this with
        {
            Counts = Counts with { LeadHouseholds = Counts.LeadHouseholds + more },
        };

    /// <summary>The verdict in one or a few sentences, for people: what it asks, and what one night a year would take.</summary>
    public Words Verdict
    {
        get
        {
            if (OutNights is not { } nights)
            {
                return new("没有应担的户，排不出值班表。", "No household owes, so there is no rota.");
            }

            var asks = new Words(
                $"{Counts.Households} 户、每晚{People(Year).Zh}人：每户一年{About(nights).Zh}夜"
                    + (Year.StandbySeats > 0 ? $"，另备班{About(StandbyNights!.Value).Zh}次。" : "。"),
                $"{Counts.Households} households, {People(Year).En} a night: {About(nights).En} a year for each household"
                    + (
                        Year.StandbySeats > 0
                            ? $", and {About(StandbyNights!.Value).En.Replace("night", "standby", StringComparison.Ordinal)}."
                            : "."
                    )
            );
            return Joined([asks, OneNight(nights), Reach(), Leads()]);
        }
    }

    private Words? OneNight(decimal nights)
    {
        if (nights <= 1)
        {
            return new("已经做到一户一年至多一夜。", "That is one night a year or less already.");
        }

        return Counts.Households < HouseholdsForOneNightAlone
            ? new(
                $"若要一户一年一夜：每晚一户，须联片到约 {HouseholdsForOneNightAlone} 户，或减少值守夜。",
                $"For one night a year: one household a night, grids joined to about {HouseholdsForOneNightAlone} households, or fewer nights."
            )
            : new("若要一户一年一夜：改为每晚一户即可。", "For one night a year: let one household keep each night.");
    }

    private Words? Reach() =>
        SeatsBeyondReach == 0
            ? null
            : new(
                $"最满的月份有 {Year.MostOutSeats} 席，每户每月至多 {MonthlyLimit} 次，至少空 {SeatsBeyondReach} 席。",
                $"The fullest month has {Year.MostOutSeats} seats; at {MonthlyLimit} a household at least {SeatsBeyondReach} stay empty."
            );

    private Words? Leads() =>
        LeadSeatsBeyondReach == 0
            ? null
            : new(
                $"能带班的有 {Counts.LeadHouseholds} 户，最满的月份要带班 {Year.MostLeadSeats} 次，至少 {LeadSeatsBeyondReach} 次"
                    + (LeadsRequired ? "空着。" : "没有带班。"),
                $"{Counts.LeadHouseholds} households can lead and the fullest month has {Year.MostLeadSeats} lead seats: at least {LeadSeatsBeyondReach} "
                    + (LeadsRequired ? "stay empty." : "are without a lead.")
            );

    private decimal? PerHousehold(int seats) => Counts.Households == 0 ? null : (decimal)seats / Counts.Households;

    internal static Words Joined(IEnumerable<Words?> sentences)
    {
        var said = sentences.OfType<Words>().ToList();
        return new(string.Concat(said.Select(s => s.Zh)), string.Join(' ', said.Select(s => s.En)));
    }

    /// <summary>How many are out on a night that has a watch: "两", or an average with one decimal.</summary>
    private static Words People(YearOfWatches year)
    {
        if (year.Nights == 0)
        {
            return new("零", "nobody");
        }

        var (whole, rest) = Math.DivRem(year.OutSeats, year.Nights);
        if (rest == 0)
        {
            var zh = whole < ChineseNumerals.Length ? ChineseNumerals[whole].ToString() : $" {whole} ";
            return new(zh, whole == 1 ? "1 person" : $"{whole} people");
        }

        var average = Rounded((decimal)year.OutSeats / year.Nights, 1);
        return new($"平均 {average} ", $"{average} people on average");
    }

    /// <summary>A number of nights as people say it: "约 5", halves up; below a half "不到 1".</summary>
    internal static Words About(decimal nights) =>
        nights == 0 ? new(" 0 ", "0 nights")
        : nights < 0.5m ? new("不到 1 ", "less than 1 night")
        : new($"约 {Rounded(nights, 0)} ", $"about {Rounded(nights, 0)} {(nights < 1.5m ? "night" : "nights")}");

    internal static string Rounded(decimal value, int digits) =>
        Math.Round(value, digits, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
}
