using System.Diagnostics;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// A solve that kills the process, with a process that really dies: it takes its area out after two tries and no other area with it.
/// </summary>
public sealed class DyingSolveTests
{
    private const string Books = "ROTA_DYING_BOOKS";
    private const string Blocked = "ROTA_DYING_BLOCKED";
    private const string Killer = "G2";

    /// <summary>What the other tests start in a process of its own: a month is drafted, and the solve of one area ends the process.</summary>
    [Fact(Explicit = true)]
    public async Task Dies()
    {
        var path = Environment.GetEnvironmentVariable(Books);
        Assert.SkipWhen(path is null, $"It is started with {Books}.");
        await using var street = await PlannedStreet.AtAsync(path!);
        var blocked = Environment.GetEnvironmentVariable(Blocked);
        using var isBlocked = new ManualResetEventSlim(blocked is null);
        SolveOutcome Deadly(RowModel model, CancellationToken stop)
        {
            if (model.Problem.Area == blocked)
            {
                // A neighbour that is on its way when the process dies, and can never be done before.
                isBlocked.Set();
                stop.WaitHandle.WaitOne();
            }
            else if (model.Problem.Area == Killer)
            {
                isBlocked.Wait(stop);
                Environment.FailFast("A solve that kills the process.");
            }

            return new RotaSolver().Solve(model, stop);
        }

        await new DraftMonth(street.Office, Deadly).RunAsync(
            PlannedStreet.December,
            AreaChoice.All,
            workers: 2,
            cancellation: PlannedStreet.Stop
        );
    }

    [Fact]
    public async Task AfterTwoDeathsTheAreaIsLeftAsideAndAllOthersComeOut_UntilSomebodyAsksAgain()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(4, 6).Build());

        await DieAsync(street, blocked: "G1");
        Assert.Equal([("G1", 1), (Killer, 1)], await TriesAsync(street));

        // Alone, and after all others: the neighbour is not blamed a second time.
        await DieAsync(street, blocked: null);
        Assert.Equal([(Killer, 2)], await TriesAsync(street));
        Assert.Equal(["G1", "G3", "G4"], (await street.SheetsAsync(PlannedStreet.December)).Select(s => s.Area.Code));

        var third = await DraftAsync(street, Only(a => a != Killer));
        Assert.Equal(
            [DraftState.Drafted, DraftState.Failed, DraftState.Drafted, DraftState.Drafted],
            third.Select(d => d.State)
        );
        Assert.Contains("rota draft 2026-12 --area G2 --again", third[1].Reason!.Value.En, StringComparison.Ordinal);
        Assert.Contains("--again", third[1].Reason!.Value.Zh, StringComparison.Ordinal);
        Assert.Equal([(Killer, 2)], await TriesAsync(street));

        var again = await DraftAsync(street, Only(_ => true), again: true);
        Assert.All(again, d => Assert.Equal(DraftState.Drafted, d.State));
        Assert.Empty(await TriesAsync(street));
        await street.AssertCleanAsync(PlannedStreet.December);
    }

    [Fact]
    public async Task AskedForAgain_ASuspectStillComesLastAndAlone()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(3, 6).Build());
        await DieAsync(street, blocked: null);
        var order = new List<string>();

        await DraftAsync(street, Noted(order), again: true);

        Assert.Equal(Killer, order[^1]);
        Assert.Equal(3, order.Count);
    }

    [Fact]
    public async Task ASolveThatIsStopped_LeavesNoDraftAndNoTryOfItsOwn()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 6).Build());
        foreach (var before in (int[])[0, 1])
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(PlannedStreet.Stop);
            SolveOutcome Stopped(RowModel model, CancellationToken cancellation)
            {
                stop.Cancel();
                return new RotaSolver().Solve(model, cancellation);
            }

            var month = new DraftMonth(street.Office, Stopped);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                month.RunAsync(PlannedStreet.December, AreaChoice.All, cancellation: stop.Token)
            );

            Assert.Empty(await street.SheetsAsync(PlannedStreet.December));
            Assert.Equal(before == 0 ? [] : [("G1", before)], await TriesAsync(street));
            await BeginAsync(street, "G1");
        }
    }

    [Fact]
    public async Task WhateverASolveEndsWithAlive_NoTryIsCounted()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(3, 6).Build());
        SolveOutcome Ends(RowModel model, CancellationToken stop) =>
            model.Problem.Area switch
            {
                "G1" => throw new InvalidOperationException("a bug"),
                "G2" => new SolveOutcome.OutOfTime(),
                _ => new RotaSolver().Solve(model, stop),
            };

        for (var run = 0; run < 3; run++)
        {
            var drafted = await DraftAsync(street, Ends);
            Assert.Equal([DraftState.Failed, DraftState.Failed, DraftState.Drafted], drafted.Select(d => d.State));
            Assert.Contains("a bug", drafted[0].Reason!.Value.En, StringComparison.Ordinal);
            Assert.Empty(await TriesAsync(street));
        }
    }

    private static Solve Only(Func<string, bool> areas) =>
        (model, stop) =>
            areas(model.Problem.Area)
                ? new RotaSolver().Solve(model, stop)
                : throw new InvalidOperationException($"{model.Problem.Area} was solved.");

    private static Solve Noted(List<string> order) =>
        (model, stop) =>
        {
            lock (order)
            {
                order.Add(model.Problem.Area);
            }

            return new RotaSolver().Solve(model, stop);
        };

    private static async Task<IReadOnlyList<AreaDrafted>> DraftAsync(
        PlannedStreet street,
        Solve solve,
        bool again = false
    ) =>
        (
            await new DraftMonth(street.Office, solve).RunAsync(
                PlannedStreet.December,
                AreaChoice.All,
                workers: 2,
                again: again,
                cancellation: PlannedStreet.Stop
            )
        ).Value;

    private static async Task BeginAsync(PlannedStreet street, string area)
    {
        await using var writer = await street.Office.Database.WriteAsync(
            "tester",
            street.Clock.GetCurrentInstant(),
            PlannedStreet.Stop
        );
        var state = await writer.Read.Areas.FindAsync(area, PlannedStreet.Stop);
        await writer.Tries.BeginAsync(state!.Area.Id, PlannedStreet.December, PlannedStreet.Stop);
        await writer.CommitAsync(PlannedStreet.Stop);
    }

    /// <summary>How many tries stand, by area.</summary>
    private static async Task<IReadOnlyList<(string Area, int Tries)>> TriesAsync(PlannedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        var codes = (await reader.Areas.ListAsync(PlannedStreet.Stop)).ToDictionary(a => a.Area.Id, a => a.Area.Code);
        var tries = await reader.Tries.OfMonthAsync(PlannedStreet.December, PlannedStreet.Stop);
        return [.. tries.Select(t => (codes[t.Key], t.Value)).OrderBy(t => t.Item1, StringComparer.Ordinal)];
    }

    /// <summary>Runs <see cref="Dies"/> on the books of a street in another process, and sees it die.</summary>
    private static async Task DieAsync(PlannedStreet street, string? blocked)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(DyingSolveTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"*.{nameof(DyingSolveTests)}.{nameof(Dies)}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Books] = street.Office.Database.Place.Text;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        _ = blocked is null ? start.Environment.Remove(Blocked) : start.Environment.TryAdd(Blocked, blocked);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(PlannedStreet.Stop);
        var errors = process.StandardError.ReadToEndAsync(PlannedStreet.Stop);
        await process.WaitForExitAsync(PlannedStreet.Stop);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("A solve that kills the process.", await output + await errors, StringComparison.Ordinal);
    }
}
