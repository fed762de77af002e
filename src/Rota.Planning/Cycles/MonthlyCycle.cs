using NodaTime;
using Rota.Core.Covenants;

namespace Rota.Planning.Cycles;

/// <summary>
/// What the covenant's cycle asks on a day: next month's rotas are drafted, posted and published on days of the month before. A day that was
/// missed is made up for on any later one, also within the month while watches are still to come, unless the area has only begun.
/// </summary>
public static class MonthlyCycle
{
    /// <summary>The months that something can be due for on a day: the running one and the next.</summary>
    public static IReadOnlyList<YearMonth> Months(LocalDate today) =>
        [today.ToYearMonth(), today.ToYearMonth().PlusMonths(1)];

    /// <summary>What has to be done next, and why it waits where it does.</summary>
    /// <param name="cycle">The days.</param>
    /// <param name="month">The month of the rota.</param>
    /// <param name="today">Today, where the street is.</param>
    /// <param name="area">How far the area's rota is.</param>
    public static (DueStep Step, WaitReason Reason) StepOf(
        Cycle cycle,
        YearMonth month,
        LocalDate today,
        AreaProgress area
    )
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(area);
        var before = month.PlusMonths(-1);
        bool HasCome(int day) => today >= before.OnDayOfMonth(day);
        // Who begins in the middle of a month begins with the next: nobody gets points for nights before there was a rota.
        var isBegun = month > today.ToYearMonth() || area.HasDraft || area.KeptBefore;
        if (area.HasEdition || !area.HasWatchesToCome || !isBegun || !HasCome(cycle.Draft))
        {
            return (DueStep.Nothing, WaitReason.None);
        }

        var reason = WaitReasonOf(area);
        return reason != WaitReason.None ? (DueStep.Wait, reason)
            : !area.HasDraft ? (DueStep.Draft, reason)
            : HasCome(cycle.Publish) ? (DueStep.Publish, reason)
            : HasCome(cycle.Post) && !area.IsPosted ? (DueStep.Post, reason)
            : (DueStep.Nothing, reason);
    }

    /// <summary>What the cycle asks for next after a day: the first of its days that is still to come, and the month that it is for.</summary>
    /// <param name="cycle">The days.</param>
    /// <param name="today">Today, where the street is.</param>
    public static (LocalDate Day, DueStep Step, YearMonth Month) Next(Cycle cycle, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        var running = today.ToYearMonth();
        (int Day, DueStep Step)[] days =
        [
            (cycle.Draft, DueStep.Draft),
            (cycle.Post, DueStep.Post),
            (cycle.Publish, DueStep.Publish),
        ];
        return ((YearMonth[])[running, running.PlusMonths(1)])
            .SelectMany(m => days.Select(d => (Day: m.OnDayOfMonth(d.Day), d.Step, Month: m.PlusMonths(1))))
            .First(d => d.Day > today);
    }

    private static WaitReason WaitReasonOf(AreaProgress area) =>
        area.IsElsewhere ? WaitReason.PublishedElsewhere
        : area.WasWithdrawn ? WaitReason.Withdrawn
        : area is { HasDraft: true, IsHeld: true } ? WaitReason.Held
        : area is { HasDraft: false, DeadTries: >= SolveTries.Most } ? WaitReason.Failed
        : WaitReason.None;
}
