using System.Diagnostics;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Store;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>
/// A connection to PostgreSQL that breaks: what was committed is known to be, what was not is told in words and can be done again, and no edition
/// comes twice.
/// </summary>
public sealed class LostConnectionTests
{
    /// <summary>Tells the activities of this test from those of others beside it.</summary>
    private static readonly AsyncLocal<object?> Mine = new();

    private const string OnlyServer = "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.";

    [Theory]
    [InlineData(Cut.BeforeItArrives)]
    [InlineData(Cut.BeforeItIsAnswered)]
    public async Task CutAtEachCommit_WhatIsSaidIsWhatIs_AndAllOfItCanBeDoneAgain(Cut cut)
    {
        Assert.SkipUnless(TestBooks.OnServer, OnlyServer);
        for (var which = 1; ; which++)
        {
            await using var street = await Letterbox.OpenAsync(1, 6);
            await using var line = CuttingLine.To(street.Office.Database.Place.Text, cut, which);
            await using var behind = await PlannedStreet.AtAsync(line.Place);
            var drafted = await ToldAsync(() => behind.DraftAsync(PlannedStreet.December));
            var hasDraft = (await MonthAsync(street)).Draft is not null;
            var published = await ToldAsync(() => behind.PublishAsync(PlannedStreet.December));
            var edition = (await MonthAsync(street)).Edition?.Number;
            if (!line.WasCut)
            {
                Assert.True(which > 4, $"There were {which - 1} commits only.");
                return;
            }

            Assert.True(drafted.Single is not { State: DraftState.Drafted } || hasDraft, $"{which}: a draft is lost.");
            Assert.True(drafted.Single is not { State: DraftState.Failed } || !hasDraft, $"{which}: {drafted.Words}");
            Assert.Equal(published.Single?.Edition, edition);
            Assert.DoesNotContain("bug", drafted.Words + published.Words, StringComparison.Ordinal);
            if (edition is null)
            {
                Assert.All(
                    await street.DraftAsync(PlannedStreet.December),
                    d => Assert.Equal(DraftState.Drafted, d.State)
                );
                Assert.All(
                    await street.PublishAsync(PlannedStreet.December),
                    p => Assert.Equal(PublishState.Published, p.State)
                );
            }

            Assert.Equal(1, await Aftermath.LookAsync(street.Office.Database.Place.Text, months: 1, []));
        }
    }

    [Fact]
    public async Task AServerThatEndsTheConnection_IsToldInWords()
    {
        Assert.SkipUnless(TestBooks.OnServer, OnlyServer);
        await using var street = await Letterbox.OpenAsync(1, 6);
        await street.DraftAsync(PlannedStreet.December);
        var commits = 0;
        using (At(StoreTrace.Commit, () => ++commits == 2, () => End(street)))
        {
            var refused = Assert.Single(await street.PublishAsync(PlannedStreet.December));
            Assert.Equal(PublishState.Refused, refused.State);
            Assert.Contains("nothing of this step was written", refused.Reason!.Value.En, StringComparison.Ordinal);
            Assert.Contains("这一步没有写下", refused.Reason!.Value.Zh, StringComparison.Ordinal);
        }

        Assert.Equal(PublishState.Published, Assert.Single(await street.PublishAsync(PlannedStreet.December)).State);
    }

    [Fact]
    public async Task AServerThatDiesAtACommit_IsAskedWhenItIsBack()
    {
        Assert.SkipUnless(TestBooks.OnServer, OnlyServer);
        var cluster = await PostgresCluster.OwnAsync();
        foreach (var moment in (string[])["before", "after"])
        {
            var place = await cluster.NewDatabaseAsync(PlannedStreet.PrepareAsync);
            await using var street = await PlannedStreet.AtAsync(place);
            await street.ImportAsync(SmallRegister.Of(1, 6).Build());
            await Letterbox.HangAsync(street);
            await street.DraftAsync(PlannedStreet.December);
            var commits = 0;
            using (
                At(StoreTrace.Commit, () => ++commits == 2, () => cluster.CrashAsync().Wait(PlannedStreet.Stop), moment)
            )
            {
                var told = await ToldAsync(() => street.PublishAsync(PlannedStreet.December));
                Assert.Equal(moment == "after" ? PublishState.Published : PublishState.Refused, told.Single?.State);
                Assert.DoesNotContain("bug", told.Words, StringComparison.Ordinal);
            }

            await ToldAsync(() => street.PublishAsync(PlannedStreet.December));
            Assert.Equal(1, await Aftermath.LookAsync(place, months: 1, []));
        }
    }

    [Fact]
    public async Task AServerThatIsAwayWhenASolveEnds_IsNotTakenForASolveThatDied()
    {
        Assert.SkipUnless(TestBooks.OnServer, OnlyServer);
        var cluster = await PostgresCluster.OwnAsync();
        var place = await cluster.NewDatabaseAsync(PlannedStreet.PrepareAsync);
        await using var street = await PlannedStreet.AtAsync(place);
        await street.ImportAsync(SmallRegister.Of(1, 6).Build());
        await Letterbox.HangAsync(street);
        var turns = -1000;
        SolveOutcome Cut(RowModel model, CancellationToken stop)
        {
            var solved = new RotaSolver().Solve(model, stop);
            cluster.DieAsync().Wait(stop);
            turns = 0;
            return solved;
        }

        // It is back when the try is to be taken off the record for the second time.
        using (At(StoreTrace.Turn, () => ++turns == 3, () => cluster.BeginAsync().Wait(PlannedStreet.Stop)))
        {
            var told = await ToldAsync(async () =>
                (
                    await new DraftMonth(street.Office, Cut).RunAsync(
                        PlannedStreet.December,
                        AreaChoice.All,
                        cancellation: PlannedStreet.Stop
                    )
                ).Value
            );
            Assert.Equal(DraftState.Failed, told.Single?.State);
            Assert.DoesNotContain("bug", told.Words, StringComparison.Ordinal);
        }

        Assert.Equal(0, TestBooks.At(place).Scalar<int>("SELECT count(*) FROM solve_try"));
        Assert.Equal(DraftState.Drafted, Assert.Single(await street.DraftAsync(PlannedStreet.December)).State);
    }

    /// <summary>What is told of one area: its end, or the words of what stood in the way.</summary>
    private static async Task<(T? Single, string Words)> ToldAsync<T>(Func<Task<IReadOnlyList<T>>> work)
        where T : class
    {
        try
        {
            var single = (await work()).Single();
            return (single, single.ToString()!);
        }
        catch (Exception e) when (StoreTrouble.Of(e) is not null)
        {
            return (null, StoreTrouble.Of(e)!.Sentence.En);
        }
    }

    private static async Task<Store.Registers.AreaMonth> MonthAsync(PlannedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        return (await reader.Areas.MonthAsync(PlannedStreet.December, PlannedStreet.Stop)).Single();
    }

    /// <summary>Ends every connection of the program to a street's database, as its administrator can.</summary>
    private static void End(PlannedStreet street) => PostgresHand.EndAll(street.Office.Database.Place.Text);

    /// <summary>Does something before or after an activity of the store, once.</summary>
    private static ActivityListener At(string activity, Func<bool> isTime, Action act, string moment = "before")
    {
        var mine = Mine.Value = new object();
        void Look(Activity seen)
        {
            if (Mine.Value == mine && seen.OperationName == activity && isTime())
            {
                act();
            }
        }

        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = moment == "before" ? Look : null,
            ActivityStopped = moment == "after" ? Look : null,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
