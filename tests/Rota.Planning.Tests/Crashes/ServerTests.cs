using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// Several workers on one PostgreSQL database: one that is stopped holds nobody up, writes nothing of what others did meanwhile, and nothing from facts
/// that have changed; many at once, with clocks
/// days apart, make one edition of each area; a server that dies under them loses nothing. <c>ROTA_STOPS</c>, <c>ROTA_ROUNDS</c> and
/// <c>ROTA_RESTARTS</c> say how often each is done.
/// </summary>
public sealed class ServerTests(ITestOutputHelper output)
{
    private const int Areas = 3;

    /// <summary>Of a worker that will be stopped: after how long the database ends it between two statements.</summary>
    private const string Stopped = ";Options=-c idle_in_transaction_session_timeout=8s";

    /// <summary>Of who waits for it: seconds between two looks.</summary>
    private const string Waiting = ";Options=-c lock_timeout=2s";

    [Fact]
    public async Task AWorkerThatIsStopped_HoldsNobodyUp_AndWritesNothingWhenItWakes()
    {
        Assert.SkipUnless(TestBooks.OnServer, "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.");
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        for (var stop = 0; stop < Laboratory.Asked("ROTA_STOPS", 3); stop++)
        {
            await using var own = await Letterbox.OpenAsync(Areas, 6);
            var place = own.Office.Database.Place.Text;
            await using var street = await PlannedStreet.AtAsync(place + Waiting);
            // In a transaction, in the midst of its rows, and out of one; a silent owner is waited for no longer than this says.
            var where = new[] { StoreTrace.Commit, StoreTrace.Copy, StoreTrace.Turn }[stop % 3];
            using var victim = Victim.Start(place + Stopped, months: 1, $"stop-before {where} {chance.Next(2, 12)}");
            var said = await UntilItStopsAsync(victim);
            await street.DraftAsync(PlannedStreet.December);
            var published = await street.PublishAsync(PlannedStreet.December);
            Assert.All(
                published,
                p => Assert.True(p.State is PublishState.Published or PublishState.AlreadyPublished, p.Reason?.En)
            );
            var before = street.Fingerprint("trail", "counter", "solve_try");

            await Programs.Run("kill", "-CONT", victim.Id.ToString(CultureInfo.InvariantCulture));
            said.AddRange(await Victim.ToTheEndAsync(victim));

            Assert.Equal(before, street.Fingerprint("trail", "counter", "solve_try"));
            Assert.Equal(Areas, await Aftermath.LookAsync(own.Office.Database.Place.Text, months: 1, said));
        }
    }

