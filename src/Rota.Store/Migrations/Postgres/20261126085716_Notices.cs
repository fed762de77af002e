using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Rota.Store.Migrations.Postgres;

/// <summary>
/// The outbox: channels, and notices to residents in ids alone. A notice that was sent or cancelled never changes again, and none is ever removed.
/// </summary>
internal partial class Notices : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "notice",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<long>(type: "bigint", nullable: false),
                @event = table.Column<string>(name: "event", type: "text", nullable: false, collation: "C"),
                kind = table.Column<string>(type: "text", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                area_id = table.Column<int>(type: "integer", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                edition_id = table.Column<int>(type: "integer", nullable: true),
                before_id = table.Column<int>(type: "integer", nullable: true),
                night = table.Column<LocalDate>(type: "date", nullable: true),
                watch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                state = table.Column<string>(type: "text", nullable: false),
                queued_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                tries = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notice", x => new { x.street_id, x.id });
                table.CheckConstraint(
                    "ck_notice_reminder",
                    "(kind = 'reminder') = (night IS NOT NULL) AND (kind = 'reminder') = (watch IS NOT NULL) AND tries >= 0"
                );
                table.ForeignKey(
                    name: "fk_notice_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_notice_edition_street_id_before_id",
                    columns: x => new { x.street_id, x.before_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_notice_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_notice_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_notice_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "notice_channel",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notice_channel", x => new { x.street_id, x.name });
                table.ForeignKey(
                    name: "fk_notice_channel_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_area_id_month",
            table: "notice",
            columns: new[] { "street_id", "area_id", "month" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_before_id",
            table: "notice",
            columns: new[] { "street_id", "before_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_edition_id",
            table: "notice",
            columns: new[] { "street_id", "edition_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_event_resident_id_channel",
            table: "notice",
            columns: new[] { "street_id", "event", "resident_id", "channel" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_resident_id",
            table: "notice",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_state",
            table: "notice",
            columns: new[] { "street_id", "state" }
        );

        migrationBuilder.Sql(
            """
            CREATE TRIGGER notice_ended BEFORE UPDATE ON notice FOR EACH ROW
            WHEN (OLD.state IN ('sent', 'cancelled')) EXECUTE FUNCTION rota_refuse('immutable');
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice FOR EACH ROW
            EXECUTE FUNCTION rota_refuse('immutable');
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "notice");

        migrationBuilder.DropTable(name: "notice_channel");
    }
}
