using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Postgres;

/// <summary>
/// What must never be, held by the database itself: the same as on SQLite, in PostgreSQL's words. Triggers that ask other rows are functions of
/// their own; those that look at one row alone share one.
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
        "edition_proof",
        "waiver",
        "proposal_waiver",
    ];

    private static readonly string[] Kept = ["edition", "proposal", "proposal_move", "proposal_party"];

    private static readonly (string Table, string Count)[] EditionParts =
    [
        ("edition_watch", "watches"),
        ("edition_duty", "duties"),
        ("edition_gap", "gaps"),
    ];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION rota_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'rota:%', TG_ARGV[0];
            END $$;
            """
        );
        foreach (var table in AppendOnly)
        {
            Refuse(migrationBuilder, table, "no_update", "UPDATE");
            Refuse(migrationBuilder, table, "no_delete", "DELETE");
        }

        foreach (var table in Kept)
        {
            Refuse(migrationBuilder, table, "no_delete", "DELETE");
        }

        GuardEditions(migrationBuilder);
        GuardDuties(migrationBuilder);
        GuardProposals(migrationBuilder);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        // Triggers go with the functions that they call.
        string[] functions =
        [
            "rota_refuse",
            "rota_duty_overlap",
            "rota_proof_sealed",
            "rota_move_only_taken",
            .. EditionParts.Select(p => $"rota_{p.Table}_sealed"),
        ];
        foreach (var function in functions)
        {
            migrationBuilder.Sql($"DROP FUNCTION {function}() CASCADE;");
        }
    }

    private static void GuardEditions(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, count) in EditionParts)
        {
            var isOverfull = $"""
                EXISTS (
                  SELECT 1 FROM (SELECT DISTINCT street_id, edition_id FROM fresh) f
                  JOIN edition e ON e.street_id = f.street_id AND e.id = f.edition_id
                  WHERE (SELECT count(*) FROM {table} p
                         WHERE p.street_id = f.street_id AND p.edition_id = f.edition_id) > e.{count})
                """;
            Function(migrationBuilder, $"rota_{table}_sealed", isOverfull, "immutable", "NULL");
            migrationBuilder.Sql(
                $"CREATE TRIGGER {table}_sealed AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
                    + $"FOR EACH STATEMENT EXECUTE FUNCTION rota_{table}_sealed();"
            );
        }

        const string isUnproven = """
            (SELECT e.digest FROM edition e WHERE e.street_id = NEW.street_id AND e.id = NEW.edition_id) IS NULL
            """;
        Function(migrationBuilder, "rota_proof_sealed", isUnproven, "immutable", "NEW");
        Before(migrationBuilder, "edition_proof", "sealed", "INSERT", "rota_proof_sealed()");
        var asPublished = Same(
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
            "grids"
        );
        Refuse(
            migrationBuilder,
            "edition",
            "only_withdrawn",
            "UPDATE",
            $"NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {asPublished})"
        );
    }

    private static void GuardDuties(MigrationBuilder migrationBuilder)
    {
        // Two seats of one night are the unique index's to refuse; this is for a watch that runs into the next night's.
        const string overlaps = """
            EXISTS (
              SELECT 1 FROM duty_in_force d
              WHERE d.street_id = NEW.street_id AND d.resident_id = NEW.resident_id
                AND d.night <> NEW.night
                AND d.begins < NEW.ends AND NEW.begins < d.ends)
            """;
        Function(migrationBuilder, "rota_duty_overlap", overlaps, "overlap", "NEW");
        Before(migrationBuilder, "duty_in_force", "overlap", "INSERT", "rota_duty_overlap()");
        Refuse(migrationBuilder, "duty_in_force", "no_update", "UPDATE");
    }

    private static void GuardProposals(MigrationBuilder migrationBuilder)
    {
        var asProposed = Same("street_id", "id", "area_id", "kind", "open_call", "made_at", "made_by", "expires_at");
        Refuse(
            migrationBuilder,
            "proposal",
            "only_steps",
            "UPDATE",
            $"NOT ({asProposed} AND (OLD.state IN ('proposed', 'consented', 'approved') "
                + "OR (OLD.state = 'done' AND NEW.state = 'undone')))"
        );
        var asMoved = Same("street_id", "proposal_id", "position", "night", "watch", "post", "seat", "from_id");
        var isAnythingElse = $"""
            NOT ({asMoved} AND OLD.to_id IS NULL AND NEW.to_id IS NOT NULL AND EXISTS (
              SELECT 1 FROM proposal p
              WHERE p.street_id = NEW.street_id AND p.id = NEW.proposal_id AND p.open_call AND p.state = 'proposed'))
            """;
        Function(migrationBuilder, "rota_move_only_taken", isAnythingElse, "immutable", "NEW");
        Before(migrationBuilder, "proposal_move", "only_taken", "UPDATE", "rota_move_only_taken()");
        Refuse(
            migrationBuilder,
            "proposal_party",
            "no_stays_no",
            "UPDATE",
            "OLD.answer = 'no' OR NEW.resident_id <> OLD.resident_id"
        );
    }

    private static string Same(params string[] columns) =>
        string.Join(" AND ", columns.Select(c => $"OLD.{c} IS NOT DISTINCT FROM NEW.{c}"));

    private static void Function(
        MigrationBuilder migrationBuilder,
        string name,
        string condition,
        string why,
        string otherwise
    ) =>
        migrationBuilder.Sql(
            $"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {condition} THEN
                RAISE EXCEPTION 'rota:{why}';
              END IF;
              RETURN {otherwise};
            END $$;
            """
        );

    private static void Refuse(
        MigrationBuilder migrationBuilder,
        string table,
        string name,
        string act,
        string? when = null
    ) => Before(migrationBuilder, table, name, act, "rota_refuse('immutable')", when);

    private static void Before(
        MigrationBuilder migrationBuilder,
        string table,
        string name,
        string act,
        string function,
        string? when = null
    ) =>
        migrationBuilder.Sql(
            $"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} FOR EACH ROW "
                + $"{(when is null ? "" : $"WHEN ({when}) ")}EXECUTE FUNCTION {function};"
        );
}
