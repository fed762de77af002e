using CsCheck;
using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Ledgers;

public sealed class SupersessionTests
{
    private static readonly YearMonth Month = new(2028, 2);

    /// <summary>A rota as the ledger sees it: households, nights up to the 29th of February, points as nights weigh.</summary>
    private static readonly Gen<List<(HouseholdId, LocalDate, Points)>> Rota = Gen.Select(
            Gen.Int[1, 12],
            Gen.Int[1, 29],
            Gen.OneOf(Gen.Const(2), Gen.Const(10), Gen.Const(15), Gen.Const(50))
        )
        .Select((household, day, points) => (new HouseholdId(household), Month.OnDayOfMonth(day), Points.Of(points)))
        .List[0, 20];

    /// <summary>Twelve households, of which some owe nothing.</summary>
    private static readonly Gen<List<int>> Weights = Gen.Int[0, 3].List[12, 12];

    [Fact]
    public void AfterAnyChanges_TheMonthSumsUpAsIfTheLastRotaHadBeenPublishedFirst() =>
        Gen.Select(Rota.List[1, 6], Weights)
            .Sample(
                (rotas, weights) =>
                {
                    var owing = Owing(weights);
                    var entries = Published(rotas[0], owing);
                    for (var i = 1; i < rotas.Count; i++)
                    {
                        entries = [.. entries, .. Supersession.Of(Month, rotas[i - 1], rotas[i], owing, Due(entries))];
                    }

                    Assert.Equal(Sums(Published(rotas[^1], owing)), Sums(entries));
                }
            );

    [Fact]
    public void WeightsThatHaveChangedSince_DoNotChangeHowDuesAreDivided() =>
        Gen.Select(Rota, Rota, Weights, Weights)
            .Sample(
                (first, then, weights, now) =>
                {
                    var owing = Owing(weights);
                    var entries = Published(first, owing);
                    if (!Due(entries).Values.Any(d => d != Points.Zero))
                    {
                        return;
                    }

                    entries = [.. entries, .. Supersession.Of(Month, first, then, Owing(now), Due(entries))];
                    Assert.Equal(Sums(Published(then, owing)), Sums(entries));
                }
            );

    [Fact]
    public void WhoTakesADutyWithinTheHousehold_ChangesNothing()
    {
        var duty = (new HouseholdId(1), Month.OnDayOfMonth(29), Points.Of(15));
        var owing = Owing([2, 1]);
        Assert.Empty(Supersession.Of(Month, [duty], [duty], owing, Due(Published([duty], owing))));
    }

    [Fact]
    public void ASeatThatPassesToANeighbour_LeavesTheDuesAsTheyAre()
    {
        var owing = Owing([2, 1]);
        var (mine, yours) = (Duty(1, 10), Duty(2, 10));
        var entries = Supersession.Of(Month, [mine], [yours], owing, Due(Published([mine], owing)));
        Assert.Equal(
            [(1, LedgerReason.Released, -10_000L), (2, LedgerReason.Assigned, 10_000L)],
            entries.Select(e => (e.Household.Value, e.Reason, e.Amount.Thousandths))
        );
    }

    [Fact]
    public void ASeatThatIsLeftOpen_IsDueOfNobody()
    {
        var owing = Owing([2, 1]);
        List<(HouseholdId, LocalDate, Points)> before = [Duty(1, 10), Duty(2, 20)];
        var entries = Supersession.Of(Month, before, [Duty(2, 20)], owing, Due(Published(before, owing)));
        Assert.Equal(
            [(1, LedgerReason.Released, -10_000L), (1, LedgerReason.Dues, 6_666L), (2, LedgerReason.Dues, 3_334L)],
            entries.Select(e => (e.Household.Value, e.Reason, e.Amount.Thousandths))
        );
    }

    private static (HouseholdId, LocalDate, Points) Duty(int household, int day) =>
        (new HouseholdId(household), Month.OnDayOfMonth(day), Points.Of(10));

    private static List<(HouseholdId Household, int Weight)> Owing(IReadOnlyList<int> weights) =>
        [.. weights.Select((w, i) => (new HouseholdId(i + 1), w))];

    private static IReadOnlyList<LedgerEntry> Published(
        IReadOnlyList<(HouseholdId, LocalDate, Points)> rota,
        IEnumerable<(HouseholdId Household, int Weight)> owing
    ) => Ledger.FirstEdition(Month, rota, [.. owing.Where(o => o.Weight > 0)], []);

    private static Dictionary<HouseholdId, Points> Due(IEnumerable<LedgerEntry> entries) =>
        entries
            .Where(e => e.Reason == LedgerReason.Dues)
            .GroupBy(e => e.Household)
            .ToDictionary(g => g.Key, g => -g.Aggregate(Points.Zero, (sum, e) => sum + e.Amount));

    private static SortedDictionary<int, long> Sums(IEnumerable<LedgerEntry> entries) =>
        new(
            entries
                .GroupBy(e => e.Household.Value)
                .Select(g => (g.Key, Sum: g.Sum(e => e.Amount.Thousandths)))
                .Where(g => g.Sum != 0)
                .ToDictionary(g => g.Key, g => g.Sum)
        );
}
