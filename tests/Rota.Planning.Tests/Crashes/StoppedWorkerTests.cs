using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Testing;
using Rota.Testing.Databases;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// A worker on PostgreSQL that is stopped: it holds nobody up, writes nothing of what others did meanwhile, and nothing from facts that have changed.
/// <c>ROTA_STOPS</c> says how often.
/// </summary>
public sealed class StoppedWorkerTests(ITestOutputHelper output)
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
}
