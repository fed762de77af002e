using CsCheck;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants;

/// <summary>
/// The two readings of the covenant are one: a rota breaks nothing exactly when its columns keep every row, and then the charges are the
/// model's cost. Tiny streets, random rotas on them.
/// </summary>
public sealed class ChecksAndRowsTests
{
    /// <summary>
    /// Rules whose rows are left out where another rule's already say it, with the rules that may speak for them: a resident on two
    /// seats of one night is one watch more than the month allows the household, a standby on a night out, or once more than the friend. (The companion rows
    /// on two seats leave two adults of one household to the month; such a rota breaks the month too, never companion alone.)
    /// </summary>
    private static readonly Dictionary<string, string[]> StandIns = new()
    {
        ["seats"] = ["month", "standby", "together"],
    };

    private static readonly Lazy<IReadOnlyList<Verdict>> Samples = new(() =>
        [.. Enumerable.Range(0, 12_000).Select(seed => Read(seed))]
    );

    public static TheoryData<string> Holding =>
        [
            .. new[]
            {
                "seats",
                "may_guard",
                "month",
                "rest",
                "standby",
                "apart",
                "companion",
                "carers",
                "together",
                "lead",
            },
        ];

    public static TheoryData<string> Weighed =>
        [.. new[] { "gaps", "lead", "festival_memory", "fairness", "newcomers", "wishes", "buildings" }];

