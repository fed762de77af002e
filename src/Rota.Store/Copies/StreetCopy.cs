using System.Data.Common;
using NodaTime;
using Rota.Core;

namespace Rota.Store.Copies;

/// <summary>What was copied.</summary>
/// <param name="Tables">Each table with its rows, compared on both sides.</param>
/// <param name="Aside">Where what stood at the place before is now: a file, or a schema of the database; null where nothing was moved.</param>
public sealed record CopyReport(IReadOnlyList<TableCount> Tables, string? Aside);

/// <summary>Copies a street whole from one database to another, of either kind, and compares.</summary>
public static class StreetCopy
{
    /// <summary>
    /// Copies a street to an empty place: every table, as of one moment, while no other writer of the source can write. What arrived is
    /// read back and compared table by table before it counts; where anything stands in the way, nothing is at the place.
    /// </summary>
    /// <param name="from">The street; it stays as it is.</param>
    /// <param name="to">Where to: a file that is not there yet, or a database on a server without a street.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellation">Stops it; nothing is then at the place.</param>
    public static async Task<Outcome<CopyReport>> MoveAsync(
        StreetDatabase from,
        StreetPlace to,
        Instant at,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        try
        {
            await using var source = await from.WriteSessionAsync(cancellation);
            await source.StayAsync(cancellation);
            var opened = await Destination.OpenAsync(to, replaces: false, at, cancellation);
            if (!opened.Succeeded)
            {
                return Outcome<CopyReport>.Failed(opened.Faults);
            }

            await using var destination = opened.Value;
            var shapes = TableShape.Of(source.Context);
            var (came, there) = await TableCopy.FillAsync(
                destination.Session,
                shapes,
                shape => TableCopy.RowsAsync(source, shape, cancellation),
                cancellation
            );
            var differences = TableCopy.Differences(to.Shown, came, there);
            return differences.Count > 0
                ? Outcome<CopyReport>.Failed(differences)
                : Outcome<CopyReport>.Of(new CopyReport(there, await destination.FinishAsync(cancellation)));
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return Outcome<CopyReport>.Failed(Stopped(to, e));
        }
    }

    /// <summary>Writing stopped midway, and nothing of it counts.</summary>
    internal static Fault Stopped(StreetPlace to, Exception e) =>
        new(
            new Place(to.Shown),
            new(
                $"写到一半停了（{e.Message.ReplaceLineEndings(" ")}），没有留下半份",
                $"writing stopped midway ({e.Message.ReplaceLineEndings(" ")}); nothing of it was kept"
            ),
            new("请检查连接、权限和剩余空间，再试一次", "check the connection, permissions and room, then try again")
        );
}
