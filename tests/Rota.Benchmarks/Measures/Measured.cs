using Rota.Benchmarks.Figures;

namespace Rota.Benchmarks.Measures;

/// <summary>What a mode found; what it says to people it has printed already.</summary>
/// <param name="Rows">A row for each engine and instance.</param>
/// <param name="Violations">Where a law was broken, in words.</param>
internal sealed record Measured(IReadOnlyList<Row> Rows, IReadOnlyList<string> Violations);
