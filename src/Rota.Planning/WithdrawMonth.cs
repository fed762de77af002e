using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">Number of the edition that was withdrawn; null when none was.</param>
/// <param name="Reason">Why none was withdrawn; null when one was.</param>
public sealed record AreaWithdrawn(WatchArea Area, int? Edition, Words? Reason);

/// <summary>
/// Withdraws (作废) the editions of a month before their first night: their duties end, and the ledger is as if they had not
/// been: duties released, dues given back. What faded stays faded, since that belongs to the month and not to the edition.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class WithdrawMonth(Office office)
{
    /// <summary>Withdraws.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="cancellation">Stops between areas.</param>
    public async Task<Outcome<IReadOnlyList<AreaWithdrawn>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        var areas = await choice.PickAsync(office, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaWithdrawn>>.Failed(areas.Faults);
        }

        var done = new List<AreaWithdrawn>();
        foreach (var area in areas.Value)
        {
            try
            {
                done.Add(await WithdrawAsync(area.State.Area, month, cancellation));
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                done.Add(new AreaWithdrawn(area.State.Area, null, Bug.Words(bug)));
            }
        }

        return Outcome<IReadOnlyList<AreaWithdrawn>>.Of(done);
    }

    private async Task<AreaWithdrawn> WithdrawAsync(WatchArea area, YearMonth month, CancellationToken cancellation)
    {
        await using var writer = await office.WriteAsync(cancellation);
        var seen = await writer.Read.Areas.VersionAsync(area.Id, cancellation);
        var edition = await writer.Read.Editions.InForceAsync(area.Id, month, cancellation);
        if (edition is null || seen is null)
        {
            return new AreaWithdrawn(area, null, new("没有生效的版次。", "No edition is in force."));
        }

        var first = edition
            .Sheet.Watches.Select(w => w.Begins)
            .DefaultIfEmpty(month.OnDayOfMonth(1).AtMidnight())
            .Min();
        if (office.Now >= first)
        {
            return new AreaWithdrawn(
                area,
                null,
                new("第一班已经开始，不能作废。", "The first watch has begun; it can no longer be withdrawn.")
            );
        }

        var entries = edition
            .Sheet.Rota.Duties.Select(d => new LedgerEntry(
                d.Household,
                month,
                d.Seat.Night,
                LedgerReason.Released,
                -d.Points
            ))
            .Concat(await DuesBackAsync(writer.Read, area.Id, month, cancellation))
            .ToList();
        var outcome = await writer.Editions.WithdrawAsync(
            area.Id,
            seen.Value,
            month,
            edition.Head.Number,
            entries,
            cancellation
        );
        if (outcome != WriteOutcome.Done)
        {
            return new AreaWithdrawn(area, null, outcome.Sentence());
        }

        await StaleProposals.EndAsync(writer, area.Id, carriedOut: null, cancellation);
        await writer.CommitAsync(cancellation);
        return new AreaWithdrawn(area, edition.Head.Number, null);
    }

    private static async Task<IEnumerable<LedgerEntry>> DuesBackAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var dues = await SupersedingEntries.DuesAsync(reader, area, month, cancellation);
        return from due in dues
            where due.Value != Points.Zero
            select new LedgerEntry(due.Key, month, null, LedgerReason.Dues, due.Value);
    }
}
