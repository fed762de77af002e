using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>
/// What must never be, held by the database itself: a ledger, a trail, a covenant version or an edition that changes,
/// and one resident on watches that share a moment. A later migration that rebuilds one of these tables loses its
/// triggers and has to lay them again; the tests of the constraints would tell.
/// </summary>
internal partial class Guards : Migration
{
    private static readonly string[] AppendOnly =
    [
        "ledger_entry",
        "trail",
        "covenant_version",
        "edition_watch",
        "edition_duty",
        "edition_gap",
    ];

    private static readonly (string Table, string Count)[] EditionParts =
    [
        ("edition_watch", "watches"),
        ("edition_duty", "duties"),
        ("edition_gap", "gaps"),
    ];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in AppendOnly)
        {
            Refuse(migrationBuilder, $"{table}_no_update", $"BEFORE UPDATE ON {table}", "immutable");
            Refuse(migrationBuilder, $"{table}_no_delete", $"BEFORE DELETE ON {table}", "immutable");
        }

        GuardEditions(migrationBuilder);
        // Two seats of one night are the unique index's to refuse; this is for a watch that runs into the next night's.
        const string overlap = """
            WHEN EXISTS (
              SELECT 1 FROM duty_in_force d
              WHERE d.street_id = NEW.street_id AND d.resident_id = NEW.resident_id
                AND d.night <> NEW.night
                AND d.begins < NEW.ends AND NEW.begins < d.ends)
            """;
        Refuse(migrationBuilder, "duty_in_force_overlap", $"BEFORE INSERT ON duty_in_force {overlap}", "overlap");
        // A duty is taken off its seat and another put on it; a row that could change would need the same guards again.
        Refuse(migrationBuilder, "duty_in_force_no_update", "BEFORE UPDATE ON duty_in_force", "immutable");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in AppendOnly)
        {
            migrationBuilder.Sql($"DROP TRIGGER {table}_no_update");
            migrationBuilder.Sql($"DROP TRIGGER {table}_no_delete");
        }

        foreach (var (table, _) in EditionParts)
        {
            migrationBuilder.Sql($"DROP TRIGGER {table}_sealed");
        }

        migrationBuilder.Sql("DROP TRIGGER edition_no_delete");
        migrationBuilder.Sql("DROP TRIGGER edition_only_withdrawn");
        migrationBuilder.Sql("DROP TRIGGER duty_in_force_overlap");
        migrationBuilder.Sql("DROP TRIGGER duty_in_force_no_update");
    }

    /// <summary>An edition says how many rows it has; once they are there, nothing is added, and nothing ever changes but the withdrawal.</summary>
    private static void GuardEditions(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, count) in EditionParts)
        {
            var isFull = $"""
                WHEN (SELECT count(*) FROM {table} p
                      WHERE p.street_id = NEW.street_id AND p.edition_id = NEW.edition_id)
                  >= (SELECT e.{count} FROM edition e
                      WHERE e.street_id = NEW.street_id AND e.id = NEW.edition_id)
                """;
            Refuse(migrationBuilder, $"{table}_sealed", $"BEFORE INSERT ON {table} {isFull}", "immutable");
        }

        Refuse(migrationBuilder, "edition_no_delete", "BEFORE DELETE ON edition", "immutable");
        string[] frozen =
        [
            "street_id",
            "id",
            "area_id",
            "month",
            "number",
            "supersedes",
            "published_at",
            "published_by",
            "covenant_version_id",
            "status",
            "cost",
            "bound",
            "closed_by",
            "watches",
            "duties",
            "gaps",
            "without_lead",
            "digest",
        ];
        var same = string.Join(" AND ", frozen.Select(c => $"OLD.{c} IS NEW.{c}"));
        Refuse(
            migrationBuilder,
            "edition_only_withdrawn",
            $"BEFORE UPDATE ON edition WHEN NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {same})",
            "immutable"
        );
    }

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string when, string why) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'rota:{why}'); END;");
}
