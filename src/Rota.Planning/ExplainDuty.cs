using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Why a resident is on duty on a night, or is not.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">The edition's number; null for a draft.</param>
/// <param name="IsOptimal">Whether the rota is proven the best.</param>
/// <param name="Since">What kinds of change the rota has seen since it was first published.</param>
/// <param name="HasChanged">Something was recorded since the rota was made that it does not follow yet.</param>
/// <param name="Ordinary">What an ordinary night costs a household that opens with nothing and has one share, in square points.</param>
/// <param name="On">Why they are on duty; null when they are not.</param>
/// <param name="Off">Why they are not; null when they are.</param>
public sealed record DutyExplained(
    WatchArea Area,
    int? Edition,
    bool IsOptimal,
    IReadOnlyCollection<ChangeKind> Since,
    bool HasChanged,
    long Ordinary,
    DutyReason? On,
    OffDutyReason? Off
)
{
    /// <summary>Why, sentence by sentence.</summary>
    public IReadOnlyList<Words> Sentences => On?.Sentences ?? Off!.Sentences;

    /// <summary>What has to be known to read that.</summary>
    public IEnumerable<Words> Notes
    {
        get
        {
            Alternative?[] others = [On?.Without, On?.Another, Off?.With];
            if (others.Any(o => o?.Other is { IsTie: false, IsBetter: false, Emptier: null }))
            {
                yield return new(
                    $"平方分：公约衡量公平的单位。结余为零、应担一份的一户守一个平日，计 {Ordinary} 平方分。",
                    $"Square points measure what is fair: an ordinary night of a household with no balance and one share is {Ordinary} of them."
                );
            }

            if (!IsOptimal)
            {
                yield return NotTheBest;
            }

            if (HasChanged)
            {
                yield return new(
                    "值班表定下之后登记又有变动；以上说的是定表时的情况。",
                    "Something was recorded after the rota was made; this tells how it was made."
                );
            }
        }
    }

    private Words NotTheBest =>
        Since.Contains(ChangeKind.Resolve)
            ? new(
                "这份值班表公布后重排过：重排时尽量少动已公布的席位，所以整张表不一定是最公平的一张。",
                "This rota was solved again after publishing, with as few published seats changed as could be; so it need not be the fairest there is."
            )
        : Since.Count > 0
            ? new(
                "这份值班表公布后有变动，所以整张表不一定是最公平的一张。",
                "This rota has changed since it was published; so it need not be the fairest there is."
            )
        : new("这份值班表未证明是最好的。", "This rota is not proven to be the best.");
}

/// <summary>
/// Explains to a resident why they have a night, or have it not: what they see stands on their own household's figures, and on numbers.
/// </summary>
/// <param name="office">What it works with.</param>
/// <param name="solve">What solves; the solver when null.</param>
public sealed class ExplainDuty(Office office, Solve? solve = null)
{
    /// <summary>Explains a night of the edition in force, or of the draft where there is none. Null when the resident's area has neither.</summary>
    /// <param name="resident">The resident, as found by <see cref="FindPeople"/>.</param>
    /// <param name="night">The night.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public async Task<Outcome<DutyExplained>?> RunAsync(
        ResidentCard resident,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(resident);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var loaded = await LoadAsync(reader, resident, night, cancellation);
        if (loaded is not { Succeeded: true })
        {
            return loaded is null ? null : Outcome<DutyExplained>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        var changes = await reader.Changes.ListAsync(hand.Area.Id, night.ToYearMonth(), cancellation);
        if (hand.Problem.Watches.All(w => w.Night.Date != night))
        {
            return Outcome<DutyExplained>.Failed(NoWatch(hand.Area, night));
        }

        var duty = hand.Rota.Duties.FirstOrDefault(d => d.Resident == resident.Resident && d.Seat.Night == night);
        var knows = duty is not null && hand.Problem.Resident(resident.Resident) is not null;
        var agreed = knows ? await AgreedDuty.OfAsync(reader, hand.Edition, changes, duty!, cancellation) : null;
        var moved = Moved([.. changes.Select(c => c.Cause.Kind)]);
        return Outcome<DutyExplained>.Of(
            new DutyExplained(
                hand.Area,
                hand.Edition,
                hand.Standing.Status == RotaStatus.Optimal,
                [.. changes.Select(c => c.Cause.Kind).Distinct()],
                !hand.AuditNow().IsClean,
                (long)hand.Problem.Terms.Points.Ordinary * hand.Problem.Terms.Points.Ordinary,
                !knows ? null
                    // What they agreed to was not computed: what another choice would have cost is no reason.
                    : agreed is not null ? DutyReason.Of(hand.Problem, hand.Rota, duty!) with { Agreed = agreed }
                    : Beside(On(hand.Problem, hand.Rota, duty!, solve, cancellation), moved),
                knows
                    ? null
                    : Beside(Off(hand.Problem, hand.Rota, resident.Resident, night, solve, cancellation), moved)
            )
        );
    }

