using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 可值守: on the register that night, taking part, of age, neither exempt nor absent. The ages are the covenant's
/// <see cref="Terms.Guards"/>; the nights are settled when the problem is made.
/// </summary>
public sealed record MayGuard : Rule
{
    /// <inheritdoc/>
    public override string Key => "may_guard";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "只排在册、参加、适龄的居民；请假和免排的夜晚不排。",
            "Only residents who are on the register, take part and are of age are assigned, never on nights of absence or exemption."
        );

    /// <inheritdoc/>
    protected override Words Refusal => new("这一夜不能安排此人值守。", "This resident cannot be assigned that night.");

    /// <inheritdoc/>
    public override bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return resident.MayGuard(watch.Night.Date);
    }
}
