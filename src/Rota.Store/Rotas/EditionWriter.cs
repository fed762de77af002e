using System.Globalization;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Changes;
using Rota.Store.Notices;
using Rota.Store.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>Publishes and withdraws editions: the one door through which a rota comes into force.</summary>
public sealed class EditionWriter
{
    private static readonly string[] InForceColumns =
    [
        "area_id",
        "night",
        "watch",
        "post",
        "seat",
        "month",
        "edition_id",
        "resident_id",
        "household_id",
        "thousandths",
        "leads",
        "begins",
        "ends",
    ];

    private readonly StreetWriter writer;

    internal EditionWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Publishes: compares and swaps the area's version, writes each edition with the next number of its month, puts its
    /// duties in force in the place of those there were, records what that changes, writes down whom to tell, appends to the ledger, and removes the months' drafts.
    /// </summary>
    /// <returns>
    /// <see cref="WriteOutcome.Stale"/> when the area has changed since it was read;
    /// <see cref="WriteOutcome.AlreadyPublished"/> when an edition is in force and none was to be superseded;
    /// <see cref="WriteOutcome.NotInForce"/> when another edition than the one to be superseded is;
    /// <see cref="WriteOutcome.SeatTaken"/>, <see cref="WriteOutcome.ResidentTaken"/> or
    /// <see cref="WriteOutcome.WatchesOverlap"/> when the database refuses what must never be.
    /// </returns>
    public Task<WriteOutcome> PublishAsync(Publication publication, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return writer.WholeAsync(() => PublishPartAsync(publication, cancellation), cancellation);
    }

    /// <summary>
    /// Withdraws the edition in force: its duties end to be in force, and no earlier edition comes back. That its first
    /// night has not come is the caller's to see to.
    /// </summary>
    /// <param name="area">The area.</param>
    /// <param name="seenVersion">The area's version that was read.</param>
    /// <param name="month">The month.</param>
    /// <param name="number">Number of the edition to withdraw.</param>
    /// <param name="entries">What it writes into the ledger.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns><see cref="WriteOutcome.Stale"/>, or <see cref="WriteOutcome.NotInForce"/> when it is not the one in force.</returns>
    public Task<WriteOutcome> WithdrawAsync(
        AreaId area,
        long seenVersion,
        YearMonth month,
        int number,
        IReadOnlyList<LedgerEntry> entries,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        return writer.WholeAsync(
            async () =>
            {
                if (!await writer.SwapVersionAsync(area.Value, seenVersion, cancellation))
                {
                    return WriteOutcome.Stale;
                }

                var head = await writer.Read.Editions.HeadInForceAsync(area, month, cancellation);
                if (head?.Number != number)
                {
                    return WriteOutcome.NotInForce;
                }

                await writer.Session.RunAsync(
                    "UPDATE edition SET withdrawn_at = @p1, withdrawn_by = @p2 WHERE street_id = @street AND id = @p0",
                    [head.Id.Value, writer.At, writer.By],
                    cancellation
                );
                await EndDutiesAsync(area, month, cancellation);
                await new NoticePlanner(writer).WithdrawnAsync(area, month, head.Id, cancellation);
                var subject = await writer.SubjectAsync(area, month, cancellation);
                var trail = await writer.TrailAsync("withdraw", subject, Edition(number), cancellation);
                await writer.Ledger.AppendAsync(entries, trail, cancellation);
                return WriteOutcome.Done;
            },
            cancellation
        );
    }

