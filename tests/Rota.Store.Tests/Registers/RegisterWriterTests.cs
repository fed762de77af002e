using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Registers;

public sealed class RegisterWriterTests
{
    private static readonly LocalDate December5 = new(2026, 12, 5);

    [Fact]
    public async Task What_is_imported_is_read_back_by_area()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());

        var one = await street.RegisterAsync("G1");

        Assert.Equal(["G1"], one.State.Area.Grids);
        Assert.Equal("丽景", one.State.Area.Community);
        Assert.Equal("J1", one.Grids[0].Beat);
        Assert.Equal(["0001", "0002", "0003", "0004", "H1"], one.Households.Select(h => h.Code));
        Assert.Equal([false, false, false, false, true], one.Households.Select(h => h.IsHelper));
        Assert.Equal("1栋", one.Households[0].Building);
        Assert.Equal(9, one.Residents.Count);
        var first = one.Residents.Single(r => r.Code == "R1-0001-1");
        Assert.Equal((Sex.Man, 1985, true), (first.Sex, first.BirthYear, first.CanLead));
        Assert.Equal((null, null), (first.MovedIn, first.MovedOut));
        Assert.Equal(3, one.Absences.Count);
        Assert.Equal(2, one.Wishes.Count);
        Assert.Single(one.Apart);
        Assert.Equal([new Seat(December5, "evening", Post.Lead, 1)], one.Pins.Select(p => p.Seat));
        Assert.Null((await street.RegisterAsync("G2")).Pins.FirstOrDefault());
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());
        var before = street.Fingerprint("trail", "counter");

        var again = await street.ImportAsync(Full().Build());

        Assert.Equal(before, street.Fingerprint("trail", "counter"));
        Assert.Equal(new RowCounts(0, 0, 17), again.Counts.Residents);
        Assert.Equal(
            (0, 0, 0, 0),
            (again.Counts.Moved, again.Counts.Ended, again.Counts.NotNamed, again.Counts.AreasTouched)
        );
        Assert.Empty(again.NewHistory);
        Assert.Empty(again.ChangedHistory);
    }

    [Fact]
    public async Task The_order_of_rows_gives_the_same_ids_and_watch_numbers()
    {
        await using var one = await TempStreet.OpenAsync(Full().Build());
        var shuffled = Full().Build();
        await using var other = await TempStreet.OpenAsync(
            shuffled with
            {
                Residents = [.. shuffled.Residents.Reverse()],
                Absences = [.. shuffled.Absences.Reverse()],
                History = [.. shuffled.History.Reverse()],
            }
        );

        Assert.Equal(one.Fingerprint("trail"), other.Fingerprint("trail"));
    }

    [Fact]
    public async Task A_changed_register_updates_whom_it_names_and_nobody_else()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());
        var before = await street.RegisterAsync("G1");
        var two = await street.RegisterAsync("G2");

        var result = await street.ImportAsync(
            SmallRegister
                .Of(grids: 2, households: 4)
                .Only("R1-0001-1", "R1-0001-2")
                .Change("R1-0001-1", r => r with { Participation = Participation.None, Phone = null })
                .Build()
        );

        Assert.Equal(new RowCounts(0, 1, 1), result.Counts.Residents);
        Assert.Equal(15, result.Counts.NotNamed);
        Assert.Equal(1, result.Counts.AreasTouched);
        var after = await street.RegisterAsync("G1");
        Assert.Equal(before.State.Version + 1, after.State.Version);
        Assert.Equal(
            before.Residents.Select(r => r.Code == "R1-0001-1" ? r with { Participation = Participation.None } : r),
            after.Residents
        );
        Assert.Equal(two.State.Version, (await street.RegisterAsync("G2")).State.Version);
        Assert.Equal(two.Residents, (await street.RegisterAsync("G2")).Residents);
    }

    [Fact]
    public async Task A_new_name_moves_no_version_and_a_name_stands_in_no_other_table()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());

        var result = await street.ImportAsync(
            Full().Change("R1-0001-1", r => r with { Name = "新名", Phone = "10000000000" }).Build()
        );

        Assert.Equal(new RowCounts(0, 1, 16), result.Counts.Residents);
        Assert.Equal(0, result.Counts.AreasTouched);
        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var found = Assert.Single(await reader.People.FindAsync("新名", TempStreet.Stop));
        Assert.Equal(("R1-0001-1", "10000000000"), (found.Code, found.Phone));
        var trail = await reader.Trail.LastAsync(10, TempStreet.Stop);
        Assert.All(trail, t => Assert.DoesNotContain("新名", t.Details + t.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_moves_has_a_home_from_a_date_to_a_date_and_keeps_the_number()
    {
        await using var street = await TempStreet.SmallAsync();
        var before = (await street.RegisterAsync("G1")).Residents.Single(r => r.Code == "R1-0001-1");
        var moved = SmallRegister
            .Of(grids: 2, households: 4)
            .Change(
                "R1-0001-1",
                r => r with { Grid = "G2", Household = "0003", MovedIn = new LocalDate(2026, 12, 10) }
            );

        var result = await street.ImportAsync(moved.Build());

        Assert.Equal(1, result.Counts.Moved);
        Assert.Equal(2, result.Counts.AreasTouched);
        var left = (await street.RegisterAsync("G1")).Residents.Single(r => r.Code == "R1-0001-1");
        var here = (await street.RegisterAsync("G2")).Residents.Single(r => r.Code == "R1-0001-1");
        Assert.Equal((null, new LocalDate(2026, 12, 10)), (left.MovedIn, left.MovedOut));
        Assert.Equal((new LocalDate(2026, 12, 10), null), (here.MovedIn, here.MovedOut));
        Assert.Equal((before.Id, before.Number), (here.Id, here.Number));
        Assert.NotEqual(left.Household, here.Household);
        var fingerprint = street.Fingerprint("trail", "counter");
        await street.ImportAsync(moved.Build());
        Assert.Equal(fingerprint, street.Fingerprint("trail", "counter"));
    }

    [Fact]
    public async Task Who_moves_without_a_date_moves_today()
    {
        await using var street = await TempStreet.SmallAsync();

        await street.ImportAsync(
            SmallRegister.Of(grids: 2, households: 4).Change("R1-0001-1", r => r with { Household = "0002" }).Build()
        );

        var resident = (await street.RegisterAsync("G1")).Residents.Single(r => r.Code == "R1-0001-1");
        Assert.Equal((TempStreet.Today, null), (resident.MovedIn, resident.MovedOut));
    }

    [Fact]
    public async Task Who_moved_out_ends_by_the_date_and_may_come_back()
    {
        await using var street = await TempStreet.SmallAsync();
        var out1 = new LocalDate(2026, 12, 8);
        var gone = await street.ImportAsync(
            SmallRegister.Of(grids: 2, households: 4).Change("R1-0001-1", r => r with { MovedOut = out1 }).Build()
        );
        Assert.Equal((1, 0), (gone.Counts.Ended, gone.Counts.NotNamed));
        Assert.Equal(out1, (await Resident()).MovedOut);

        await street.ImportAsync(
            SmallRegister
                .Of(grids: 2, households: 4)
                .Change("R1-0001-1", r => r with { MovedIn = new LocalDate(2026, 12, 20) })
                .Build()
        );

        Assert.Equal((new LocalDate(2026, 12, 20), null), ((await Resident()).MovedIn, (await Resident()).MovedOut));
        Assert.Equal(
            2,
            street.Scalar<int>(
                "SELECT count(*) FROM household_membership WHERE resident_id = (SELECT id FROM resident WHERE code = 'R1-0001-1')"
            )
        );

        async Task<Resident> Resident() =>
            (await street.RegisterAsync("G1")).Residents.Single(r => r.Code == "R1-0001-1");
    }

    [Fact]
    public async Task Watch_numbers_are_given_in_the_order_of_codes_and_never_again()
    {
        await using var street = await TempStreet.OpenAsync(SmallRegister.Of(grids: 1, households: 2).Build());
        var first = await Numbers();
        Assert.Equal([1, 2, 3, 4], first.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value));

        await street.ImportAsync(SmallRegister.Of(grids: 1, households: 4).Build());

        var later = await Numbers();
        Assert.All(first, n => Assert.Equal(n.Value, later[n.Key]));
        Assert.Equal([5, 6, 7, 8], later.Keys.Except(first.Keys).Select(k => later[k]).Order());

        async Task<Dictionary<string, int>> Numbers() =>
            (await street.RegisterAsync("G1")).Residents.ToDictionary(r => r.Code, r => r.Number.Value);
    }

    [Fact]
    public async Task Nothing_counts_before_the_commit_however_far_the_import_came()
    {
        await using var street = await TempStreet.SmallAsync();
        var before = street.Fingerprint();
        var next = Full().Change("R1-0001-1", r => r with { BirthYear = 1950 }).Build();

        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            var result = await writer.Register.ApplyAsync(next, TempStreet.Today, TempStreet.Stop);
            await writer.Ledger.AppendAsync(
                [.. result.NewHistory.Select(h => Entry(h))],
                "history.csv",
                TempStreet.Stop
            );
        }

        Assert.Equal(before, street.Fingerprint());
        var unknown = next with { Wishes = [.. next.Wishes, next.Wishes[0] with { Resident = "nobody" }] };
        await Assert.ThrowsAsync<InvalidOperationException>(() => street.ImportAsync(unknown));
        Assert.Equal(before, street.Fingerprint());
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                writer.Register.ApplyAsync(next, TempStreet.Today, stopped.Token)
            );
        }

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task Of_two_imports_at_once_the_second_finds_what_the_first_wrote()
    {
        await using var street = await TempStreet.OpenAsync();
        using var gate = new Barrier(2);

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Factory.StartNew(
                            () =>
                            {
                                gate.SignalAndWait(TempStreet.Stop);
                                return street.ImportAsync(Full().Build());
                            },
                            TaskCreationOptions.LongRunning
                        )
                        .Unwrap()
                )
        );

        Assert.Equal([0, 17], results.Select(r => r.Counts.Residents.New).Order());
        Assert.Equal([0, 17], results.Select(r => r.Counts.Residents.Unchanged).Order());
    }

    [Fact]
    public async Task History_is_told_once_and_what_is_told_otherwise_comes_back_as_changed()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());
        var again = await street.ImportAsync(
            Full()
                .Stood(
                    SmallRegister.Household(1, 1),
                    "R1-0001-1",
                    new LocalDate(2026, 11, 3),
                    Post.Lead,
                    attended: false
                )
                .Stood(SmallRegister.Household(1, 2), "R1-0002-1", new LocalDate(2026, 11, 4), Post.Guard)
                .Build()
        );

        Assert.Equal(new LocalDate(2026, 11, 4), Assert.Single(again.NewHistory).Night);
        var (before, after) = Assert.Single(again.ChangedHistory);
        Assert.Equal((true, false), (before.Attended, after.Attended));
    }

    [Fact]
    public async Task Pins_replace_those_of_the_areas_and_months_they_name()
    {
        await using var street = await TempStreet.OpenAsync(Full().Build());
        var seat = new Seat(December5, "evening", Post.Lead, 1);
        var other = seat with { Night = new LocalDate(2026, 12, 6) };

        await street.ImportAsync(Full().Build() with { Pins = [Pin(other)] });

        Assert.Equal([other], (await street.RegisterAsync("G1")).Pins.Select(p => p.Seat));

        PinRow Pin(Seat on) => new(new Place("pins.csv"), "G1", on, "R1-0002-1");
    }

    private static LedgerEntry Entry(StoodNight stood) =>
        new(stood.Household, stood.Night.ToYearMonth(), stood.Night, LedgerReason.Assigned, Points.Of(10));

    /// <summary>Two grids with something of everything, a helper among them.</summary>
    private static SmallRegister Full() =>
        SmallRegister
            .Of(grids: 2, households: 4)
            .With(SmallRegister.Row(1, 9, 1) with { Household = "", Resident = "H1", Name = "支援人员" })
            .Absent("R1-0001-1", new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 3))
            .Absent(SmallRegister.Household(1, 2), new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 3))
            .Absent("R1-0003-1", new LocalDate(2026, 3, 1), new LocalDate(2026, 3, 3))
            .Wishes("R1-0001-2", December5, WishKind.Like)
            .Wishes("R1-0001-2", new LocalDate(2026, 3, 1), WishKind.Like)
            .Wishes("R1-0003-2", IsoDayOfWeek.Saturday, WishKind.Avoid)
            .Apart(SmallRegister.Household(1, 2), SmallRegister.Household(1, 1))
            .Stood(SmallRegister.Household(1, 1), "R1-0001-1", new LocalDate(2026, 11, 3), Post.Lead)
            .Stood(SmallRegister.Household(1, 1), "R1-0001-2", new LocalDate(2026, 10, 3), Post.Standby)
            .Pinned("G1", new Seat(December5, "evening", Post.Lead, 1), "R1-0002-1");
}
