using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Quartz;
using Rota.Planning.Cycles;

namespace Rota.Worker.Jobs;

/// <summary>
/// The jobs of areas in the scheduler's store: one at most for each area, month and step, whoever of a cluster asks for it. A job that stands
/// there is left alone, unless the area has changed since or it has stood for too long to be alive. Whoever stops is heard between two calls of the
/// scheduler: one that is cut off midway tells of it as a failure.
/// </summary>
/// <param name="settings">How the worker works.</param>
internal sealed class JobBook(WorkerSettings settings)
{
    private const string Area = "area";
    private const string Month = "month";
    private const string Step = "step";
    private const string Version = "version";
    private const string Since = "since";
    private static readonly YearMonthPattern Months = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>The key of a step of an area: "draft", "LJ-03 2026-12".</summary>
    public static JobKey KeyOf(DueStep step, string area, YearMonth month) =>
        new($"{area} {Months.Format(month)}", StepNames.Of(step));

    /// <summary>What a job is for.</summary>
    public static (DueStep Step, string Area, YearMonth Month) Read(IJobExecutionContext context)
    {
        var data = context.JobDetail.JobDataMap;
        return (
            StepNames.Parse(data.GetString(Step)!),
            data.GetString(Area)!,
            Months.Parse(data.GetString(Month)!).Value
        );
    }

    /// <summary>Asks for what is due.</summary>
    /// <returns>How many jobs are new.</returns>
    public async Task<int> AskAsync(IScheduler scheduler, IEnumerable<AreaDue> due, CancellationToken cancellation)
    {
        var asked = 0;
        foreach (var work in due.Where(d => d.Step != DueStep.Wait))
        {
            asked += await AskAsync(scheduler, work, cancellation) ? 1 : 0;
        }

        return asked;
    }

    /// <summary>Asks for a job once more, later: while it stands there nobody asks for it anew.</summary>
    public async Task LaterAsync(IScheduler scheduler, JobKey key, CancellationToken cancellation)
    {
        var trigger = TriggerBuilder
            .Create()
            .WithIdentity(key.Name, $"{key.Group} later")
            .ForJob(key)
            .StartAt(scheduler.TimeProvider.GetUtcNow() + settings.TryAgainAfter)
            .Build();
        cancellation.ThrowIfCancellationRequested();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, CancellationToken.None);
    }

    private async Task<bool> AskAsync(IScheduler scheduler, AreaDue due, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var key = KeyOf(due.Step, due.Area.Code, due.Month);
        var now = scheduler.TimeProvider.GetUtcNow();
        var version = due.Version.ToString(CultureInfo.InvariantCulture);
        if (await scheduler.GetJobDetail(key, CancellationToken.None) is { } there && IsAlive(there, version, now))
        {
            return false;
        }

        var job = JobBuilder
            .Create<AreaJob>()
            .WithIdentity(key)
            .RequestRecovery()
            .UsingJobData(Area, due.Area.Code)
            .UsingJobData(Month, Months.Format(due.Month))
            .UsingJobData(Step, StepNames.Of(due.Step))
            .UsingJobData(Version, version)
            .UsingJobData(Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Build();
        var trigger = TriggerBuilder
            .Create()
            .WithIdentity(key.Name, key.Group)
            .StartAt(now)
            // What may have ended a process before comes after all others.
            .WithPriority(due.Tries > 0 ? 1 : 5)
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, CancellationToken.None);
        return true;
    }

    /// <summary>Whether a job is for what is due now, and not so old that whoever had it must be gone.</summary>
    private bool IsAlive(IJobDetail job, string version, DateTimeOffset now)
    {
        var data = job.JobDataMap;
        var since = long.Parse(data.GetString(Since)!, CultureInfo.InvariantCulture);
        var age = now - DateTimeOffset.FromUnixTimeSeconds(since);
        return data.GetString(Version) == version && age.Duration() <= 2 * settings.TryAgainAfter;
    }
}
