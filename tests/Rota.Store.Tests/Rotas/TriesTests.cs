using Rota.Core.Registers;

namespace Rota.Store.Tests.Rotas;

/// <summary>Tries are counted from when they are begun, and forgotten only by who saw one end or asks for another.</summary>
public sealed class TriesTests
{
    [Fact]
    public async Task Tries_add_up_until_one_ends()
    {
        await using var street = await TempStreet.SmallAsync();
        var area = (await street.RegisterAsync("G1")).State.Area.Id;
        var other = (await street.RegisterAsync("G2")).State.Area.Id;

        Assert.Equal(
            1,
            await AfterAsync(street, area, w => w.Tries.BeginAsync(area, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            2,
            await AfterAsync(street, area, w => w.Tries.BeginAsync(area, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            1,
            await AfterAsync(street, area, w => w.Tries.StopAsync(area, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            1,
            await AfterAsync(street, other, w => w.Tries.BeginAsync(other, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            0,
            await AfterAsync(street, other, w => w.Tries.StopAsync(other, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            2,
            await AfterAsync(street, area, w => w.Tries.BeginAsync(area, TempStreet.December, TempStreet.Stop))
        );
        Assert.Equal(
            0,
            await AfterAsync(street, area, w => w.Tries.EndAsync(area, TempStreet.December, TempStreet.Stop))
        );
    }

    [Fact]
    public async Task Who_asks_again_is_told_of_in_the_trail_where_there_was_something_to_forget()
    {
        await using var street = await TempStreet.SmallAsync();
        var area = (await street.RegisterAsync("G1")).State.Area.Id;
        await AfterAsync(street, area, w => w.Tries.BeginAsync(area, TempStreet.December, TempStreet.Stop));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                0,
                await AfterAsync(street, area, w => w.Tries.AgainAsync(area, TempStreet.December, TempStreet.Stop))
            );
        }

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var again = (await reader.Trail.LastAsync(100, TempStreet.Stop)).Where(t => t.Verb == "again");
        Assert.Equal(("G1 2026-12", "tries 1"), (Assert.Single(again).Subject, again.Single().Details));
    }

    /// <summary>How many tries an area has after something was written.</summary>
    private static async Task<int> AfterAsync(TempStreet street, AreaId area, Func<StreetWriter, Task> write)
    {
        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            await write(writer);
            await writer.CommitAsync(TempStreet.Stop);
        }

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var all = await reader.Tries.OfMonthAsync(TempStreet.December, TempStreet.Stop);
        var tries = await reader.Tries.OfAreaAsync(area, TempStreet.December, TempStreet.Stop);
        Assert.Equal(tries, all.GetValueOrDefault(area));
        return tries;
    }
}
