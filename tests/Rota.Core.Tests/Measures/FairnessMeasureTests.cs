using CsCheck;
using NodaTime;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Measures;

public class FairnessMeasureTests
{
    private static readonly Gen<HouseholdPart[]> Households =
        from parts in Gen.Select(
            Gen.Long[-20_000, 90_000],
            Gen.Long[0, 60_000],
            Gen.Long[-60_000, 60_000],
            Gen.Int[0, 3],
            Gen.Bool
        ).Array[0, 30]
        select parts
            .Select(
                (p, i) =>
                    new HouseholdPart(
                        new HouseholdId(i),
                        new Points(p.Item1),
                        new Points(p.Item2),
                        new Points(p.Item3),
                        p.Item4,
                        p.Item5
                    )
            )
            .ToArray();

    [Fact]
    public void ASpread_IsThatOfASpreadsheet() =>
        Gen.Long[-100_000, 100_000]
            .Array[1, 40]
            .Sample(amounts =>
            {
                var sorted = amounts.Order().ToList();
                var spread = Spread.Of(amounts.Select(a => new Points(a)))!;
                Assert.Equal((sorted[0], sorted[^1]), (spread.Least.Thousandths, spread.Most.Thousandths));
                Points[] found = [spread.LowerQuartile, spread.Median, spread.UpperQuartile];
                for (var q = 1; q <= 3; q++)
                {
                    var place = (sorted.Count - 1) * q / 4m;
                    var (low, high) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
                    var exact = low + ((high - low) * (place - Math.Floor(place)));
                    Assert.InRange(found[q - 1].Thousandths - exact, -0.5m, 0.5m);
                }
            });

    [Fact]
    public void WhoOwesNothing_ChangesNoMeasure() =>
        Gen.Select(Households, Households)
            .Sample(
                (owing, others) =>
                {
                    var free = others.Select(h => h with { Due = Points.Zero, Weight = 0 });
                    Assert.Equal(FairnessMeasure.Of(owing), FairnessMeasure.Of(owing.Concat(free)));
                }
            );

    [Fact]
    public void NewNamesAndAnotherOrder_ChangeNoMeasure() =>
        Gen.Select(Households, Gen.Int[1, 1000])
            .Sample(
                (households, by) =>
                    Assert.Equal(
                        FairnessMeasure.Of(households),
                        FairnessMeasure.Of(
                            households
                                .Reverse()
                                .Select(h => h with { Household = new HouseholdId(h.Household.Value + by) })
                        )
                    )
            );

    [Fact]
    public void LeadsAndOthers_TogetherAreAll_AndPartsAreTheWhole() =>
        Gen.Select(Households, Households)
            .Sample(
                (one, two) =>
                {
                    var street = Street(("A", "甲", one), ("B", "乙", two));
                    foreach (var line in street.Parts.Append(street.Whole))
                    {
                        Assert.Equal(line.All.Households, line.Leads.Households + line.Others.Households);
                        Assert.Equal(line.All.Done, line.Leads.Done + line.Others.Done);
                        Assert.Equal(line.All.Due, line.Leads.Due + line.Others.Due);
                    }

                    Assert.Equal(street.Whole.All.Households, street.Parts.Sum(p => p.All.Households));
                    Assert.NotEmpty(MeasureWords.Of(street.Whole, street.Span).Zh);
                }
            );

    [Fact]
    public void AStreetIsToldByCommunities_ACommunityByAreas_AnAreaByItself()
    {
        var street = Street(("A", "甲", []), ("B", "甲", []), ("C", "乙", []));
        var community = street with { Areas = [.. street.Areas.Take(2)] };
        var area = street with { Areas = [street.Areas[2]] };
        Assert.Equal(["甲", "乙"], street.Parts.Select(p => p.Name));
        Assert.Equal(["A", "B"], community.Parts.Select(p => p.Name));
        Assert.Empty(area.Parts);
        Assert.Equal(("甜水街道", "甲", "C"), (street.Whole.Name, community.Whole.Name, area.Whole.Name));
    }

    [Fact]
    public void ASpanIsAMonthOrAYear()
    {
        var year = FairnessSpan.Of(2026);
        var month = FairnessSpan.Of(new YearMonth(2024, 2));
        Assert.Equal(("2026", "2024-02"), (year.ToString(), month.ToString()));
        Assert.Equal(12, Enumerable.Range(-3, 18).Count(m => year.Holds(new YearMonth(2026, 1).PlusMonths(m))));
        Assert.Equal((new LocalDate(2024, 2, 1), new LocalDate(2024, 2, 29)), (month.FirstNight, month.LastNight));
    }

    private static StreetParts Street(params (string Code, string Community, HouseholdPart[] Households)[] areas) =>
        new(
            "甜水街道",
            FairnessSpan.Of(2026),
            [new YearMonth(2026, 1)],
            [
                .. areas.Select(
                    (a, i) =>
                        new AreaParts(new WatchArea(new(i), a.Code, a.Community, [a.Code], null, null), a.Households)
                ),
            ]
        );
}
