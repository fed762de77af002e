using Rota.Planning.Cycles;

namespace Rota.Worker;

/// <summary>Steps as they are written in jobs, logs and measures.</summary>
internal static class StepNames
{
    private static readonly Dictionary<DueStep, string> Names = new()
    {
        [DueStep.Draft] = "draft",
        [DueStep.Post] = "post",
        [DueStep.Publish] = "publish",
    };

    public static string Of(DueStep step) => Names[step];

    public static DueStep Parse(string name) => Names.Single(n => n.Value == name).Key;
}
