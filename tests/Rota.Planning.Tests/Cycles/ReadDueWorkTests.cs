using NodaTime;
using Rota.Planning.Cycles;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests.Cycles;

/// <summary>What is due is read off the books: from the first import to the edition, through everything that makes an area wait.</summary>
public sealed class ReadDueWorkTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly YearMonth January = PlannedStreet.January;

    [Fact]
    public async Task AMonthGoesThroughItsStepsOnTheirDays()
    {
        // The covenant drafts on the 15th, posts on the 18th, publishes on the 25th.
        await using var street = await OpenAsync();
        Assert.Empty(await DueAsync(street, 14));
        Assert.Equal(["G1 2026-12 Draft", "G2 2026-12 Draft"], await DueAsync(street, 15));
        await street.DraftAsync(December);
        Assert.Empty(await DueAsync(street, 17));
        Assert.Equal(["G1 2026-12 Post", "G2 2026-12 Post"], await DueAsync(street, 18));
        await new PostMonth(street.Office).RunAsync(December, new AreaChoice(null, ["G1"]), PlannedStreet.Stop);
        Assert.Equal(["G2 2026-12 Post"], await DueAsync(street, 24));
        Assert.Equal(["G1 2026-12 Publish", "G2 2026-12 Publish"], await DueAsync(street, 25));
        await street.PublishAsync(December);
        Assert.Empty(await DueAsync(street, 30));
    }

    [Fact]
    public async Task WhatAPersonHasToDecideWaits()
    {
        await using var street = await OpenAsync();
        await street.DraftAsync(December);
        await new PostMonth(street.Office).HoldAsync(December, Only("G1"), "again", PlannedStreet.Stop);
        await new PublishMonth(street.Office).RunAsync(December, Only("G2"), cancellation: PlannedStreet.Stop);
        Assert.Equal(["G1 2026-12 Wait Held"], await DueAsync(street, 25));

        await new WithdrawMonth(street.Office).RunAsync(December, Only("G2"), PlannedStreet.Stop);
        await new PostMonth(street.Office).ReleaseAsync(December, Only("G1"), PlannedStreet.Stop);
        Assert.Equal(["G1 2026-12 Publish", "G2 2026-12 Wait Withdrawn"], await DueAsync(street, 25));
    }

    [Fact]
    public async Task AnAreaWhoseSolveDiedTwiceWaits()
    {
        await using var street = await OpenAsync();
        await using (
            var writer = await street.Office.Database.WriteAsync(
                "t",
                street.Clock.GetCurrentInstant(),
                PlannedStreet.Stop
            )
        )
        {
            var areas = await writer.Read.Areas.ListAsync(PlannedStreet.Stop);
            await writer.Tries.BeginAsync(areas[0].Area.Id, December, PlannedStreet.Stop);
            await writer.Tries.BeginAsync(areas[1].Area.Id, December, PlannedStreet.Stop);
            await writer.Tries.BeginAsync(areas[1].Area.Id, December, PlannedStreet.Stop);
            await writer.CommitAsync(PlannedStreet.Stop);
        }

        Assert.Equal(["G1 2026-12 Draft", "G2 2026-12 Wait Failed"], await DueAsync(street, 20));
    }

    [Fact]
    public async Task TheRunningMonthIsMadeUpForBeforeTheNext_WhereTheAreaHasBegun()
    {
        await using var street = await OpenAsync();
        await street.KeepAsync(December);

        // Down from the end of November to the middle of January: January has Saturdays left.
        At(street, new LocalDateTime(2027, 1, 20, 12, 0));
        Assert.Equal(["G1 2027-01 Draft", "G2 2027-01 Draft"], await DueAsync(street));
        await street.KeepAsync(January);
        Assert.Equal(["G1 2027-02 Draft", "G2 2027-02 Draft"], await DueAsync(street));

        // A street that was imported in the middle of a month begins with the next.
        await using var young = await OpenAsync();
        At(young, new LocalDateTime(2027, 1, 20, 12, 0));
        Assert.Equal(["G1 2027-02 Draft", "G2 2027-02 Draft"], await DueAsync(young));
    }

    [Theory]
    [InlineData("2027-01-30T19:29", 2)]
    [InlineData("2027-01-30T19:30", 0)]
    public async Task OnceTheLastWatchHasBegunAMonthIsOver(string now, int due)
    {
        await using var street = await OpenAsync();
        await street.KeepAsync(December);
        At(
            street,
            NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(now).Value
        );
        Assert.Equal(due, (await DueAsync(street)).Count(d => d.Contains("2027-01", StringComparison.Ordinal)));
    }

    private static Task<PlannedStreet> OpenAsync() => PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());

    private static AreaChoice Only(string area) => new(null, [area]);

    private static Task<IReadOnlyList<string>> DueAsync(PlannedStreet street, int day)
    {
        At(street, new LocalDateTime(2026, 11, day, 12, 0));
        return DueAsync(street);
    }

    private static void At(PlannedStreet street, LocalDateTime now) =>
        street.Clock.Reset(now.InZoneLeniently(street.Office.Zone).ToInstant());

    private static async Task<IReadOnlyList<string>> DueAsync(PlannedStreet street) =>
        [
            .. from due in await new ReadDueWork(street.Office).RunAsync(cancellation: PlannedStreet.Stop)
            let reason = due.Reason == WaitReason.None ? "" : $" {due.Reason}"
            select $"{due.Area.Code} {due.Month:uuuu-MM} {due.Step}{reason}",
        ];
}
