using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Postgres;

/// <summary>Notices that ask for an answer to a proposal, which they name.</summary>
internal partial class NoticesOfProposals : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>(name: "proposal_id", table: "notice", type: "integer", nullable: true);

        migrationBuilder.CreateIndex(
            name: "ix_notice_street_id_proposal_id",
            table: "notice",
            columns: new[] { "street_id", "proposal_id" }
        );

        migrationBuilder.AddCheckConstraint(
            name: "ck_notice_asked",
            table: "notice",
            sql: "(kind = 'asked') = (proposal_id IS NOT NULL)"
        );

        migrationBuilder.AddForeignKey(
            name: "fk_notice_proposal_street_id_proposal_id",
            table: "notice",
            columns: new[] { "street_id", "proposal_id" },
            principalTable: "proposal",
            principalColumns: new[] { "street_id", "id" },
            onDelete: ReferentialAction.Restrict
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropForeignKey(name: "fk_notice_proposal_street_id_proposal_id", table: "notice");

        migrationBuilder.DropIndex(name: "ix_notice_street_id_proposal_id", table: "notice");

        migrationBuilder.DropCheckConstraint(name: "ck_notice_asked", table: "notice");

        migrationBuilder.DropColumn(name: "proposal_id", table: "notice");
    }
}