    [Fact]
    public async Task WhatChangesWhileAWorkerIsStopped_IsInWhatItPublishesWhenItWakes()
    {
        Assert.SkipUnless(TestBooks.OnServer, "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.");
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var night = PlannedStreet.December.OnDayOfMonth(10);
        for (var stop = 0; stop < Laboratory.Asked("ROTA_STOPS", 2); stop++)
        {
            await using var own = await Letterbox.OpenAsync(Areas, 6);
            var place = own.Office.Database.Place.Text;
            await using var street = await PlannedStreet.AtAsync(place + Waiting);
            // It stops with what it has read and not yet written: nine turns are of drafts, then come those of editions.
            using var victim = Victim.Start(
                place + Stopped,
                months: 1,
                $"stop-before {StoreTrace.Turn} {chance.Next(3, 13)}"
            );
            var said = await UntilItStopsAsync(victim);
            var before = said.Where(s => s.StartsWith(Victim.Published, StringComparison.Ordinal)).ToHashSet();
            var areas = await EverybodyIsAwayAsync(street, night);

            await Programs.Run("kill", "-CONT", victim.Id.ToString(CultureInfo.InvariantCulture));
            said.AddRange(await Victim.ToTheEndAsync(victim));

            // What it was in the middle of when the database had waited long enough is left to the next tick.
            using var next = Victim.Start(place, months: 1);
            said.AddRange(await Victim.ToTheEndAsync(next));
            var published = await Aftermath.LookAsync(place, months: 1, said);
            Assert.True(published == Areas, $"{published} published. {string.Join('\n', said)}");
            await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
            foreach (var area in areas.Where(a => !before.Contains($"{Victim.Published} {a.Code} 2026-12")))
            {
                var edition = await reader.Editions.InForceAsync(area.Id, PlannedStreet.December, PlannedStreet.Stop);
                Assert.DoesNotContain(edition!.Sheet.Rota.Duties, d => d.Seat.Night == night);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ManyWorkersAtOnce_WithClocksSoManyDaysApart_MakeOneEditionOfEachArea(int days)
    {
        Assert.SkipUnless(TestBooks.OnServer, "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.");
        var (workers, areas) = (Laboratory.Asked("ROTA_WORKERS", 3), Laboratory.Asked("ROTA_AREAS", 6));
        for (var round = 0; round < Laboratory.Asked("ROTA_ROUNDS", 1); round++)
        {
            await using var street = await Letterbox.OpenAsync(areas, 4);
            var place = street.Office.Database.Place.Text;
            var victims = Enumerable
                .Range(0, workers)
                .Select(i => Victim.Start(place, months: 1, days: i % 2 * days))
                .ToList();
            var said = await Task.WhenAll(victims.Select(Victim.ToTheEndAsync));
            var all = said.SelectMany(s => s).ToList();
            if (await Aftermath.LookAsync(place, months: 1, all) < areas)
            {
                // Who came too late to see a draft of another's leaves it to the next tick.
                using var next = Victim.Start(place, months: 1);
                all.AddRange(await Victim.ToTheEndAsync(next));
            }

            Assert.Equal(areas, await Aftermath.LookAsync(place, months: 1, all));
            victims.ForEach(v => v.Dispose());
        }
    }

    /// <summary>The whole server dies, or the connections alone are ended, at random moments.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AServerThatDies_LosesNothing_AndWhatNobodyKnewIsFoundByItsKey(bool isWhole)
    {
        Assert.SkipUnless(TestBooks.OnServer, "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.");
        const int months = 3;
        var seed = Environment.TickCount;
        var restarts = Laboratory.Asked("ROTA_RESTARTS", 2);
        output.WriteLine($"seed {seed}, {restarts} strikes");
        var chance = new Random(seed);
        var cluster = await PostgresCluster.OwnAsync();
        for (var done = 0; done < restarts; )
        {
            var place = await cluster.NewDatabaseAsync(PlannedStreet.PrepareAsync);
            await using (var street = await PlannedStreet.AtAsync(place))
            {
                await street.ImportAsync(SmallRegister.Of(Areas, 6).Build());
                await Letterbox.HangAsync(street);
            }

            var said = new List<string>();
            while (await Aftermath.LookAsync(place, months, said) < Areas * months)
            {
                using var victim = Victim.Start(place, months);
                var (isStruck, lines) = await UnderAsync(
                    victim,
                    isWhole ? cluster.CrashAsync : () => Task.Run(() => PostgresHand.EndAll(place), PlannedStreet.Stop),
                    done < restarts ? chance.Next(1500) : null
                );
                said.AddRange(lines);
                done += isStruck ? 1 : 0;
            }
        }
    }

    /// <summary>What a worker says until it stops itself.</summary>
    private static async Task<List<string>> UntilItStopsAsync(Process victim)
    {
        var said = new List<string>();
        while (await victim.StandardOutput.ReadLineAsync(PlannedStreet.Stop) is { } line)
        {
            said.Add(line);
            if (line == Victim.Stopping)
            {
                break;
            }
        }

        Assert.True(said[^1] == Victim.Stopping, string.Join('\n', said));
        // It says so before it stops: a signal to go on that came first would be lost, and it would stop for ever.
        while (!Programs.IsStopped(victim.Id))
        {
            PlannedStreet.Stop.ThrowIfCancellationRequested();
            Assert.False(victim.HasExited);
            await Task.Yield();
        }

        return said;
    }

    /// <summary>Records that nobody can come on a night; says which areas there are.</summary>
    private static async Task<IReadOnlyList<WatchArea>> EverybodyIsAwayAsync(PlannedStreet street, LocalDate night)
    {
        IReadOnlyList<WatchArea> areas;
        var everybody = new List<ResidentId>();
        await using (var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop))
        {
            areas = [.. (await reader.Areas.ListAsync(PlannedStreet.Stop)).Select(a => a.Area)];
            foreach (var area in areas)
            {
                var register = await reader.Register.OfAreaAsync(area.Id, PlannedStreet.December, PlannedStreet.Stop);
                everybody.AddRange(register!.Residents.Select(r => r.Id));
            }
        }

        var told = await new ReportAbsence(street.Office).RunAsync(new(everybody, night, night), PlannedStreet.Stop);
        Assert.True(told.Succeeded, told.Succeeded ? "" : told.Faults[0].What.En);
        return areas;
    }

    /// <summary>Lets a worker work, and strikes the server under it after so many milliseconds.</summary>
    private static async Task<(bool IsStruck, List<string> Lines)> UnderAsync(
        Process victim,
        Func<Task> strike,
        int? moment
    )
    {
        var lines = new List<string>();
        while (await victim.StandardOutput.ReadLineAsync(PlannedStreet.Stop) is { } line && line != Victim.Ready)
        {
            lines.Add(line);
        }

        var rest = Victim.ToTheEndAsync(victim);
        var isStruck = moment is { } after && await Task.WhenAny(rest, Task.Delay(after, PlannedStreet.Stop)) != rest;
        if (isStruck)
        {
            await strike();
        }

        lines.AddRange(await rest);
        return (isStruck, lines);
    }
}
