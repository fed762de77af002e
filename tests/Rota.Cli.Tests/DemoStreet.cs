using Rota.Cli.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoStreet))]

namespace Rota.Cli.Tests;

/// <summary>A demo of one grid, run once for all tests that only read what it made.</summary>
public sealed class DemoStreet : IAsyncLifetime
{
    internal static readonly string[] Demo = ["demo", "--profile", "std", "--grids", "1", "--as-of", "2026-11-20"];

    internal Room Room { get; } = new();

    internal Answer First { get; private set; } = null!;

    public async ValueTask InitializeAsync() => First = await Room.RunAsync(CancellationToken.None, Demo);

    public ValueTask DisposeAsync()
    {
        Room.Dispose();
        return ValueTask.CompletedTask;
    }
}
