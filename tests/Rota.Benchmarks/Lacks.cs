namespace Rota.Benchmarks;

/// <summary>What engines need of the machine.</summary>
internal static class Lacks
{
    /// <summary>
    /// Whether everything is there that was asked for by name, installed now if that was asked for too. An engine that nobody named
    /// and that lacks its program is left out of the comparison, which is said.
    /// </summary>
    public static bool Nothing(Plan plan, IReadOnlyList<Mode> modes)
    {
        foreach (var engine in modes.SelectMany(plan.Of).Distinct())
        {
            if (engine.IsThere || (plan.Installs && engine.Needs!.Install()))
            {
                continue;
            }

            Console.Error.WriteLine(
                $"This machine lacks {engine.Needs!.Program}, which {engine.Key} needs. To install it: --install, or\n  {engine.Needs.Command}"
            );
            if (plan.Engines is not null)
            {
                return false;
            }
        }

        return true;
    }
}
