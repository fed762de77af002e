using System.Collections.Concurrent;
using Rota.Core.Registers;

namespace Rota.Web.Hosting;

/// <summary>
/// Lets in who asks for a search: why they have a night, which solves a month again, or who could take theirs. That is up to seconds of processor. One at a time of a
/// resident and a few of all; whoever comes too many is told to try again, since a queue of searches would hold up every page.
/// </summary>
internal sealed class SearchGate
{
    /// <summary>How many searches run at once.</summary>
    public const int Most = 2;

    private readonly ConcurrentDictionary<ResidentId, byte> asking = new();
    private int free = Most;

    /// <summary>A place, to be given back; null where there is none.</summary>
    public IDisposable? TryEnter(ResidentId resident)
    {
        if (!asking.TryAdd(resident, 0))
        {
            return null;
        }

        if (Interlocked.Decrement(ref free) >= 0)
        {
            return new Place(this, resident);
        }

        Leave(resident);
        return null;
    }

    private void Leave(ResidentId resident)
    {
        Interlocked.Increment(ref free);
        asking.TryRemove(resident, out _);
    }

    private sealed class Place(SearchGate gate, ResidentId resident) : IDisposable
    {
        public void Dispose() => gate.Leave(resident);
    }
}
