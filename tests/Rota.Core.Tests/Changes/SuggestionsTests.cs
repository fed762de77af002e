using CsCheck;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Core.Tests.Changes;

/// <summary>What is suggested for a duty is what full audits allow, all of it and nothing else, at the cost they say.</summary>
public sealed class SuggestionsTests
{
    private static readonly Gen<(int, int)> Cases = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 40]);

    [Fact]
    public void Suggestions_AreWhatFullAuditsAllow_AtTheirCost()
    {
        var found = new Dictionary<ChangeKind, int>();
        Cases.Sample(
            c =>
            {
                var (seed, days) = c;
                var (months, now) = (TwoMonths.Tiny(seed), Moment(days));
                var audits = new FullAudits(months, now);
                var suggestions = new Suggestions(months.InHand, now);
                foreach (var seat in Asked(months, seed))
                {
                    var expected = Expected(months, audits, seat);
                    var actual = suggestions
                        .For(seat)
                        .All()
                        .Where(s => s.Change.Kind != ChangeKind.Promotion)
                        .ToDictionary(
                            s => Name(s.Change.Kind, s.Change.Moves.Select(m => (m.Seat, m.To!.Value))),
                            s => s.Cost
                        );
                    Assert.Equal(expected.Order(), actual.Select(a => (a.Key, a.Value)).Order());
                    foreach (var kind in Enum.GetValues<ChangeKind>())
                    {
                        found[kind] = found.GetValueOrDefault(kind) + suggestions.For(seat).CountOf(kind);
                    }
                }
            },
            iter: 1500,
            threads: 1
        );
        Assert.All(
            (ChangeKind[])
                [
                    ChangeKind.HouseholdMember,
                    ChangeKind.StandIn,
                    ChangeKind.Exchange,
                    ChangeKind.Ring,
                    ChangeKind.Promotion,
                ],
            k => Assert.True(found.GetValueOrDefault(k) > 100, $"Only {found.GetValueOrDefault(k)} of {k}.")
        );
    }

    [Fact]
    public void EverySuggestion_IsLegalByTheAudit_AtItsCost_AndCanBeTakenBack() =>
        Cases.Sample(
            c =>
            {
                var (seed, days) = c;
                var (months, now) = (TwoMonths.Tiny(seed).InHand, Moment(days));
                foreach (var seat in months.Months.SelectMany(m => m.Rota.Duties).Select(d => d.Seat).Take(3))
                {
                    foreach (var suggestion in Suggestions.For(months, seat, now).Best(12))
                    {
                        var audit = ChangeAudit.Of(months, suggestion.Change, now).Value;
                        Assert.Empty(audit.Added);
                        Assert.Equal(audit.Cost, suggestion.Cost);
                        Assert.Equal(audit.Ledger, suggestion.Ledger);
                        var back = audit.After.With(suggestion.Change.Inverse()).Value;
                        AssertSame(months, back);
                    }
                }
            },
            iter: 600,
            threads: 1
        );

    [Fact]
    public void TheBest_AreTheFirstOfAll_HouseholdFirstThenByCost() =>
        Cases.Sample(
            c =>
            {
                var (seed, days) = c;
                var months = TwoMonths.Tiny(seed);
                foreach (var seat in Asked(months, seed))
                {
                    var list = Suggestions.For(months.InHand, seat, Moment(days));
                    var all = list.All();
                    Assert.Equal(list.Count, all.Count);
                    Assert.Equal(
                        all.OrderBy(s => s.Change.Kind != ChangeKind.HouseholdMember)
                            .ThenBy(s => s.Cost)
                            .ThenBy(s => s.Change.Kind),
                        all
                    );
                    for (var most = 0; most <= all.Count + 1; most++)
                    {
                        // Few are asked of a list that was never read further, and of one that was read to its end.
                        var few = Suggestions.For(months.InHand, seat, Moment(days));
                        Assert.Equal(all.Take(most).Select(Name), few.Best(most).Select(Name));
                        Assert.Equal(all.Take(most).Select(Name), list.Best(most).Select(Name));
                        foreach (var kind in Enum.GetValues<ChangeKind>())
                        {
                            var its = all.Where(s => s.Change.Kind == kind).Select(Name).ToList();
                            Assert.Equal(its.Take(most), few.Best(kind, most).Select(Name));
                            Assert.Equal(its.Count > most, few.HasMore(kind, most));
                        }
                    }
                }
            },
            iter: 200,
            threads: 1
        );

    private static LocalDateTime Moment(int days) => new LocalDate(2026, 9, 28).PlusDays(days).At(new LocalTime(20, 0));

    /// <summary>A few seats of each month, gaps among them.</summary>
    private static IEnumerable<Seat> Asked(TwoMonths months, int seed)
    {
        var seats = months.InHand.Months.SelectMany(m => m.Problem.Seats()).ToList();
        return Enumerable
            .Range(0, Math.Min(3, seats.Count))
            .Select(i => seats[((seed >> 3) + (i * 5)) % seats.Count])
            .Distinct();
    }

    private static List<(string, long)> Expected(TwoMonths months, FullAudits audits, Seat seat)
    {
        var expected = new List<(string, long)>();
        void Try(ChangeKind kind, params (Seat, ResidentId)[] moves)
        {
            if (audits.Added(moves) is { } cost)
            {
                expected.Add((Name(kind, moves), cost));
            }
        }

        if (audits.IsOver(seat))
        {
            return expected;
        }

        var isHeld = months.Duties.TryGetValue(seat, out var holder);
        var home = months.First.Residents.ToDictionary(r => r.Id, r => r.Household);
        foreach (var resident in months.First.Residents.Where(r => !isHeld || r.Id != holder))
        {
            var isMember = isHeld && home[resident.Id] == home[holder];
            Try(isMember ? ChangeKind.HouseholdMember : ChangeKind.StandIn, (seat, resident.Id));
        }

        // On a watch that has begun somebody may still be found, and nothing is traded.
        var isTraded = isHeld && audits.IsToCome(seat);
        foreach (var (next, second) in audits.Held.Where(h => isTraded && h.Resident != holder))
        {
            Try(ChangeKind.Exchange, (seat, second), (next, holder));
            foreach (var (last, third) in audits.Held.Where(h => h.Resident != holder && h.Resident != second))
            {
                Try(ChangeKind.Ring, (seat, second), (next, third), (last, holder));
            }
        }

        return expected;
    }

    private static string Name(Suggestion suggestion) =>
        Name(suggestion.Change.Kind, suggestion.Change.Moves.Select(m => (m.Seat, m.To)));

    private static string Name<T>(ChangeKind kind, IEnumerable<(Seat Seat, T To)> moves) =>
        $"{kind}: {string.Join(", ", moves.OrderBy(m => m.Seat).Select(m => $"{m.Seat} {m.To}"))}";

    private static void AssertSame(PublishedMonths expected, PublishedMonths actual)
    {
        foreach (var (a, b) in expected.Months.Zip(actual.Months))
        {
            Assert.Equal(a.Rota.Duties.OrderBy(d => d.Seat), b.Rota.Duties.OrderBy(d => d.Seat));
            Assert.Equal(a.Rota.Gaps.Select(g => g.Seat).Order(), b.Rota.Gaps.Select(g => g.Seat).Order());
            foreach (var (was, now) in a.Problem.Households.Zip(b.Problem.Households))
            {
                Assert.Equal(was.OutNights.Order(), now.OutNights.Order());
                Assert.Equal(was.StandbyNights.Order(), now.StandbyNights.Order());
            }
        }
    }
}
