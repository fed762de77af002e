using System.Collections.Concurrent;
using Rota.Planning.Notices;

namespace Rota.Worker.Tests.Notices;

/// <summary>How one call to a channel goes.</summary>
internal enum Trip
{
    Arrives,
    Refused,
    DiesBefore,
    DiesAfter,
}

/// <summary>A channel that dies on its way: what arrived stays arrived, whatever the sender learns of it.</summary>
/// <param name="canDeduplicate">Whether it knows what it had before.</param>
/// <param name="next">How the next call goes.</param>
internal sealed class Postman(bool canDeduplicate, Func<Trip> next) : INoticeChannel
{
    public string Name => canDeduplicate ? "careful" : "careless";

    public bool CanDeduplicate => canDeduplicate;

    /// <summary>What arrived, in order; a careful one has no number twice.</summary>
    public ConcurrentQueue<NoticeText> Arrived { get; } = [];

    public Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation)
    {
        var trip = next();
        if (trip == Trip.DiesBefore)
        {
            throw new InvalidOperationException("Died before it was sent.");
        }

        if (trip == Trip.Refused)
        {
            return Task.FromResult(false);
        }

        lock (Arrived)
        {
            if (!canDeduplicate || Arrived.All(a => a.Id != notice.Id))
            {
                Arrived.Enqueue(notice);
            }
        }

        return trip == Trip.DiesAfter
            ? throw new InvalidOperationException("Died after it was sent.")
            : Task.FromResult(true);
    }
}
