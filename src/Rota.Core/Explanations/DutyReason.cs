using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Explanations;

/// <summary>
/// Why a resident is on duty on a night, said to the resident: where their household stood, how many could take the seat, and what the
/// next best choice would have cost. It may be read out to others: of neighbours it holds numbers alone.
/// </summary>
public sealed record DutyReason
{
    /// <summary>The seat.</summary>
    public required Seat Seat { get; init; }

    /// <summary>Where the household stood when the month opened.</summary>
    public required HouseholdStanding Standing { get; init; }

    /// <summary>Households that could take the seat, as far as single duties go.</summary>
    public required int Households { get; init; }

    /// <summary>Of these, the households of which somebody who can lead could.</summary>
    public required int Leads { get; init; }

    /// <summary>All seats that compete for the household and others, of which some stay empty whoever comes; null where there is room enough.</summary>
    public required HallSet? Short { get; init; }

    /// <summary>Whether the resident can lead.</summary>
    public required bool CanLead { get; init; }

    /// <summary>What the resident said of the night: liked (1), rather not (-1), nothing (0).</summary>
    public required int Wish { get; init; }

    /// <summary>An organiser settled the seat beforehand.</summary>
    public required bool IsPinned { get; init; }

    /// <summary>That the duty came to them by their own word, of what kind and from whom, by masked name; null where it did not.</summary>
    public Words? Agreed { get; init; }

    /// <summary>Whether the household has others who may guard some night of the month and are not on the same watch.</summary>
    public required bool HasOthers { get; init; }

    /// <summary>The next best without the household on that watch; null where it was not looked for.</summary>
    public Alternative? Without { get; init; }

    /// <summary>The best with another of the household in the resident's place; null where it was not looked for.</summary>
    public Alternative? Another { get; init; }

