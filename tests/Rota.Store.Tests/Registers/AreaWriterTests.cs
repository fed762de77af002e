using Rota.Core.Covenants;
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
