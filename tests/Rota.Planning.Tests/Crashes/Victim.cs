using System.Diagnostics;
using System.Globalization;
using Rota.Store;
using Rota.Testing.Databases;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// The process that the laboratories kill and stop: this test program again, which drafts and publishes the months of a street, and says on its
/// output what was acknowledged.
/// </summary>
public sealed class Victim
{
    private const string Books = "ROTA_VICTIM_BOOKS";
    private const string Fate = "ROTA_VICTIM_FATE";
    private const string Months = "ROTA_VICTIM_MONTHS";
    private const string Days = "ROTA_VICTIM_DAYS";

    /// <summary>What a process says first when its work begins.</summary>
    internal const string Ready = "READY";

    /// <summary>What it says of an area and month whose edition is in force.</summary>
    internal const string Published = "PUBLISHED";

    /// <summary>What it says before it stops itself.</summary>
    internal const string Stopping = "STOPPING";

    [Fact(Explicit = true)]
    public async Task Works()
    {
        var place = Environment.GetEnvironmentVariable(Books);
        Assert.SkipWhen(place is null, $"It is started with {Books}.");
        using var listener = Listen(Environment.GetEnvironmentVariable(Fate));
        await using var street = await PlannedStreet.AtAsync(place!);
        street.Clock.AdvanceDays(Number(Days));
        Say(Ready);
        for (var month = 0; month < Number(Months); month++)
        {
            var at = PlannedStreet.December.PlusMonths(month);
            // Asked for again each time: an area on which two processes were killed would wait for a person else.
            await new DraftMonth(street.Office).RunAsync(
                at,
                AreaChoice.All,
                workers: 2,
                again: true,
                cancellation: PlannedStreet.Stop
            );
            foreach (var area in await AreasAsync(street))
            {
                var one = new AreaChoice(null, [area]);
                var done = (
                    await new PublishMonth(street.Office).RunAsync(at, one, cancellation: PlannedStreet.Stop)
                ).Value.Single();
                if (done.State is PublishState.Published or PublishState.AlreadyPublished)
                {
                    Say($"{Published} {area} {at:uuuu-MM}");
                }
                else
                {
                    Say($"{done.State} {area} {at:uuuu-MM}: {done.Reason?.En}");
                }
            }
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="place">The books of the street.</param>
    /// <param name="months">How many months it works through from December on.</param>
    /// <param name="fate">
    /// What becomes of it: "kill-before commit 3", "kill-after commit 3", "stop-before commit 3", "stop-before turn 5"; null to let it live.
    /// </param>
    /// <param name="days">How many days its clock is ahead.</param>
    internal static Process Start(string place, int months, string? fate = null, int days = 0)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Victim).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(Victim)}.{nameof(Works)}"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment[Books] = place;
        start.Environment[Months] = months.ToString(CultureInfo.InvariantCulture);
        start.Environment[Days] = days.ToString(CultureInfo.InvariantCulture);
        start.Environment[Fate] = fate ?? "";
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (TestBooks.OnServer)
        {
            start.Environment["ROTA_TEST_DATABASE"] = "postgres";
        }

        return Process.Start(start)!;
    }

    /// <summary>Everything a process says until its end, line by line.</summary>
    internal static async Task<List<string>> ToTheEndAsync(Process victim)
    {
        var lines = new List<string>();
        while (await victim.StandardOutput.ReadLineAsync(PlannedStreet.Stop) is { } line)
        {
            lines.Add(line);
        }

        await victim.WaitForExitAsync(PlannedStreet.Stop);
        return lines;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static int Number(string name) =>
        int.Parse(Environment.GetEnvironmentVariable(name) ?? "0", CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> AreasAsync(PlannedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        return [.. (await reader.Areas.ListAsync(PlannedStreet.Stop)).Select(a => a.Area.Code)];
    }

    private static ActivityListener? Listen(string? fate)
    {
        if (string.IsNullOrEmpty(fate))
        {
            return null;
        }

        var words = fate.Split(' ');
        var (how, what, which) = (words[0], words[1], int.Parse(words[2], CultureInfo.InvariantCulture));
        var (begun, ended) = (0, 0);
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName == what && Interlocked.Increment(ref begun) == which && how != "kill-after")
                {
                    Signal(how == "stop-before" ? "-STOP" : "-KILL");
                }
            },
            ActivityStopped = activity =>
            {
                if (activity.OperationName == what && Interlocked.Increment(ref ended) == which && how == "kill-after")
                {
                    Signal("-KILL");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Sends a signal to this very process, which goes no further before it has come.</summary>
    private static void Signal(string signal)
    {
        if (signal == "-STOP")
        {
            Say(Stopping);
        }

        using var kill = Process.Start("kill", [signal, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
