using Rota.Core.Calendars;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants.Rules;

/// <summary>节日轮换: a household that stood this eve or this holiday in the last years comes last for it.</summary>
/// <param name="Years">How many years back count; 0 or more.</param>
/// <param name="Surcharge">What it costs to send such a household, in square points; 0 or more.</param>
public sealed record FestivalMemory(int Years = 5, long Surcharge = 10_000) : Rule
{
    /// <summary>The rule with its defaults.</summary>
    public FestivalMemory()
        : this(5) { }

    /// <inheritdoc/>
    public override string Key => "festival_memory";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            $"{Years} 年内守过同一节日的户，这个节日排在最后。",
            $"A household that stood a festival within the last {Years} years comes last for it."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        Surcharge >= 0 && Years is >= 0 and <= 20
            ? null
            : (
                new($"years 为 {Years}、surcharge 为 {Surcharge}", $"years is {Years}, surcharge is {Surcharge}"),
                new(
                    "years 应在 0 到 20 之间，surcharge 应为 0 或更大",
                    "years must be between 0 and 20, surcharge 0 or more"
                )
            );

    /// <inheritdoc/>
    public override long Price(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return
            Watch.IsOut(post)
            && watch.Night.Festival is { } festival
            && resident.Household.FestivalsStood.Any(f => NightReader.SameFestival(f, festival))
            ? Surcharge
            : 0;
    }
}
