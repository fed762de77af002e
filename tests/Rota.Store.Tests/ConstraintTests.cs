using System.Data.Common;
using Rota.Testing.Databases;

namespace Rota.Store.Tests;

/// <summary>
/// What must never be is refused by the database itself, whoever writes: each is tried past the store, on a street with a
/// published edition, and leaves every row as it was.
/// </summary>
public sealed class ConstraintTests
{
    private const string Seat =
        "INSERT INTO duty_in_force (street_id, area_id, night, watch, post, seat, month, edition_id, resident_id, "
        + "household_id, thousandths, leads, begins, ends) SELECT street_id, area_id, ";

    private const string Edition =
        "INSERT INTO edition (street_id, id, area_id, month, number, published_at, published_by, covenant_version_id, "
        + "status, cost, bound, closed_by, watches, duties, gaps, without_lead, grids) SELECT street_id, id + 1, area_id, month, ";

    private const string EditionRest =
        "published_at, published_by, covenant_version_id, status, cost, bound, closed_by, 1, 1, 0, 0, grids FROM edition";

    public static TheoryData<string, string> Forbidden { get; } =
        new()
        {
            {
                "two residents on one seat",
                Seat
                    + "night, watch, post, seat, month, edition_id, 8, 4, 0, false, begins, ends FROM duty_in_force LIMIT 1"
            },
            {
                "one resident on two seats of a night",
                Seat
                    + "night, watch, 'standby', 1, month, edition_id, resident_id, household_id, 0, false, begins, ends "
                    + "FROM duty_in_force LIMIT 1"
            },
            {
                "one resident on watches of two nights that share a moment",
                Seat
                    + "'2026-12-06', watch, post, seat, month, edition_id, resident_id, household_id, 0, false, begins, ends "
                    + "FROM duty_in_force LIMIT 1"
            },
            {
                "a duty in force that changes hands in place",
                "UPDATE duty_in_force SET resident_id = 8 WHERE post = 'lead'"
            },
            {
                "a watch that ends before it begins",
                Seat
                    + "'2026-12-20', watch, post, seat, month, edition_id, 8, 4, 0, false, ends, begins FROM duty_in_force LIMIT 1"
            },
            {
                "a seat of no known post",
                Seat
                    + "'2026-12-20', watch, 'chief', seat, month, edition_id, 8, 4, 0, false, begins, ends FROM duty_in_force LIMIT 1"
            },
            {
                "a duty of nobody on record",
                Seat
                    + "'2026-12-20', watch, post, seat, month, edition_id, 999, 4, 0, false, begins, ends FROM duty_in_force LIMIT 1"
            },
            { "two editions with one number", Edition + "number, " + EditionRest },
            { "an edition numbered nought", Edition + "0, " + EditionRest },
            { "an edition that changes", "UPDATE edition SET cost = cost + 1" },
            {
                "an edition that is withdrawn and covers other grids from then on",
                "UPDATE edition SET withdrawn_at = published_at, grids = '2'"
            },
            {
                "an edition that goes back in time",
                "UPDATE edition SET withdrawn_at = published_at, published_at = '2020-01-01T00:00:00Z'"
            },
            { "an edition that is deleted", "DELETE FROM edition" },
            { "a published duty that changes", "UPDATE edition_duty SET resident_id = 8" },
            { "a published duty that is deleted", "DELETE FROM edition_duty" },
            {
                "a duty added to a published edition",
                "INSERT INTO edition_duty (street_id, edition_id, night, watch, post, seat, resident_id, household_id, thousandths, leads) "
                    + "SELECT street_id, edition_id, '2026-12-20', watch, post, seat, resident_id, "
                    + "household_id, thousandths, leads FROM edition_duty LIMIT 1"
            },
            { "a published watch that changes", "UPDATE edition_watch SET thousandths = 0" },
            { "a published watch that is deleted", "DELETE FROM edition_watch" },
            {
                "a gap added to a published edition",
                "INSERT INTO edition_gap (street_id, edition_id, night, watch, post, seat, reason_zh, reason_en) "
                    + "SELECT street_id, id, '2026-12-20', 'evening', 'lead', 1, '', '' FROM edition"
            },
            { "a proof of a published edition that changes", "UPDATE edition_proof SET content = content || content" },
            { "a proof of a published edition that is deleted", "DELETE FROM edition_proof" },
            {
                "an edition that is withdrawn and has another proof from then on",
                "UPDATE edition SET withdrawn_at = published_at, digest = 'b'"
            },
            {
                "a count of no tries",
                "INSERT INTO solve_try (street_id, area_id, month, tries, begun_at) VALUES (1, 1, '2026-12', 0, '2026-12-01T00:00:00Z')"
            },
            { "a ledger entry that changes", "UPDATE ledger_entry SET thousandths = 0" },
            { "a ledger entry that is deleted", "DELETE FROM ledger_entry" },
            { "a trail that changes", "UPDATE trail SET by = 'nobody'" },
            { "a trail that is deleted", "DELETE FROM trail" },
            { "a covenant version that changes", "UPDATE covenant_version SET text = ''" },
            { "a covenant version that is deleted", "DELETE FROM covenant_version" },
            { "a watch number given twice", "UPDATE resident SET watch_number = 1" },
            { "a resident code given twice", "UPDATE resident SET code = 'R'" },
            { "a household code given twice in a grid", "UPDATE grid_membership SET code = '0001'" },
            {
                "a home that ends before it begins",
                "UPDATE household_membership SET first_night = '2026-12-05', end_night = '2026-12-04'"
            },
            {
                "an absence that ends before it begins",
                "INSERT INTO absence (street_id, resident_id, first_night, last_night) VALUES (1, 1, '2026-12-05', '2026-12-04')"
            },
            {
                "a household kept apart from itself",
                "INSERT INTO apart (street_id, household_a, household_b) VALUES (1, 1, 1)"
            },
            {
                "a grid in two areas",
                "INSERT INTO area_grid (street_id, grid_id, area_id, position) SELECT street_id, grid_id, 2, 9 FROM area_grid WHERE area_id = 1"
            },
            { "a resident deleted from under the books", "DELETE FROM resident" },
        };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task The_database_refuses(string what, string sql)
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        Assert.Equal(WriteOutcome.Done, await street.PublishAsync(register, TempStreet.SheetOf(register)));
        var before = street.Fingerprint();

