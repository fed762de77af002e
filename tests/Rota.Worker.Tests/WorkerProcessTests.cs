using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Testing;
using Xunit;

namespace Rota.Worker.Tests;

/// <summary>Workers in processes of their own on one PostgreSQL database, one of which is killed in the middle of its work.</summary>
public sealed class WorkerProcessTests(ITestOutputHelper output)
{
    private const string Usual = "ROTA_WORKED_USUAL";
    private const string Books = "ROTA_WORKED_BOOKS";
    private const string Stuck = "ROTA_WORKED_STUCK";

    private static readonly WorkerSettings Hasty = WorkedStreet.Brisk with
    {
        CheckInEvery = TimeSpan.FromSeconds(1),
        LostAfter = TimeSpan.FromSeconds(3),
    };

    /// <summary>What the other tests start: a worker that works until it is killed, and, where it is told to, never comes to the end of a solve.</summary>
    [Fact(Explicit = true)]
    public async Task Works()
    {
        var place = Environment.GetEnvironmentVariable(Books);
        Assert.SkipWhen(place is null, $"It is started with {Books}.");
        var isStuck = Environment.GetEnvironmentVariable(Stuck) is not null;
        SolveOutcome Solve(RowModel model, CancellationToken stop)
        {
            if (isStuck)
            {
                stop.WaitHandle.WaitOne();
            }

            return new RotaSolver().Solve(model, stop);
        }

        var office = await WorkedStreet.OfficeAsync(place!, 25);
        var settings = Environment.GetEnvironmentVariable(Usual) is null
            ? Hasty
            : new WorkerSettings { SideBySide = 2 };
        using var host = WorkedStreet.Build(office, place!, settings, Solve);
        await host.RunAsync(WorkedStreet.Stop);
    }

    [Fact]
    public async Task TwoProcessesDraftAndPublishEachAreaOnce()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 3);
        using var one = Start(street, isStuck: false);
        using var two = Start(street, isStuck: false);
        await street.UntilAllAsync("edition 1");
        await KillAsync(one);
        await KillAsync(two);
        Assert.Equal(3, await street.CountAsync("publish"));
    }

    [Fact]
    public Task WhatAKilledWorkerHadIsTakenUpByAnother() => TakenUpAsync(isUsual: false);

    /// <summary>With the settings that a worker has when nobody says anything, it takes a minute or so.</summary>
    [Fact]
    public async Task AndByDefaultWithinHalfAMinuteOfItsLease()
    {
        Assert.SkipUnless(Laboratory.Asked("ROTA_LEASES", 0) > 0, "It takes a minute: ROTA_LEASES=1 runs it.");
        for (var time = 0; time < Laboratory.Asked("ROTA_LEASES", 0); time++)
        {
            var taken = await TakenUpAsync(isUsual: true);
            output.WriteLine($"All was published {taken.TotalSeconds:0.0} s after the kill.");
            Assert.InRange(taken, TimeSpan.Zero, new WorkerSettings().LostAfter + TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Kills a worker that never comes to the end of what it has, and says how long it takes until another has done all of it.</summary>
    private static async Task<TimeSpan> TakenUpAsync(bool isUsual)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 3);
        using var stuck = Start(street, isStuck: true, isUsual);
        await WorkedStreet.UntilAsync(async () => await street.TriesAsync() == 2);
        using var other = Start(street, isStuck: false, isUsual);
        await WorkedStreet.UntilAsync(async () =>
            (await street.StandAsync()).Count(s => s.EndsWith("edition 1", StringComparison.Ordinal)) == 1
        );
        await KillAsync(stuck);
        var watch = Stopwatch.StartNew();

        await street.UntilAllAsync("edition 1");
        var taken = watch.Elapsed;
        await KillAsync(other);
        Assert.Equal(3, await street.CountAsync("publish"));
        Assert.Equal(0, await street.TriesAsync());
        return taken;
    }

    private static Process Start(WorkedStreet street, bool isStuck, bool isUsual = false)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(WorkerProcessTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"*.{nameof(WorkerProcessTests)}.{nameof(Works)}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Books] = street.Office.Database.Place.Text;
        if (isStuck)
        {
            start.Environment[Stuck] = "1";
        }

        if (isUsual)
        {
            start.Environment[Usual] = "1";
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(WorkedStreet.Stop);
    }
}
