using Microsoft.Extensions.Hosting;

namespace Rota.Worker;

/// <summary>When a host has begun: a program that cannot listen where it is told to ends before it has taken any work.</summary>
/// <param name="lifetime">The host's.</param>
internal sealed class Begun(IHostApplicationLifetime lifetime)
{
    /// <summary>Waits until the host has begun; false where it stops before.</summary>
    public async Task<bool> WaitAsync(CancellationToken stop)
    {
        var begun = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var yes = lifetime.ApplicationStarted.Register(() => begun.TrySetResult(true));
        await using var no = stop.Register(() => begun.TrySetResult(false));
        return await begun.Task;
    }
}
