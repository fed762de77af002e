using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

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
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                id = table.Column<long>(type: "INTEGER", nullable: false),
                @event = table.Column<string>(name: "event", type: "TEXT", nullable: false),
                kind = table.Column<string>(type: "TEXT", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                channel = table.Column<string>(type: "TEXT", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                month = table.Column<string>(type: "TEXT", nullable: false),
                edition_id = table.Column<int>(type: "INTEGER", nullable: true),
                before_id = table.Column<int>(type: "INTEGER", nullable: true),
                night = table.Column<string>(type: "TEXT", nullable: true),
                watch = table.Column<string>(type: "TEXT", nullable: true),
                state = table.Column<string>(type: "TEXT", nullable: false),
                queued_at = table.Column<string>(type: "TEXT", nullable: false),
                changed_at = table.Column<string>(type: "TEXT", nullable: false),
                tries = table.Column<int>(type: "INTEGER", nullable: false),
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
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                name = table.Column<string>(type: "TEXT", nullable: false),
                since = table.Column<string>(type: "TEXT", nullable: false),
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
            CREATE TRIGGER notice_ended BEFORE UPDATE ON notice WHEN OLD.state IN ('sent', 'cancelled')
            BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;
            """
        );
        migrationBuilder.Sql(
            "CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;"
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "notice");

        migrationBuilder.DropTable(name: "notice_channel");
    }
}
