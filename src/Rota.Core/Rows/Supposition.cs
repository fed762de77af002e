using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Rows;

/// <summary>
/// What is supposed otherwise when a problem is written as rows, to learn what a rota would then cost: a duty that may not be, or has
/// to be, one of some duties that has to be, seats that stay open, a rule that leaves a duty alone. The problem itself stays as it is.
/// </summary>
public sealed record Supposition
{
    /// <summary>Duties that may not be; none by default.</summary>
    public Func<ResidentMonth, Watch, Post, bool>? Forbids { get; init; }

    /// <summary>Duties of which at least one has to be; nothing has to be by default.</summary>
    public Func<ResidentMonth, Watch, Post, bool>? Requires { get; init; }

    /// <summary>Duties, of residents of the problem, each of which has to be, so that no rota is as supposed where one of them cannot; none by default.</summary>
    public Func<ResidentMonth, Watch, Post, bool>? Keeps { get; init; }

    /// <summary>How many seats of a post on a watch stay open at least; none by default.</summary>
    public Func<Watch, Post, int>? LeavesOpen { get; init; }

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
