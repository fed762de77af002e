using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Testing.Registers;

namespace Rota.Store.Tests.Rotas;

public sealed class EditionWriterTests
{
    [Fact]
    public async Task What_is_published_is_read_back_whole_and_in_force()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var sheet = TempStreet.SheetOf(register) with
        {
            Rota = TempStreet.SheetOf(register).Rota with
            {
                Gaps =
                [
                    new Gap(
                        new Seat(new LocalDate(2026, 12, 5), "evening", Post.Standby, 1),
                        new Words("没有人可排", "nobody may guard")
                    ),
                ],
            },
        };

        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, sheet));

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var area = register.State.Area.Id;
        var edition = await reader.Editions.InForceAsync(area, TempStreet.December, TempStreet.Stop);
        Assert.NotNull(edition);
        Assert.Equal(1, edition.Head.Number);
        Assert.Equal(sheet.Rota.Duties, edition.Sheet.Rota.Duties);
        Assert.Equal(sheet.Rota.Gaps, edition.Sheet.Rota.Gaps);
        Assert.Equal(sheet.Watches, edition.Sheet.Watches);
        Assert.Equal(sheet.Standing, edition.Sheet.Standing);
        Assert.Equal(new RotaCounts(1, 2, 1, 0), edition.Head.Counts);
        var standing = await reader.Duties.OfAreaAsync(
            area,
            new LocalDate(2026, 12, 1),
            new LocalDate(2026, 12, 31),
            TempStreet.Stop
        );
        Assert.Equal(sheet.Rota.Duties, standing.Select(d => d.Duty));
        Assert.Equal(
            TempStreet.Entries(sheet).OrderBy(e => e.Household.Value),
            await reader.Ledger.OfAreaAsync(area, TempStreet.December, TempStreet.Stop)
        );
        Assert.Equal(register.State.Version + 1, await reader.Areas.VersionAsync(area, TempStreet.Stop));
    }

    [Fact]
    public async Task A_next_edition_takes_the_place_of_the_one_it_supersedes_and_of_no_other()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, TempStreet.SheetOf(register, day: 5)));
        register = await street.RegisterAsync("G1");
        var next = TempStreet.SheetOf(register, day: 6);

        Assert.Equal(WriteOutcome.AlreadyPublished, await street.PublishAsync(register, next));
        Assert.Equal(WriteOutcome.NotInForce, await street.PublishAsync(register, next, supersedes: 2));
        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, next, supersedes: 1));

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var area = register.State.Area.Id;
        var list = await reader.Editions.ListAsync(area, TempStreet.December, TempStreet.Stop);
        Assert.Equal([(1, null), (2, 1)], list.Select(e => (e.Number, e.Supersedes)));
        var standing = await reader.Duties.OfAreaAsync(area, default, new LocalDate(2027, 1, 1), TempStreet.Stop);
        Assert.Equal(next.Rota.Duties, standing.Select(d => d.Duty));
        Assert.Equal(
            new LocalDate(2026, 12, 5),
            (await reader.Editions.FindAsync(area, TempStreet.December, 1, TempStreet.Stop))!
                .Sheet
                .Rota
                .Duties[0]
                .Seat
                .Night
        );
    }

    [Fact]
    public async Task What_a_next_edition_changes_is_on_record_with_its_cause_and_in_the_trail()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var (first, who) = (TempStreet.SheetOf(register), register.Residents);
        await street.PublishAsync(register, first);
        register = await street.RegisterAsync("G1");
        var (lead, guard) = (first.Rota.Duties[0], first.Rota.Duties[1]);
        var standby = TempStreet.Duty(TempStreet.Evening(5), Post.Standby, who[4]);
        var next = TempStreet.Sheet([TempStreet.Evening(5)], lead with { Resident = who[1].Id }, standby);
        await street.PublishAsync(register, next, supersedes: 1);
        register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, next, supersedes: 2);

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var area = register.State.Area.Id;
        var changes = await reader.Changes.ListAsync(area, TempStreet.December, TempStreet.Stop);

        Assert.Equal([2, 3], changes.Select(c => c.Edition));
        Assert.Equal(new EditionCause(1, ChangeKind.Edit), changes[0].Cause);
        Assert.Equal((TempStreet.Now, "tester"), (changes[0].At, changes[0].By));
        Assert.Equal(
            [
                new Move(lead.Seat, lead.Resident, who[1].Id),
                new Move(guard.Seat, guard.Resident, null),
                new Move(standby.Seat, null, who[4].Id),
            ],
            changes[0].Moves
        );
        Assert.Empty(changes[1].Moves);
        var trail = await reader.Trail.LastAsync(9, TempStreet.Stop);
        Assert.Contains(trail, t => t is { Subject: "G1 2026-12 edition 2", Details: "edit, moves 3, entries 2" });
        Assert.Contains(trail, t => t is { Subject: "G1 2026-12 edition 1", Details: "entries 2" });
    }

    [Fact]
    public async Task A_withdrawn_edition_frees_its_duties_and_brings_no_earlier_one_back()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register, day: 5));
        register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register, day: 6), supersedes: 1);
        register = await street.RegisterAsync("G1");
        var area = register.State.Area.Id;

        Assert.Equal(WriteOutcome.NotInForce, await WithdrawAsync(street, area, register.State.Version, number: 1));
        Assert.Equal(WriteOutcome.Stale, await WithdrawAsync(street, area, register.State.Version - 1, number: 2));
        Assert.Equal(WriteOutcome.Done, await WithdrawAsync(street, area, register.State.Version, number: 2));

        register = await street.RegisterAsync("G1");
        await using (var reader = await street.Database.ReadAsync(TempStreet.Stop))
        {
            Assert.Null(await reader.Editions.InForceAsync(area, TempStreet.December, TempStreet.Stop));
            Assert.Empty(await reader.Editions.InForceAsync(TempStreet.December, TempStreet.Stop));
            Assert.Empty(await reader.Duties.OfAreaAsync(area, default, new(2027, 1, 1), TempStreet.Stop));
        }

        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, TempStreet.SheetOf(register, day: 7)));
        await using var after = await street.Database.ReadAsync(TempStreet.Stop);
        var head = await after.Editions.HeadInForceAsync(area, TempStreet.December, TempStreet.Stop);
        Assert.Equal((3, null), (head!.Number, head.Supersedes));
    }

    [Fact]
    public async Task Of_two_who_publish_from_the_same_version_exactly_one_wins()
    {
        const int rounds = 25;
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var covenant = await street.CovenantAsync();
        var area = register.State.Area.Id;
        var version = register.State.Version;
        for (var round = 0; round < rounds; round++)
        {
            using var gate = new Barrier(2);
            var cause = round == 0 ? null : new EditionCause(round, ChangeKind.Edit);
            var outcomes = await Task.WhenAll(
                Task.Factory.StartNew(() => RaceAsync(5), TaskCreationOptions.LongRunning).Unwrap(),
                Task.Factory.StartNew(() => RaceAsync(6), TaskCreationOptions.LongRunning).Unwrap()
            );

            Assert.Equal([WriteOutcome.Done, WriteOutcome.Stale], outcomes.Order());
            version++;

            async Task<WriteOutcome> RaceAsync(int day)
            {
                var sheet = TempStreet.SheetOf(register, day);
                gate.SignalAndWait(TempStreet.Stop);
                await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
                var outcome = await writer.Editions.PublishAsync(
                    new Publication(area, version, [new NewEdition(cause, covenant, sheet)], []),
                    TempStreet.Stop
                );
                await writer.CommitAsync(TempStreet.Stop);
                return outcome;
            }
        }

        Assert.Equal(rounds, street.Scalar<int>("SELECT count(*) FROM edition"));
        Assert.Equal(2, street.Scalar<int>("SELECT count(*) FROM duty_in_force"));
    }

    [Fact]
    public async Task A_refused_publication_leaves_nothing_behind_and_the_writer_goes_on()
    {
        await using var street = await TempStreet.SmallAsync();
        var one = await street.RegisterAsync("G1");
        var two = await street.RegisterAsync("G2");
        var covenant = await street.CovenantAsync();
        var before = street.Fingerprint("trail", "counter");
        var twice = TempStreet.Sheet(
            [TempStreet.Evening(5)],
            TempStreet.Duty(TempStreet.Evening(5), Post.Lead, one.Residents[0]),
            TempStreet.Duty(TempStreet.Evening(5), Post.Guard, one.Residents[0])
        );
        var crowded = TempStreet.Sheet(
            [TempStreet.Evening(5)],
            TempStreet.Duty(TempStreet.Evening(5), Post.Lead, one.Residents[0]),
            TempStreet.Duty(TempStreet.Evening(5), Post.Lead, one.Residents[2])
        );

        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            Assert.Equal(WriteOutcome.ResidentTaken, await PublishAsync(one, twice));
            Assert.Equal(WriteOutcome.SeatTaken, await PublishAsync(one, crowded));
            await writer.CommitAsync(TempStreet.Stop);

            async Task<WriteOutcome> PublishAsync(Store.Registers.AreaRegister of, FrozenRota sheet) =>
                await writer.Editions.PublishAsync(
                    new Publication(
                        of.State.Area.Id,
                        of.State.Version,
                        [new NewEdition(null, covenant, sheet)],
                        TempStreet.Entries(sheet)
                    ),
                    TempStreet.Stop
                );
        }

        Assert.Equal(before, street.Fingerprint("trail", "counter"));
        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(two, TempStreet.SheetOf(two)));
    }

    [Fact]
    public async Task Nobody_is_on_watches_that_share_a_moment_even_on_two_nights()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var who = register.Residents[0];
        // From 11:00 on the 5th and through the night to the next noon it meets the morning watch that belongs to the 5th.
        var late = TempStreet.Evening(5) with
        {
            Name = "late",
            Start = new LocalTime(23, 0),
            End = new LocalTime(13, 0),
        };
        var next = TempStreet.Evening(6) with
        {
            Name = "noon",
            Start = new LocalTime(12, 0),
            End = new LocalTime(14, 0),
        };
        Duty[] duties = [TempStreet.Duty(late, Post.Lead, who), TempStreet.Duty(next, Post.Lead, who)];

        Assert.Equal(
            WriteOutcome.WatchesOverlap,
            await street.PublishAsync(register, TempStreet.Sheet([late, next], duties))
        );
        var apart = next with { Start = new LocalTime(13, 0) };
        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, TempStreet.Sheet([late, apart], duties)));
    }

    [Fact]
    public async Task A_rota_is_read_back_in_the_order_in_which_its_watches_begin()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        // By name the one after midnight would come first.
        var evening = TempStreet.Evening(5) with
        {
            Name = "b",
            Index = 0,
        };
        var night = evening with { Name = "a", Start = new LocalTime(0, 30), End = new LocalTime(3, 0), Index = 1 };
        var next = TempStreet.Evening(6) with { Name = "a", Index = 2 };
        Duty[] duties =
        [
            TempStreet.Duty(evening, Post.Lead, register.Residents[0]),
            TempStreet.Duty(night, Post.Lead, register.Residents[1]),
            TempStreet.Duty(next, Post.Lead, register.Residents[2]),
        ];
        await street.PublishAsync(register, TempStreet.Sheet([evening, night, next], duties));

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var area = register.State.Area.Id;
        var read = (await reader.Editions.InForceAsync(area, TempStreet.December, TempStreet.Stop))!.Sheet;
        Assert.Equal([evening, night, next], read.Watches);
        Assert.Equal(duties, read.Rota.Duties);
        var (first, last) = (evening.Night.Date, next.Night.Date);
        var standing = await reader.Duties.OfAreaAsync(area, first, last, TempStreet.Stop);
        Assert.Equal(duties, standing.Select(d => d.Duty));
    }

    [Fact]
    public async Task A_watch_of_two_leads_who_cannot_lead_is_one_watch_without_a_lead()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var watch = TempStreet.Evening(5) with { Leads = 2 };
        var first = TempStreet.Duty(watch, Post.Lead, register.Residents[1]);
        var second = TempStreet.Duty(watch, Post.Lead, register.Residents[3], seat: 2);

        Assert.Equal(new RotaCounts(1, 2, 0, 1), RotaCounts.Of(TempStreet.Sheet([watch], first, second)));
    }

    [Fact]
    public async Task A_draft_is_kept_until_the_month_is_published_and_refused_after()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var covenant = await street.CovenantAsync();
        var sheet = TempStreet.SheetOf(register);
        var area = register.State.Area.Id;
        NewDraft draft = new(area, register.State.Version, covenant, sheet, Seconds: 1.5);

        Assert.Equal(WriteOutcome.Done, await SaveAsync(street, draft));
        Assert.Equal(WriteOutcome.Done, await SaveAsync(street, draft));
        Assert.Equal(WriteOutcome.Stale, await SaveAsync(street, draft with { SeenVersion = 999 }));
        await using (var reader = await street.Database.ReadAsync(TempStreet.Stop))
        {
            var saved = await reader.Drafts.FindAsync(area, TempStreet.December, TempStreet.Stop);
            Assert.Equal(sheet.Rota.Duties, saved!.Sheet.Rota.Duties);
            Assert.Equal((register.State.Version, 1.5), (saved.Head.AreaVersion, saved.Head.Seconds));
            var month = await reader.Areas.MonthAsync(TempStreet.December, TempStreet.Stop);
            Assert.Equal([true, false], month.Select(m => m.Draft is not null));
        }

        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, sheet));
        Assert.Equal(0, street.Scalar<int>("SELECT count(*) FROM draft_duty"));
        Assert.Equal(
            WriteOutcome.AlreadyPublished,
            await SaveAsync(street, draft with { SeenVersion = register.State.Version + 1 })
        );
    }

    private static async Task<WriteOutcome> SaveAsync(TempStreet street, NewDraft draft)
    {
        await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
        var outcome = await writer.Drafts.SaveAsync(draft, TempStreet.Stop);
        await writer.CommitAsync(TempStreet.Stop);
        return outcome;
    }

    private static async Task<WriteOutcome> WithdrawAsync(TempStreet street, AreaId area, long seen, int number)
    {
        await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
        var outcome = await writer.Editions.WithdrawAsync(area, seen, TempStreet.December, number, [], TempStreet.Stop);
        await writer.CommitAsync(TempStreet.Stop);
        return outcome;
    }
}
