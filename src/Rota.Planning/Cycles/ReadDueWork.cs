using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning.Cycles;

/// <summary>What has to be done for an area and month.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">Its version that this was read at.</param>
/// <param name="Month">The month.</param>
/// <param name="Step">What comes next; never nothing.</param>
/// <param name="Reason">Why it waits; none where it does not.</param>
/// <param name="Tries">Solves of it that are under way or died with their process.</param>
public sealed record AreaDue(WatchArea Area, long Version, YearMonth Month, DueStep Step, WaitReason Reason, int Tries);

/// <summary>
/// Reads off the books what the covenant's cycle asks for now. Nothing else is remembered: work that was lost, or that nobody did while no
/// worker ran, is found here again.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ReadDueWork(Office office)
{
    /// <summary>Reads what is due and what waits, of the running month and the next, in the order of months and of codes.</summary>
    /// <param name="area">Only this area, by its code; null for every one.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<AreaDue>> RunAsync(string? area = null, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var months = MonthlyCycle.Months(office.Today);
        var before = await reader.Editions.OfOtherMonthsAsync(months, cancellation);
        var due = new List<AreaDue>();
        foreach (var month in months)
        {
            var covenant = await CovenantInForce.AsWouldBeAsync(office, reader, month, cancellation);
            if (covenant.Succeeded)
            {
                // A month stands on the one before it: that one comes first.
                var busy = due.Where(d => d.Step != DueStep.Wait).Select(d => d.Area.Id).ToHashSet();
                var found = await OfMonthAsync(reader, month, covenant.Value, before, cancellation);
                due.AddRange(found.Where(d => !busy.Contains(d.Area.Id)));
            }
        }

        return area is null ? due : [.. due.Where(d => d.Area.Code == area)];
    }

    private async Task<IEnumerable<AreaDue>> OfMonthAsync(
        StreetReader reader,
        YearMonth month,
        Covenant covenant,
        IReadOnlySet<AreaId> before,
        CancellationToken cancellation
    )
    {
        var tries = await reader.Tries.OfMonthAsync(month, cancellation);
        var withdrawn = await reader.Editions.WithdrawnAsync(month, cancellation);
        var areas = await reader.Areas.MonthAsync(month, cancellation);
        return from at in areas
            let id = at.State.Area.Id
            let progress = ProgressOf(at, month, covenant) with
            {
                WasWithdrawn = withdrawn.Contains(id),
                DeadTries = tries.GetValueOrDefault(id),
                KeptBefore = before.Contains(id),
            }
            let next = MonthlyCycle.StepOf(covenant.Cycle, month, office.Today, progress)
            where next.Step != DueStep.Nothing
            select new AreaDue(at.State.Area, at.State.Version, month, next.Step, next.Reason, progress.DeadTries);
    }

    private AreaProgress ProgressOf(AreaMonth at, YearMonth month, Covenant covenant) =>
        new(
            HasEdition: at.Edition is not null,
            WasWithdrawn: false,
            IsElsewhere: at.PublishedElsewhere.Count > 0,
            HasDraft: at.Draft is not null,
            IsHeld: at.Draft is { IsHeld: true },
            IsPosted: at.Draft?.PostedAt is { } posted && !(at.Draft.EditedAt >= posted),
            DeadTries: 0,
            HasWatchesToCome(covenant.For(at.State.Area.Code, at.State.Area.Community), month, office.Now),
            KeptBefore: false
        );

    private static bool HasWatchesToCome(Terms terms, YearMonth month, LocalDateTime now)
    {
        var nights = month.ToDateInterval();
        return nights.Any(night => terms.WatchesOn(night).Any(w => BeginOf(night, w) > now));
    }

    /// <summary>When a watch begins: one before noon belongs to the night before.</summary>
    private static LocalDateTime BeginOf(LocalDate night, WatchPattern watch) =>
        (watch.Start < LocalTime.Noon ? night.PlusDays(1) : night).At(watch.Start);
}
