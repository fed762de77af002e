using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Testing;

/// <summary>What the covenant says of a rota, read both ways: by its checks, and by its rows.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Rota">The rota.</param>
/// <param name="Audit">What the checks find.</param>
/// <param name="Rows">What the rows find.</param>
public sealed record Verdict(RotaProblem Problem, WatchRota Rota, Audit Audit, RowReading Rows)
{
    /// <summary>Keys of the rules that are broken, each once, in the order of the rules.</summary>
    public IReadOnlyList<string> Breaches => [.. Audit.Breaches.Select(b => b.Rule).Distinct(StringComparer.Ordinal)];

    /// <summary>What the rota costs by one rule.</summary>
    public long Price(string rule) => Audit.Charges.Where(c => c.Rule == rule).Sum(c => c.Amount);

    /// <summary>Reads a rota.</summary>
    public static Verdict Of(RotaProblem problem, WatchRota rota) =>
        new(problem, rota, Audit.Of(problem, rota), RowReading.Of(RowModel.From(problem), rota));
}
