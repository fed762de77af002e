using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Registers;

/// <summary>What is read of the register by area and month.</summary>
public sealed class RegisterReaderTests
{
    [Fact]
    public async Task Months_read_together_are_what_each_is_by_itself()
    {
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 2, households: 4)
                .Absent("R1-0001-1", new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 3))
                .Absent("R1-0003-1", new LocalDate(2026, 3, 1), new LocalDate(2026, 3, 3))
                .Wishes("R1-0001-2", new LocalDate(2026, 12, 5), WishKind.Like)
                .Wishes("R1-0003-2", IsoDayOfWeek.Saturday, WishKind.Avoid)
                .Apart(SmallRegister.Household(1, 2), SmallRegister.Household(1, 1))
                .Pinned("G1", new Seat(new LocalDate(2026, 12, 5), "evening", Post.Lead, 1), "R1-0002-1")
                .Build()
        );
        // One moves to the other grid within the months, one moves out, a household comes.
        await street.ImportAsync(
            SmallRegister
                .Of(grids: 0, households: 0)
                .With(SmallRegister.Row(2, 1, 1) with { Resident = "R1-0004-1", MovedIn = new LocalDate(2026, 11, 10) })
                .With(SmallRegister.Row(1, 2, 2) with { MovedOut = new LocalDate(2026, 10, 20) })
                .With(SmallRegister.Row(1, 7, 1) with { MovedIn = new LocalDate(2026, 12, 24) })
                .Build()
        );
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        YearMonth[] months = [new(2026, 3), new(2026, 10), new(2026, 11), new(2026, 12), new(2027, 1)];
        foreach (var state in await reader.Areas.ListAsync(TempStreet.Stop))
        {
            var together = await reader.Register.OfAreaAsync(state.Area.Id, months, TempStreet.Stop);
            foreach (var month in months)
            {
                var alone = (await reader.Register.OfAreaAsync(state.Area.Id, month, TempStreet.Stop))!;
                Assert.Equal(alone.Households, together[month].Households);
                Assert.Equal(alone.Residents, together[month].Residents);
                Assert.Equal(alone.Absences, together[month].Absences);
                Assert.Equal(alone.Wishes, together[month].Wishes);
                Assert.Equal(alone.Apart, together[month].Apart);
                Assert.Equal(alone.Pins, together[month].Pins);
            }

            Assert.True(months.Select(m => together[m].Residents.Count).Distinct().Count() > 1);
        }
    }
}
