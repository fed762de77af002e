using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Changes;

/// <summary>What an edition changed when it took the place of another.</summary>
/// <param name="Edition">Its number.</param>
/// <param name="At">When it was published.</param>
/// <param name="By">Who published it.</param>
/// <param name="Cause">Why.</param>
/// <param name="Moves">Every seat that somebody else holds from then on, in seat order.</param>
public sealed record EditionChange(int Edition, Instant At, string By, EditionCause Cause, IReadOnlyList<Move> Moves);

/// <summary>Reads what editions changed.</summary>
public sealed class EditionChangeReader
{
    private readonly StreetContext context;

    internal EditionChangeReader(StreetContext context) => this.context = context;

    /// <summary>
    /// What every edition of an area's month changed that took the place of another, by number. An edition that nothing was in force before
    /// changed nothing, nor did one from before changes were on record, as far as is known.
    /// </summary>
    public Task<IReadOnlyList<EditionChange>> ListAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    ) => WholeAsync(context.Editions.Where(e => e.AreaId == area.Value && e.Month == month), cancellation);

    /// <summary>The same of every month from one on, in order of months.</summary>
    public Task<IReadOnlyList<EditionChange>> SinceAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    ) => WholeAsync(context.Editions.Where(e => e.AreaId == area.Value && e.Month >= month), cancellation);

    private async Task<IReadOnlyList<EditionChange>> WholeAsync(
        IQueryable<StoredEdition> editions,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from e in editions
            join c in context.EditionChanges on e.Id equals c.EditionId
            orderby e.Month, e.Number
            select new { Edition = e, Change = c }
        ).ToListAsync(cancellation);
        var moves = (
            await (from e in editions join m in context.EditionMoves on e.Id equals m.EditionId select m).ToListAsync(
                cancellation
            )
        ).ToLookup(m => m.EditionId);
        return
        [
            .. rows.Select(r => new EditionChange(
                r.Edition.Number,
                r.Edition.PublishedAt,
                r.Edition.PublishedBy,
                new EditionCause(r.Edition.Supersedes!.Value, r.Change.Kind, r.Change.ProposalId),
                [.. moves[r.Edition.Id].Select(ToMove).OrderBy(m => m.Seat)]
            )),
        ];
    }

    private static Move ToMove(EditionMove row) =>
        new(
            new Seat(row.Night, row.Watch, row.Post, row.Seat),
            row.FromId is { } from ? new ResidentId(from) : null,
            row.ToId is { } to ? new ResidentId(to) : null
        );
}

/// <summary>
/// Writes what an edition changes, in its own transaction. The moves are not told: they are what the duties in force and the edition differ in,
/// so that no door through which a rota is changed can leave one out.
/// </summary>
internal static class EditionChanges
{
    /// <summary>Who holds which seat of an area's month now.</summary>
    public static async Task<Dictionary<Seat, ResidentId>> HeldAsync(
        Session session,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    ) =>
        (
            await session
                .Context.DutiesInForce.Where(d => d.AreaId == area.Value && d.Month == month)
                .ToListAsync(cancellation)
        ).ToDictionary(d => new Seat(d.Night, d.Watch, d.Post, d.Seat), d => new ResidentId(d.ResidentId));

    /// <summary>Writes the cause and the moves of an edition that is written, and gives the moves.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="edition">Id of the edition.</param>
    /// <param name="cause">Why it takes the place of the one before.</param>
    /// <param name="held">Who held which seat before it.</param>
    /// <param name="rota">The edition's rota.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static async Task<IReadOnlyList<Move>> WriteAsync(
        Session session,
        int edition,
        EditionCause cause,
        IReadOnlyDictionary<Seat, ResidentId> held,
        WatchRota rota,
        CancellationToken cancellation
    )
    {
        var moves = Between(held, rota);
        await session.InsertAsync(
            "edition_change",
            ["edition_id", "kind", "proposal_id", "moves"],
            [
                [edition, cause.Kind, cause.Proposal, moves.Count],
            ],
            onConflict: null,
            cancellation
        );
        await session.InsertAsync(
            "edition_move",
            ["edition_id", "night", "watch", "post", "seat", "from_id", "to_id"],
            moves.Select(m =>
                new object?[]
                {
                    edition,
                    m.Seat.Night,
                    m.Seat.Watch,
                    m.Seat.Post,
                    m.Seat.Number,
                    m.From?.Value,
                    m.To?.Value,
                }
            ),
            onConflict: null,
            cancellation
        );
        return moves;
    }

    private static List<Move> Between(IReadOnlyDictionary<Seat, ResidentId> held, WatchRota rota)
    {
        var now = rota.Duties.ToDictionary(d => d.Seat, d => d.Resident);
        return
        [
            .. held
                .Keys.Union(now.Keys)
                .Select(s => new Move(
                    s,
                    held.TryGetValue(s, out var from) ? from : null,
                    now.TryGetValue(s, out var to) ? to : null
                ))
                .Where(m => m.From != m.To)
                .OrderBy(m => m.Seat),
        ];
    }
}
