using CsCheck;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Forecasts;
using Rota.Core.Registers;
using Rota.Files.Covenants;
using Rota.Testing;
using Rota.Testing.Covenants;
using Xunit;

namespace Rota.Core.Tests.Forecasts;

public class AreaForecastTests
{
    private static readonly Terms Terms = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value.Terms;
    private static readonly YearMonth From = new(2026, 12);

    [Fact]
    public void AGridOf150_WithTwoANight_IsToldWhatOneNightWouldTake()
    {
        var forecast = Of(150, 40);
        Assert.Equal(
            (365, 365, 730, 365, 62, 31),
            (
                forecast.Year.Nights,
                forecast.Year.Watches,
                forecast.Year.OutSeats,
                forecast.Year.StandbySeats,
                forecast.Year.MostOutSeats,
                forecast.Year.MostLeadSeats
            )
        );
        Assert.Equal(
            (4.87m, 2.43m),
            (Math.Round(forecast.OutNights!.Value, 2), Math.Round(forecast.StandbyNights!.Value, 2))
        );
        Assert.Equal((730, 365), (forecast.HouseholdsForOneNight, forecast.HouseholdsForOneNightAlone));
        Assert.Equal(
            "150 户、每晚两人：每户一年约 5 夜，另备班约 2 次。若要一户一年一夜：每晚一户，须联片到约 365 户，或减少值守夜。",
            forecast.Verdict.Zh
        );
        Assert.Equal(
            "150 households, 2 people a night: about 5 nights a year for each household, and about 2 standbys. "
                + "For one night a year: one household a night, grids joined to about 365 households, or fewer nights.",
            forecast.Verdict.En
        );
    }

    [Fact]
    public void ALeapYear_HasANightMore() =>
        Assert.Equal(
            366,
            AreaForecast.Of(new("A", "C", 100, 200, 40, 100, 100), Terms, new YearMonth(2027, 3)).Year.Nights
        );

    [Fact]
    public void JoinedGrids_WithOneOutANight_HaveOneNightAYear()
    {
        var terms = Terms with { Watches = [Terms.Watches[0] with { Leads = 0 }] };
        var forecast = AreaForecast.Of(new("A", "C", 365, 700, 0, 365, 365), terms, From);
        Assert.Equal(1m, forecast.OutNights);
        Assert.StartsWith("365 户、每晚一人：每户一年约 1 夜，", forecast.Verdict.Zh, StringComparison.Ordinal);
        Assert.EndsWith("已经做到一户一年至多一夜。", forecast.Verdict.Zh, StringComparison.Ordinal);
        Assert.Null(forecast.LeadsPerSeat);
    }

    [Fact]
    public void TooFewHouseholds_OrLeads_AreSaid()
    {
        var forecast = Of(50, 20);
        Assert.Equal((12, 11), (forecast.SeatsBeyondReach, forecast.LeadSeatsBeyondReach));
        Assert.Contains("至少空 12 席", forecast.Verdict.Zh, StringComparison.Ordinal);
        Assert.Contains("至少 11 次没有带班", forecast.Verdict.Zh, StringComparison.Ordinal);
        Assert.Equal(Math.Round(20m / 31, 4), Math.Round(forecast.LeadsPerSeat!.Value, 4));
        var required = Terms with { Rules = Terms.Rules.Replacing(new LeadSeats(Required: true)) };
        Assert.Contains(
            "至少 11 次空着",
            AreaForecast.Of(new("A", "C", 50, 90, 20, 50, 50), required, From).Verdict.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NobodyWhoOwes_IsNoDivisionByNothing() =>
        Assert.Contains("没有应担的户", Of(0, 0).Verdict.Zh, StringComparison.Ordinal);

    [Fact]
    public void UnderAnyTerms_TheSeatsAreThoseOfTheNightsOneByOne() =>
        GenCovenant.Terms.Sample(terms =>
        {
            var nights = new DateInterval(From.OnDayOfMonth(1), From.PlusMonths(11).ToDateInterval().End);
            var watches = nights.SelectMany(n => terms.WatchesOn(n)).ToList();
            var year = YearOfWatches.Of(terms, From);
            Assert.Equal(watches.Count, year.Watches);
            Assert.Equal(watches.Sum(w => w.Leads + w.Guards), year.OutSeats);
            Assert.Equal(watches.Sum(w => w.Standbys), year.StandbySeats);
            Assert.True(year.MostOutSeats * 12 >= year.OutSeats);
            Assert.NotEmpty(AreaForecast.Of(new("A", "C", 100, 200, 30, 100, 100), terms, From).Verdict.En);
        });

    [Fact]
    public void Counting_LeavesOutWhoDoesNotOweOrMayNotGuard()
    {
        Household[] households = [House(1), House(2), House(3) with { IsHelper = true }, House(4)];
        Resident[] residents =
        [
            Person(1, 1, 1980) with
            {
                CanLead = true,
            },
            Person(2, 1, 2010),
            Person(3, 2, 1960),
            Person(4, 3, 1980) with
            {
                CanLead = true,
            },
            Person(5, 4, 1959) with
            {
                Participation = Participation.Volunteer,
            },
            Person(6, 4, 1980) with
            {
                Participation = Participation.None,
            },
        ];
        var stood = new Dictionary<ResidentId, int> { [new(5)] = 3 };
        Assert.Equal(
            new AreaCounts("A", "C", 1, 3, 3, 3, 3),
            AreaCounts.Of("A", "C", Terms, households, residents, From, stood)
        );
        Assert.Equal(2, AreaCounts.Of("A", "C", Terms, households, residents, From).LeadHouseholds);
    }

    private static AreaForecast Of(int households, int leads) =>
        AreaForecast.Of(
            new AreaCounts("LJ-01", "丽景", households, 2 * households, leads, households, households),
            Terms,
            From
        );

    private static Household House(int id) =>
        new()
        {
            Id = new(id),
            Grid = new(1),
            Code = $"{id:0000}",
        };

    private static Resident Person(int id, int household, int born) =>
        new()
        {
            Id = new(id),
            Code = $"R{id}",
            Number = new(id),
            Household = new(household),
            Sex = Sex.Man,
            BirthYear = born,
        };
}
