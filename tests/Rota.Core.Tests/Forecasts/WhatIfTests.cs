using CsCheck;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Forecasts;
using Rota.Core.Registers;
using Rota.Files.Covenants;
using Rota.Testing;
using Rota.Testing.Covenants;
using Xunit;

namespace Rota.Core.Tests.Forecasts;

public class WhatIfTests
{
    private static readonly Terms Terms = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value.Terms;
    private static readonly YearMonth From = new(2026, 12);
    private static readonly IsoDayOfWeek[] Weekend = [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday];
    private static readonly DateInterval Year = new(From.OnDayOfMonth(1), From.PlusMonths(11).ToDateInterval().End);

    private static readonly Neighbour[] Street =
    [
        Of("LJ-01", 150, leads: 40, seats: 140),
        Of("LJ-02", 38, leads: 12, seats: 40),
        Of("LJ-03", 130, leads: 60, seats: 120),
        Of("LJ-04", 140, leads: 60, seats: 130),
    ];

    [Fact]
    public void EveryWhatIf_IsTheForecastOfTermsEditedByHand()
    {
        var whatIfs = All(Street).ToDictionary(w => w.Kind);
        var watch = Terms.Watches[0];
        var one = Terms with { Watches = [watch with { Leads = 0 }] };
        var nights = Terms with { Watches = [watch with { Weekdays = [.. Weekend] }] };
        var both = Terms with { Watches = [watch with { Leads = 0, Weekdays = [.. Weekend] }] };

        AssertEdited(Terms, whatIfs[WhatIfKind.Today]);
        AssertEdited(one, whatIfs[WhatIfKind.OneFewer]);
        AssertEdited(nights, whatIfs[WhatIfKind.FewerNights]);
        AssertEdited(both, whatIfs[WhatIfKind.OneFewerAndNights]);
        Assert.Equal(
            ["LJ-01", "LJ-02–LJ-03", "LJ-04"],
            whatIfs[WhatIfKind.PoolsForSeats].Areas.Select(a => a.Counts.Area)
        );
        Assert.Equal("LJ-01–LJ-04", Assert.Single(whatIfs[WhatIfKind.OneFewerAndPools].Areas).Counts.Area);
        Assert.Equal(4, whatIfs[WhatIfKind.PoolsForOneNight].Missing.Count());
    }

    [Fact]
    public void UnderAnyTerms_OneFewerTakesOneOffEveryWatchOfSeveral() =>
        GenCovenant.Terms.Sample(terms =>
        {
            var lighter = Lighter.OneFewer(terms);
            foreach (var night in Year)
            {
                var (before, after) = (terms.WatchesOn(night), lighter.WatchesOn(night));
                Assert.Equal(before.Select(w => w.Name), after.Select(w => w.Name));
                foreach (var (was, now) in before.Zip(after))
                {
                    var people = was.Leads + was.Guards;
                    Assert.Equal(people < 2 ? people : people - 1, now.Leads + now.Guards);
                    Assert.Equal(was.Standbys, now.Standbys);
                    Assert.True(now.Leads <= was.Leads && (people < 2 || now.Leads + now.Guards > 1 || now.Leads == 0));
                }
            }
        });

    [Fact]
    public void UnderAnyTerms_FewerNightsKeepsTheWatchesOfTheseNightsAndOfExceptions() =>
        Gen.Select(GenCovenant.Terms, Gen.Shuffle(Enumerable.Range(1, 7).ToArray(), 1, 7))
            .Sample(
                (terms, days) =>
                {
                    IsoDayOfWeek[] weekdays = [.. days.Cast<IsoDayOfWeek>()];
                    var lighter = Lighter.OnlyOn(terms, weekdays);
                    foreach (var night in Year)
                    {
                        var isKept =
                            weekdays.Contains(night.DayOfWeek)
                            || terms.Exceptions.Any(e => e.From <= night && night <= e.To);
                        Assert.Equal(
                            isKept ? terms.WatchesOn(night).Select(w => w with { Weekdays = [] }) : [],
                            lighter.WatchesOn(night).Select(w => w with { Weekdays = [] })
                        );
                    }
                }
            );

