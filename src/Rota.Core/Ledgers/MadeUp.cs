using NodaTime;

namespace Rota.Core.Ledgers;

/// <summary>
/// What is left to make up of missed duties (补班). A missed duty is made up once its household has taken over duties of later nights, from
/// somebody else or from an empty seat, that together weigh as much; no point counts twice, and who came after all has missed nothing.
/// </summary>
public static class MadeUp
{
    /// <summary>What is left of each missed duty. Points go to the earliest night that is not made up yet, of the nights before theirs.</summary>
    /// <param name="missed">A household's missed duties, in the order of nights; points above zero.</param>
    /// <param name="taken">Duties that it took over and has not missed, in any order; points of zero or more.</param>
    /// <returns>For each missed duty what is left, zero where it is made up.</returns>
    public static IReadOnlyList<Points> Left(
        IReadOnlyList<(LocalDate Night, Points Points)> missed,
        IReadOnlyList<(LocalDate Night, Points Points)> taken
    )
    {
        ArgumentNullException.ThrowIfNull(missed);
        ArgumentNullException.ThrowIfNull(taken);
        var left = missed.Select(m => m.Points).ToArray();
        foreach (var (night, points) in taken.OrderBy(t => t.Night))
        {
            var more = points;
            for (var at = 0; at < left.Length && missed[at].Night < night; at++)
            {
                var part = more < left[at] ? more : left[at];
                left[at] -= part;
                more -= part;
            }
        }

        return left;
    }
}