    private async Task<WriteOutcome> PublishPartAsync(Publication publication, CancellationToken cancellation)
    {
        if (!await writer.SwapVersionAsync(publication.Area.Value, publication.SeenVersion, cancellation))
        {
            return WriteOutcome.Stale;
        }

        var held = new Dictionary<YearMonth, Dictionary<Seat, ResidentId>>();
        // All duties that end do so before any begins: a trade over a month's end may meet itself half-way.
        foreach (var edition in publication.Editions)
        {
            var month = edition.Sheet.Rota.Month;
            var inForce = await writer.Read.Editions.HeadInForceAsync(publication.Area, month, cancellation);
            if (inForce?.Number != edition.Cause?.Supersedes)
            {
                return edition.Cause is null ? WriteOutcome.AlreadyPublished : WriteOutcome.NotInForce;
            }

            held[month] = await EditionChanges.HeldAsync(writer.Session, publication.Area, month, cancellation);
            await EndDutiesAsync(publication.Area, month, cancellation);
        }

        var (subjects, details) = (new List<string>(), new List<string>());
        foreach (var edition in publication.Editions)
        {
            var month = edition.Sheet.Rota.Month;
            var (id, number) = await WriteAsync(publication.Area, edition, cancellation);
            subjects.Add(await writer.SubjectAsync(publication.Area, month, cancellation) + " " + Edition(number));
            if (edition.Cause is { } cause)
            {
                var rota = edition.Sheet.Rota;
                var moves = await EditionChanges.WriteAsync(writer.Session, id, cause, held[month], rota, cancellation);
                details.Add(Cause(cause, moves.Count));
            }

            await writer.Drafts.DeleteAsync(publication.Area, month, cancellation);
        }

        details.Add(string.Create(CultureInfo.InvariantCulture, $"entries {publication.Entries.Count}"));
        var trail = await writer.TrailAsync(
            "publish",
            string.Join(", ", subjects),
            string.Join(", ", details),
            cancellation
        );
        await writer.Ledger.AppendAsync(publication.Entries, trail, cancellation);
        return WriteOutcome.Done;
    }

    /// <summary>Writes an edition with the next number of its month, and says its id and number.</summary>
    private async Task<(int Id, int Number)> WriteAsync(AreaId area, NewEdition edition, CancellationToken cancellation)
    {
        var month = edition.Sheet.Rota.Month;
        var earlier = await writer.Read.Editions.ListAsync(area, month, cancellation);
        var number = earlier.Count == 0 ? 1 : earlier[^1].Number + 1;
        var session = writer.Session;
        var grids = await AreaScope.GridsAsync(session.Context, area, month, cancellation);
        var id = (int)await session.TakeAsync("edition", 1, cancellation);
        await session.InsertAsync(
            "edition",
            [.. Sheets.HeadColumns, "number", "supersedes", "published_at", "published_by", "digest"],
            [
                [
                    .. Sheets.HeadValues(id, area, grids, edition.Covenant.Value, edition.Sheet),
                    number,
                    edition.Cause?.Supersedes,
                    writer.At,
                    writer.By,
                    edition.Proof?.Digest,
                ],
            ],
            onConflict: null,
            cancellation
        );
        await Sheets.WriteAsync(session, "edition", id, edition.Sheet, cancellation);
        await Sheets.WriteAsync(session, "edition", id, edition.Proof, cancellation);
        await BeginDutiesAsync(area, id, edition.Sheet, cancellation);
        await new NoticePlanner(writer).PublishedAsync(area, id, edition.Sheet, cancellation);
        return (id, number);
    }

    private Task BeginDutiesAsync(AreaId area, int edition, FrozenRota sheet, CancellationToken cancellation)
    {
        var watches = sheet.Watches.ToDictionary(w => (w.Night.Date, w.Name));
        return writer.Session.InsertAsync(
            "duty_in_force",
            InForceColumns,
            sheet.Rota.Duties.Select(d => Row(d, watches[(d.Seat.Night, d.Seat.Watch)])),
            onConflict: null,
            cancellation
        );

        object?[] Row(Duty d, Watch watch) =>
            [
                area.Value,
                d.Seat.Night,
                d.Seat.Watch,
                d.Seat.Post,
                d.Seat.Number,
                sheet.Rota.Month,
                edition,
                d.Resident.Value,
                d.Household.Value,
                d.Points.Thousandths,
                d.Leads,
                watch.Begins,
                watch.Ends,
            ];
    }

    private Task EndDutiesAsync(AreaId area, YearMonth month, CancellationToken cancellation) =>
        writer.Session.RunAsync(
            "DELETE FROM duty_in_force WHERE street_id = @street AND area_id = @p0 AND month = @p1",
            [area.Value, month],
            cancellation
        );

    private static string Edition(int number) => "edition " + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why an edition superseded another, as the trail has it: "exchange, proposal 12, moves 2".</summary>
    private static string Cause(EditionCause cause, int moves)
    {
        var proposal = cause.Proposal is { } number
            ? string.Create(CultureInfo.InvariantCulture, $", proposal {number}")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{cause.Kind.Words().En}{proposal}, moves {moves}");
    }
}
