using System.Diagnostics;
using NodaTime;
using Rota.Core;
using Rota.Planning;
using Rota.Planning.Cycles;
using Rota.Store.Rotas;

namespace Rota.Worker;

/// <summary>How a step of an area ended.</summary>
/// <param name="IsDone">Whether what was due is done, by whomever; else it is tried again later.</param>
/// <param name="Result">What became of it, in a word for logs and measures.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Counts">Of a draft: how much it has of what; null else.</param>
internal sealed record StepEnd(bool IsDone, string Result, double Seconds, RotaCounts? Counts = null);

/// <summary>
/// Does one step for one area by the use case that people use too. Doing it again does no harm: what is done is left as it is, and whoever
/// works on what has moved on is refused by the area's version.
/// </summary>
/// <param name="keeper">The office.</param>
/// <param name="solve">What solves; the solver when null.</param>
internal sealed class AreaStep(OfficeKeeper keeper, Solve? solve = null)
{
    /// <summary>Does it.</summary>
    /// <param name="step">Which.</param>
    /// <param name="area">The area's code.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellation">Stops it within a second; a solve's try is taken back.</param>
    public async Task<StepEnd> RunAsync(DueStep step, string area, YearMonth month, CancellationToken cancellation)
    {
        var office = keeper.Current;
        var choice = new AreaChoice(null, [area]);
        var watch = Stopwatch.StartNew();
        var end = step switch
        {
            DueStep.Draft => Of(
                await new DraftMonth(office, solve).RunAsync(month, choice, cancellation: cancellation),
                Of
            ),
            DueStep.Post => Of(
                await new PostMonth(office).RunAsync(month, choice, cancellation),
                p => Of(p.Areas, _ => new StepEnd(true, "posted", 0))
            ),
            DueStep.Publish => Of(
                await new PublishMonth(office).RunAsync(month, choice, cancellation: cancellation),
                Of
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing to do."),
        };
        return end with { Seconds = watch.Elapsed.TotalSeconds };
    }

    private static StepEnd Of<T>(Outcome<T> outcome, Func<T, StepEnd> end)
        where T : class => outcome.Succeeded ? end(outcome.Value) : new StepEnd(false, "refused", 0);

    private static StepEnd Of(IReadOnlyList<AreaDrafted> drafted) =>
        Of(
            drafted,
            d =>
                d.State switch
                {
                    DraftState.Drafted => new StepEnd(true, "drafted", 0, d.Counts),
                    DraftState.AlreadyPublished => new StepEnd(true, "published", 0),
                    DraftState.Kept => new StepEnd(true, "kept", 0),
                    _ => new StepEnd(false, "failed", 0),
                }
        );

    private static StepEnd Of(IReadOnlyList<AreaPublished> published) =>
        Of(
            published,
            p =>
                p.State switch
                {
                    PublishState.Published or PublishState.AlreadyPublished => new StepEnd(true, "published", 0),
                    PublishState.NoDraft => new StepEnd(true, "no draft", 0),
                    PublishState.Held => new StepEnd(false, "held", 0),
                    _ => new StepEnd(false, "refused", 0),
                }
        );

    /// <summary>A code may be an area's and a grid's of another: the worst end counts.</summary>
    private static StepEnd Of<T>(IReadOnlyList<T> areas, Func<T, StepEnd> end) =>
        areas.Select(end).OrderBy(e => e.IsDone).First();
}
