using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Rota.Store.Migrations.Postgres;

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
                street_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
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
                street_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                came_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                left_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
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
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                kind = table.Column<string>(type: "text", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: true),
                area_id = table.Column<int>(type: "integer", nullable: true),
                hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                made_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                ends_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                revoked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
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
                street_id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                content = table.Column<string>(type: "text", nullable: false, collation: "C"),
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
            CREATE TRIGGER token_stays BEFORE UPDATE ON token FOR EACH ROW
            WHEN (OLD.revoked_at IS NOT NULL OR NEW.hash <> OLD.hash OR NEW.kind <> OLD.kind
                OR NEW.resident_id IS DISTINCT FROM OLD.resident_id OR NEW.area_id IS DISTINCT FROM OLD.area_id)
            EXECUTE FUNCTION rota_refuse('immutable');
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
