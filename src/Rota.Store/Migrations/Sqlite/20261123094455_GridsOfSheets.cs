using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>
/// Drafts and editions keep the grids they cover, and an edition's are as frozen as the rest of it. Columns are added and
/// dropped in place: a rebuilt table would lose its triggers.
/// </summary>
internal partial class GridsOfSheets : Migration
{
    private static readonly string[] Frozen =
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

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER edition_only_withdrawn;");
        foreach (var table in (string[])["draft", "edition"])
        {
            migrationBuilder.Sql($"ALTER TABLE {table} ADD COLUMN grids TEXT NOT NULL DEFAULT '';");
            migrationBuilder.Sql(
                $"""
                UPDATE {table} SET grids = coalesce(
                  (SELECT group_concat(g.grid_id, ',' ORDER BY g.position) FROM area_grid g
                   WHERE g.street_id = {table}.street_id AND g.area_id = {table}.area_id), '');
                """
            );
        }

        Guard(migrationBuilder, [.. Frozen, "grids"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER edition_only_withdrawn;");
        migrationBuilder.Sql("ALTER TABLE edition DROP COLUMN grids;");
        migrationBuilder.Sql("ALTER TABLE draft DROP COLUMN grids;");
        Guard(migrationBuilder, Frozen);
    }

    private static void Guard(MigrationBuilder migrationBuilder, string[] frozen)
    {
        var same = string.Join(" AND ", frozen.Select(c => $"OLD.{c} IS NEW.{c}"));
        migrationBuilder.Sql(
            "CREATE TRIGGER edition_only_withdrawn BEFORE UPDATE ON edition "
                + $"WHEN NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {same}) "
                + "BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;"
        );
    }
}
