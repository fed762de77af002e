using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>
/// What lets residents in, with only hashes of it, the keys of web processes, and what residents tell on pages: that they know of a duty, when they came and
/// went. Who opens what never changes, and what was revoked stays so.
/// </summary>
internal partial class Visitors : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "confirmation",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                night = table.Column<string>(type: "TEXT", nullable: false),
                watch = table.Column<string>(type: "TEXT", nullable: false),
                post = table.Column<string>(type: "TEXT", nullable: false),
                seat = table.Column<int>(type: "INTEGER", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                at = table.Column<string>(type: "TEXT", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_confirmation",
                    x => new
                    {
                        x.street_id,
                        x.area_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                        x.resident_id,
                    }
                );
                table.CheckConstraint("ck_confirmation_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_confirmation_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_confirmation_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_confirmation_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "presence",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                night = table.Column<string>(type: "TEXT", nullable: false),
                watch = table.Column<string>(type: "TEXT", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                came_at = table.Column<string>(type: "TEXT", nullable: false),
                left_at = table.Column<string>(type: "TEXT", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_presence",
                    x => new
                    {
                        x.street_id,
                        x.area_id,
                        x.night,
                        x.watch,
                        x.resident_id,
                    }
                );
                table.ForeignKey(
                    name: "fk_presence_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_presence_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_presence_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "token",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                id = table.Column<int>(type: "INTEGER", nullable: false),
                kind = table.Column<string>(type: "TEXT", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: true),
                area_id = table.Column<int>(type: "INTEGER", nullable: true),
                hash = table.Column<string>(type: "TEXT", nullable: false),
                made_at = table.Column<string>(type: "TEXT", nullable: false),
                ends_at = table.Column<string>(type: "TEXT", nullable: true),
                revoked_at = table.Column<string>(type: "TEXT", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_token", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_token_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_token_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_token_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "web_key",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                name = table.Column<string>(type: "TEXT", nullable: false),
                content = table.Column<string>(type: "TEXT", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_web_key", x => new { x.street_id, x.name });
                table.ForeignKey(
                    name: "fk_web_key_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateIndex(
            name: "ix_confirmation_street_id_resident_id",
            table: "confirmation",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_presence_street_id_resident_id",
            table: "presence",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_token_street_id_area_id",
            table: "token",
            columns: new[] { "street_id", "area_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_token_street_id_hash",
            table: "token",
            columns: new[] { "street_id", "hash" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_token_street_id_resident_id",
            table: "token",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.Sql(
            """
            CREATE TRIGGER token_stays BEFORE UPDATE ON token
            WHEN OLD.revoked_at IS NOT NULL OR NEW.hash <> OLD.hash OR NEW.kind <> OLD.kind
                OR NEW.resident_id IS NOT OLD.resident_id OR NEW.area_id IS NOT OLD.area_id
            BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "confirmation");

        migrationBuilder.DropTable(name: "presence");

        migrationBuilder.DropTable(name: "token");

        migrationBuilder.DropTable(name: "web_key");
    }
}
