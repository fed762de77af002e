using System.Net;
using System.Net.Sockets;
using Rota.Store;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>A street that is served from a file: nobody takes it away from under whoever serves it, and who cannot begin has begun nothing.</summary>
public sealed class ServedTests(DemoStreet demo)
{
    [Theory]
    [InlineData("serve")]
    [InlineData("restore", "x.backup", "--replace")]
    [InlineData("database", "move", "--to", "moved.db")]
    public async Task WhileAStreetIsServed_NobodyElseServesItOrTakesItAway(params string[] command)
    {
        using var room = demo.Room.Copy();
        Assert.Equal(ExitCode.Done, (await room.RunAsync("backup", "x.backup")).Code);
        var before = room.Fingerprint();
        using (ServedStreet.Begin(StreetPlace.Of(room.Database)).Value)
        {
            var refused = await room.RunAsync([.. command, "--lang", "en"]);
            Assert.Equal(ExitCode.Refused, refused.Code);
            Assert.Contains("rota serve", refused.Error, StringComparison.Ordinal);
            Assert.Equal(before, room.Fingerprint());
            Assert.False(File.Exists(room.At("moved.db")));
        }

        if (command[0] != "serve")
        {
            Assert.Equal(ExitCode.Done, (await room.RunAsync(command)).Code);
        }
    }

    /// <summary>The lock goes with the process; what is left of it locks nothing.</summary>
    [Fact]
    public void AStreetThatIsServedNoMore_IsFree()
    {
        using var room = new Room();
        var place = StreetPlace.Of(room.At("street.db"));
        Assert.Null(ServedStreet.InUse(place));
        ServedStreet.Begin(place).Value.Dispose();
        Assert.Null(ServedStreet.InUse(place));
        using var served = ServedStreet.Begin(place).Value;
        Assert.NotNull(ServedStreet.InUse(place));
        Assert.False(ServedStreet.Begin(place).Succeeded);
    }

    [Fact]
    public async Task WhoCannotListen_IsToldSo_AndHasBegunNothing()
    {
        using var room = demo.Room.Copy();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var before = room.Fingerprint();

        var refused = await room.RunAsync(
            "serve",
            "--roles",
            "worker",
            "--urls",
            $"http://{(IPEndPoint)taken.LocalEndpoint}",
            "--lang",
            "en"
        );

        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("cannot be listened at", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, room.Fingerprint());
    }

    [Fact]
    public async Task WhereMeasuresCannotGo_IsSaidAtTheStart()
    {
        using var room = demo.Room.Copy().With("OTEL_EXPORTER_OTLP_ENDPOINT", "foo");
        var refused = await room.RunAsync("serve", "--lang", "en");
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT: \"foo\" will not do", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDoctorReadsWhatServeWillRead()
    {
        using var room = new Room();
        var config = room.Config("roles: boss\n");
        var told = await room.RunAsync("doctor", "--config", config, "--lang", "en");
        Assert.Equal(ExitCode.Refused, told.Code);
        Assert.Contains("\"boss\" will not do", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABackupIsAFile_AndAFolderIsSaidToBeOne()
    {
        using var room = new Room();
        var refused = await room.RunAsync("restore", ".", "--lang", "en");
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("this is a folder", refused.Error, StringComparison.Ordinal);
    }
}
