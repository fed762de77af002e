using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Core.Tests.Changes;

/// <summary>A refusal for a household's other night names it: whoever is refused can look it up on the board.</summary>
public sealed partial class NightsInTheWayTests
{
    private static readonly Gen<(int Seed, int Days)> Cases = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 40]);

    [Fact]
    public void WhoeverIsRefusedForRest_IsToldNightsOfTheirHousehold_AndEachIsTooNear()
    {
        var refused = 0;
        Cases.Sample(
            c =>
            {
                var months = TwoMonths.Tiny(c.Seed).InHand;
                var now = new LocalDate(2026, 9, 28).PlusDays(c.Days).At(new LocalTime(20, 0));
                foreach (var month in months.Months)
                {
                    foreach (var seat in month.Problem.Seats().Where(s => Watch.IsOut(s.Post)))
                    {
                        foreach (var taker in month.Problem.Residents)
                        {
                            var change = RotaChange.StandIn(seat, month.Holder(seat), taker.Id);
                            if (
                                ChangeAudit.Of(months, change, now) is { Succeeded: true } audit
                                && audit.Value.Added.Any(b => b.Rule == "rest")
                            )
                            {
                                refused++;
                                var told = audit.Value.Refusals.Where(r =>
                                    r.What.En.StartsWith("Fewer", StringComparison.Ordinal)
                                );
                                Assert.All(told, t => AssertTooNear(t.What.En, months, seat, taker));
                            }
                        }
                    }
                }
            },
            iter: 300,
            threads: 1
        );
        Assert.True(refused > 200, $"Only {refused} refused.");
    }

    private static void AssertTooNear(
        string told,
        PublishedMonths months,
        Seat seat,
        Rota.Core.Problems.ResidentMonth taker
    )
    {
        var named = Nights(told);
        // The months' covenants may differ: the sentence says how many nights are meant.
        var free = int.Parse(told.Split(' ')[2], CultureInfo.InvariantCulture);
        var theirs = months
            .Months.SelectMany(m => m.Rota.Duties)
            .Where(d => d.Household == taker.Household.Id && d.Seat != seat && Watch.IsOut(d.Seat.Post))
            .Select(d => d.Seat.Night)
            .Concat(
                months
                    .Months.SelectMany(m => m.Problem.Households)
                    .Where(h => h.Id == taker.Household.Id)
                    .SelectMany(h => h.OutNights)
                    .Where(n => n != seat.Night)
            )
            .Where(n => Math.Abs(Period.DaysBetween(n, seat.Night)) <= free)
            .Distinct()
            .Order();
        Assert.NotEmpty(named);
        Assert.Equal(theirs, named);
    }

    private static List<LocalDate> Nights(string sentence) =>
        [
            .. Date()
                .Matches(sentence)
                .Select(m =>
                    LocalDate.FromDateTime(DateTime.ParseExact(m.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture))
                ),
        ];

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();
}