        var refusal = Assert.ThrowsAny<DbException>(() => street.Raw(sql));

        Assert.True(TestBooks.IsRefusal(refusal), $"{what}: {refusal.Message}");
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task An_edition_without_a_proof_never_gets_one()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));
        street.Raw(Edition + "number + 1, " + EditionRest);
        var before = street.Fingerprint();

        Assert.ThrowsAny<DbException>(() =>
            street.Raw(
                "INSERT INTO edition_proof (street_id, edition_id, content) "
                    + "SELECT street_id, edition_id + 1, content FROM edition_proof"
            )
        );
        Assert.ThrowsAny<DbException>(() => street.Raw("UPDATE edition SET digest = 'b' WHERE number = 2"));
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task What_an_edition_changed_stays_on_record_and_nothing_is_added()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register, day: 5));
        register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register, day: 6), supersedes: 1);
        var before = street.Fingerprint();
        const string added =
            "INSERT INTO edition_move (street_id, edition_id, night, watch, post, seat, from_id, to_id) "
            + "SELECT street_id, edition_id, '2026-12-20', watch, post, seat, from_id, to_id FROM edition_move LIMIT 1";

        string[] forbidden =
        [
            "UPDATE edition_change SET kind = 'exchange'",
            "DELETE FROM edition_change",
            "UPDATE edition_move SET to_id = 1 WHERE to_id IS NULL",
            "DELETE FROM edition_move",
            added,
            "INSERT INTO edition_change (street_id, edition_id, kind, moves) "
                + "SELECT street_id, id, 'edit', 0 FROM edition WHERE number = 1",
        ];
        foreach (var sql in forbidden)
        {
            var refusal = Assert.ThrowsAny<DbException>(() => street.Raw(sql));
            Assert.True(TestBooks.IsRefusal(refusal), $"{sql}: {refusal.Message}");
        }

        Assert.Equal(before, street.Fingerprint());
        // With room for moves the same are added: else the refusals above would show nothing.
        street.Raw(
            Edition.Replace("number,", "number, supersedes,", StringComparison.Ordinal)
                + "3, 2, "
                + EditionRest
                + " WHERE number = 2"
        );
        const string another =
            "INSERT INTO edition_change (street_id, edition_id, kind, moves) SELECT street_id, id, 'edit', 1 FROM edition WHERE number = 3";
        Assert.Equal(1, street.Raw(another));
        Assert.Equal(1, street.Raw(added.Replace("edition_id, '", "edition_id + 1, '", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_may_be_is_not_refused()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));

        // The same statements with what makes them forbidden taken out: else the refusals above would show nothing.
        Assert.Equal(
            1,
            street.Raw(
                Seat
                    + "'2026-12-20', watch, post, seat, month, edition_id, 8, 4, 0, false, '2026-12-20T19:30:00', "
                    + "'2026-12-20T22:30:00' FROM duty_in_force LIMIT 1"
            )
        );
        Assert.Equal(1, street.Raw(Edition + "number + 1, " + EditionRest));
        Assert.Equal(
            1,
            street.Raw("UPDATE edition SET withdrawn_at = published_at, withdrawn_by = 'x' WHERE number = 1")
        );
        Assert.Equal(2, street.Raw("DELETE FROM duty_in_force WHERE night = '2026-12-05'"));
    }

    [Fact]
    public async Task A_notice_that_has_ended_stays_and_none_is_there_twice_or_goes()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));
        static string Notice(int id, string its, string kind, string state) =>
            "INSERT INTO notice (street_id, id, event, kind, resident_id, channel, area_id, month, edition_id, state, "
            + "queued_at, changed_at, tries) "
            + $"SELECT d.street_id, {id}, '{its}', '{kind}', d.resident_id, 'files', d.area_id, d.month, d.edition_id, "
            + $"'{state}', e.published_at, e.published_at, 0 FROM duty_in_force d, edition e LIMIT 1";
        street.Raw(Notice(1, "edition 1", "given", "sent"));
        street.Raw(Notice(2, "edition 2", "off", "queued"));
        var before = street.Fingerprint();

        string[] forbidden =
        [
            "UPDATE notice SET state = 'queued' WHERE id = 1",
            "DELETE FROM notice WHERE id = 2",
            Notice(3, "edition 1", "moved", "queued"),
            Notice(3, "reminder", "reminder", "queued"),
        ];
        foreach (var sql in forbidden)
        {
            var refusal = Assert.ThrowsAny<DbException>(() => street.Raw(sql));
            Assert.True(TestBooks.IsRefusal(refusal), $"{sql}: {refusal.Message}");
        }

        Assert.Equal(before, street.Fingerprint());
        Assert.Equal(1, street.Raw("UPDATE notice SET state = 'cancelled' WHERE id = 2"));
    }

    [Fact]
    public void Every_outcome_is_said_in_both_languages()
    {
        foreach (var outcome in Enum.GetValues<WriteOutcome>())
        {
            var words = outcome.Sentence();
            Assert.NotEmpty(words.Zh);
            Assert.NotEmpty(words.En);
        }
    }
}
