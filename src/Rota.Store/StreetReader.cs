using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Changes;
using Rota.Store.Covenants;
using Rota.Store.Ledgers;
using Rota.Store.Nights;
using Rota.Store.Notices;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Store.Rows;
using Rota.Store.Tokens;
using Rota.Store.Trails;

namespace Rota.Store;

/// <summary>Everything that can be read of a street, all of one moment. For one caller at a time.</summary>
public sealed class StreetReader : IAsyncDisposable
{
    private readonly Session session;

    internal StreetReader(Session session)
    {
        this.session = session;
        var context = session.Context;
        Areas = new AreaReader(context);
        Register = new RegisterReader(context);
        People = new PeopleReader(context);
        Nights = new NightReader(context);
        Ledger = new LedgerReader(context);
        Covenants = new CovenantReader(context);
        Drafts = new DraftReader(context);
        Editions = new EditionReader(context);
        Changes = new EditionChangeReader(context);
        Tries = new TryReader(context);
        Duties = new DutyReader(context);
        DutyHistory = new DutyHistoryReader(context);
        Attendance = new AttendanceReader(context);
        Proposals = new ProposalReader(context);
        Waivers = new WaiverReader(context);
        Pins = new PinReader(context);
        Notices = new NoticeReader(context);
        Trail = new TrailReader(context);
        Said = new SaidReader(context);
        Own = new OwnRecordReader(context);
        Tokens = new TokenReader(context);
        WebKeys = new WebKeyReader(context);
        Confirmations = new ConfirmationReader(context);
        Presences = new PresenceReader(context);
        Shown = new ShownReader(context);
    }

    /// <summary>Watch areas and grids, and how far a month's rotas are.</summary>
    public AreaReader Areas { get; }

    /// <summary>Households, residents and what they say, by area and month.</summary>
    public RegisterReader Register { get; }

    /// <summary>Names, phones, and finding people.</summary>
    public PeopleReader People { get; }

    /// <summary>Who was or will be on duty on which nights.</summary>
    public NightReader Nights { get; }

    /// <summary>The ledger.</summary>
    public LedgerReader Ledger { get; }

    /// <summary>Versions of the covenant.</summary>
    public CovenantReader Covenants { get; }

    /// <summary>Drafts.</summary>
    public DraftReader Drafts { get; }

    /// <summary>Editions.</summary>
    public EditionReader Editions { get; }

    /// <summary>What each edition changed.</summary>
    public EditionChangeReader Changes { get; }

    /// <summary>Solves that were begun and have not ended.</summary>
    public TryReader Tries { get; }

    /// <summary>Duties in force now.</summary>
    public DutyReader Duties { get; }

    /// <summary>Duties of every edition, superseded ones too.</summary>
    public DutyHistoryReader DutyHistory { get; }

    /// <summary>Who came, as far as it is told.</summary>
    public AttendanceReader Attendance { get; }

    /// <summary>Proposed changes of published rotas.</summary>
    public ProposalReader Proposals { get; }

    /// <summary>Waivers on record.</summary>
    public WaiverReader Waivers { get; }

    /// <summary>Pins of every area.</summary>
    public PinReader Pins { get; }

    /// <summary>The outbox.</summary>
    public NoticeReader Notices { get; }

    /// <summary>The trail of who did what when.</summary>
    public TrailReader Trail { get; }

    /// <summary>What one resident has said of nights.</summary>
    public SaidReader Said { get; }

    /// <summary>Everything that is on record of one resident, for themselves.</summary>
    public OwnRecordReader Own { get; }

    /// <summary>What lets people in.</summary>
    public TokenReader Tokens { get; }

    /// <summary>Keys of web processes.</summary>
    public WebKeyReader WebKeys { get; }

    /// <summary>Who has said to know of a duty.</summary>
    public ConfirmationReader Confirmations { get; }

    /// <summary>Who is there on a night.</summary>
    public PresenceReader Presences { get; }

    /// <summary>When something that calendars show besides editions became another.</summary>
    public ShownReader Shown { get; }

    /// <summary>The street's name; empty until one was given.</summary>
    public async Task<string> StreetNameAsync(CancellationToken cancellation = default) =>
        await session
            .Context.Streets.Where(s => s.Id == session.Context.StreetId)
            .Select(s => s.Name)
            .SingleAsync(cancellation);

    /// <summary>An area's rota of a month: the edition in force, its draft where there is none. There is one or the other.</summary>
    public async Task<FrozenRota> SheetAsync(AreaMonth at, YearMonth month, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(at);
        var area = at.State.Area.Id;
        return at.Edition is null
            ? (await Drafts.FindAsync(area, month, cancellation))!.Sheet
            : (await Editions.InForceAsync(area, month, cancellation))!.Sheet;
    }

    /// <summary>The proof of that rota; null where it has none.</summary>
    public Task<SealedProof?> ProofAsync(AreaMonth at, YearMonth month, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Edition is { } edition
            ? Editions.ProofAsync(edition.Id, cancellation)
            : Drafts.ProofAsync(at.State.Area.Id, month, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
