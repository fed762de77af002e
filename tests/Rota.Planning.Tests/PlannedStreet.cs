using System.Collections.Immutable;
using NodaTime;
using NodaTime.Testing;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Files.Proofs;
using Rota.Store;
using Rota.Store.Rotas;
using Rota.Testing;
using Rota.Testing.Databases;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>
/// A street with its books in a database of its own, gone with the test. Its covenant is the one in config, kept on Saturdays
/// only so that a month is solved at once; the day is 20 November 2026.
/// </summary>
internal sealed class PlannedStreet : IAsyncDisposable
{
    public static readonly YearMonth December = new(2026, 12);
    public static readonly YearMonth January = new(2027, 1);

    private readonly TestBooks books;

    private PlannedStreet(TestBooks books, Office office)
    {
        this.books = books;
        Office = office;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The covenant in config, every night, each grid an area of its own.</summary>
    public static Covenant Nightly { get; } =
        CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value with
        {
            Areas = [],
        };

    public static Covenant Saturdays { get; } = On(IsoDayOfWeek.Saturday);

    public static DayCalendar Calendar { get; } = CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value;

    /// <summary>What every use case works with; a test may replace a part of it.</summary>
    public Office Office { get; set; }

    public FakeClock Clock => (FakeClock)Office.Clock;

    /// <summary>The covenant in config, kept on one day of the week.</summary>
    public static Covenant On(IsoDayOfWeek day) => Nightly with { Terms = On(Nightly.Terms, day) };

    /// <summary>The covenant with other terms for some areas.</summary>
    public static Covenant Replacing(Covenant covenant, string area, Func<Terms, Terms> change) =>
        covenant with
        {
            Areas = [new AreaPlan(area, [area], MeetingPoint: null, Phone: null)],
            AreaTerms = ImmutableSortedDictionary<string, Terms>.Empty.Add(area, change(covenant.Terms)),
        };

    public static async Task<PlannedStreet> OpenAsync(RegisterIntake register, Covenant? covenant = null)
    {
        var street = await AtAsync(await TestBooks.NewAsync(PrepareAsync), covenant);
        await street.ImportAsync(register);
        return street;
    }

    /// <summary>A street whose books are there already, and stay when it is done with.</summary>
    public static Task<PlannedStreet> AtAsync(string path) => AtAsync(TestBooks.At(path), covenant: null);

    private static async Task<PlannedStreet> AtAsync(TestBooks books, Covenant? covenant)
    {
        var database = await StreetDatabase.OpenAsync(books.Place, Stop);
        var form = new CovenantForm(CovenantJson.Write, CovenantJson.Read, CovenantVersion.Of);
        var proofs = new ProofForm(ProofBytes.Write, ProofBytes.Read);
        var clock = FakeClock.FromUtc(2026, 11, 20, 4, 0, 0);
        var office = new Office(database.Value, covenant ?? Saturdays, Calendar, form, proofs, clock, "tester");
        return new PlannedStreet(books, office);
    }

    public async Task<ImportReport> ImportAsync(RegisterIntake intake) =>
        (await new ImportRegister(Office).RunAsync("甜水街道", intake, Stop)).Value;

    public async Task<IReadOnlyList<AreaDrafted>> DraftAsync(YearMonth month, int workers = 1) =>
        (await new DraftMonth(Office).RunAsync(month, AreaChoice.All, workers, cancellation: Stop)).Value;

    public async Task<IReadOnlyList<AreaPublished>> PublishAsync(YearMonth month) =>
        (await new PublishMonth(Office).RunAsync(month, AreaChoice.All, cancellation: Stop)).Value;

    public async Task<IReadOnlyList<AreaWithdrawn>> WithdrawAsync(YearMonth month) =>
        (await new WithdrawMonth(Office).RunAsync(month, AreaChoice.All, Stop)).Value;

    /// <summary>Drafts and publishes a month, every area of it.</summary>
    public async Task KeepAsync(YearMonth month)
    {
        Assert.All(await DraftAsync(month), d => Assert.Equal(DraftState.Drafted, d.State));
        Assert.All(await PublishAsync(month), p => Assert.Equal(PublishState.Published, p.State));
    }

    public async Task<IReadOnlyList<RotaSheet>> SheetsAsync(YearMonth month) =>
        (await new ReadSheets(Office).RunAsync(month, AreaChoice.All, Stop)).Value;

    /// <summary>Audits a month: clean, and at the cost that the solve said.</summary>
    public async Task AssertCleanAsync(YearMonth month, bool isCostKept = true)
    {
        var audits = (await new AuditMonth(Office).RunAsync(month, AreaChoice.All, Stop)).Value;
        Assert.NotEmpty(audits);
        Assert.All(
            audits,
            a =>
            {
                Assert.Empty(a.Audit.Breaches);
                Assert.Equal(isCostKept, a.Standing.Cost == a.Audit.Cost);
            }
        );
    }

    /// <summary>Who sits where, by codes, in order.</summary>
    public async Task<IReadOnlyList<string>> SeatedAsync(YearMonth month) =>
        [
            .. from sheet in await SheetsAsync(month)
            from duty in sheet.Rota.Duties
            select $"{sheet.Area.Code} {duty.Seat} {sheet.People[duty.Resident].Resident} {duty.Points}",
        ];

    /// <summary>The whole ledger, by code of household.</summary>
    public async Task<ILookup<string, LedgerEntry>> LedgerAsync()
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        var entries = new List<(string, LedgerEntry)>();
        foreach (var area in await reader.Areas.ListAsync(Stop))
        {
            var register = await reader.Register.OfAreaAsync(area.Area.Id, December, Stop);
            var grids = register!.Grids.ToDictionary(g => g.Id, g => g.Code);
            var codes = register.Households.ToDictionary(h => h.Id, h => $"{grids[h.Grid]}/{h.Code}");
            var all = await reader.Ledger.OfAreaAsync(area.Area.Id, December, Stop);
            entries.AddRange(all.Select(e => (codes[e.Household], e)));
        }

        return entries.ToLookup(e => e.Item1, e => e.Item2);
    }

