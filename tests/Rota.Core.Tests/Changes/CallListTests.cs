using CsCheck;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Core.Tests.Changes;

/// <summary>Whom a call list names: everybody who may come by the covenant's rules for emergencies, nobody else, in the order of calling.</summary>
public sealed class CallListTests
{
    private static readonly Gen<(int Seed, int Days, EmergencyExcuses Excuses)> Cases = Gen.Select(
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, 40],
        Gen.Enum<EmergencyExcuses>()
    );

    [Fact]
    public void TheList_IsEverybodyWhoMayComeWithTheExcuses_AndNobodyElse()
    {
        var (excused, promoted) = (0, 0);
        Cases.Sample(
            c =>
            {
                var months = TwoMonths.Tiny(c.Seed).InHand;
                var now = new LocalDate(2026, 9, 28).PlusDays(c.Days).At(new LocalTime(20, 0));
                var terms = new ChangeTerms(Approval: true, 2, 24, EmergencyHours: 720, c.Excuses);
                foreach (var seat in months.Months.SelectMany(m => m.Problem.Seats()).Where(months.Of(c.Seed)))
                {
                    var list = CallList.For(months, seat, terms, now);
                    var may = Everybody(months, seat, terms, now);
                    var byHand = list.Where(e => e.Reason != CallReason.Standby).Select(e => e.Resident);

                    AssertNothingElseIsExcused(months, seat, terms, now, may);
                    Assert.Equal(may.OrderBy(r => r.Value), byHand.OrderBy(r => r.Value));
                    Assert.Equal(list.OrderBy(e => e.Reason).ThenBy(e => e.Dislikes), list);
                    foreach (var entry in list)
                    {
                        var judged = ChangeAudit.Of(months, entry.Change, now).Value;
                        Assert.Empty(judged.Added);
                        Assert.Equal(judged.Cost, entry.Cost);
                        Assert.Equal(months.Of(seat.Night)!.Problem.Resident(entry.Resident)!.CanLead, entry.CanLead);
                    }

                    excused += list.Count(e => e.Reason != CallReason.Standby && e.Change.Waivers.Count > 0);
                    promoted += list.Count(e => e.Reason == CallReason.Standby);
                }
            },
            iter: 300,
            threads: 1
        );
        Assert.True(excused > 15, $"Only {excused} excused.");
        Assert.True(promoted > 2, $"Only {promoted} promoted.");
    }

    [Fact]
    public void OutsideOfAnEmergency_NobodyIsExcused()
    {
        Cases.Sample(
            c =>
            {
                var months = TwoMonths.Tiny(c.Seed).InHand;
                var now = new LocalDate(2026, 9, 1).At(LocalTime.Noon);
                var terms = ChangeTerms.Default with { EmergencyHours = 24, Excuses = EmergencyExcuses.All };
                var seat = months.Months[0].Problem.Seats().First();

                Assert.All(
                    CallList.For(months, seat, terms, now).Where(e => e.Reason != CallReason.Standby),
                    e => Assert.Empty(e.Change.Waivers)
                );
            },
            iter: 100,
            threads: 1
        );
    }

    /// <summary>Whoever asks to take the seat, on the list or not, is excused from what the covenant names and from nothing else.</summary>
    private static void AssertNothingElseIsExcused(
        PublishedMonths months,
        Seat seat,
        ChangeTerms terms,
        LocalDateTime now,
        List<ResidentId> may
    )
    {
        var month = months.Of(seat.Night)!;
        foreach (var resident in month.Problem.Residents.Where(r => r.Id != month.Holder(seat)))
        {
            var judged = ChangeAudit.Of(months, RotaChange.StandIn(seat, month.Holder(seat), resident.Id), terms, now);
            Assert.Equal(judged is { Succeeded: true, Value.IsLegal: true }, may.Contains(resident.Id));
            Assert.All(judged.Succeeded ? judged.Value.Change.Waivers : [], w => Assert.True(terms.Excuse(w.Rule)));
        }
    }

    /// <summary>Everybody who may take a seat as it is, or with some of the excuses; tried one by one, all of the excuses' subsets.</summary>
    private static List<ResidentId> Everybody(PublishedMonths months, Seat seat, ChangeTerms terms, LocalDateTime now)
    {
        var month = months.Of(seat.Night)!;
        var holder = month.Holder(seat);
        var isEmergency = terms.IsEmergency(month.Problem.Watch(seat.Night, seat.Watch)!.Begins, now);
        string[] rules = [.. ((string[])["month", "rest", "standby"]).Where(r => isEmergency && terms.Excuse(r))];
        return
        [
            .. month
                .Problem.Residents.Where(r => r.Id != holder)
                .Where(r =>
                    Subsets(rules)
                        .Any(waived =>
                        {
                            var isMember = r.Household.Id == month.Duty(seat)?.Household;
                            var plain = isMember
                                ? RotaChange.HouseholdMember(seat, holder!.Value, r.Id)
                                : RotaChange.StandIn(seat, holder, r.Id);
                            var change = plain with
                            {
                                Waivers = [.. waived.Select(rule => new Waiver(rule, seat, r.Id, ""))],
                            };
                            return ChangeAudit.Of(months, change, now) is { Succeeded: true, Value.IsLegal: true };
                        })
                )
                .Select(r => r.Id),
        ];
    }

    private static IEnumerable<string[]> Subsets(string[] rules) =>
        Enumerable.Range(0, 1 << rules.Length).Select(bits => rules.Where((_, i) => (bits >> i & 1) == 1).ToArray());
}

file static class Chosen
{
    /// <summary>Two seats of the months, by a seed.</summary>
    public static Func<Seat, bool> Of(this PublishedMonths months, int seed)
    {
        var seats = months.Months.SelectMany(m => m.Problem.Seats()).ToList();
        Seat[] two = [seats[seed % seats.Count], seats[(seed / 7) % seats.Count]];
        return two.Contains;
    }
}
