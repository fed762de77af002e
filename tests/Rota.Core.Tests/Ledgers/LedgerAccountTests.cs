using CsCheck;
using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Ledgers;

/// <summary>A ledger laid out says neither more nor less than planning reads out of it.</summary>
public sealed class LedgerAccountTests
{
    private static readonly LocalDate First = new(2026, 1, 1);

    private static readonly Gen<LedgerEntry> Entry = Gen.Select(
        Gen.Int[0, 500],
        Gen.Enum<LedgerReason>(),
        Gen.Long[-60_000, 60_000],
        (day, reason, amount) =>
        {
            var night = First.PlusDays(day);
            var isOfMonth = reason is LedgerReason.Dues or LedgerReason.Faded;
            return new LedgerEntry(
                new HouseholdId(1),
                night.ToYearMonth(),
                isOfMonth ? null : night,
                reason,
                new Points(amount)
            );
        }
    );

    [Fact]
    public void TheLinesSumToWhatPlanningOpensTheNextMonthWithBeforeItFades()
    {
        Gen.Select(Entry.Array[0, 30], Gen.Int[0, 500])
            .Sample(
                (entries, days) =>
                {
                    var account = LedgerAccount.Of(entries, First.PlusDays(days));

                    var opening = Ledger.Open(entries, account.Next).Balance;
                    Assert.Equal(opening, account.Balance + Ledger.Fading(account.Balance));
                    Assert.Equal(account.Balance, account.Sum(isToCome: false) + account.Sum(isToCome: true));
                    Assert.All(entries, e => Assert.True(e.Month < account.Next));
                }
            );
    }

    [Fact]
    public void EveryEntryIsALineOnce_DoneBeforeToCome_WithTheBalanceRunningDown()
    {
        Gen.Select(Entry.Array[1, 30], Gen.Int[0, 500])
            .Sample(
                (entries, days) =>
                {
                    // Tonight is done, however seldom chance meets it.
                    var today = days % 2 == 0 ? entries[0].Night ?? First : First.PlusDays(days);
                    var account = LedgerAccount.Of(entries, today);

                    var booked = account.Lines.Select(l => l.Entry).Where(e => entries.Any(x => ReferenceEquals(x, e)));
                    Assert.Equal(entries.Length, booked.Distinct(ReferenceEqualityComparer.Instance).Count());
                    Assert.All(
                        account.Lines.Where(l => !entries.Any(x => ReferenceEquals(x, l.Entry))),
                        l => Assert.Equal(LedgerReason.Faded, l.Entry.Reason)
                    );
                    Assert.Equal(account.Lines.Select(l => l.IsToCome).Order(), account.Lines.Select(l => l.IsToCome));
                    Assert.All(
                        account.Lines.Where(l => l.Entry.Night is not null),
                        l => Assert.Equal(l.Entry.Night > today, l.IsToCome)
                    );
                    var running = Points.Zero;
                    Assert.All(account.Lines, l => Assert.Equal(running += l.Entry.Amount, l.Running));
                }
            );
    }

    [Fact]
    public void TheSharesOfBookedDuesAreFoundAgain_WhateverTheRegisterSaysByNow()
    {
        Gen.Select(Gen.Int[1, 2].Array[1, 8], Gen.Int[0, 400], Gen.Int[0, 2].Array[8])
            .Sample(
                (weights, pool, now) =>
                {
                    var parts = Ledger.Dues(Points.Of(pool), weights);
                    var due = parts.Select((p, i) => (p, i)).ToDictionary(p => new HouseholdId(p.i), p => p.p);
                    var owing = weights.Select((_, i) => (new HouseholdId(i), now[i])).ToList();

                    var shares = Supersession.Shares(owing, due);

                    Assert.NotNull(shares);
                    var of = shares.ToDictionary(s => s.Household, s => s.Weight);
                    var divided = Ledger.Dues(Points.Of(pool), [.. shares.Select(s => s.Weight)]);
                    Assert.All(
                        shares.Zip(divided),
                        s => Assert.Equal(pool == 0 ? Points.Zero : due[s.First.Household], s.Second)
                    );
                    Assert.True(pool == 0 || of.Count == weights.Length);
                }
            );
    }
}
