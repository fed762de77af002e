using Microsoft.EntityFrameworkCore.Migrations;

namespace Rota.Store.Migrations.Postgres;

/// <summary>
/// The tables in which a cluster of workers keeps its jobs, as the scheduler (Quartz.NET 4.7) asks for them, without those of its history. They are
/// no part of the model: nothing of a street is in them but codes, and whatever is lost with them is found again in the street's own tables.
/// </summary>
internal partial class Scheduler : Migration
{
    private static readonly (string Name, string Columns)[] Tables =
    [
        (
            "qrtz_job_details",
            """
            job_name text NOT NULL,
              job_group text NOT NULL,
              description text,
              job_class_name text NOT NULL,
              is_durable boolean NOT NULL,
              is_nonconcurrent boolean NOT NULL,
              is_update_data boolean NOT NULL,
              requests_recovery boolean NOT NULL,
              job_data bytea,
              PRIMARY KEY (sched_name, job_name, job_group)
            """
        ),
        (
            "qrtz_triggers",
            """
            trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              job_name text NOT NULL,
              job_group text NOT NULL,
              description text,
              next_fire_time bigint,
              prev_fire_time bigint,
              priority integer,
              trigger_state text NOT NULL,
              trigger_type text NOT NULL,
              start_time bigint NOT NULL,
              end_time bigint,
              calendar_name text,
              misfire_instr smallint,
              misfire_orig_fire_time bigint,
              execution_group varchar(200),
              preferred_node varchar(200),
              preferred_node_auto boolean NOT NULL DEFAULT false,
              retry_policy varchar(250),
              retry_attempt integer,
              continues_trigger_name text,
              continues_trigger_group text,
              continuation_condition integer,
              overlap_policy integer,
              pause_reason varchar(250),
              paused_by varchar(200),
              paused_at bigint,
              misfire_threshold bigint,
              fixed_delay boolean,
              job_data bytea,
              PRIMARY KEY (sched_name, trigger_name, trigger_group),
              FOREIGN KEY (sched_name, job_name, job_group) REFERENCES qrtz_job_details
            """
        ),
        (
            "qrtz_simple_triggers",
            """
            trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              repeat_count bigint NOT NULL,
              repeat_interval bigint NOT NULL,
              times_triggered bigint NOT NULL,
              PRIMARY KEY (sched_name, trigger_name, trigger_group),
              FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers ON DELETE CASCADE
            """
        ),
        (
            "qrtz_cron_triggers",
            """
            trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              cron_expression text NOT NULL,
              time_zone_id text,
              PRIMARY KEY (sched_name, trigger_name, trigger_group),
              FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers ON DELETE CASCADE
            """
        ),
        (
            "qrtz_simprop_triggers",
            """
            trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              str_prop_1 text,
              str_prop_2 text,
              str_prop_3 text,
              int_prop_1 integer,
              int_prop_2 integer,
              long_prop_1 bigint,
              long_prop_2 bigint,
              dec_prop_1 numeric,
              dec_prop_2 numeric,
              bool_prop_1 boolean,
              bool_prop_2 boolean,
              time_zone_id text,
              PRIMARY KEY (sched_name, trigger_name, trigger_group),
              FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers ON DELETE CASCADE
            """
        ),
        (
            "qrtz_blob_triggers",
            """
            trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              blob_data bytea,
              PRIMARY KEY (sched_name, trigger_name, trigger_group),
              FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers ON DELETE CASCADE
            """
        ),
        (
            "qrtz_calendars",
            """
            calendar_name text NOT NULL,
              calendar bytea NOT NULL,
              PRIMARY KEY (sched_name, calendar_name)
            """
        ),
        (
            "qrtz_paused_trigger_grps",
            """
            trigger_group text NOT NULL,
              pause_reason varchar(250),
              paused_by varchar(200),
              paused_at bigint,
              PRIMARY KEY (sched_name, trigger_group)
            """
        ),
        (
            "qrtz_paused_job_grps",
            """
            job_group text NOT NULL,
              pause_reason varchar(250),
              paused_by varchar(200),
              paused_at bigint,
              PRIMARY KEY (sched_name, job_group)
            """
        ),
        (
            "qrtz_fired_triggers",
            """
            entry_id text NOT NULL,
              trigger_name text NOT NULL,
              trigger_group text NOT NULL,
              instance_name text NOT NULL,
              fired_time bigint NOT NULL,
              sched_time bigint NOT NULL,
              priority integer NOT NULL,
              state text NOT NULL,
              job_name text,
              job_group text,
              is_nonconcurrent boolean NOT NULL,
              requests_recovery boolean,
              execution_group varchar(200),
              progress integer,
              progress_message varchar(250),
              interrupt_requested_time bigint,
              PRIMARY KEY (sched_name, entry_id)
            """
        ),
        (
            "qrtz_scheduler_state",
            """
            instance_name text NOT NULL,
              last_checkin_time bigint NOT NULL,
              checkin_interval bigint NOT NULL,
              quartz_version varchar(20),
              PRIMARY KEY (sched_name, instance_name)
            """
        ),
        (
            "qrtz_locks",
            """
            lock_name text NOT NULL,
              PRIMARY KEY (sched_name, lock_name)
            """
        ),
    ];

    private static readonly (string Name, string Table, string Columns)[] Indexes =
    [
        ("idx_qrtz_j_g_n", "qrtz_job_details", "sched_name, job_group, job_name"),
        ("idx_qrtz_t_j", "qrtz_triggers", "sched_name, job_name, job_group"),
        ("idx_qrtz_t_g_n", "qrtz_triggers", "sched_name, trigger_group, trigger_name"),
        ("idx_qrtz_t_c", "qrtz_triggers", "sched_name, calendar_name"),
        (
            "idx_qrtz_t_nft_st",
            "qrtz_triggers",
            "sched_name, trigger_state, next_fire_time ASC, priority DESC, misfire_instr"
        ),
        ("idx_qrtz_ft_inst_job_req_rcvry", "qrtz_fired_triggers", "sched_name, instance_name, requests_recovery"),
        ("idx_qrtz_ft_j_g", "qrtz_fired_triggers", "sched_name, job_name, job_group"),
        ("idx_qrtz_ft_t_g", "qrtz_fired_triggers", "sched_name, trigger_name, trigger_group"),
    ];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (name, columns) in Tables)
        {
            migrationBuilder.Sql($"CREATE TABLE {name} (sched_name text NOT NULL, {columns});");
        }

        foreach (var (name, table, columns) in Indexes)
        {
            migrationBuilder.Sql($"CREATE INDEX {name} ON {table} ({columns});");
        }
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var (name, _) in Tables.Reverse())
        {
            migrationBuilder.Sql($"DROP TABLE {name};");
        }
    }
}
