using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Sqlite;

/// <summary>Drafts that people changed by hand, and what an organiser waives with a proposal; the latter never changes.</summary>
internal partial class EditsAndWaivers : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "edited_at", table: "draft", type: "TEXT", nullable: true);

        migrationBuilder.CreateTable(
            name: "proposal_waiver",
            columns: table => new
            {
                street_id = table.Column<int>(type: "INTEGER", nullable: false),
                proposal_id = table.Column<int>(type: "INTEGER", nullable: false),
                position = table.Column<int>(type: "INTEGER", nullable: false),
                rule = table.Column<string>(type: "TEXT", nullable: false),
                night = table.Column<string>(type: "TEXT", nullable: false),
                watch = table.Column<string>(type: "TEXT", nullable: false),
                post = table.Column<string>(type: "TEXT", nullable: false),
                seat = table.Column<int>(type: "INTEGER", nullable: false),
                resident_id = table.Column<int>(type: "INTEGER", nullable: false),
                reason = table.Column<string>(type: "TEXT", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_proposal_waiver",
                    x => new
                    {
                        x.street_id,
                        x.proposal_id,
                        x.position,
                    }
                );
                table.CheckConstraint("ck_proposal_waiver_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_proposal_waiver_proposal_street_id_proposal_id",
                    columns: x => new { x.street_id, x.proposal_id },
                    principalTable: "proposal",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_waiver_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_proposal_waiver_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateIndex(
            name: "ix_proposal_waiver_street_id_resident_id",
            table: "proposal_waiver",
            columns: new[] { "street_id", "resident_id" }
        );

        foreach (var what in (string[])["update", "delete"])
        {
            migrationBuilder.Sql(
                $"CREATE TRIGGER proposal_waiver_no_{what} BEFORE {what.ToUpperInvariant()} ON proposal_waiver "
                    + "BEGIN SELECT RAISE(ABORT, 'rota:immutable'); END;"
            );
        }
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "proposal_waiver");

        migrationBuilder.DropColumn(name: "edited_at", table: "draft");
    }
}
