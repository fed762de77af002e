using NodaTime;
using Rota.Core.Problems;

namespace Rota.Benchmarks.Instances;

/// <summary>One rota to find.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Facts">Makes what it follows from: the same every time.</param>
internal sealed record Instance(string Name, Func<ProblemFacts> Facts)
{
    /// <summary>The month that is measured: 31 nights, none of them a public holiday.</summary>
    public static YearMonth Month { get; } = new(2026, 12);

    /// <summary>The day on which registers stand: their history ends the night before, so that rest reaches into the month.</summary>
    public static LocalDate AsOf { get; } = Month.OnDayOfMonth(1);

    /// <summary>The problem, checked.</summary>
    public RotaProblem Problem() => RotaProblem.From(Facts()).Value;
}
