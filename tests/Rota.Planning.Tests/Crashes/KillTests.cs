using System.Diagnostics;
using Rota.Store;
using Rota.Testing;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// A process that drafts and publishes is killed: at random moments, and before and after each of its commits. Nothing acknowledged is lost,
/// nothing is half written, no edition comes twice, and whoever goes on publishes all of it. <c>ROTA_KILLS=3000</c> kills so often.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Areas = 3;
    private const int Months = 3;

    private static int Kills => Laboratory.Asked("ROTA_KILLS", 20);

    [Fact]
    public async Task KilledAtAnyMoment_NothingIsLostHalfOrTwice_AndTheNextGoesOn()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}, kills {Kills}");
        var chance = new Random(seed);
        var (kills, survived) = (0, 0);
        // How long a process works when nobody kills it; the moments lie within.
        var span = 1000;
        while (kills < Kills)
        {
            await using var street = await Letterbox.OpenAsync(Areas, 6);
            var said = new List<string>();
            for (var isDone = false; !isDone; )
            {
                using var victim = Victim.Start(street.Office.Database.Place.Text, Months);
                var moment = kills < Kills ? chance.Next(span) : int.MaxValue;
                var (lines, milliseconds) = await KillAsync(victim, moment);
                said.AddRange(lines);
                isDone = victim.ExitCode == 0;
                (kills, survived) = isDone ? (kills, survived + 1) : (kills + 1, survived);
                span = isDone ? Math.Max(50, milliseconds) : span;
                var published = await Aftermath.LookAsync(street.Office.Database.Place.Text, Months, said);
                Assert.True(!isDone || published == Areas * Months, $"{published} published in the end.");
            }
        }

        output.WriteLine($"{kills} killed, {survived} came to their end");
    }

    [Theory]
    [InlineData("kill-before")]
    [InlineData("kill-after")]
    public async Task KilledAtEachCommit_NothingIsLostHalfOrTwice_AndTheNextGoesOn(string how)
    {
        // A sixth of them always, all by the switch.
        var step = Kills > 20 ? 1 : 6;
        var first = 1 + (Environment.TickCount % step);
        output.WriteLine($"from commit {first}, each {step}.");
        for (var which = first; ; which += step)
        {
            await using var street = await Letterbox.OpenAsync(1, 6);
            var place = street.Office.Database.Place.Text;
            using var victim = Victim.Start(place, months: 1, $"{how} {StoreTrace.Commit} {which}");
            var said = await Victim.ToTheEndAsync(victim);
            await Aftermath.LookAsync(place, months: 1, said);
            if (victim.ExitCode == 0)
            {
                Assert.True(which > 5, $"It committed {which - 1} times only.");
                return;
            }

            using var next = Victim.Start(place, months: 1);
            said.AddRange(await Victim.ToTheEndAsync(next));
            Assert.Equal(0, next.ExitCode);
            Assert.Equal(1, await Aftermath.LookAsync(place, months: 1, said));
        }
    }

    /// <summary>Lets a process work for so long from its beginning, then kills it, whatever it is at; says what it said and how long it worked.</summary>
    private static async Task<(List<string> Lines, int Milliseconds)> KillAsync(Process victim, int moment)
    {
        var lines = new List<string>();
        while (await victim.StandardOutput.ReadLineAsync(PlannedStreet.Stop) is { } line && line != Victim.Ready)
        {
            lines.Add(line);
        }

        var watch = Stopwatch.StartNew();
        var rest = Victim.ToTheEndAsync(victim);
        if (moment < int.MaxValue && await Task.WhenAny(rest, Task.Delay(moment, PlannedStreet.Stop)) != rest)
        {
            victim.Kill();
        }

        lines.AddRange(await rest);
        return (lines, (int)watch.ElapsedMilliseconds);
    }
}
