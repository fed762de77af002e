using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Covenants;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>
/// Reads editions. In force is the last edition of an area and month, unless it was withdrawn: withdrawing does not bring
/// an earlier one back.
/// </summary>
public sealed class EditionReader
{
    private readonly StreetContext context;

    internal EditionReader(StreetContext context) => this.context = context;

    /// <summary>The edition in force of an area and month; null when there is none.</summary>
    public async Task<Edition?> InForceAsync(AreaId area, YearMonth month, CancellationToken cancellation = default) =>
        await WholeAsync(await RowInForceAsync(area, month, cancellation), cancellation);

    /// <summary>What a list says of the edition in force of an area and month; null when there is none.</summary>
    public async Task<EditionHead?> HeadInForceAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    ) => await RowInForceAsync(area, month, cancellation) is { } row ? ToHead(row) : null;

    /// <summary>An edition by its number, in force or not; null when there is none.</summary>
    public async Task<Edition?> FindAsync(
        AreaId area,
        YearMonth month,
        int number,
        CancellationToken cancellation = default
    ) =>
        await WholeAsync(
            await context.Editions.SingleOrDefaultAsync(
                e => e.AreaId == area.Value && e.Month == month && e.Number == number,
                cancellation
            ),
            cancellation
        );

    /// <summary>The proof of an edition, in force or not; null when it has none.</summary>
    public async Task<SealedProof?> ProofAsync(EditionId edition, CancellationToken cancellation = default) =>
        await (
            from row in context.Editions
            where row.Id == edition.Value && row.Digest != null
            join proof in context.EditionProofs on row.Id equals proof.OwnerId
            select new SealedProof(row.Digest!, proof.Content)
        ).SingleOrDefaultAsync(cancellation);

    /// <summary>Proofs of some editions, spread evenly over all that have one.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<SealedProof>> SomeProofsAsync(int most, CancellationToken cancellation = default)
    {
        var all = await context
            .Editions.Where(e => e.Digest != null)
            .OrderBy(e => e.Id)
            .Select(e => e.Id)
            .ToListAsync(cancellation);
        var count = Math.Min(most, all.Count);
        var some = Enumerable.Range(0, count).Select(i => all[i * all.Count / count]);
        var proofs = new List<SealedProof>();
        foreach (var edition in some)
        {
            proofs.Add((await ProofAsync(new EditionId(edition), cancellation))!);
        }

        return proofs;
    }

    /// <summary>All editions of an area and month, by number.</summary>
    public async Task<IReadOnlyList<EditionHead>> ListAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        var rows = await context
            .Editions.Where(e => e.AreaId == area.Value && e.Month == month)
            .OrderBy(e => e.Number)
            .ToListAsync(cancellation);
        return [.. rows.Select(ToHead)];
    }

    /// <summary>The editions in force of a month, one an area at most.</summary>
    public async Task<IReadOnlyList<EditionHead>> InForceAsync(
        YearMonth month,
        CancellationToken cancellation = default
    ) => [.. (await RowsInForceAsync(month, cancellation)).Select(ToHead)];

    /// <summary>The areas whose last edition of a month was withdrawn.</summary>
    public async Task<IReadOnlySet<AreaId>> WithdrawnAsync(YearMonth month, CancellationToken cancellation = default)
    {
        var last = await context
            .Editions.Where(e => e.Month == month)
            .Select(e => new
            {
                e.AreaId,
                e.Number,
                e.WithdrawnAt,
            })
            .ToListAsync(cancellation);
        return last.GroupBy(e => e.AreaId)
            .Where(g => g.MaxBy(e => e.Number)!.WithdrawnAt is not null)
            .Select(g => new AreaId(g.Key))
            .ToHashSet();
    }

    /// <summary>The areas that have an edition of any month but these, in force or not.</summary>
    public async Task<IReadOnlySet<AreaId>> OfOtherMonthsAsync(
        IReadOnlyCollection<YearMonth> months,
        CancellationToken cancellation = default
    ) =>
        (
            await context
                .Editions.Where(e => !months.Contains(e.Month))
                .Select(e => e.AreaId)
                .Distinct()
                .ToListAsync(cancellation)
        )
            .Select(id => new AreaId(id))
            .ToHashSet();

    /// <summary>The editions in force of a month with the grids each covers, by area.</summary>
    internal async Task<IReadOnlyDictionary<AreaId, (EditionHead Head, IReadOnlyList<int> Grids)>> CoveringAsync(
        YearMonth month,
        CancellationToken cancellation
    ) =>
        (await RowsInForceAsync(month, cancellation)).ToDictionary(
            e => new AreaId(e.AreaId),
            e => (ToHead(e), Sheets.GridsOf(e))
        );

    /// <summary>Ids of the grids that the edition in force covers, in the area's order; null when none is in force.</summary>
    internal async Task<IReadOnlyList<int>?> GridsInForceAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    ) => await RowInForceAsync(area, month, cancellation) is { } row ? Sheets.GridsOf(row) : null;

    private async Task<IEnumerable<StoredEdition>> RowsInForceAsync(YearMonth month, CancellationToken cancellation)
    {
        var rows = await context.Editions.Where(e => e.Month == month).ToListAsync(cancellation);
        return rows.GroupBy(e => e.AreaId)
            .Select(g => g.MaxBy(e => e.Number)!)
            .Where(e => e.WithdrawnAt is null)
            .OrderBy(e => e.AreaId);
    }

    private async Task<StoredEdition?> RowInForceAsync(AreaId area, YearMonth month, CancellationToken cancellation)
    {
        var last = await context
            .Editions.Where(e => e.AreaId == area.Value && e.Month == month)
            .OrderByDescending(e => e.Number)
            .FirstOrDefaultAsync(cancellation);
        return last?.WithdrawnAt is null ? last : null;
    }

    private async Task<Edition?> WholeAsync(StoredEdition? row, CancellationToken cancellation) =>
        row is null
            ? null
            : new Edition(
                ToHead(row),
                await Sheets.ReadAsync<EditionWatch, EditionDuty, EditionGap>(context, row, cancellation)
            );

    private static EditionHead ToHead(StoredEdition row) =>
        new(
            new EditionId(row.Id),
            new AreaId(row.AreaId),
            row.Month,
            row.Number,
            row.Supersedes,
            row.PublishedAt,
            row.PublishedBy,
            new CovenantVersionId(row.CovenantVersionId),
            Sheets.StandingOf(row),
            Sheets.CountsOf(row),
            row.Digest,
            row.WithdrawnAt,
            row.WithdrawnBy
        );
}
