using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Rota.Planning;
using Rota.Store;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Worker.Tests;

/// <summary>
/// A disk without room, a small file system of a test's own: what cannot be written is refused in words with nothing of it kept, a worker goes on,
/// and when there is room again all of it is done.
/// </summary>
public sealed class DiskFullTests
{
    private const string Disk = "ROTA_FULL_DISK";
    private const string OnServer = "ROTA_FULL_SERVER";

    /// <summary>What the other tests start where a small disk is mounted.</summary>
    [Fact(Explicit = true)]
    public async Task Fills()
    {
        var disk = Environment.GetEnvironmentVariable(Disk);
        Assert.SkipWhen(disk is null, $"It is started with {Disk}.");
        var isServer = Environment.GetEnvironmentVariable(OnServer) == "True";
        var place = isServer
            ? await (await PostgresCluster.OwnAsync()).DatabaseInAsync(disk!)
            : Path.Combine(disk!, "data", "street.db");
        var office = await WorkedStreet.OfficeAsync(place, 25);
        await using var open = office.Database;
        await new ImportRegister(office).RunAsync("甜水街道", SmallRegister.Of(3, 6).Build(), WorkedStreet.Stop);
        if (!isServer)
        {
            // What SQLite keeps beside the file may have room in it still.
            TestBooks.File(place).Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        foreach (var room in (int[])[0, 8, 32])
        {
            Fill(disk!, room);
            var told = await DraftedAsync(office);
            Assert.Contains(room == 0 ? "the disk" : "", told, StringComparison.Ordinal);
            Assert.DoesNotContain("bug", told, StringComparison.Ordinal);
            await using var reader = await office.Database.ReadAsync(WorkedStreet.Stop);
            Assert.Equal("甜水街道", await reader.StreetNameAsync(WorkedStreet.Stop));
        }

        Fill(disk!, room: 0);
        var log = new List<string>();
        var settings = WorkedStreet.Brisk with { TryAgainAfter = TimeSpan.FromSeconds(1) };
        using var host = WorkedStreet.Build(office, place, settings, log: Add);
        void Add(string line)
        {
            lock (log)
            {
                log.Add(line);
            }
        }

        await host.StartAsync(WorkedStreet.Stop);
        // What a step was refused for stands in its own answer; the log says which step.
        await WorkedStreet.UntilAsync(() => Task.FromResult(Told(log, "the disk") || Told(log, ": failed;")));
        File.Delete(Ballast(disk!));
        await WorkedStreet.UntilAsync(async () => await EditionsAsync(office) == 3);
        await host.StopAsync(WorkedStreet.Stop);
        Assert.True(!Told(log, "A bug"), string.Join("\n", log));
        Assert.Equal(3, await PublishedAsync(office));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatHasNoRoomIsRefusedInWords_AndDoneWhenThereIsRoom(bool onServer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs Linux, which mounts a small disk.");
        Assert.SkipWhen(onServer && PostgresCluster.Binaries is null, "This machine has no PostgreSQL server.");
        Assert.SkipWhen(
            onServer && !Environment.IsPrivilegedProcess,
            "Only root lets a server run where a disk is mounted."
        );
        var folder = Directory.CreateTempSubdirectory("rota-full-");
        try
        {
            const string script =
                "mount -t tmpfs -o size=$2 none \"$0\" || exit 77; exec dotnet \"$1\" -explicit only -method '*.DiskFullTests.Fills'";
            var start = new ProcessStartInfo(
                "unshare",
                [
                    Environment.IsPrivilegedProcess ? "-m" : "-rm",
                    "sh",
                    "-c",
                    script,
                    folder.FullName,
                    typeof(DiskFullTests).Assembly.Location,
                    onServer ? "40m" : "8m",
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment[Disk] = folder.FullName;
            start.Environment[OnServer] = onServer.ToString();
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEndAsync(WorkedStreet.Stop);
            var complained = await process.StandardError.ReadToEndAsync(WorkedStreet.Stop);
            await process.WaitForExitAsync(WorkedStreet.Stop);
            Assert.SkipWhen(process.ExitCode == 77, "This machine lets nobody mount a small disk.");
            Assert.True(process.ExitCode == 0, await said + complained);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Ballast(string disk) => Path.Combine(disk, "ballast");

    /// <summary>Fills a disk but for so many kilobytes.</summary>
    private static void Fill(string disk, int room)
    {
        File.Delete(Ballast(disk));
        using var file = new FileStream(
            Ballast(disk),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0
        );
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - (1024L * room)));
        }
    }

    /// <summary>Drafts and publishes; what was told of all areas.</summary>
    private static async Task<string> DraftedAsync(Office office)
    {
        try
        {
            var drafted = await new DraftMonth(office).RunAsync(
                WorkedStreet.December,
                AreaChoice.All,
                cancellation: WorkedStreet.Stop
            );
            var published = await new PublishMonth(office).RunAsync(
                WorkedStreet.December,
                AreaChoice.All,
                cancellation: WorkedStreet.Stop
            );
            return string.Join(
                '\n',
                drafted.Value.Select(d => d.Reason?.En).Concat(published.Value.Select(p => p.Reason?.En))
            );
        }
        catch (Exception e) when (StoreTrouble.Of(e) is not null)
        {
            return StoreTrouble.Of(e)!.Sentence.En;
        }
    }

    private static async Task<int> EditionsAsync(Office office)
    {
        await using var reader = await office.Database.ReadAsync(WorkedStreet.Stop);
        return (await reader.Areas.MonthAsync(WorkedStreet.December, WorkedStreet.Stop)).Count(a =>
            a.Edition?.Number == 1
        );
    }

    private static async Task<int> PublishedAsync(Office office)
    {
        await using var reader = await office.Database.ReadAsync(WorkedStreet.Stop);
        return (await reader.Trail.LastAsync(10_000, WorkedStreet.Stop)).Count(t => t.Verb == "publish");
    }

    private static bool Told(List<string> log, string words)
    {
        lock (log)
        {
            return log.Exists(l => l.Contains(words, StringComparison.Ordinal));
        }
    }
}
