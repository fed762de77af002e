using System.Diagnostics;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// Several workers on one PostgreSQL database: many at once, with clocks days apart, make one edition of each area, and a server that dies under them loses
/// nothing. <c>ROTA_ROUNDS</c> and <c>ROTA_RESTARTS</c> say how often each is done.
/// </summary>
public sealed class ServerTests(ITestOutputHelper output)
{
    private const int Areas = 3;

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