    /// <summary>What changes of a published rota mean for a comparison with a cheaper one; null for none.</summary>
    private static Words? Moved(IReadOnlyCollection<ChangeKind> since) =>
        since.Count == 0 ? null
        : since.Contains(ChangeKind.Resolve)
            ? new(
                "现在不好比：公布后重排过，少动已公布的班比省代价要紧",
                "that cannot be compared now: the rota was solved again after publishing, and keeping published duties came before cost"
            )
        : since.All(AgreedDuty.IsAgreed)
            ? new(
                "现在不好比：公布后有人换过班，那是当事人说好的，不是按代价排的",
                "that cannot be compared now: duties changed hands after publishing, as people agreed and not by cost"
            )
        : new("现在不好比：公布后有变动", "that cannot be compared now: the rota has changed since it was published");

    private static DutyReason Beside(DutyReason reason, Words? moved) =>
        reason with
        {
            Without = Beside(reason.Without, moved),
            Another = Beside(reason.Another, moved),
        };

    private static OffDutyReason Beside(OffDutyReason reason, Words? moved) =>
        reason with
        {
            With = Beside(reason.With, moved),
        };

    private static Alternative? Beside(Alternative? other, Words? moved) =>
        other is Alternative.Found { Choice: var choice }
            ? new Alternative.Found(choice with { Since = moved })
            : other;

    /// <summary>Why somebody is on duty: the month is solved again without the household on that watch, and with another of it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rota">A rota of it.</param>
    /// <param name="duty">A duty of the rota.</param>
    /// <param name="solve">What solves; the solver when null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public static DutyReason On(
        RotaProblem problem,
        WatchRota rota,
        Duty duty,
        Solve? solve = null,
        CancellationToken cancellation = default
    )
    {
        var reason = DutyReason.Of(problem, rota, duty);
        if (reason.IsPinned)
        {
            return reason;
        }

        return reason with
        {
            Without = Try(
                problem,
                rota,
                duty.Household,
                DutyReason.WithoutHousehold(problem, duty),
                solve,
                cancellation
            ),
            Another =
                !reason.HasOthers ? null
                : DutyReason.AnotherOfIt(problem, duty) is { } supposed
                    ? Try(problem, rota, duty.Household, supposed, solve, cancellation)
                : new Alternative.Impossible(),
        };
    }

    /// <summary>Why somebody is not on duty: where no rule of their own keeps them away, the month is solved again with them.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rota">A rota of it.</param>
    /// <param name="resident">The resident, of the problem or not.</param>
    /// <param name="night">A night with a watch.</param>
    /// <param name="solve">What solves; the solver when null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public static OffDutyReason Off(
        RotaProblem problem,
        WatchRota rota,
        ResidentId resident,
        LocalDate night,
        Solve? solve = null,
        CancellationToken cancellation = default
    )
    {
        var reason = OffDutyReason.Of(problem, rota, resident, night);
        return reason.Kept is not null
            ? reason
            : reason with
            {
                With = Try(
                    problem,
                    rota,
                    problem.Resident(resident)?.Household.Id,
                    OffDutyReason.Having(resident, night),
                    solve,
                    cancellation
                ),
            };
    }

    private static Alternative Try(
        RotaProblem problem,
        WatchRota rota,
        HouseholdId? household,
        Supposition supposed,
        Solve? solve,
        CancellationToken cancellation
    ) =>
        SolveSupposed.Run(problem, supposed, solve, cancellation) switch
        {
            SolveSupposed.Solved other => new Alternative.Found(
                OtherChoice.Of(problem, rota, other.Rota, other.IsExact, household)
            ),
            SolveSupposed.Impossible => new Alternative.Impossible(),
            _ => new Alternative.Unsettled(),
        };

    /// <summary>The rota that has the resident on duty that night, else that of the area of the grid where they live.</summary>
    private async Task<Outcome<RotaInHand>?> LoadAsync(
        StreetReader reader,
        ResidentCard resident,
        LocalDate night,
        CancellationToken cancellation
    )
    {
        var month = night.ToYearMonth();
        var duties = await reader.Duties.OfResidentAsync(resident.Resident, night, cancellation);
        var elsewhere = duties.Where(d => d.Duty.Seat.Night == night).Select(d => d.Area).ToHashSet();
        var areas = await reader.Areas.MonthAsync(month, cancellation);
        var at =
            areas.FirstOrDefault(a => elsewhere.Contains(a.State.Area.Id))
            ?? areas
                .Where(a => a.Edition is not null || a.Draft is not null)
                .OrderBy(a => a.Edition is null)
                .FirstOrDefault(a => a.State.Area.Grids.Contains(resident.Household.Grid, StringComparer.Ordinal));
        return at is null ? null : await RotaInHand.AsMadeAsync(office, reader, at, month, cancellation);
    }

    private static Fault NoWatch(WatchArea area, LocalDate night) =>
        new(
            new Place("--night"),
            new($"{area.Code} 在 {night:uuuu-MM-dd} 停值，没有班", $"{area.Code} keeps no watch on {night:uuuu-MM-dd}"),
            new(
                $"rota show {night:uuuu-MM} --area {area.Code} 可查看哪些夜有班",
                $"See which nights have one: rota show {night:uuuu-MM} --area {area.Code}"
            )
        );
}
