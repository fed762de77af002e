using System.Globalization;
using Rota.Core.Ledgers;

namespace Rota.Store.Ledgers;

/// <summary>Appends to the ledger.</summary>
public sealed class LedgerWriter
{
    private static readonly string[] Columns =
    [
        "household_id",
        "id",
        "month",
        "night",
        "reason",
        "thousandths",
        "trail_id",
    ];

    private readonly StreetWriter writer;

    internal LedgerWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Appends entries: openings of an import, attendance, corrections. Those of an edition go with it.</summary>
    /// <param name="entries">What to append.</param>
    /// <param name="subject">What they belong to, for the trail: "history.csv".</param>
    /// <param name="cancellation">Stops between entries.</param>
    public async Task AppendAsync(
        IReadOnlyList<LedgerEntry> entries,
        string subject,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return;
        }

        var count = entries.Count.ToString(CultureInfo.InvariantCulture);
        var trail = await writer.TrailAsync("ledger", subject, $"entries {count}", cancellation);
        await AppendAsync(entries, trail, cancellation);
    }

    internal async Task AppendAsync(IReadOnlyList<LedgerEntry> entries, long trail, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var first = await writer.Session.TakeAsync("ledger_entry", entries.Count, cancellation);
        await writer.Session.InsertAsync(
            "ledger_entry",
            Columns,
            entries.Select(
                (e, i) =>
                    new object?[]
                    {
                        e.Household.Value,
                        first + i,
                        e.Month,
                        e.Night,
                        e.Reason,
                        e.Amount.Thousandths,
                        trail,
                    }
            ),
            onConflict: null,
            cancellation
        );
    }
}
