using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>
/// What happens after publishing: proposals with their parties, and waivers. A waiver is recorded once; what was proposed never changes, an
/// open call is taken once, and a proposal that has ended never opens again.
/// </summary>
internal partial class Changes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "proposal",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                id = table.Column<int>(type: "INTEGER", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                kind = table.Column<string>(type: "TEXT", nullable: false),
                open_call = table.Column<bool>(type: "INTEGER", nullable: false),
                state = table.Column<string>(type: "TEXT", nullable: false),
                made_at = table.Column<string>(type: "TEXT", nullable: false),
                made_by = table.Column<string>(type: "TEXT", nullable: false),
                expires_at = table.Column<string>(type: "TEXT", nullable: false),
                done_at = table.Column<string>(type: "TEXT", nullable: true),
                editions = table.Column<string>(type: "TEXT", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_proposal", x => new { x.street_id, x.id });
                table.CheckConstraint("ck_proposal_done", "(state IN ('done', 'undone')) = (done_at IS NOT NULL)");
                table.ForeignKey(
                    name: "fk_proposal_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "waiver",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                id = table.Column<int>(type: "INTEGER", nullable: false),
                area_id = table.Column<int>(type: "INTEGER", nullable: false),
                rule = table.Column<string>(type: "TEXT", nullable: false),
                night = table.Column<string>(type: "TEXT", nullable: false),
                watch = table.Column<string>(type: "TEXT", nullable: false),
                post = table.Column<string>(type: "TEXT", nullable: false),
                seat = table.Column<int>(type: "INTEGER", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                reason = table.Column<string>(type: "TEXT", nullable: false),
                trail_id = table.Column<long>(type: "INTEGER", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_waiver", x => new { x.street_id, x.id });
                table.CheckConstraint("ck_waiver_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_waiver_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_waiver_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_waiver_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_waiver_trail_street_id_trail_id",
                    columns: x => new { x.street_id, x.trail_id },
                    principalTable: "trail",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "proposal_move",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                proposal_id = table.Column<int>(type: "INTEGER", nullable: false),
                position = table.Column<int>(type: "INTEGER", nullable: false),
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
                    "pk_proposal_move",
                    x => new
                    {
                        x.street_id,
                        x.proposal_id,
                        x.position,
                    }
                );
                table.CheckConstraint("ck_proposal_move_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_proposal_move_proposal_street_id_proposal_id",
                    columns: x => new { x.street_id, x.proposal_id },
                    principalTable: "proposal",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_move_resident_street_id_from_id",
                    columns: x => new { x.street_id, x.from_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_move_resident_street_id_to_id",
                    columns: x => new { x.street_id, x.to_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_move_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "proposal_party",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                proposal_id = table.Column<int>(type: "INTEGER", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                answer = table.Column<string>(type: "TEXT", nullable: false),
                answered_at = table.Column<string>(type: "TEXT", nullable: true),
                recorded_by = table.Column<string>(type: "TEXT", nullable: true),
                by_phone = table.Column<bool>(type: "INTEGER", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_proposal_party",
                    x => new
                    {
                        x.street_id,
                        x.proposal_id,
                        x.resident_id,
                    }
                );
                table.CheckConstraint("ck_proposal_party_answer", "(answer = 'none') = (answered_at IS NULL)");
                table.ForeignKey(
                    name: "fk_proposal_party_proposal_street_id_proposal_id",
                    columns: x => new { x.street_id, x.proposal_id },
                    principalTable: "proposal",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_party_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_party_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateIndex(
            name: "ix_proposal_street_id_area_id_state",
            table: "proposal",
            columns: new[] { "street_id", "area_id", "state" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_proposal_move_street_id_from_id",
            table: "proposal_move",
            columns: new[] { "street_id", "from_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_proposal_move_street_id_to_id",
            table: "proposal_move",
            columns: new[] { "street_id", "to_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_proposal_party_street_id_resident_id",
            table: "proposal_party",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_waiver_street_id_area_id_night",
            table: "waiver",
            columns: new[] { "street_id", "area_id", "night" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_waiver_street_id_resident_id",
            table: "waiver",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_waiver_street_id_trail_id",
            table: "waiver",
            columns: new[] { "street_id", "trail_id" }
        );

        Refuse(migrationBuilder, "waiver_no_update", "BEFORE UPDATE ON waiver");
        Refuse(migrationBuilder, "waiver_no_delete", "BEFORE DELETE ON waiver");
        Refuse(migrationBuilder, "proposal_no_delete", "BEFORE DELETE ON proposal");
        Refuse(migrationBuilder, "proposal_move_no_delete", "BEFORE DELETE ON proposal_move");
        Refuse(migrationBuilder, "proposal_party_no_delete", "BEFORE DELETE ON proposal_party");
        var asProposed = Same("street_id", "id", "area_id", "kind", "open_call", "made_at", "made_by", "expires_at");
        Refuse(
            migrationBuilder,
            "proposal_only_steps",
            $"""
            BEFORE UPDATE ON proposal
            WHEN NOT ({asProposed}
              AND (OLD.state IN ('proposed', 'consented', 'approved') OR (OLD.state = 'done' AND NEW.state = 'undone')))
            """
        );
        var asMoved = Same("street_id", "proposal_id", "position", "night", "watch", "post", "seat", "from_id");
        Refuse(
            migrationBuilder,
            "proposal_move_only_taken",
            $"""
            BEFORE UPDATE ON proposal_move
            WHEN NOT ({asMoved} AND OLD.to_id IS NULL AND NEW.to_id IS NOT NULL AND EXISTS (
              SELECT 1 FROM proposal p
              WHERE p.street_id = NEW.street_id AND p.id = NEW.proposal_id AND p.open_call AND p.state = 'proposed'))
            """
        );
        Refuse(
            migrationBuilder,
            "proposal_party_no_stays_no",
            "BEFORE UPDATE ON proposal_party WHEN OLD.answer = 'no' OR NEW.resident_id <> OLD.resident_id"
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "proposal_move");

        migrationBuilder.DropTable(name: "proposal_party");

        migrationBuilder.DropTable(name: "waiver");

        migrationBuilder.DropTable(name: "proposal");
    }

    private static string Same(params string[] columns) =>
        string.Join(" AND ", columns.Select(c => $"OLD.{c} IS NEW.{c}"));

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string when) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;");
}