    [Fact]
    public void TrainingGivesEveryWatchALead_AndOneResidentLessDoesNot() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60])
            .Sample(
                (leads, households) =>
                {
                    var able = Math.Min(leads, households);
                    var today = AreaForecast.Of(
                        new AreaCounts("A", "C", households, households, able, households, households),
                        Terms,
                        From
                    );
                    var trained = today.WithLeads(today.LeadsToTrain);
                    Assert.True(trained.LeadSeatsBeyondReach == 0 || trained.Counts.LeadHouseholds == households);
                    Assert.True(
                        today.LeadsToTrain == 0 || today.WithLeads(today.LeadsToTrain - 1).LeadSeatsBeyondReach > 0
                    );
                }
            );

    [Fact]
    public void JoinedCounts_AreTheCountsOfAllPeopleTogether()
    {
        Household[] homes = [.. Enumerable.Range(1, 6).Select(Home)];
        Resident[] people =
        [
            .. Enumerable.Range(1, 12).Select(i => Person(i, ((i - 1) / 2) + 1) with { CanLead = i % 3 == 0 }),
        ];
        people[4] = people[4] with { Together = "T" };
        people[5] = people[5] with { Together = "T" };
        people[7] = people[7] with { Participation = Participation.Volunteer };
        var one = AreaCounts.Of("A", "C", Terms, homes[..3], people[..6], From);
        var two = AreaCounts.Of("B", "C", Terms, homes[3..], people[6..], From);
        Assert.Equal(AreaCounts.Of("A–B", "C", Terms, homes, people, From), AreaCounts.Joined("A–B", [one, two]));
    }

    [Fact]
    public void OnlyTheChosenAreasAreTold_AndThePoolsTheyAreIn()
    {
        var whatIfs = WhatIf.All(Street, code => code == "LJ-02", From, Weekend);
        Assert.All(whatIfs, w => Assert.Single(w.Areas));
        Assert.All(whatIfs.Where(w => w.Pools.Count > 0), w => Assert.Contains("LJ-02", Assert.Single(w.Pools).Areas));
        Assert.All(whatIfs.Where(w => w.Pools.Count == 0), w => Assert.Equal("LJ-02", w.Areas[0].Counts.Area));
        Assert.Equal(["LJ-02", "LJ-03"], whatIfs.Single(w => w.Kind == WhatIfKind.PoolsForSeats).Pools[0].Areas);
    }

    [Fact]
    public void WhatChangesNothingIsNotTold()
    {
        var light = Terms with
        {
            Watches = [Terms.Watches[0] with { Leads = 0, Standbys = 0, Weekdays = [.. Weekend] }],
        };
        var kinds = WhatIf
            .All([new Neighbour(Street[0].Counts, "J1", light)], _ => true, From, Weekend)
            .Select(w => w.Kind);
        Assert.Equal([WhatIfKind.Today], kinds);
    }

    [Fact]
    public void EverySentenceIsSaidInBothLanguages()
    {
        foreach (var whatIf in All(Street))
        {
            var said = whatIf.Sentence(All(Street)[0]);
            Assert.EndsWith("。", said.Zh, StringComparison.Ordinal);
            Assert.EndsWith(".", said.En, StringComparison.Ordinal);
        }

        Assert.Equal(
            "把 2 个片区并成 1 片：LJ-02–LJ-03。每户一年 4.8 夜，现在是 6.4 夜。",
            All(Street).Single(w => w.Kind == WhatIfKind.PoolsForSeats).Sentence(All(Street)[0]).Zh
        );
        Assert.Equal(
            "最满的月份要每班都有带班，至少再培养 19 人，每户一人：LJ-02 19。",
            All(Street).Single(w => w.Kind == WhatIfKind.MoreLeads).Sentence(All(Street)[0]).Zh
        );
    }

    private static IReadOnlyList<WhatIf> All(IReadOnlyList<Neighbour> street) =>
        WhatIf.All(street, _ => true, From, Weekend);

    private static void AssertEdited(Terms edited, WhatIf whatIf) =>
        Assert.Equal(Street.Select(n => AreaForecast.Of(n.Counts, edited, From)), whatIf.Areas);

    private static Neighbour Of(string code, int households, int leads, int seats) =>
        new(new AreaCounts(code, "丽景", households, 2 * households, leads, seats, seats), "J1", Terms);

    private static Household Home(int id) =>
        new()
        {
            Id = new(id),
            Grid = new(1),
            Code = $"{id:0000}",
        };

    private static Resident Person(int id, int household) =>
        new()
        {
            Id = new(id),
            Code = $"R{id}",
            Number = new(id),
            Household = new(household),
            Sex = Sex.Man,
            BirthYear = 1980,
        };
}
