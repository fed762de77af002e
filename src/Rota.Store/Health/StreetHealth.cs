using System.Data.Common;
using NodaTime;
using Rota.Core;

namespace Rota.Store.Health;

/// <summary>Looks whether a database keeps what it said it had written; changes nothing.</summary>
public static class StreetHealth
{
    /// <summary>Looks at the database of a street that is there. Fault: it cannot be asked.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="clock">This machine's clock, to compare with the server's.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<IReadOnlyList<HealthLine>>> OfAsync(
        StreetPlace place,
        IClock clock,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(clock);
        try
        {
            IReadOnlyList<HealthLine> lines = place.IsServer
                ? await PostgresHealth.OfAsync(place, clock, cancellation)
                : await SqliteHealth.OfAsync(place.Text, cancellation);
            return Outcome<IReadOnlyList<HealthLine>>.Of(lines);
        }
        catch (Exception e) when (Postgres.PostgresFaults.Is(e) && place.IsServer)
        {
            return Outcome<IReadOnlyList<HealthLine>>.Failed(Postgres.PostgresFaults.Of(place, e));
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return Outcome<IReadOnlyList<HealthLine>>.Failed(
                new Fault(
                    new Place(place.Shown),
                    new($"数据库读不出来（{e.Message}）", $"the database cannot be read ({e.Message})"),
                    new(
                        "请停用它，用 rota restore 恢复最近的备份",
                        "stop using it, and put the last backup in its place with rota restore"
                    )
                )
            );
        }
    }
}
