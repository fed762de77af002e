using CsCheck;
using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Ledgers;

public sealed class LedgerTests
{
    private static readonly YearMonth Start = new(2026, 1);
    private static readonly HouseholdId Household = new(1);

    /// <summary>A household's books of three years: any reasons, some fading booked, in any order.</summary>
    private static readonly Gen<List<LedgerEntry>> Books = Gen.Select(
            Gen.Int[0, 35],
            Gen.Enum<LedgerReason>(),
            Gen.Long[-60_000, 60_000]
        )
        .Select((month, reason, amount) => Entry(month, reason, amount))
        .List[0, 40];

    [Fact]
    public void Dues_AddUpExactly() =>
        Gen.Select(Gen.Long[0, 5_000_000], Gen.Int[1, 5].List[1, 300])
            .Sample(
                (assigned, weights) => Ledger.Dues(new Points(assigned), weights).Sum(p => p.Thousandths) == assigned
            );

    [Fact]
    public void Dues_AreWithinAThousandthOfTheExactPart() =>
        Gen.Select(Gen.Long[0, 5_000_000], Gen.Int[1, 5].List[1, 300])
            .Sample(
                (assigned, weights) =>
                {
                    var total = weights.Sum();
                    return Ledger
                        .Dues(new Points(assigned), weights)
                        .Zip(weights)
                        .All(p => Math.Abs((p.First.Thousandths * total) - (assigned * p.Second)) < total);
                }
            );

    [Fact]
    public void Dues_ThatDoNotDivide_GoToTheLargestRemaindersThenToEarlierHouseholds()
    {
        // 10 thousandths over 3: 3⅓ each, the first gets the one left over.
        Assert.Equal([4, 3, 3], Ledger.Dues(new Points(10), [1, 1, 1]).Select(p => p.Thousandths));

        // Over weights 1, 2: 3⅓ and 6⅔; the second has the larger remainder.
        Assert.Equal([3, 7], Ledger.Dues(new Points(10), [1, 2]).Select(p => p.Thousandths));
    }

    [Fact]
    public void Dues_OfNobody_AreNone() => Assert.Empty(Ledger.Dues(Points.Of(10), []));

    [Fact]
    public void Fading_TakesATwelfthOfWhatIsCarriedInto_EachMonth()
    {
        var books = new[] { Entry(0, LedgerReason.Assigned, 120_000) };
        Assert.Equal(0, Open(books, 0).Balance.Thousandths); // January is opened before its own duties count
        Assert.Equal(110_000, Open(books, 1).Balance.Thousandths); // 120 000 − 10 000
        Assert.Equal(100_833, Open(books, 2).Balance.Thousandths); // 110 000 − 9 166.67
        Assert.Equal(92_430, Open(books, 3).Balance.Thousandths); // 100 833 − 8 402.75
    }

    [Fact]
    public void Fading_OfADebt_IsThatOfACreditTurnedRound() =>
        Gen.Long[0, 1_000_000]
            .Sample(amount =>
                Ledger.Fading(new Points(-amount)) == -Ledger.Fading(new Points(amount))
                && Ledger.Fading(new Points(amount)) <= Points.Zero
                && Ledger.Fading(new Points(amount)).Thousandths >= -amount
            );

    [Fact]
    public void Balance_OfAYearAgo_HardlyWeighs() =>
        Assert.InRange(Open([Entry(0, LedgerReason.Assigned, 100_000)], 36).Balance.Thousandths, 0, 5_000);

    [Fact]
    public void Open_WalksMonthsWithoutEntries()
    {
        var books = new[] { Entry(0, LedgerReason.Assigned, 12_000), Entry(5, LedgerReason.Dues, -3_000) };
        var opening = Open(books, 6);
        Assert.Equal(Enumerable.Range(1, 6).Select(m => Start.PlusMonths(m)), opening.Unbooked.Select(f => f.Month));
        Assert.Equal(9_000, opening.Balance.Thousandths - opening.Unbooked.Sum(f => f.Fading.Thousandths));
    }

