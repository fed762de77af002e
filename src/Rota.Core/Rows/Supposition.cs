using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Rows;

/// <summary>
/// What is supposed otherwise when a problem is written as rows, to learn what a rota would then cost: a duty that may not be, one of
/// some duties that has to be, a rule that leaves a duty alone. The problem itself stays as it is.
/// </summary>
public sealed record Supposition
{
    /// <summary>Duties that may not be; none by default.</summary>
    public Func<ResidentMonth, Watch, Post, bool>? Forbids { get; init; }

    /// <summary>Duties of which at least one has to be; nothing has to be by default.</summary>
    public Func<ResidentMonth, Watch, Post, bool>? Requires { get; init; }

    /// <summary>
    /// Duties that a rule leaves alone: it neither forbids nor charges them, and its rows do not count them. No rule does by default.
    /// The rows of seats are never waived.
    /// </summary>
    public Func<Rule, ResidentMonth, Watch, Post, bool>? Waives { get; init; }

    internal bool Forbidden(ResidentMonth resident, Watch watch, Post post) =>
        Forbids?.Invoke(resident, watch, post) == true;

    internal bool Waived(Rule rule, ResidentMonth resident, Watch watch, Post post) =>
        Waives is not null && rule is not Seats && Waives(rule, resident, watch, post);
}
