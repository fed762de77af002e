using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Rota.Worker.Tests;

/// <summary>Loops work from the moment the host has begun, and never where it stops before.</summary>
public sealed class BegunTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WorkWaitsForTheHost(bool begins)
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var stop = new CancellationTokenSource();
        var waits = new Begun(lifetime).WaitAsync(stop.Token);
        Assert.False(waits.IsCompleted);

        if (begins)
        {
            lifetime.NotifyStarted();
        }
        else
        {
            await stop.CancelAsync();
        }

        Assert.Equal(begins, await waits);
    }
}
