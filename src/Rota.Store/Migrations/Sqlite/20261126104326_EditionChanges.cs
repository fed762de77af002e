using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

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
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                edition_id = table.Column<int>(type: "INTEGER", nullable: false),
                kind = table.Column<string>(type: "TEXT", nullable: false),
                proposal_id = table.Column<int>(type: "INTEGER", nullable: true),
                moves = table.Column<int>(type: "INTEGER", nullable: false),
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
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                edition_id = table.Column<int>(type: "INTEGER", nullable: false),
                night = table.Column<string>(type: "TEXT", nullable: false),
                watch = table.Column<string>(type: "TEXT", nullable: false),
                post = table.Column<string>(type: "TEXT", nullable: false),
                seat = table.Column<int>(type: "INTEGER", nullable: false),
                from_id = table.Column<int>(type: "INTEGER", nullable: true),
                to_id = table.Column<int>(type: "INTEGER", nullable: true),
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
            Refuse(migrationBuilder, $"{table}_no_update", $"BEFORE UPDATE ON {table}");
            Refuse(migrationBuilder, $"{table}_no_delete", $"BEFORE DELETE ON {table}");
        }

        Refuse(
            migrationBuilder,
            "edition_change_sealed",
            """
            BEFORE INSERT ON edition_change
            WHEN (SELECT e.supersedes FROM edition e WHERE e.street_id = NEW.street_id AND e.id = NEW.edition_id) IS NULL
            """
        );
        Refuse(
            migrationBuilder,
            "edition_move_sealed",
            """
            BEFORE INSERT ON edition_move
            WHEN (SELECT count(*) FROM edition_move m
                  WHERE m.street_id = NEW.street_id AND m.edition_id = NEW.edition_id)
              >= (SELECT c.moves FROM edition_change c
                  WHERE c.street_id = NEW.street_id AND c.edition_id = NEW.edition_id)
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "edition_move");

        migrationBuilder.DropTable(name: "edition_change");
    }

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string when) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;");
}
