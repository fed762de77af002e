using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace Rota.Worker;

/// <summary>Whether the database can be reached.</summary>
/// <param name="keeper">The office.</param>
internal sealed class BooksCheck(OfficeKeeper keeper) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var reader = await keeper.Current.Database.ReadAsync(cancellationToken);
        await reader.StreetNameAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Whether the scheduler runs.</summary>
/// <param name="schedulers">The scheduler.</param>
internal sealed class SchedulerCheck(ISchedulerFactory schedulers) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return await scheduler.GetStatus(cancellationToken) == SchedulerStatus.Running
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy();
    }
}
