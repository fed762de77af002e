using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Rota.Store.Migrations.Postgres;

/// <summary>Every table of a street, on PostgreSQL.</summary>
internal partial class Initial : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "street",
            columns: table => new
            {
                id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_street", x => x.id);
            }
        );

        migrationBuilder.CreateTable(
            name: "community",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_community", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_community_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "counter",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                last = table.Column<long>(type: "bigint", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_counter", x => new { x.street_id, x.name });
                table.ForeignKey(
                    name: "fk_counter_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "covenant_version",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                in_force_from = table.Column<string>(type: "text", nullable: false, collation: "C"),
                adopted_on = table.Column<LocalDate>(type: "date", nullable: false),
                adopted_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                recorded_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_covenant_version", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_covenant_version_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "household",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                building = table.Column<string>(type: "text", nullable: true, collation: "C"),
                is_helper = table.Column<bool>(type: "boolean", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_household", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_household_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "resident",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                watch_number = table.Column<int>(type: "integer", nullable: false),
                sex = table.Column<string>(type: "text", nullable: false),
                birth_year = table.Column<int>(type: "integer", nullable: false),
                roles = table.Column<int>(type: "integer", nullable: false),
                can_lead = table.Column<bool>(type: "boolean", nullable: false),
                wants_companion = table.Column<bool>(type: "boolean", nullable: false),
                is_carer = table.Column<bool>(type: "boolean", nullable: false),
                together = table.Column<string>(type: "text", nullable: true, collation: "C"),
                participation = table.Column<string>(type: "text", nullable: false),
                exempt_until = table.Column<LocalDate>(type: "date", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_resident", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_resident_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "trail",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<long>(type: "bigint", nullable: false),
                at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                verb = table.Column<string>(type: "text", nullable: false, collation: "C"),
                subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                details = table.Column<string>(type: "text", nullable: false, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_trail", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_trail_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "area",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                community_id = table.Column<int>(type: "integer", nullable: false),
                version = table.Column<long>(type: "bigint", nullable: false),
                meeting_point = table.Column<string>(type: "text", nullable: true, collation: "C"),
                phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_area", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_area_community_street_id_community_id",
                    columns: x => new { x.street_id, x.community_id },
                    principalTable: "community",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_area_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "grid",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                community_id = table.Column<int>(type: "integer", nullable: false),
                beat = table.Column<string>(type: "text", nullable: true, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_grid", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_grid_community_street_id_community_id",
                    columns: x => new { x.street_id, x.community_id },
                    principalTable: "community",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_grid_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "apart",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                household_a = table.Column<int>(type: "integer", nullable: false),
                household_b = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_apart",
                    x => new
                    {
                        x.street_id,
                        x.household_a,
                        x.household_b,
                    }
                );
                table.CheckConstraint("ck_apart_order", "household_a < household_b");
                table.ForeignKey(
                    name: "fk_apart_household_street_id_household_a",
                    columns: x => new { x.street_id, x.household_a },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_apart_household_street_id_household_b",
                    columns: x => new { x.street_id, x.household_b },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_apart_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "ledger_entry",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<long>(type: "bigint", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                night = table.Column<LocalDate>(type: "date", nullable: true),
                reason = table.Column<string>(type: "text", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                trail_id = table.Column<long>(type: "bigint", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_ledger_entry",
                    x => new
                    {
                        x.street_id,
                        x.household_id,
                        x.id,
                    }
                );
                table.ForeignKey(
                    name: "fk_ledger_entry_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_ledger_entry_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "absence",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                first_night = table.Column<LocalDate>(type: "date", nullable: false),
                last_night = table.Column<LocalDate>(type: "date", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_absence",
                    x => new
                    {
                        x.street_id,
                        x.resident_id,
                        x.first_night,
                        x.last_night,
                    }
                );
                table.CheckConstraint("ck_absence_nights", "last_night >= first_night");
                table.ForeignKey(
                    name: "fk_absence_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_absence_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "household_membership",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                first_night = table.Column<LocalDate>(type: "date", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                end_night = table.Column<LocalDate>(type: "date", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_household_membership",
                    x => new
                    {
                        x.street_id,
                        x.resident_id,
                        x.first_night,
                    }
                );
                table.CheckConstraint("ck_household_membership_dates", "end_night IS NULL OR end_night >= first_night");
                table.ForeignKey(
                    name: "fk_household_membership_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_household_membership_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_household_membership_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "person",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_person", x => new { x.street_id, x.resident_id });
                table.ForeignKey(
                    name: "fk_person_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_person_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "stood",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                post = table.Column<string>(type: "text", nullable: false),
                attended = table.Column<bool>(type: "boolean", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_stood",
                    x => new
                    {
                        x.street_id,
                        x.resident_id,
                        x.night,
                    }
                );
                table.CheckConstraint("ck_stood_post", "post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_stood_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_stood_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_stood_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "wish",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                concerns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                kind = table.Column<string>(type: "text", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_wish",
                    x => new
                    {
                        x.street_id,
                        x.resident_id,
                        x.concerns,
                    }
                );
                table.ForeignKey(
                    name: "fk_wish_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_wish_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "draft",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                area_version = table.Column<long>(type: "bigint", nullable: false),
                drafted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                seconds = table.Column<double>(type: "double precision", nullable: false),
                digest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                posted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                held = table.Column<bool>(type: "boolean", nullable: false),
                edited_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                area_id = table.Column<int>(type: "integer", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                grids = table.Column<string>(type: "text", nullable: false, collation: "C"),
                covenant_version_id = table.Column<int>(type: "integer", nullable: false),
                status = table.Column<string>(type: "text", nullable: false),
                cost = table.Column<long>(type: "bigint", nullable: false),
                bound = table.Column<long>(type: "bigint", nullable: false),
                closed_by = table.Column<string>(type: "text", nullable: false),
                watches = table.Column<int>(type: "integer", nullable: false),
                duties = table.Column<int>(type: "integer", nullable: false),
                gaps = table.Column<int>(type: "integer", nullable: false),
                without_lead = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_draft", x => new { x.street_id, x.id });
                table.ForeignKey(
                    name: "fk_draft_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_covenant_version_street_id_covenant_version_id",
                    columns: x => new { x.street_id, x.covenant_version_id },
                    principalTable: "covenant_version",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "edition",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                supersedes = table.Column<int>(type: "integer", nullable: true),
                published_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                published_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                digest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                withdrawn_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                area_id = table.Column<int>(type: "integer", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                grids = table.Column<string>(type: "text", nullable: false, collation: "C"),
                covenant_version_id = table.Column<int>(type: "integer", nullable: false),
                status = table.Column<string>(type: "text", nullable: false),
                cost = table.Column<long>(type: "bigint", nullable: false),
                bound = table.Column<long>(type: "bigint", nullable: false),
                closed_by = table.Column<string>(type: "text", nullable: false),
                watches = table.Column<int>(type: "integer", nullable: false),
                duties = table.Column<int>(type: "integer", nullable: false),
                gaps = table.Column<int>(type: "integer", nullable: false),
                without_lead = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_edition", x => new { x.street_id, x.id });
                table.CheckConstraint(
                    "ck_edition_number",
                    "number >= 1 AND (supersedes IS NULL OR supersedes < number)"
                );
                table.ForeignKey(
                    name: "fk_edition_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_covenant_version_street_id_covenant_version_id",
                    columns: x => new { x.street_id, x.covenant_version_id },
                    principalTable: "covenant_version",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "pin",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_pin",
                    x => new
                    {
                        x.street_id,
                        x.area_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                    }
                );
                table.ForeignKey(
                    name: "fk_pin_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_pin_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_pin_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "proposal",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                kind = table.Column<string>(type: "text", nullable: false),
                open_call = table.Column<bool>(type: "boolean", nullable: false),
                state = table.Column<string>(type: "text", nullable: false),
                made_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                made_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                done_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                editions = table.Column<string>(type: "text", nullable: false, collation: "C"),
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
            name: "solve_try",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                tries = table.Column<int>(type: "integer", nullable: false),
                begun_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
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

        migrationBuilder.CreateTable(
            name: "waiver",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                trail_id = table.Column<long>(type: "bigint", nullable: false),
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
            name: "area_grid",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                grid_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                position = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_area_grid", x => new { x.street_id, x.grid_id });
                table.ForeignKey(
                    name: "fk_area_grid_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_area_grid_grid_street_id_grid_id",
                    columns: x => new { x.street_id, x.grid_id },
                    principalTable: "grid",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_area_grid_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "grid_membership",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                first_night = table.Column<LocalDate>(type: "date", nullable: false),
                grid_id = table.Column<int>(type: "integer", nullable: false),
                code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                is_helper = table.Column<bool>(type: "boolean", nullable: false),
                end_night = table.Column<LocalDate>(type: "date", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_grid_membership",
                    x => new
                    {
                        x.street_id,
                        x.household_id,
                        x.first_night,
                    }
                );
                table.CheckConstraint("ck_grid_membership_dates", "end_night IS NULL OR end_night >= first_night");
                table.ForeignKey(
                    name: "fk_grid_membership_grid_street_id_grid_id",
                    columns: x => new { x.street_id, x.grid_id },
                    principalTable: "grid",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_grid_membership_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_grid_membership_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "draft_duty",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                draft_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                leads = table.Column<bool>(type: "boolean", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_draft_duty",
                    x => new
                    {
                        x.street_id,
                        x.draft_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                    }
                );
                table.CheckConstraint("ck_draft_duty_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_draft_duty_draft_street_id_draft_id",
                    columns: x => new { x.street_id, x.draft_id },
                    principalTable: "draft",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_duty_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_duty_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_duty_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "draft_gap",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                draft_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                reason_zh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                reason_en = table.Column<string>(type: "text", nullable: false, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_draft_gap",
                    x => new
                    {
                        x.street_id,
                        x.draft_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                    }
                );
                table.CheckConstraint("ck_draft_gap_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_draft_gap_draft_street_id_draft_id",
                    columns: x => new { x.street_id, x.draft_id },
                    principalTable: "draft",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_gap_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "draft_proof",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                draft_id = table.Column<int>(type: "integer", nullable: false),
                content = table.Column<byte[]>(type: "bytea", nullable: false),
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
            name: "draft_watch",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                draft_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                kind = table.Column<string>(type: "text", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                standby_thousandths = table.Column<long>(type: "bigint", nullable: false),
                festival = table.Column<string>(type: "text", nullable: true, collation: "C"),
                starts_at = table.Column<LocalTime>(type: "time", nullable: false),
                ends_at = table.Column<LocalTime>(type: "time", nullable: false),
                leads = table.Column<int>(type: "integer", nullable: false),
                guards = table.Column<int>(type: "integer", nullable: false),
                standbys = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_draft_watch",
                    x => new
                    {
                        x.street_id,
                        x.draft_id,
                        x.night,
                        x.watch,
                    }
                );
                table.ForeignKey(
                    name: "fk_draft_watch_draft_street_id_draft_id",
                    columns: x => new { x.street_id, x.draft_id },
                    principalTable: "draft",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_draft_watch_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "duty_in_force",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                area_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                month = table.Column<string>(type: "text", nullable: false, collation: "C"),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                leads = table.Column<bool>(type: "boolean", nullable: false),
                begins = table.Column<LocalDateTime>(type: "timestamp without time zone", nullable: false),
                ends = table.Column<LocalDateTime>(type: "timestamp without time zone", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_duty_in_force",
                    x => new
                    {
                        x.street_id,
                        x.area_id,
                        x.night,
                        x.watch,
                        x.post,
                        x.seat,
                    }
                );
                table.CheckConstraint(
                    "ck_duty_in_force_seat",
                    "seat >= 1 AND ends > begins AND post IN ('lead', 'guard', 'standby')"
                );
                table.ForeignKey(
                    name: "fk_duty_in_force_area_street_id_area_id",
                    columns: x => new { x.street_id, x.area_id },
                    principalTable: "area",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_duty_in_force_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_duty_in_force_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_duty_in_force_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_duty_in_force_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "edition_duty",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                household_id = table.Column<int>(type: "integer", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                leads = table.Column<bool>(type: "boolean", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_edition_duty",
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
                table.CheckConstraint("ck_edition_duty_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_edition_duty_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_duty_household_street_id_household_id",
                    columns: x => new { x.street_id, x.household_id },
                    principalTable: "household",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_duty_resident_street_id_resident_id",
                    columns: x => new { x.street_id, x.resident_id },
                    principalTable: "resident",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_duty_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "edition_gap",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                reason_zh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                reason_en = table.Column<string>(type: "text", nullable: false, collation: "C"),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_edition_gap",
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
                table.CheckConstraint("ck_edition_gap_seat", "seat >= 1 AND post IN ('lead', 'guard', 'standby')");
                table.ForeignKey(
                    name: "fk_edition_gap_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_gap_street_street_id",
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
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                content = table.Column<byte[]>(type: "bytea", nullable: false),
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
            name: "edition_watch",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                edition_id = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                kind = table.Column<string>(type: "text", nullable: false),
                thousandths = table.Column<long>(type: "bigint", nullable: false),
                standby_thousandths = table.Column<long>(type: "bigint", nullable: false),
                festival = table.Column<string>(type: "text", nullable: true, collation: "C"),
                starts_at = table.Column<LocalTime>(type: "time", nullable: false),
                ends_at = table.Column<LocalTime>(type: "time", nullable: false),
                leads = table.Column<int>(type: "integer", nullable: false),
                guards = table.Column<int>(type: "integer", nullable: false),
                standbys = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey(
                    "pk_edition_watch",
                    x => new
                    {
                        x.street_id,
                        x.edition_id,
                        x.night,
                        x.watch,
                    }
                );
                table.ForeignKey(
                    name: "fk_edition_watch_edition_street_id_edition_id",
                    columns: x => new { x.street_id, x.edition_id },
                    principalTable: "edition",
                    principalColumns: new[] { "street_id", "id" },
                    onDelete: ReferentialAction.Restrict
                );
                table.ForeignKey(
                    name: "fk_edition_watch_street_street_id",
                    column: x => x.street_id,
                    principalTable: "street",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict
                );
            }
        );

        migrationBuilder.CreateTable(
            name: "proposal_move",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                proposal_id = table.Column<int>(type: "integer", nullable: false),
                position = table.Column<int>(type: "integer", nullable: false),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                from_id = table.Column<int>(type: "integer", nullable: true),
                to_id = table.Column<int>(type: "integer", nullable: true),
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
                street_id = table.Column<int>(type: "integer", nullable: false),
                proposal_id = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                answer = table.Column<string>(type: "text", nullable: false),
                answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                recorded_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                by_phone = table.Column<bool>(type: "boolean", nullable: false),
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

        migrationBuilder.CreateTable(
            name: "proposal_waiver",
            columns: table => new
            {
                street_id = table.Column<int>(type: "integer", nullable: false),
                proposal_id = table.Column<int>(type: "integer", nullable: false),
                position = table.Column<int>(type: "integer", nullable: false),
                rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                night = table.Column<LocalDate>(type: "date", nullable: false),
                watch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                post = table.Column<string>(type: "text", nullable: false),
                seat = table.Column<int>(type: "integer", nullable: false),
                resident_id = table.Column<int>(type: "integer", nullable: false),
                reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
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
            name: "ix_apart_street_id_household_b",
            table: "apart",
            columns: new[] { "street_id", "household_b" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_area_street_id_code",
            table: "area",
            columns: new[] { "street_id", "code" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_area_street_id_community_id",
            table: "area",
            columns: new[] { "street_id", "community_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_area_grid_street_id_area_id_position",
            table: "area_grid",
            columns: new[] { "street_id", "area_id", "position" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_community_street_id_name",
            table: "community",
            columns: new[] { "street_id", "name" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_covenant_version_street_id_in_force_from",
            table: "covenant_version",
            columns: new[] { "street_id", "in_force_from" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_draft_street_id_area_id_month",
            table: "draft",
            columns: new[] { "street_id", "area_id", "month" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_draft_street_id_covenant_version_id",
            table: "draft",
            columns: new[] { "street_id", "covenant_version_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_draft_duty_street_id_household_id",
            table: "draft_duty",
            columns: new[] { "street_id", "household_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_draft_duty_street_id_resident_id",
            table: "draft_duty",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_duty_in_force_street_id_edition_id",
            table: "duty_in_force",
            columns: new[] { "street_id", "edition_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_duty_in_force_street_id_household_id_night",
            table: "duty_in_force",
            columns: new[] { "street_id", "household_id", "night" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_duty_in_force_street_id_resident_id_night",
            table: "duty_in_force",
            columns: new[] { "street_id", "resident_id", "night" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_street_id_area_id_month_number",
            table: "edition",
            columns: new[] { "street_id", "area_id", "month", "number" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_street_id_covenant_version_id",
            table: "edition",
            columns: new[] { "street_id", "covenant_version_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_street_id_month",
            table: "edition",
            columns: new[] { "street_id", "month" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_duty_street_id_household_id",
            table: "edition_duty",
            columns: new[] { "street_id", "household_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_edition_duty_street_id_resident_id",
            table: "edition_duty",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_grid_street_id_code",
            table: "grid",
            columns: new[] { "street_id", "code" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_grid_street_id_community_id",
            table: "grid",
            columns: new[] { "street_id", "community_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_grid_membership_street_id_grid_id_household_id",
            table: "grid_membership",
            columns: new[] { "street_id", "grid_id", "household_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ux_grid_membership_current",
            table: "grid_membership",
            columns: new[] { "street_id", "grid_id", "code", "is_helper" },
            unique: true,
            filter: "end_night IS NULL"
        );

        migrationBuilder.CreateIndex(
            name: "ix_household_membership_street_id_household_id",
            table: "household_membership",
            columns: new[] { "street_id", "household_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_person_street_id_name",
            table: "person",
            columns: new[] { "street_id", "name" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_pin_street_id_resident_id",
            table: "pin",
            columns: new[] { "street_id", "resident_id" }
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
            name: "ix_proposal_waiver_street_id_resident_id",
            table: "proposal_waiver",
            columns: new[] { "street_id", "resident_id" }
        );

        migrationBuilder.CreateIndex(
            name: "ix_resident_street_id_code",
            table: "resident",
            columns: new[] { "street_id", "code" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_resident_street_id_watch_number",
            table: "resident",
            columns: new[] { "street_id", "watch_number" },
            unique: true
        );

        migrationBuilder.CreateIndex(
            name: "ix_stood_street_id_household_id_night",
            table: "stood",
            columns: new[] { "street_id", "household_id", "night" }
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
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "absence");

        migrationBuilder.DropTable(name: "apart");

        migrationBuilder.DropTable(name: "area_grid");

        migrationBuilder.DropTable(name: "counter");

        migrationBuilder.DropTable(name: "draft_duty");

        migrationBuilder.DropTable(name: "draft_gap");

        migrationBuilder.DropTable(name: "draft_proof");

        migrationBuilder.DropTable(name: "draft_watch");

        migrationBuilder.DropTable(name: "duty_in_force");

        migrationBuilder.DropTable(name: "edition_duty");

        migrationBuilder.DropTable(name: "edition_gap");

        migrationBuilder.DropTable(name: "edition_proof");

        migrationBuilder.DropTable(name: "edition_watch");

        migrationBuilder.DropTable(name: "grid_membership");

        migrationBuilder.DropTable(name: "household_membership");

        migrationBuilder.DropTable(name: "ledger_entry");

        migrationBuilder.DropTable(name: "person");

        migrationBuilder.DropTable(name: "pin");

        migrationBuilder.DropTable(name: "proposal_move");

        migrationBuilder.DropTable(name: "proposal_party");

        migrationBuilder.DropTable(name: "proposal_waiver");

        migrationBuilder.DropTable(name: "solve_try");

        migrationBuilder.DropTable(name: "stood");

        migrationBuilder.DropTable(name: "waiver");

        migrationBuilder.DropTable(name: "wish");

        migrationBuilder.DropTable(name: "draft");

        migrationBuilder.DropTable(name: "edition");

        migrationBuilder.DropTable(name: "grid");

        migrationBuilder.DropTable(name: "proposal");

        migrationBuilder.DropTable(name: "household");

        migrationBuilder.DropTable(name: "trail");

        migrationBuilder.DropTable(name: "resident");

        migrationBuilder.DropTable(name: "covenant_version");

        migrationBuilder.DropTable(name: "area");

        migrationBuilder.DropTable(name: "community");

        migrationBuilder.DropTable(name: "street");
    }
}
