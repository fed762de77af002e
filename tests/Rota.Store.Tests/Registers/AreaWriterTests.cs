using Rota.Core.Covenants;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Registers;

public sealed class AreaWriterTests
{
    private static readonly AreaPlan Together = new("LJ", ["G1", "G2", "G9"], "东门岗亭", "0735-0000000");

    [Fact]
    public async Task Every_grid_is_its_own_area_until_a_covenant_keeps_some_together()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 3, households: 2).Build());
        Assert.Equal(["G1", "G2", "G3"], await CodesAsync(street));
        var three = await street.RegisterAsync("G3");

        Assert.Equal(3, await SyncAsync(street, Together));

        Assert.Equal(["G3", "LJ"], await CodesAsync(street));
        var joined = await street.RegisterAsync("LJ");
        Assert.Equal(["G1", "G2"], joined.State.Area.Grids);
        Assert.Equal(("东门岗亭", "0735-0000000"), (joined.State.Area.MeetingPoint, joined.State.Area.Phone));
        Assert.Equal(4, joined.Households.Count);
        Assert.Equal(three.State.Version, (await street.RegisterAsync("G3")).State.Version);
        Assert.Equal(0, await SyncAsync(street, Together));
    }

    [Fact]
    public async Task What_is_taken_apart_again_gets_its_old_areas_back_with_newer_versions()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 2, households: 2).Build());
        var before = await street.RegisterAsync("G1");
        await SyncAsync(street, Together);

        await SyncAsync(street);

        Assert.Equal(["G1", "G2"], await CodesAsync(street));
        var after = await street.RegisterAsync("G1");
        Assert.Equal(before.State.Area.Id, after.State.Area.Id);
        Assert.True(after.State.Version > before.State.Version);
    }

    [Fact]
    public async Task An_import_leaves_areas_that_a_covenant_laid_as_they_are()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 2, households: 2).Build());
        await SyncAsync(street, Together);

        await street.ImportAsync(SmallRegister.Of(grids: 3, households: 2).Build());

        Assert.Equal(["G3", "LJ"], await CodesAsync(street));
    }

    [Fact]
    public async Task A_published_month_outlives_the_joining_of_its_grids_and_says_so_to_the_joined_area()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 3, households: 2).Build());
        var two = await street.RegisterAsync("G2");
        await street.PublishAsync(two, TempStreet.SheetOf(two));
        await DraftAsync(street, await street.RegisterAsync("G1"));

        await SyncAsync(street, Together);

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var month = await reader.Areas.MonthAsync(TempStreet.December, TempStreet.Stop);
        Assert.Equal(["G2", "G3", "LJ"], month.Select(a => a.State.Area.Code));
        Assert.Equal(["G2"], month[0].State.Area.Grids);
        Assert.Equal([1, null, null], month.Select(a => a.Edition?.Number));
        Assert.Equal(["", "", "G2"], month.Select(a => string.Join(',', a.PublishedElsewhere)));
        var kept = await reader.Register.OfAreaAsync(two.State.Area.Id, TempStreet.December, TempStreet.Stop);
        Assert.Equal(two.Residents, kept!.Residents);
        var january = TempStreet.December.PlusMonths(1);
        Assert.Null(await reader.Register.OfAreaAsync(two.State.Area.Id, january, TempStreet.Stop));
        Assert.Equal(
            ["G3", "LJ"],
            (await reader.Areas.MonthAsync(january, TempStreet.Stop)).Select(a => a.State.Area.Code)
        );
        // The draft of an area that is no more could never be published.
        Assert.Equal(0, street.Scalar<int>("SELECT count(*) FROM draft"));
        Assert.Equal(0, street.Scalar<int>("SELECT count(*) FROM draft_duty"));
    }

    private static async Task DraftAsync(TempStreet street, AreaRegister register)
    {
        var covenant = await street.CovenantAsync();
        await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
        var draft = new NewDraft(
            register.State.Area.Id,
            register.State.Version,
            covenant,
            TempStreet.SheetOf(register),
            0
        );
        Assert.Equal(WriteOutcome.Done, await writer.Drafts.SaveAsync(draft, TempStreet.Stop));
        await writer.CommitAsync(TempStreet.Stop);
    }

    private static async Task<int> SyncAsync(TempStreet street, params AreaPlan[] plans)
    {
        await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
        var changed = await writer.Areas.SyncAsync(plans, TempStreet.Stop);
        await writer.CommitAsync(TempStreet.Stop);
        return changed;
    }

    private static async Task<IEnumerable<string>> CodesAsync(TempStreet street)
    {
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        return (await reader.Areas.ListAsync(TempStreet.Stop)).Select(a => a.Area.Code);
    }
}