    /// <summary>The balance with which every household that has a ledger opens a month.</summary>
    public async Task<SortedDictionary<string, long>> OpeningsAsync(YearMonth month) =>
        new(
            (await LedgerAsync()).ToDictionary(h => h.Key, h => Ledger.Open(h, month).Balance.Thousandths),
            StringComparer.Ordinal
        );

    public async Task<Draft> DraftOfAsync(string area, YearMonth month)
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        var state = await reader.Areas.FindAsync(area, Stop);
        return (await reader.Drafts.FindAsync(state!.Area.Id, month, Stop))!;
    }

    /// <summary>Saves a draft past the use cases, as if somebody had tampered with it.</summary>
    public async Task SaveAsync(Draft draft, WatchRota rota, RotaStatus status)
    {
        await using var writer = await Office.Database.WriteAsync("tester", Clock.GetCurrentInstant(), Stop);
        var sheet = draft.Sheet with { Rota = rota, Standing = draft.Sheet.Standing with { Status = status } };
        var head = draft.Head;
        var outcome = await writer.Drafts.SaveAsync(new(head.Area, head.AreaVersion, head.Covenant, sheet, 0), Stop);
        Assert.Equal(WriteOutcome.Done, outcome);
        await writer.CommitAsync(Stop);
    }

    public async Task<int> DutiesInForceAsync(YearMonth month)
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        var count = 0;
        foreach (var area in await reader.Areas.ListAsync(Stop))
        {
            var nights = month.ToDateInterval();
            count += (await reader.Duties.OfAreaAsync(area.Area.Id, nights.Start, nights.End, Stop)).Count;
        }

        return count;
    }

    /// <summary>Changes the books past the program, by plain SQL.</summary>
    public void Write(params IEnumerable<string> statements) => books.Run(statements);

    /// <summary>Where what was asked walks through all people of the street; nothing where the books are no file.</summary>
    public IReadOnlyList<string> Walks(Statements asked) => books.IsFile ? asked.Walks(books) : [];

    /// <summary>A hash over every row of every table but those that are left out.</summary>
    public string Fingerprint(params string[] without) => books.Fingerprint(without);

    internal static async Task PrepareAsync(string place) =>
        await (await StreetDatabase.OpenAsync(place, Stop)).Value.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Office.Database.DisposeAsync();
        await books.DisposeAsync();
    }

    private static Terms On(Terms terms, IsoDayOfWeek day) =>
        terms with
        {
            Watches = [.. terms.Watches.Select(w => w with { Weekdays = [day] })],
        };
}
