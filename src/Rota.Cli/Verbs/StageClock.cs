using System.Diagnostics;
using Rota.Core;

namespace Rota.Cli.Verbs;

/// <summary>How long the stages of a run took.</summary>
internal sealed class StageClock
{
    private readonly List<(Words Stage, double Seconds)> stages = [];

    /// <summary>The stages that ended, in their order.</summary>
    public IReadOnlyList<(Words Stage, double Seconds)> Stages => stages;

    /// <summary>Runs a stage.</summary>
    public T Time<T>(Words stage, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        stages.Add((stage, watch.Elapsed.TotalSeconds));
        return result;
    }

    /// <summary>Runs a stage.</summary>
    public async Task<T> TimeAsync<T>(Words stage, Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var result = await work();
        stages.Add((stage, watch.Elapsed.TotalSeconds));
        return result;
    }
}
