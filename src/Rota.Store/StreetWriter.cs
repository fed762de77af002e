using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Changes;
using Rota.Store.Covenants;
using Rota.Store.Ledgers;
using Rota.Store.Nights;
using Rota.Store.Notices;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Store.Rows;
using Rota.Store.Tokens;

namespace Rota.Store;

/// <summary>
/// One transaction that writes: all of what is done through it counts from <see cref="CommitAsync"/> on, or nothing of it
/// ever does. Each thing done leaves a row in the trail. For one caller at a time.
/// </summary>
public sealed class StreetWriter : IAsyncDisposable
{
    private readonly Session session;
    private readonly string by;
    private readonly Instant at;
    private readonly Func<CancellationToken, Task<Session>> again;
    private TrailKey? key;

    internal StreetWriter(Session session, string by, Instant at, Func<CancellationToken, Task<Session>> again)
    {
        this.again = again;
        this.session = session;
        this.by = by;
        this.at = at;
        Read = new StreetReader(session);
        Areas = new AreaWriter(this);
        Register = new RegisterWriter(this);
        Absences = new AbsenceWriter(this);
        Ledger = new LedgerWriter(this);
        Covenants = new CovenantWriter(this);
        Drafts = new DraftWriter(this);
        Editions = new EditionWriter(this);
        Attendance = new AttendanceWriter(this);
        Tries = new TryWriter(this);
        Proposals = new ProposalWriter(this);
        Waivers = new WaiverWriter(this);
        Pins = new PinWriter(this);
        Notices = new NoticeWriter(this);
        Wishes = new WishWriter(this);
        Erasure = new ErasureWriter(this);
        Tokens = new TokenWriter(this);
        WebKeys = new WebKeyWriter(this);
        Confirmations = new ConfirmationWriter(this);
        Presences = new PresenceWriter(this);
    }

    /// <summary>What is read here is what this writer has written so far; it ends with the writer.</summary>
    public StreetReader Read { get; }

    /// <summary>Watch areas.</summary>
    public AreaWriter Areas { get; }

    /// <summary>The register.</summary>
    public RegisterWriter Register { get; }

    /// <summary>Nights on which residents cannot guard.</summary>
    public AbsenceWriter Absences { get; }

    /// <summary>The ledger.</summary>
    public LedgerWriter Ledger { get; }

    /// <summary>Versions of the covenant.</summary>
    public CovenantWriter Covenants { get; }

    /// <summary>Drafts.</summary>
    public DraftWriter Drafts { get; }

    /// <summary>Editions.</summary>
    public EditionWriter Editions { get; }

    /// <summary>Who came.</summary>
    public AttendanceWriter Attendance { get; }

    /// <summary>Solves that are begun.</summary>
    public TryWriter Tries { get; }

    /// <summary>Proposed changes of published rotas.</summary>
    public ProposalWriter Proposals { get; }

    /// <summary>Waivers on record.</summary>
    public WaiverWriter Waivers { get; }

    /// <summary>Pins, one by one.</summary>
    public PinWriter Pins { get; }

    /// <summary>The outbox.</summary>
    public NoticeWriter Notices { get; }

    /// <summary>Nights that residents would like, or rather not have.</summary>
    public WishWriter Wishes { get; }

    /// <summary>Erases people.</summary>
    public ErasureWriter Erasure { get; }

    /// <summary>What lets people in.</summary>
    public TokenWriter Tokens { get; }

    /// <summary>Keys of web processes.</summary>
    public WebKeyWriter WebKeys { get; }

    /// <summary>Who has said to know of a duty.</summary>
    public ConfirmationWriter Confirmations { get; }

    /// <summary>Who is there on a night.</summary>
    public PresenceWriter Presences { get; }

    internal Session Session => session;

    internal string By => by;

    internal Instant At => at;

    /// <summary>Gives the street its name.</summary>
    public async Task NameStreetAsync(string name, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        await session.RunAsync("UPDATE street SET name = @p0 WHERE id = @street AND name <> @p0", [name], cancellation);
    }

