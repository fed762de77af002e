using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Rota.Testing.Databases;

/// <summary>What becomes of the commit at which a line is cut.</summary>
public enum Cut
{
    /// <summary>The server never hears of it.</summary>
    BeforeItArrives,

    /// <summary>The server does it, and nobody hears the answer.</summary>
    BeforeItIsAnswered,
}

/// <summary>A line between the program and a PostgreSQL server that is cut at one commit: what the program knows of it then, and what became of it, are two things.</summary>
public sealed class CuttingLine : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly Task accepting;
    private readonly Cut cut;
    private int left;

    private CuttingLine(string place, Cut cut, int which)
    {
        server = new NpgsqlConnectionStringBuilder(place);
        (this.cut, left) = (cut, which);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The database at the end of the line.</summary>
    public string Place =>
        new NpgsqlConnectionStringBuilder(server.ToString())
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ToString();

    /// <summary>Whether the commit came at which it was to be cut.</summary>
    public bool WasCut => Volatile.Read(ref left) <= 0;

    /// <summary>Lays a line.</summary>
    /// <param name="place">The database, on a socket of a private server.</param>
    /// <param name="cut">What becomes of the commit.</param>
    /// <param name="which">Which commit that passes through it, the first is 1.</param>
    public static CuttingLine To(string place, Cut cut, int which) => new(place, cut, which);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var calls = new List<Task>();
        try
        {
            while (true)
            {
                calls.Add(CarryAsync(await listener.AcceptSocketAsync(end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }

        await Task.WhenAll(calls);
    }

    private async Task CarryAsync(Socket near)
    {
        using var program = near;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        await far.ConnectAsync(new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}"), over.Token);
        var isDeaf = false;
        async Task ThereAsync()
        {
            var bytes = new byte[1 << 16];
            while (await program.ReceiveAsync(bytes, over.Token) is > 0 and var count)
            {
                if (bytes.AsSpan(0, count).IndexOf(Commit) >= 0 && Interlocked.Decrement(ref left) == 0)
                {
                    Volatile.Write(ref isDeaf, true);
                    if (cut == Cut.BeforeItArrives)
                    {
                        return;
                    }
                }

                await far.SendAsync(bytes.AsMemory(0, count), over.Token);
            }
        }

        async Task BackAsync()
        {
            var bytes = new byte[1 << 16];
            while (await far.ReceiveAsync(bytes, over.Token) is > 0 and var count && !Volatile.Read(ref isDeaf))
            {
                await program.SendAsync(bytes.AsMemory(0, count), over.Token);
            }
        }

        var both = new[] { GuardedAsync(ThereAsync), GuardedAsync(BackAsync) };
        await Task.WhenAny(both);
        await over.CancelAsync();
        await Task.WhenAll(both);
    }

    /// <summary>Whichever end goes first, the other sees the line closed.</summary>
    private static async Task GuardedAsync(Func<Task> way)
    {
        try
        {
            await way();
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }
}
