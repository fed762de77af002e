using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Rota.Store.Migrations.Postgres;

/// <summary>
/// Why each edition took the place of another, and which seats moved with it. Both are written with the edition and never change; editions from
/// before have neither.
/// </summary>
internal partial class EditionChanges : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "edition_change",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                kind = table.Column<string>(type: "text", nullable: false),
                proposal_id = table.Column<int>(type: "integer", nullable: true),
                moves = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_edition_change", x => new { x.street_id, x.edition_id });
                table.CheckConstraint("ck_edition_change_moves", "moves >= 0");
                table.ForeignKey(
                    name: "fk_edition_change_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_change_proposal_street_id_proposal_id",
                    columns: x => new { x.street_id, x.proposal_id },
                    principalTable: "proposal",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_change_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "edition_move",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                from_id = table.Column<int>(type: "integer", nullable: true),
                to_id = table.Column<int>(type: "integer", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_edition_move",
                    x => new
                    {
                        x.street_id,
                        x.edition_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                    }
                );
                table.CheckConstraint("ck_edition_move_moves", "coalesce(from_id, 0) <> coalesce(to_id, 0)");
                table.CheckConstraint("ck_edition_move_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_edition_move_edition_change_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition_change",
                    principalColumns: new[] { "street_id", "edition_id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_move_resident_street_id_from_id",
                    columns: x => new { x.street_id, x.from_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_move_resident_street_id_to_id",
                    columns: x => new { x.street_id, x.to_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_move_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_change_street_id_proposal_id",
            table: "edition_change",
            columns: new[] { "street_id", "proposal_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_move_street_id_from_id",
            table: "edition_move",
            columns: new[] { "street_id", "from_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_move_street_id_to_id",
            table: "edition_move",
            columns: new[] { "street_id", "to_id" }
        );

        foreach (var table in (string[])["edition_change", "edition_move"])
        {
            foreach (var act in (string[])["update", "delete"])
            {
                migrationBuilder.Sql(
                    $"CREATE TRIGGER {table}_no_{act} BEFORE {act.ToUpperInvariant()} ON {table} FOR EACH ROW "
                        + "EXECUTE FUNCTION rota_refuse('immutable');"
                );
            }
        }

        const string supersedesNone = """
            (SELECT e.supersedes FROM edition e WHERE e.street_id = NEW.street_id AND e.id = NEW.edition_id) IS NULL
            """;
        Function(migrationBuilder, "rota_edition_change_sealed", supersedesNone, "NEW");
        migrationBuilder.Sql(
            "CREATE TRIGGER edition_change_sealed BEFORE INSERT ON edition_change FOR EACH ROW "
                + "EXECUTE FUNCTION rota_edition_change_sealed();"
        );
        const string isOverfull = """
            EXISTS (
              SELECT 1 FROM (SELECT DISTINCT street_id, edition_id FROM fresh) f
              JOIN edition_change c ON c.street_id = f.street_id AND c.edition_id = f.edition_id
              WHERE (SELECT count(*) FROM edition_move m
                     WHERE m.street_id = f.street_id AND m.edition_id = f.edition_id) > c.moves)
            """;
        Function(migrationBuilder, "rota_edition_move_sealed", isOverfull, "NULL");
        migrationBuilder.Sql(
            "CREATE TRIGGER edition_move_sealed AFTER INSERT ON edition_move REFERENCING NEW TABLE AS fresh "
                + "FOR EACH STATEMENT EXECUTE FUNCTION rota_edition_move_sealed();"
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "edition_move");

        migrationBuilder.DropTable(name: "edition_change");

        migrationBuilder.Sql("DROP FUNCTION rota_edition_move_sealed();");
        migrationBuilder.Sql("DROP FUNCTION rota_edition_change_sealed();");
    }

    private static void Function(MigrationBuilder migrationBuilder, string name, string condition, string otherwise) =>
        migrationBuilder.Sql(
            $"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {condition} THEN
                RAISE EXCEPTION 'rota:immutable';
              END IF;
              RETURN {otherwise};
            END $$;
            """
        );
}
