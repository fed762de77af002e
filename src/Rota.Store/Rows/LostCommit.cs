using System.Diagnostics;
using NodaTime;

namespace Rota.Store.Rows;

/// <summary>The row of the trail by which a transaction is known again.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Verb">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="Details">Counts and codes.</param>
internal sealed record TrailKey(long Id, Instant At, string By, string Verb, string Subject, string Details);

/// <summary>A connection broke while a transaction was committed, and the database could not be asked what became of it.</summary>
/// <param name="cause">What broke the connection.</param>
internal sealed class LostCommitException(Exception cause)
    : Exception("The connection broke during a commit, whose outcome is unknown.", cause);

/// <summary>
/// Finds out what became of a transaction whose connection broke while it was committed: it is read, never guessed. Whoever reads takes the
/// street's turn to write first, which the lost transaction gives back when it has ended, whatever its end. A number of the trail may have been given
/// to somebody else by then, so that all of the row is compared.
/// </summary>
internal static class LostCommit
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether what was written with a row of the trail counts.</summary>
    /// <param name="again">Begins to write anew.</param>
    /// <param name="key">The row.</param>
    /// <param name="cause">What broke the connection.</param>
    /// <param name="cancellation">Stops the asking.</param>
    /// <exception cref="LostCommitException">The database could not be asked.</exception>
    public static async Task<bool> CountsAsync(
        Func<CancellationToken, Task<Session>> again,
        TrailKey key,
        Exception cause,
        CancellationToken cancellation
    )
    {
        for (var watch = Stopwatch.StartNew(); ; )
        {
            try
            {
                await using var session = await again(cancellation);
                await using var command = session.Command(
                    "SELECT count(*) FROM trail WHERE street_id = @street AND id = @p0 AND at = @p1 AND by = @p2 "
                        + "AND verb = @p3 AND subject = @p4 AND details = @p5"
                );
                session.AddValues(command, key.Id, key.At, key.By, key.Verb, key.Subject, key.Details);
                return (long)(await command.ExecuteScalarAsync(cancellation))! == 1;
            }
            catch (Exception e) when (e is OperationCanceledException || watch.Elapsed > Patience)
            {
                throw new LostCommitException(cause);
            }
            catch (Exception e) when (StoreTrouble.Of(e) is not null)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
