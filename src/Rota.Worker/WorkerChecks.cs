using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;
using Rota.Store;

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
        try
        {
            await using var reader = await keeper.Current.Database.ReadAsync(cancellationToken);
            await reader.StreetNameAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception trouble) when (StoreTrouble.Of(trouble) is { } fault)
        {
            return HealthCheckResult.Unhealthy(fault.Sentence.En);
        }
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