    [Fact]
    public void Open_DoesNotSeeLaterEntries() =>
        Gen.Select(Books, Gen.Int[0, 35])
            .Sample(
                (books, month) =>
                    Open(books, month).Balance
                    == Open(
                        books.Where(e =>
                            e.Month < Start.PlusMonths(month)
                            || (e.Month == Start.PlusMonths(month) && e.Reason == LedgerReason.Faded)
                        ),
                        month
                    ).Balance
            );

    [Fact]
    public void Open_DoesNotHangOnTheOrderOfEntries() =>
        Gen.Select(Books, Gen.Int[0, 40], Gen.Int)
            .Sample(
                (books, month, seed) =>
                {
                    var chance = new Random(seed);
                    var (one, other) = (Open(books, month), Open(books.OrderBy(_ => chance.Next()), month));
                    return one.Balance == other.Balance && one.Unbooked.SequenceEqual(other.Unbooked);
                }
            );

    [Fact]
    public void FadingThatIsNotBooked_IsBookedOnce() =>
        Gen.Select(Books, Gen.Int[0, 40], Gen.Int[0, 12])
            .Sample(
                (books, month, later) =>
                {
                    var before = Open(books, month);
                    var booked = books
                        .Concat(
                            before.Unbooked.Select(f => new LedgerEntry(
                                Household,
                                f.Month,
                                null,
                                LedgerReason.Faded,
                                f.Fading
                            ))
                        )
                        .ToList();
                    var after = Open(booked, month);
                    return after.Balance == before.Balance
                        && after.Unbooked.Count == 0
                        && Open(booked, month + later).Balance == Open(books, month + later).Balance;
                }
            );

    [Fact]
    public void FadingThatIsBooked_StaysAsItIs_WhenAnOlderMonthIsCorrected()
    {
        var books = new[]
        {
            Entry(0, LedgerReason.Assigned, 12_000),
            Entry(1, LedgerReason.Faded, -1_000),
            Entry(0, LedgerReason.Correction, -12_000),
        };
        Assert.Equal(-1_000, Open(books, 1).Balance.Thousandths);
        Assert.Empty(Open(books, 1).Unbooked);
    }

    [Fact]
    public void Open_OfAHouseholdWithoutEntries_IsNothing()
    {
        Assert.Equal(Points.Zero, Open([], 12).Balance);
        Assert.Empty(Open([], 12).Unbooked);
    }

    [Fact]
    public void FirstEdition_AsksOfThoseWhoOweWhatTheyWereAssigned_AndOfNobodyElse() =>
        Gen.Select(Gen.Int[1, 3].List[1, 30], Gen.Select(Gen.Int[0, 40], Gen.Int[1, 50]).List[0, 60])
            .Sample(
                (weights, duties) =>
                {
                    var owing = weights.Select((w, i) => (new HouseholdId(i), w)).ToList();
                    var assigned = duties
                        .Select(d => (new HouseholdId(d.Item1), Start.OnDayOfMonth(1), Points.Of(d.Item2)))
                        .ToList();
                    var entries = Ledger.FirstEdition(Start, assigned, owing, []);
                    var ofOwing = entries.Where(e => e.Household.Value < weights.Count).ToList();
                    var others = entries.Where(e => e.Household.Value >= weights.Count).ToList();
                    return ofOwing.Sum(e => e.Amount.Thousandths) == 0
                        && others.TrueForAll(e => e.Reason == LedgerReason.Assigned)
                        && entries.Count(e => e.Reason == LedgerReason.Assigned) == duties.Count;
                }
            );

    private static OpeningBalance Open(IEnumerable<LedgerEntry> books, int month) =>
        Ledger.Open(books, Start.PlusMonths(month));

    private static LedgerEntry Entry(int month, LedgerReason reason, long amount) =>
        new(Household, Start.PlusMonths(month), null, reason, new Points(amount));
}
