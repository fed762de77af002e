using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>
/// Drafts and editions keep their proofs, an edition's as frozen as the rest of it, and solves that were begun are counted. Editions from
/// before have no proof, and get none: their digest is empty for ever.
/// </summary>
internal partial class Proofs : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "digest", table: "draft", type: "TEXT", nullable: true);

        migrationBuilder.CreateTable(
            name: "draft_proof",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                draft_id = table.Column<int>(type: "INTEGER", nullable: false),
                content = table.Column<byte[]>(type: "BLOB", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_draft_proof", x => new { x.street_id, x.draft_id });
                table.ForeignKey(
                    name: "fk_draft_proof_draft_street_id_draft_id",
                    columns: x => new { x.street_id, x.draft_id },
                    principalTable: "draft",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_proof_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "edition_proof",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                edition_id = table.Column<int>(type: "INTEGER", nullable: false),
                content = table.Column<byte[]>(type: "BLOB", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_edition_proof", x => new { x.street_id, x.edition_id });
                table.ForeignKey(
                    name: "fk_edition_proof_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_proof_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "solve_try",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                month = table.Column<string>(type: "TEXT", nullable: false),
                tries = table.Column<int>(type: "INTEGER", nullable: false),
                begun_at = table.Column<string>(type: "TEXT", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_solve_try",
                    x => new
                    {
                        x.street_id,
                        x.area_id,
                        x.month,
                    }
                );
                table.CheckConstraint("ck_solve_try_tries", "tries >= 1");
                table.ForeignKey(
                    name: "fk_solve_try_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_solve_try_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        Refuse(migrationBuilder, "edition_proof_no_update", "BEFORE UPDATE ON edition_proof");
        Refuse(migrationBuilder, "edition_proof_no_delete", "BEFORE DELETE ON edition_proof");
        const string isUnproven = """
            WHEN (SELECT e.digest FROM edition e
                  WHERE e.street_id = NEW.street_id AND e.id = NEW.edition_id) IS NULL
            """;
        Refuse(migrationBuilder, "edition_proof_sealed", $"BEFORE INSERT ON edition_proof {isUnproven}");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "draft_proof");
        migrationBuilder.DropTable(name: "edition_proof");
        migrationBuilder.DropTable(name: "solve_try");
        migrationBuilder.Sql("ALTER TABLE draft DROP COLUMN digest;");
    }

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string when) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;");
}