    [Fact]
    public void EveryRuleEitherHoldsOrIsWeighed() =>
        Assert.Equal(
            RuleSet.Default.All.Select(r => r.Key).Order(StringComparer.Ordinal),
            Holding.Concat(Weighed).Select(r => r.Data).Append("pins").Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Rota_BreaksNothing_ExactlyWhenItsColumnsKeepEveryRow_AtTheSameCost() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var verdict = Read(seed);
                    return verdict.Audit.IsClean == verdict.Rows.IsAllowed
                        && (!verdict.Audit.IsClean || verdict.Audit.Cost == verdict.Rows.Cost);
                },
                iter: 20_000
            );

    [Theory]
    [MemberData(nameof(Holding))]
    public void RotaThatBreaksOneRuleAlone_IsStoppedByThatRule(string rule)
    {
        var alone = Samples.Value.Where(v => v.Breaches is [var only] && only == rule).ToList();
        Assert.True(alone.Count >= 20, $"Only {alone.Count} samples break {rule} alone.");
        foreach (var verdict in alone)
        {
            var rules = verdict.Problem.Terms.Rules.All.First(r => r.Key == rule);
            var notAllowed = verdict.Rows.Impossible.Any(d => IsRefusedBy(rules, verdict.Problem, d));
            var stopping = verdict.Rows.Broken.Select(r => r.Key.Rule).Distinct().ToList();
            Assert.True(
                notAllowed || stopping.Exists(r => r == rule || StandIns.GetValueOrDefault(rule, []).Contains(r)),
                $"{rule} is broken alone, but what stops the rota is {string.Join(", ", stopping)}."
            );
        }
    }

    [Theory]
    [MemberData(nameof(Weighed))]
    public void RotaThatIsCharged_CostsTheSameInRows(string rule)
    {
        var charged = Samples.Value.Where(v => v.Audit.IsClean && v.Price(rule) != 0).ToList();
        Assert.True(charged.Count >= 20, $"Only {charged.Count} samples are charged by {rule}.");
        Assert.All(charged, v => Assert.Equal(v.Audit.Cost, v.Rows.Cost));
    }

    /// <summary>Pins are in half of the streets; seats of a post are alike to rows, so the pinned are seated where the pin says first.</summary>
    [Fact]
    public void Pins_AreKept_ExactlyWhenTheirRowsAre()
    {
        var (kept, broken) = (0, 0);
        for (var seed = 0; seed < 4_000; seed++)
        {
            var verdict = Read(seed, pinned: true);
            Assert.True(verdict.Audit.IsClean == verdict.Rows.IsAllowed, $"Checks and rows differ at seed {seed}.");
            if (verdict.Breaches.Contains("pins"))
            {
                Assert.Contains(verdict.Rows.Broken, r => r.Key.Rule == "pins");
            }

            kept += verdict.Problem.Pins.Count > 0 && verdict.Audit.IsClean ? 1 : 0;
            broken += verdict.Breaches is ["pins"] ? 1 : 0;
        }

        Assert.True(kept >= 20 && broken >= 20, $"{kept} samples keep their pins, {broken} break nothing else.");
    }

    private static bool IsRefusedBy(Rule rule, RotaProblem problem, Duty duty) =>
        problem.Resident(duty.Resident) is not { } resident
        || problem.Watch(duty.Seat.Night, duty.Seat.Watch) is not { } watch
        || !rule.Allows(resident, watch, duty.Seat.Post)
        || rule is Seats;

    /// <summary>A street of a seed with a rota of the same seed: mostly gaps, then some seats filled, at times whole groups.</summary>
    private static Verdict Read(int seed, bool pinned = false)
    {
        var chance = new Random(seed);
        var facts = TinyStreet.Facts(seed);
        var problem = RotaProblem.From(facts).Value;
        if (pinned)
        {
            var pins = TinyStreet.Pins(seed, problem);
            var with = RotaProblem.From(facts with { Pins = pins });
            problem = with.Succeeded ? with.Value : problem;
        }

        var duties = problem.Pins.Where(_ => chance.Next(4) > 0).ToDictionary(SeatOf, p => p.Resident.Id);
        var seats = problem.Seats().Where(s => !duties.ContainsKey(s)).ToList();
        var fill = chance.Next(1, 4);
        if (problem.Groups.Count > 0 && chance.Next(2) == 0)
        {
            Seat(problem.Groups[chance.Next(problem.Groups.Count)], seats, duties, chance);
        }

        foreach (var seat in seats.Where(s => !duties.ContainsKey(s) && chance.Next(4) < fill))
        {
            if (problem.Residents.Count > 0)
            {
                duties[seat] = problem.Residents[chance.Next(problem.Residents.Count)].Id;
            }
        }

        foreach (var pin in problem.Pins)
        {
            SeatWhereThePinSays(pin, duties);
        }

        return Verdict.Of(problem, ProblemBuilder.RotaOf(problem, duties.Select(d => (d.Key, d.Value))));
    }

    private static void Seat(TogetherGroup group, List<Seat> seats, Dictionary<Seat, ResidentId> duties, Random chance)
    {
        var watches = seats.Where(s => Watch.IsOut(s.Post)).GroupBy(s => (s.Night, s.Watch)).ToList();
        if (watches.Count > 0)
        {
            var watch = watches[chance.Next(watches.Count)];
            foreach (var (seat, member) in watch.Zip(group.Members))
            {
                duties[seat] = member.Id;
            }
        }
    }

    /// <summary>A pinned resident who happens to be on another seat of the same post changes over to the pin's.</summary>
    private static void SeatWhereThePinSays(Pin pin, Dictionary<Seat, ResidentId> duties)
    {
        var seat = SeatOf(pin);
        var other = duties
            .Where(d => d.Value == pin.Resident.Id && d.Key with { Number = seat.Number } == seat)
            .Select(d => (Seat?)d.Key)
            .FirstOrDefault();
        if (other is { } at && at != seat)
        {
            var displaced = duties.TryGetValue(seat, out var who) ? who : (ResidentId?)null;
            duties[seat] = pin.Resident.Id;
            duties.Remove(at);
            if (displaced is { } back)
            {
                duties[at] = back;
            }
        }
    }

    private static Seat SeatOf(Pin pin) => new(pin.Watch.Night.Date, pin.Watch.Name, pin.Post, pin.Number);
}
