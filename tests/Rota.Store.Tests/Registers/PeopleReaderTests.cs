using NodaTime;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Registers;

public sealed class PeopleReaderTests
{
    [Theory]
    [InlineData("R1-0001-2", new[] { "R1-0001-2" })]
    [InlineData("0002", new[] { "R1-0001-2" })]
    [InlineData("2", new[] { "R1-0001-2" })]
    [InlineData("张伟", new[] { "R1-0001-1", "R1-0012-1" })]
    [InlineData(" 张伟 2栋 ", new[] { "R1-0012-1" })]
    [InlineData("张伟\u30001栋", new[] { "R1-0001-1" })]
    [InlineData("阿依 古丽", new[] { "R1-0002-1" })]
    [InlineData("张伟 3栋", new string[0])]
    [InlineData("99999", new string[0])]
    [InlineData("", new string[0])]
    public async Task People_are_found_by_code_number_name_and_building(string text, string[] codes)
    {
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 1, households: 12)
                .Change("R1-0001-1", r => r with { Name = "张伟" })
                .Change("R1-0012-1", r => r with { Name = "张伟" })
                .Change("R1-0002-1", r => r with { Name = "阿依 古丽" })
                .Build()
        );
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var found = await reader.People.FindAsync(text, TempStreet.Stop);

        Assert.Equal(codes, found.Select(c => c.Code));
    }

    [Fact]
    public async Task An_erased_person_keeps_a_card_without_name_and_phone()
    {
        await using var street = await TempStreet.SmallAsync();
        street.Raw("DELETE FROM person WHERE resident_id = 1");
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var night = new LocalDate(2026, 12, 5);
        var found = await reader.People.OfAsync(
            [(new(1), new(1), night), (new(2), new(1), night), (new(999), new(1), night)],
            TempStreet.Stop
        );

        var cards = found.ToDictionary(c => c.Key.Resident, c => c.Value);
        Assert.Equal(2, cards.Count);
        Assert.Equal((null, null, "R1-0001-1"), (cards[new(1)].Name, cards[new(1)].Phone, cards[new(1)].Code));
        Assert.Equal("居民1之1之2", cards[new(2)].Name);
    }

    [Fact]
    public async Task A_duty_shows_the_home_it_was_done_from_whoever_moves_later()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 2, households: 12).Build());
        var duty = (await street.RegisterAsync("G1")).Residents[0];
        await street.ImportAsync(
            SmallRegister
                .Of(grids: 2, households: 12)
                .Change(
                    duty.Code,
                    r =>
                        r with
                        {
                            Grid = "G2",
                            Household = "0012",
                            Building = "2栋",
                            MovedIn = new LocalDate(2027, 1, 15),
                        }
                )
                .Build()
        );
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var cards = await reader.People.OfAsync(
            [(duty.Id, duty.Household, new LocalDate(2026, 12, 5))],
            TempStreet.Stop
        );

        var then = Assert.Single(cards).Value;
        var later = Assert.Single(await reader.People.FindAsync(duty.Code, TempStreet.Stop));
        Assert.Equal((SmallRegister.Household(1, 1), "1栋"), (then.Household, then.Building));
        Assert.Equal((SmallRegister.Household(2, 12), "2栋"), (later.Household, later.Building));
    }

    [Fact]
    public async Task Codes_tell_households_grids_and_helpers()
    {
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 2, households: 1)
                .With(SmallRegister.Row(2, 1, 3) with { Household = "", Resident = "H1" })
                .Build()
        );
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var codes = await reader.Register.KnownAsync(TempStreet.Stop);

        Assert.Equal(SmallRegister.Household(2, 1), codes.Residents["R2-0001-1"]);
        Assert.Equal(new("G2", ""), codes.Residents["H1"]);
        Assert.Equal(
            [SmallRegister.Household(1, 1), SmallRegister.Household(2, 1)],
            codes.Households.OrderBy(h => h.Grid)
        );
        Assert.Equal("丽景", codes.Grids["G2"]);
        Assert.Equal(["G1", "G2"], codes.Areas.Order());
    }
}
