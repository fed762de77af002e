using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 带班: a lead seat is filled by somebody who can lead. When required, it stays empty otherwise; when preferred, somebody else
/// may fill it at a price, and the watch says "no lead".
/// </summary>
/// <param name="Required">Whether somebody who cannot lead is kept off lead seats.</param>
/// <param name="Surcharge">What a lead seat filled by somebody who cannot lead costs, in square points; 0 or more.</param>
public sealed record LeadSeats(bool Required = false, long Surcharge = 20_000) : Rule
{
    /// <summary>The rule with its default price.</summary>
    public LeadSeats()
        : this(false) { }

    /// <inheritdoc/>
    public override string Key => "lead";

    /// <inheritdoc/>
    public override Words Sentence =>
        Required
            ? new("带班席只排能带班的人。", "A lead seat takes only somebody who can lead.")
            : new(
                "带班席先排能带班的人；没有时注明“无带班”。",
                "A lead seat goes to somebody who can lead; where there is none, the watch says “no lead”."
            );

    /// <inheritdoc/>
    protected override Words Refusal => new("此人不能带班。", "This resident cannot lead.");

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        Surcharge >= 0
            ? null
            : (
                new($"surcharge 为 {Surcharge}", $"surcharge is {Surcharge}"),
                new("应为 0 或更大", "it must be 0 or more")
            );

    /// <inheritdoc/>
    public override bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        return !Required || post != Post.Lead || resident.CanLead;
    }

    /// <inheritdoc/>
    public override long Price(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        return post == Post.Lead && !resident.CanLead ? Surcharge : 0;
    }
}
