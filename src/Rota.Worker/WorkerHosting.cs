using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Rota.Core;
using Rota.Planning;
using Rota.Store;
using Rota.Worker.Jobs;
using Rota.Worker.Notices;
using Rota.Worker.Telling;

namespace Rota.Worker;

/// <summary>Puts the worker into a host.</summary>
public static class WorkerHosting
{
    /// <summary>What every role of a host needs: the office, kept up to date, and the check that the database can be reached.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="office">The office at the start; its database stays its owner's.</param>
    /// <param name="readAgain">Gives another office when what people edit has changed, faults when it cannot be read, null when nothing changed.</param>
    public static void AddOffice(
        this IServiceCollection services,
        Office office,
        Func<Office, Outcome<Office>?> readAgain
    )
    {
        services.AddSingleton(s => new OfficeKeeper(office, readAgain, s.GetRequiredService<ILogger<OfficeKeeper>>()));
        services.AddHealthChecks().AddCheck<BooksCheck>("database");
    }

    /// <summary>
    /// Adds the worker: its tick, and the scheduler that does areas side by side. On PostgreSQL the scheduler is one of a cluster, whose jobs lie in
    /// the street's database; on a file it keeps them in memory, and what is lost with it is found again by the first tick.
    /// </summary>
    /// <param name="services">The host's services, with an office; notices go by every <see cref="Rota.Planning.Notices.INoticeChannel"/> among them.</param>
    /// <param name="place">Where the database is.</param>
    /// <param name="settings">How the worker works.</param>
    /// <param name="solve">What solves; the solver when null.</param>
    public static void AddWorker(
        this IServiceCollection services,
        StreetPlace place,
        WorkerSettings settings,
        Solve? solve = null
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(settings);
        services.AddSingleton<Gauges>();
        services.AddSingleton<SolveGate>();
        services.AddSingleton<JobBook>();
        services.AddSingleton<Tick>();
        services.AddSingleton(s => new AreaStep(s.GetRequiredService<OfficeKeeper>(), solve));
        services.AddHealthChecks().AddCheck<SchedulerCheck>("scheduler");
        services.AddQuartz(quartz => Schedule(quartz, place, settings));
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        services.AddSingleton<Begun>();
        services.AddHostedService<TickLoop>();
        services.AddHostedService<NoticeLoop>();
    }

    private static void Schedule(IQuartzBuilder quartz, StreetPlace place, WorkerSettings settings)
    {
        quartz.UseDefaultThreadPool(settings.SideBySide);
        quartz.ConfigureScheduler(o =>
        {
            o.InstanceName = "rota";
            o.GenerateInstanceId = true;
            o.IdleWaitTime = TimeSpan.FromSeconds(5);
            // Whoever stops a worker does not wait for solves: each is stopped, and taken up again elsewhere or later.
            o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        if (!place.IsServer)
        {
            quartz.UseInMemoryStore();
            return;
        }

        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(place.Text);
            store.UseClustering(c =>
            {
                c.CheckinInterval = settings.CheckInEvery;
                c.CheckinMisfireThreshold = settings.LostAfter;
            });
            store.ConfigureStore(o =>
            {
                o.TablePrefix = "qrtz_";
                o.StoreJobDataAsStrings = true;
                o.RecoverFiringsCancelledByShutdown = true;
                o.ExecutionHistory = false;
            });
        });
    }
}
