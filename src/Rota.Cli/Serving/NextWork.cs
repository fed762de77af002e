using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Planning.Cycles;

namespace Rota.Cli.Serving;

/// <summary>What a process that has just begun to serve says that it will do, in a line.</summary>
internal static class NextWork
{
    /// <summary>The line.</summary>
    /// <param name="due">What is due now, and what waits.</param>
    /// <param name="cycle">The covenant's days.</param>
    /// <param name="today">Today, where the street is.</param>
    public static Words Of(IReadOnlyList<AreaDue> due, Cycle cycle, NodaTime.LocalDate today)
    {
        var now = due.Where(d => d.Step != DueStep.Wait).GroupBy(d => (d.Step, d.Month)).ToList();
        var waits = due.Count - now.Sum(g => g.Count());
        var (day, step, month) = MonthlyCycle.Next(cycle, today);
        var next =
            now.Count > 0
                ? new Words(
                    "马上做：" + string.Join("；", now.Select(g => Some(g.Key.Step, g.Key.Month, g.Count()).Zh)),
                    "Due now: " + string.Join("; ", now.Select(g => Some(g.Key.Step, g.Key.Month, g.Count()).En))
                )
                : new Words(
                    $"下一步：{StateWords.Of(day)} {StepWords(step).Zh} {StateWords.Of(month)} 的值班表",
                    $"Next: {StepWords(step).En} the rotas of {StateWords.Of(month)} on {StateWords.Of(day)}"
                );
        return waits == 0
            ? new(next.Zh + "。", next.En + ".")
            : new(
                $"{next.Zh}。有 {StateWords.Whole(waits)} 个片区等人来办。",
                $"{next.En}. {StateWords.Some(waits, "area")} {(waits == 1 ? "waits" : "wait")} for a person."
            );
    }

    private static Words Some(DueStep step, NodaTime.YearMonth month, int areas) =>
        new(
            $"{StepWords(step).Zh} {StateWords.Whole(areas)} 个片区的 {StateWords.Of(month)}",
            $"{StepWords(step).En} {StateWords.Of(month)} for {StateWords.Some(areas, "area")}"
        );

    private static Words StepWords(DueStep step) =>
        step switch
        {
            DueStep.Draft => new("起草", "draft"),
            DueStep.Post => new("公示", "post"),
            _ => new("发布", "publish"),
        };
}
