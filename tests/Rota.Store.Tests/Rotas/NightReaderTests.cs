using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Rotas;
using Rota.Store.Covenants;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Rotas;

public sealed class NightReaderTests
{
    private static readonly LocalDate First = new(2026, 12, 1);

    [Fact]
    public async Task Around_a_month_are_sixty_days_of_what_was_stood_and_not_missed()
    {
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 2, households: 4)
                .Stood(H(1), "R1-0001-1", First.PlusDays(-61), Post.Lead)
                .Stood(H(1), "R1-0001-1", First.PlusDays(-60), Post.Lead)
                .Stood(H(2), "R1-0002-1", First.PlusDays(-5), Post.Standby)
                .Stood(H(3), "R1-0003-1", First.PlusDays(-4), Post.Guard, attended: false)
                .Stood(SmallRegister.Household(2, 1), "R2-0001-1", First.PlusDays(-3), Post.Guard)
                .Build()
        );
        var register = await street.RegisterAsync("G1");
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var around = await reader.Nights.AroundAsync(register.State.Area.Id, TempStreet.December, TempStreet.Stop);

        Assert.Equal(
            [(First.PlusDays(-60), true), (First.PlusDays(-5), false)],
            around.Select(n => (n.Night, n.IsOut))
        );
    }

    [Fact]
    public async Task The_areas_own_rota_is_left_out_for_its_month_and_counts_for_the_next()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));
        var area = register.State.Area.Id;
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        Assert.Empty(await reader.Nights.AroundAsync(area, TempStreet.December, TempStreet.Stop));
        var next = await reader.Nights.AroundAsync(area, TempStreet.December.PlusMonths(1), TempStreet.Stop);
        Assert.Equal([new LocalDate(2026, 12, 5), new LocalDate(2026, 12, 5)], next.Select(n => n.Night));
        Assert.Equal(
            2,
            (await reader.Nights.SinceAsync(area, TempStreet.December.PlusMonths(1), First, TempStreet.Stop)).Count
        );
    }

    [Fact]
    public async Task Festivals_are_remembered_as_far_back_as_asked_and_as_editions_froze_them()
    {
        var old = First.PlusYears(-12);
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 1, households: 4)
                .Stood(H(4), "R1-0004-1", old, Post.Guard)
                .Stood(H(4), "R1-0004-1", old.PlusDays(-1), Post.Guard)
                .Build()
        );
        var register = await street.RegisterAsync("G1");
        var eve = TempStreet.Evening(5);
        eve = eve with { Night = eve.Night with { Festival = "除夕" } };
        var duty = TempStreet.Duty(eve, Post.Lead, register.Residents[0]);
        await street.PublishAsync(register, TempStreet.Sheet([eve], duty));
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var nights = await reader.Nights.SinceAsync(
            register.State.Area.Id,
            TempStreet.December.PlusMonths(1),
            old,
            TempStreet.Stop
        );

        Assert.Equal([(old, null), (eve.Night.Date, "除夕")], nights.Select(n => (n.Night, n.Festival)));
    }

    [Fact]
    public async Task What_attendance_tells_goes_before_what_was_published()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));
        await street.ImportAsync(
            SmallRegister
                .Of(grids: 2, households: 4)
                .Stood(H(1), "R1-0001-1", new LocalDate(2026, 12, 5), Post.Lead, attended: false)
                .Build()
        );
        var area = register.State.Area.Id;
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var january = TempStreet.December.PlusMonths(1);

        var nights = await reader.Nights.AroundAsync(area, january, TempStreet.Stop);
        var experience = await reader.Nights.ExperienceAsync(area, january, TempStreet.Stop);

        Assert.Equal([register.Residents[2].Id], nights.Select(n => n.Resident));
        Assert.Equal([(register.Residents[2].Id, 1)], experience.Select(e => (e.Key, e.Value)));
    }

    [Fact]
    public async Task Experience_is_watches_attended_as_lead_or_guard_before_the_month()
    {
        await using var street = await TempStreet.OpenAsync(
            SmallRegister
                .Of(grids: 1, households: 2)
                .Stood(H(1), "R1-0001-1", First.PlusDays(-900), Post.Lead)
                .Stood(H(1), "R1-0001-1", First.PlusDays(-1), Post.Guard)
                .Stood(H(1), "R1-0001-1", First, Post.Guard)
                .Stood(H(1), "R1-0001-2", First.PlusDays(-9), Post.Standby)
                .Stood(H(2), "R1-0002-1", First.PlusDays(-9), Post.Guard, attended: false)
                .Build()
        );
        var register = await street.RegisterAsync("G1");
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);

        var experience = await reader.Nights.ExperienceAsync(
            register.State.Area.Id,
            TempStreet.December,
            TempStreet.Stop
        );

        Assert.Equal([(register.Residents[0].Id, 2)], experience.Select(e => (e.Key, e.Value)));
    }

    [Fact]
    public async Task The_covenant_in_force_is_the_last_recorded_of_those_that_have_begun()
    {
        await using var street = await TempStreet.SmallAsync();
        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            var ids = new List<CovenantVersionId>();
            foreach (
                var (hash, month) in (IEnumerable<(string, int)>)
                    [("a", 1), ("a", 1), ("b", 6), ("c", 6), ("d", 12), ("e", 9)]
            )
            {
                var text = new CovenantText(hash, "{}", new YearMonth(2026, month), First, "居民代表会议");
                ids.Add(await writer.Covenants.SaveAsync(text, TempStreet.Stop));
            }

            Assert.Equal(ids[0], ids[1]);
            await writer.CommitAsync(TempStreet.Stop);
        }

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        Assert.Equal(
            // The last adopted governs December too, though an earlier one was to begin later.
            [null, "a", "a", "c", "e", "e"],
            await Task.WhenAll(
                new[] { (2025, 12), (2026, 1), (2026, 5), (2026, 6), (2026, 11), (2027, 3) }
                    .Select(m => new YearMonth(m.Item1, m.Item2))
                    .Select(async m =>
                    {
                        await using var own = await street.Database.ReadAsync(TempStreet.Stop);
                        return (await own.Covenants.InForceAsync(m, TempStreet.Stop))?.Covenant.Hash;
                    })
            )
        );
    }

    [Fact]
    public async Task A_reader_sees_one_moment_whatever_is_written_meanwhile()
    {
        await using var street = await TempStreet.SmallAsync();
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var before = await reader.Areas.ListAsync(TempStreet.Stop);

        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));

        Assert.Equal(
            before.Select(a => a.Version),
            (await reader.Areas.ListAsync(TempStreet.Stop)).Select(a => a.Version)
        );
        Assert.Empty(await reader.Editions.InForceAsync(TempStreet.December, TempStreet.Stop));
    }

    private static HouseholdCode H(int household) => SmallRegister.Household(1, household);
}
