using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>Notices that ask for an answer to a proposal, which they name. The table is made anew, since SQLite adds no reference to one that is there; all in one transaction.</summary>
internal partial class NoticesOfProposals : Migration
{
    private const string Columns =
        "street_id, id, event, kind, resident_id, channel, area_id, month, edition_id, before_id, night, watch, state, queued_at, changed_at, tries";

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "notice_next",
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
                proposal_id = table.Column<int>(type: "INTEGER", nullable: true),
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
                table.CheckConstraint("ck_notice_asked", "(kind = 'asked') = (proposal_id IS NOT NULL)");
                table.ForeignKey(
                    name: "fk_notice_proposal_street_id_proposal_id",
                    columns: x => new { x.street_id, x.proposal_id },
                    principalTable: "proposal",
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

        migrationBuilder.Sql($"INSERT INTO notice_next ({Columns}) SELECT {Columns} FROM notice;");
        migrationBuilder.Sql("DROP TABLE notice;");
        migrationBuilder.Sql("ALTER TABLE notice_next RENAME TO notice;");

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

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_proposal_id",
            table: "notice",
            columns: new[] { "street_id", "proposal_id" }
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Notices of proposals have no place in the older table.");
}
