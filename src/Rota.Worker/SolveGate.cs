namespace Rota.Worker;

/// <summary>
/// Lets areas be solved side by side, and one that may have ended a process before alone: should it do so again, it takes no neighbour along
/// that would be blamed with it.
/// </summary>
/// <param name="settings">How many side by side.</param>
internal sealed class SolveGate(WorkerSettings settings) : IDisposable
{
    private readonly SemaphoreSlim places = new(settings.SideBySide);
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Does something beside others, or alone.</summary>
    /// <param name="isAlone">Whether nothing else may go on meanwhile.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<T> EnterAsync<T>(bool isAlone, Func<Task<T>> work, CancellationToken cancellation)
    {
        if (isAlone)
        {
            await one.WaitAsync(cancellation);
        }

        var taken = 0;
        try
        {
            for (var wanted = isAlone ? settings.SideBySide : 1; taken < wanted; taken++)
            {
                await places.WaitAsync(cancellation);
            }

            return await work();
        }
        finally
        {
            if (taken > 0)
            {
                places.Release(taken);
            }

            if (isAlone)
            {
                one.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        places.Dispose();
        one.Dispose();
    }
}