    /// <summary>Leaves a row in the trail for something that writes nothing else. Never a name or a phone of a resident.</summary>
    /// <param name="verb">What was done: "export".</param>
    /// <param name="subject">To what: "LJ-03 2026-12".</param>
    /// <param name="details">Counts and codes that belong to it.</param>
    /// <param name="cancellation">Stops the write.</param>
    public Task RecordAsync(string verb, string subject, string details, CancellationToken cancellation = default) =>
        TrailAsync(verb, subject, details, cancellation);

    /// <summary>
    /// Makes everything that was written count. Where the connection breaks meanwhile it is looked up whether it counts; once it is begun nothing stops it.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var commit = StoreTrace.Source.StartActivity(StoreTrace.Commit);
            await session.Transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception lost) when (key is not null && StoreTrouble.IsLost(lost))
        {
            // The broken connection may hold the turn that the looking up waits for.
            await session.DisposeAsync();
            if (!await LostCommit.CountsAsync(again, key, lost, cancellation))
            {
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>Leaves a row in the trail and says its number.</summary>
    internal async Task<long> TrailAsync(string verb, string subject, string details, CancellationToken cancellation)
    {
        var id = await session.TakeAsync("trail", 1, cancellation);
        await session.InsertAsync(
            "trail",
            ["id", "at", "by", "verb", "subject", "details"],
            [
                [id, at, by, verb, subject, details],
            ],
            onConflict: null,
            cancellation
        );
        key = new TrailKey(id, at, by, verb, subject, details);
        return id;
    }

    /// <summary>
    /// Compares the version of an area with the one that was seen and swaps it for the next, in one statement: of two
    /// writers that saw the same, one finds no row.
    /// </summary>
    internal async Task<bool> SwapVersionAsync(int area, long seen, CancellationToken cancellation) =>
        await session.RunAsync(
            "UPDATE area SET version = version + 1 WHERE street_id = @street AND id = @p0 AND version = @p1",
            [area, seen],
            cancellation
        ) == 1;

    /// <summary>Moves the versions of areas whose facts have changed: what was made from them before is outrun. Says how many there were.</summary>
    internal Task<int> MoveVersionsAsync(IEnumerable<int> areas, CancellationToken cancellation) =>
        session.RunManyAsync(
            "UPDATE area SET version = version + 1 WHERE street_id = @street AND id = @p0",
            places: 1,
            areas.Order().Select(a => new object?[] { a }),
            cancellation
        );

    /// <summary>Moves the versions of the areas where residents live, lived or will live.</summary>
    internal async Task MoveVersionsOfAsync(IReadOnlyCollection<ResidentId> residents, CancellationToken cancellation)
    {
        var ids = residents.Select(r => r.Value).ToList();
        var context = session.Context;
        var areas = await (
            from m in context.HouseholdMemberships
            where ids.Contains(m.ResidentId)
            join s in context.GridMemberships on m.HouseholdId equals s.HouseholdId
            join a in context.AreaGrids on s.GridId equals a.GridId
            select a.AreaId
        )
            .Distinct()
            .ToListAsync(cancellation);
        await MoveVersionsAsync(areas, cancellation);
    }

    /// <summary>An area and a month as the trail names them.</summary>
    internal async Task<string> SubjectAsync(AreaId area, YearMonth month, CancellationToken cancellation)
    {
        var code = await session
            .Context.Areas.Where(a => a.Id == area.Value)
            .Select(a => a.Code)
            .SingleAsync(cancellation);
        return $"{code} {TextForm.Of(month)}";
    }

    /// <summary>Does a part whole or not at all: what the database refuses is undone and comes back as its name.</summary>
    internal async Task<WriteOutcome> WholeAsync(Func<Task<WriteOutcome>> part, CancellationToken cancellation)
    {
        const string point = "part";
        var before = key;
        await session.Transaction.SaveAsync(point, cancellation);
        WriteOutcome outcome;
        try
        {
            outcome = await part();
        }
        catch (DbException refusal) when (session.Meaning(refusal) is { } meaning)
        {
            outcome = meaning;
        }

        if (outcome != WriteOutcome.Done)
        {
            await session.Transaction.RollbackAsync(point, cancellation);
            key = before;
        }

        await session.Transaction.ReleaseAsync(point, cancellation);
        return outcome;
    }
}
