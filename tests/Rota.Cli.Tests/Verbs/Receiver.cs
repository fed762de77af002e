using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>Receives measures and traces as a collector of OpenTelemetry does, over HTTP, and keeps what came.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> came = new(StringComparer.Ordinal);

    public Receiver()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    /// <summary>All that came, the texts in it readable as they stand in the protocol's bytes.</summary>
    public string All
    {
        get
        {
            lock (gate)
            {
                return string.Concat(came.Values);
            }
        }
    }

    /// <summary>Waits until words have come to a path.</summary>
    public async Task UntilAsync(string path, string[] words)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!Have(path, words))
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => listener.Close();

    private bool Have(string path, string[] words)
    {
        lock (gate)
        {
            return came.TryGetValue(path, out var text) && words.All(w => text.Contains(w, StringComparison.Ordinal));
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                lock (gate)
                {
                    var path = call.Request.Url!.AbsolutePath;
                    came[path] = came.GetValueOrDefault(path, "") + Encoding.UTF8.GetString(body.ToArray());
                }

                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It was closed.
        }
    }
}
