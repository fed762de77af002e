using NodaTime;
using Rota.Core.Registers;

namespace Rota.Store.Registers;

/// <summary>Erases a person: name and phone, and what they said of nights to come. Ids stay, and with them editions, ledger and trail.</summary>
public sealed class ErasureWriter
{
    /// <summary>Farther ahead than any absence.</summary>
    private const int YearsAhead = 1000;

    private readonly StreetWriter writer;

    internal ErasureWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Erases a resident, who takes no part from then on: else a rota would have somebody without a name on it. The versions of their areas move.
    /// Notices that wait are cancelled. One that is being sent in this moment stays: nobody knows any more whether it has gone out.
    /// </summary>
    /// <param name="resident">Who.</param>
    /// <param name="today">Absences and pins from that night on go with them; wishes go all.</param>
    /// <param name="cancellation">Stops the write.</param>
    public async Task EraseAsync(ResidentId resident, LocalDate today, CancellationToken cancellation = default)
    {
        object?[] one = [resident.Value];
        object?[] fromToday = [resident.Value, today];
        var session = writer.Session;
        await session.RunAsync("DELETE FROM person WHERE street_id = @street AND resident_id = @p0", one, cancellation);
        await session.RunAsync("DELETE FROM wish WHERE street_id = @street AND resident_id = @p0", one, cancellation);
        await session.RunAsync(
            "DELETE FROM pin WHERE street_id = @street AND resident_id = @p0 AND night >= @p1",
            fromToday,
            cancellation
        );
        await session.RunAsync(
            "UPDATE resident SET participation = @p1, together = NULL WHERE street_id = @street AND id = @p0",
            [resident.Value, Participation.None],
            cancellation
        );
        await session.RunAsync(
            "UPDATE notice SET state = 'cancelled', changed_at = @p1 "
                + "WHERE street_id = @street AND resident_id = @p0 AND state IN ('queued', 'failed')",
            [resident.Value, writer.At],
            cancellation
        );
        await writer.Absences.TakeBackAsync([resident], today, today.PlusYears(YearsAhead), cancellation);
        await writer.MoveVersionsOfAsync([resident], cancellation);
        await writer.ShownAsync(cancellation);
    }
}
