using System.Diagnostics;
using System.Globalization;
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
    private const string Sleeper = "ROTA_WORKED_SLEEPER";
    private const string Day = "ROTA_WORKED_DAY";

    private static readonly WorkerSettings Hasty = WorkedStreet.Brisk with
    {
        CheckInEvery = TimeSpan.FromSeconds(1),
        LostAfter = TimeSpan.FromSeconds(3),
    };

    /// <summary>
    /// What the other tests start: a worker that works until it is killed; where it is told to, one that never comes to the end of a solve, or that falls
    /// asleep with its first solved rota in hand.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Works()
    {
        var place = Environment.GetEnvironmentVariable(Books);
        Assert.SkipWhen(place is null, $"It is started with {Books}.");
        var isStuck = Environment.GetEnvironmentVariable(Stuck) is not null;
        var sleeps = Environment.GetEnvironmentVariable(Sleeper) is not null ? 1 : 0;
        SolveOutcome Solve(RowModel model, CancellationToken stop)
        {
            if (isStuck)
            {
                stop.WaitHandle.WaitOne();
            }

            var solved = new RotaSolver().Solve(model, stop);
            if (Interlocked.Exchange(ref sleeps, 0) == 1)
            {
                using var kill = Process.Start(
                    "kill",
                    ["-STOP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]
                );
                kill.WaitForExit();
            }

            return solved;
        }

        var day = int.Parse(Environment.GetEnvironmentVariable(Day)!, CultureInfo.InvariantCulture);
        var office = await WorkedStreet.OfficeAsync(place!, day);
        var settings = Environment.GetEnvironmentVariable(Usual) is null
            ? Hasty
            : new WorkerSettings { SideBySide = 2 };
        using var host = WorkedStreet.Build(office, place!, settings, Solve, log: Console.Out.WriteLine);
        await host.RunAsync(WorkedStreet.Stop);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task TwoProcessesWithClocksSoManyDaysApart_DraftAndPublishEachAreaOnce(int days)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 3);
        await using var one = Start(street);
        await using var two = Start(street, day: 25 + days);
        await street.UntilAllAsync("edition 1");
        await one.KillAsync();
        await two.KillAsync();
        Assert.Equal(3, await street.CountAsync("publish"));
    }

    /// <summary>
    /// A machine that hangs, a laptop with its lid closed: another does all of it when the sleeper's lease is over, and what the sleeper had solved comes to
    /// nothing when it wakes. <c>ROTA_SLEEPS=20</c> sleeps so often.
    /// </summary>
    [Fact]
    public async Task AWorkerThatSleepsPastItsLease_WritesNothingOfWhatItHadInHand()
    {
        for (var time = 0; time < Laboratory.Asked("ROTA_SLEEPS", 1); time++)
        {
            await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 3);
            var woken = new TaskCompletionSource();
            await using var sleeper = Start(
                street,
                isSleeper: true,
                heard: line =>
                {
                    // The first that it says of a draft is what became of the one it slept over.
                    if (line.Contains(" draft G", StringComparison.Ordinal))
                    {
                        woken.TrySetResult();
                    }
                }
            );
            await WorkedStreet.UntilAsync(() => Task.FromResult(Programs.IsStopped(sleeper.Id)));
            await using var other = Start(street);
            await street.UntilAllAsync("edition 1");
            var drafted = await street.CountAsync("draft");
            Assert.False(woken.Task.IsCompleted);

            await Programs.Run("kill", "-CONT", sleeper.Id.ToString(CultureInfo.InvariantCulture));
            await woken.Task.WaitAsync(WorkedStreet.Stop);

            Assert.All(await street.StandAsync(), s => Assert.EndsWith("edition 1", s, StringComparison.Ordinal));
            Assert.Equal(3, await street.CountAsync("publish"));
            Assert.Equal(drafted, await street.CountAsync("draft"));
            await sleeper.KillAsync();
            await other.KillAsync();
        }
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
        await using var stuck = Start(street, isStuck: true, isUsual);
        await WorkedStreet.UntilAsync(async () => await street.TriesAsync() == 2);
        await using var other = Start(street, isUsual: isUsual);
        await WorkedStreet.UntilAsync(async () =>
            (await street.StandAsync()).Count(s => s.EndsWith("edition 1", StringComparison.Ordinal)) == 1
        );
        await stuck.KillAsync();
        var watch = Stopwatch.StartNew();

        await street.UntilAllAsync("edition 1");
        var taken = watch.Elapsed;
        await other.KillAsync();
        Assert.Equal(3, await street.CountAsync("publish"));
        Assert.Equal(0, await street.TriesAsync());
        return taken;
    }

    private static OwnProgram Start(
        WorkedStreet street,
        bool isStuck = false,
        bool isUsual = false,
        bool isSleeper = false,
        int day = 25,
        Action<string>? heard = null
    )
    {
        var variables = new Dictionary<string, string>
        {
            [Books] = street.Office.Database.Place.Text,
            [Day] = day.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, isSo) in ((string, bool)[])[(Stuck, isStuck), (Usual, isUsual), (Sleeper, isSleeper)])
        {
            if (isSo)
            {
                variables[name] = "1";
            }
        }

        return OwnProgram.Start($"{nameof(WorkerProcessTests)}.{nameof(Works)}", variables, heard);
    }
}
