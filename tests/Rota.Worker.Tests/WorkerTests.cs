using System.Collections.Concurrent;
using NodaTime;
using Rota.Core;
using Rota.Core.Rows;
using Rota.Planning;
using Rota.Solver;
using Xunit;

namespace Rota.Worker.Tests;

/// <summary>The worker in a host, on both stores: each step on its day, exactly once, and whatever stops it is made up for.</summary>
public sealed class WorkerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EachStepComesOnItsDay(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 3);
        await street.StartAsync();

        street.At(15);
        await street.UntilAllAsync("draft");
        street.At(18);
        await street.UntilAllAsync("posted");
        street.At(25);
        await street.UntilAllAsync("edition 1");

        Assert.Equal(3, await street.CountAsync("draft"));
        Assert.Equal(3, await street.CountAsync("publish"));
        Assert.Equal(0, await street.TriesAsync());
        Assert.DoesNotContain(street.Log, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWorkerThatComesLateMakesUpForAllOfIt(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 2);
        street.At(28);
        await street.StartAsync();
        await street.UntilAllAsync("edition 1");
        Assert.Equal(2, await street.CountAsync("publish"));
    }

    [Fact]
    public async Task TwoWorkersOnOneDatabase_PublishEachAreaOnce()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 6);
        street.At(25);
        await Task.WhenAll(street.StartAsync(), street.StartAsync());
        await street.UntilAllAsync("edition 1");
        Assert.Equal(6, await street.CountAsync("publish"));
        Assert.Equal(6, await street.CountAsync("draft"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStopEndsARunningSolve_TakesItsTryBack_AndTheNextWorkerDoesIt(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 2);
        street.At(15);
        var begun = new ConcurrentBag<string>();
        SolveOutcome Endless(RowModel model, CancellationToken stop)
        {
            begun.Add(model.Problem.Area);
            stop.WaitHandle.WaitOne();
            throw new OperationCanceledException(stop);
        }

        var first = await street.StartAsync(Endless);
        await WorkedStreet.UntilAsync(() => Task.FromResult(begun.Distinct().Count() == 2));
        Assert.Equal(2, await street.TriesAsync());
        await first.StopAsync(WorkedStreet.Stop);
        Assert.Equal(0, await street.TriesAsync());
        Assert.Equal(["G1 nothing", "G2 nothing"], await street.StandAsync());

        await street.StartAsync();
        await street.UntilAllAsync("draft");
    }

    /// <summary>Stops come while solves run, and while others have just ended and ask for what is next.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStopInTheMiddleOfManyJobsLeavesACleanLog(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 6, households: 4);
        street.At(25);
        for (var done = 1; done <= 6; done += 2)
        {
            var host = await street.StartAsync();
            var wanted = done;
            await WorkedStreet.UntilAsync(async () => await street.CountAsync("draft") >= wanted);
            await host.StopAsync(WorkedStreet.Stop);
        }

        Assert.DoesNotContain(
            street.Told(),
            l =>
                !l.StartsWith("Information", StringComparison.Ordinal)
                || l.Contains("Exception", StringComparison.Ordinal)
        );
        Assert.Equal(0, await street.TriesAsync());
        await street.StartAsync();
        await street.UntilAllAsync("edition 1");
        Assert.Equal(6, await street.CountAsync("publish"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCannotBeDoneIsTriedAgainLater_AndAtOnceWhenTheBooksHaveChanged(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 2);
        street.At(15);
        var tried = new ConcurrentBag<string>();
        var isSolvable = false;
        SolveOutcome Unwilling(RowModel model, CancellationToken stop)
        {
            tried.Add(model.Problem.Area);
            return model.Problem.Area == "G1" && !Volatile.Read(ref isSolvable)
                ? new SolveOutcome.OutOfTime()
                : new RotaSolver().Solve(model, stop);
        }

        var ticks = 0;
        await street.StartAsync(
            Unwilling,
            readAgain: _ =>
            {
                Interlocked.Increment(ref ticks);
                return null;
            }
        );
        await WorkedStreet.UntilAsync(async () => (await street.StandAsync())[1] == "G2 draft" && !tried.IsEmpty);
        var seen = ticks;
        await WorkedStreet.UntilAsync(() => Task.FromResult(ticks >= seen + 5));
        Assert.Equal(1, tried.Count(t => t == "G1"));

        Volatile.Write(ref isSolvable, true);
        await TouchAsync(street, "G1");
        await street.UntilAllAsync("draft");
    }

    [Fact]
    public async Task JobsThatAreLostAreFoundAgain()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: true, areas: 3);
        street.At(15);
        var first = await street.StartAsync(
            (_, stop) =>
            {
                stop.WaitHandle.WaitOne();
                throw new OperationCanceledException(stop);
            }
        );
        await WorkedStreet.UntilAsync(async () => await street.TriesAsync() == 2);
        await first.StopAsync(WorkedStreet.Stop);
        Rota.Testing.Databases.PostgresHand.Run(
            street.Office.Database.Place.Text,
            "DELETE FROM qrtz_triggers",
            "DELETE FROM qrtz_fired_triggers",
            "DELETE FROM qrtz_job_details"
        );

        await street.StartAsync();
        await street.UntilAllAsync("draft");
    }

    [Fact]
    public async Task WhatMayHaveEndedAProcessIsSolvedAlone()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 4);
        await using (var writer = await street.Office.Database.WriteAsync("t", default, WorkedStreet.Stop))
        {
            var area = await writer.Read.Areas.FindAsync("G2", WorkedStreet.Stop);
            await writer.Tries.BeginAsync(area!.Area.Id, WorkedStreet.December, WorkedStreet.Stop);
            await writer.CommitAsync(WorkedStreet.Stop);
        }

        var (running, besideSuspect) = (0, 0);
        SolveOutcome Noted(RowModel model, CancellationToken stop)
        {
            var now = Interlocked.Increment(ref running);
            var outcome = new RotaSolver().Solve(model, stop);
            if (model.Problem.Area == "G2")
            {
                Interlocked.Add(ref besideSuspect, now - 1 + Volatile.Read(ref running) - 1);
            }

            Interlocked.Decrement(ref running);
            return outcome;
        }

        street.At(15);
        await street.StartAsync(Noted);
        await street.UntilAllAsync("draft");
        Assert.Equal(0, besideSuspect);
        // A draft is there a moment before its try is off the record.
        await WorkedStreet.UntilAsync(async () => await street.TriesAsync() == 0);
    }

    [Fact]
    public async Task ACovenantThatIsEditedIsTaken_AndAFaultyOneIsToldAndLeftAside()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(10);
        var edited = new ConcurrentQueue<Outcome<Office>>();
        await street.StartAsync(readAgain: _ => edited.TryDequeue(out var next) ? next : null);

        var fault = new Fault(new Place("covenant.yaml"), new("缺少 rest", "rest is missing"), new("补上", "add it"));
        edited.Enqueue(Outcome<Office>.Failed(fault));
        await WorkedStreet.UntilAsync(() => Task.FromResult(Told("rest is missing")));
        Assert.Equal(["G1 nothing"], await street.StandAsync());

        var early = street.Office.Covenant with { Cycle = new(9, 12, 20) };
        edited.Enqueue(Outcome<Office>.Of(street.Office with { Covenant = early }));
        await street.UntilAllAsync("draft");

        bool Told(string words)
        {
            lock (street.Log)
            {
                return street.Log.Exists(l => l.Contains(words, StringComparison.Ordinal));
            }
        }
    }

    private static async Task TouchAsync(WorkedStreet street, string area)
    {
        await using var writer = await street.Office.Database.WriteAsync("t", default, WorkedStreet.Stop);
        var state = (await writer.Read.Areas.FindAsync(area, WorkedStreet.Stop))!;
        var register = await writer.Read.Register.OfAreaAsync(state.Area.Id, WorkedStreet.December, WorkedStreet.Stop);
        var night = new LocalDate(2026, 12, 3);
        await writer.Absences.AddAsync([register!.Residents[0].Id], night, night, WorkedStreet.Stop);
        await writer.CommitAsync(WorkedStreet.Stop);
    }
}