    /// <summary>Reads what needs no solver.</summary>
    public static DutyReason Of(RotaProblem problem, WatchRota rota, Duty duty)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        ArgumentNullException.ThrowIfNull(duty);
        var who = problem.Resident(duty.Resident)!;
        var watch = problem.Watch(duty.Seat.Night, duty.Seat.Watch)!;
        var rules = problem.Terms.Rules.All.ToArray();
        bool May(ResidentMonth r) => Array.TrueForAll(rules, rule => rule.Allows(r, watch, duty.Seat.Post));
        var beside = rota
            .Duties.Where(d => d.Seat.Night == duty.Seat.Night && d.Seat.Watch == duty.Seat.Watch)
            .Select(d => d.Resident)
            .ToHashSet();
        return new DutyReason
        {
            Seat = duty.Seat,
            Standing = HouseholdStanding.Of(problem, who.Household),
            Households = problem.Households.Count(h => h.Residents.Any(May)),
            Leads = problem.Households.Count(h => h.Residents.Any(r => r.CanLead && May(r))),
            Short = Watch.IsOut(duty.Seat.Post) ? ShortOf(problem, rota, who.Household) : null,
            CanLead = who.CanLead,
            Wish = who.WishOn[duty.Seat.Night.Day - 1],
            IsPinned = problem.Pins.Any(p => p.Resident == who && p.Watch.Index == watch.Index),
            HasOthers = who.Household.Residents.Any(r => !beside.Contains(r.Id) && r.MayGuardOn.Contains(true)),
        };
    }

    /// <summary>What is supposed to learn what the night costs without the household: none of it on that watch, out or standby as the duty is.</summary>
    public static Supposition WithoutHousehold(RotaProblem problem, Duty duty)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(duty);
        var watch = problem.Watch(duty.Seat.Night, duty.Seat.Watch)!;
        return new Supposition
        {
            Forbids = (r, w, p) => r.Household.Id == duty.Household && IsThere(duty, watch, w, p),
        };
    }

    /// <summary>What is supposed to learn what another adult of the household in the resident's place costs; null where none may.</summary>
    public static Supposition? AnotherOfIt(RotaProblem problem, Duty duty)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(duty);
        var watch = problem.Watch(duty.Seat.Night, duty.Seat.Watch)!;
        var who = problem.Resident(duty.Resident)!;
        var rules = problem.Terms.Rules.All.ToArray();
        var posts = Watch
            .Posts.Where(p => Watch.IsOut(p) == Watch.IsOut(duty.Seat.Post) && watch.Seats(p) > 0)
            .ToList();
        var able = who
            .Household.Residents.Where(r => r != who)
            .Where(r => posts.Exists(p => Array.TrueForAll(rules, rule => rule.Allows(r, watch, p))))
            .ToHashSet();
        return able.Count == 0
            ? null
            : new Supposition
            {
                Forbids = (r, w, p) => r == who && IsThere(duty, watch, w, p),
                Requires = (r, w, p) => able.Contains(r) && IsThere(duty, watch, w, p),
            };
    }

    /// <summary>The reason, sentence by sentence.</summary>
    public IReadOnlyList<Words> Sentences =>
        Agreed is { } agreed
            ? [agreed, Standing.Words]
            : [Standing.Words, Scarcity, .. NextBest(), .. Adult(), .. Wished()];

    private static bool IsThere(Duty duty, Watch watch, Watch on, Post post) =>
        on.Index == watch.Index && Watch.IsOut(post) == Watch.IsOut(duty.Seat.Post);

    private static HallSet? ShortOf(RotaProblem problem, WatchRota rota, HouseholdMonth household) =>
        new GapConflicts(problem, rota).AllOut() is { } set && set.Households.Contains(household) ? set : null;

    private Words Scarcity
    {
        get
        {
            if (Short is { } set)
            {
                var able = set.IsAboutLeads ? new Words("能带班", "that can lead") : new Words("能来", "that can come");
                return new(
                    $"本月有 {set.Seats.Count} 个席位只有 {set.Households.Count} 户{able.Zh}，{(set.Households.Count == 1 ? "就是您家" : "户户都要来，您家也在内")}，仍空 {set.Lacking} 席。",
                    $"This month {Counted.Some(set.Seats.Count, "seat has", "seats have")} only {Counted.Some(set.Households.Count, "household")} {able.En}: {(set.Households.Count == 1 ? "yours, which is needed" : "each of them is needed, yours too")}, and {Counted.Some(set.Lacking, "seat stays", "seats stay")} empty still."
                );
            }

            var post = SeatWords.Of(Seat.Post);
            var zh = $"按规定，这一夜可排{post.Zh}的有 {Households} 户";
            var en = $"By the rules {Counted.Some(Households, "household")} could take the {post.En} seat that night";
            return Seat.Post != Post.Lead ? new(zh + "。", en + ".")
                : CanLead
                    ? new(
                        $"{zh}，其中能带班的 {Leads} 户，您家是其中一户。",
                        $"{en}; {Leads} of them can lead, and yours is one."
                    )
                : new(
                    $"{zh}，其中能带班的只有 {Leads} 户，不够每班一位，所以这一班注明“无带班”。",
                    $"{en}; only {Leads} of them can lead, which is not enough for every watch, so this one says “no lead”."
                );
        }
    }

    private IEnumerable<Words> NextBest()
    {
        if (IsPinned)
        {
            yield return new("这一席由排班员事先指定。", "An organiser settled this seat beforehand.");
            yield break;
        }

        switch (Without)
        {
            case Alternative.Found { Choice: var other }:
                yield return new(
                    $"若这一班不排您家，{other.Words.Zh}。",
                    $"Without your household on this watch {other.Words.En}."
                );
                if (other is not { IsBetter: true, Since: not null })
                {
                    yield return Then(other);
                }

                break;
            case Alternative.Impossible:
                yield return new(
                    "若这一班不排您家，本月的值班表就排不成。",
                    "Without your household on this watch no rota of the month keeps the rules."
                );
                break;
            case Alternative.Unsettled:
                yield return new(
                    "若这一班不排您家会怎样，这次没有算出结果。",
                    "What the month would come to without your household on this watch could not be settled."
                );
                break;
        }
    }

    /// <summary>Where the household stands in the other rota.</summary>
    private Words Then(OtherChoice other)
    {
        var isOut = Watch.IsOut(Seat.Post);
        var nights = NightSpans.Of(
            other.Duties.Where(d => Watch.IsOut(d.Seat.Post) == isOut).Select(d => d.Seat.Night)
        );
        var kind = isOut ? new Words("值守", "out") : new Words("备班", "on standby");
        return nights.Zh.Length == 0
            ? new(
                $"那样排，您家本月就不用{kind.Zh}。",
                $"In that rota your household is not {kind.En} at all this month."
            )
            : new(
                $"那样排，您家本月在{nights.Zh}{kind.Zh}。",
                $"In that rota your household is {kind.En} on {nights.En} this month."
            );
    }

    private IEnumerable<Words> Adult()
    {
        if (!HasOthers || IsPinned)
        {
            yield break;
        }

        switch (Another)
        {
            case Alternative.Found { Choice: var other }:
                yield return new(
                    $"若由您家另一位去，{other.Words.Zh}。",
                    $"With somebody else of your household in your place {other.Words.En}."
                );
                break;
            case Alternative.Impossible:
                yield return new(
                    "按规定，您家这一班只能由您来。",
                    "By the rules nobody else of your household could take your place on this watch."
                );
                break;
            case Alternative.Unsettled:
                yield return new(
                    "若由您家另一位去会怎样，这次没有算出结果。",
                    "What the month would come to with somebody else of your household could not be settled."
                );
                break;
        }
    }

    private IEnumerable<Words> Wished()
    {
        if (Wish != 0)
        {
            yield return Wish > 0
                ? new(
                    "您愿意这一夜来，排的时候已经考虑了。",
                    "You said that you would like this night; that was counted."
                )
                : new(
                    "您想避开这一夜，排的时候已经考虑了，但还是这样排代价最小。",
                    "You said that you would rather avoid this night; that was counted, and this came out cheapest all the same."
                );
        }
    }
}
