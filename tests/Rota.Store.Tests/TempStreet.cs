using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Covenants;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Testing.Databases;
using Rota.Testing.Registers;

namespace Rota.Store.Tests;

/// <summary>A street in a file of its own, gone with the test.</summary>
internal sealed class TempStreet : IAsyncDisposable
{
    public static readonly YearMonth December = new(2026, 12);
    public static readonly LocalDate Today = new(2026, 11, 20);
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 8, 0);

    private readonly TestBooks books;

    private TempStreet(TestBooks books, StreetDatabase database)
    {
        this.books = books;
        Database = database;
    }

    public StreetDatabase Database { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TempStreet> OpenAsync(RegisterIntake? register = null)
    {
        var made = await TestBooks.NewAsync(PrepareAsync);
        var opened = await StreetDatabase.OpenAsync(made.Place, Stop);
        var street = new TempStreet(made, opened.Value);
        if (register is not null)
        {
            await street.ImportAsync(register);
        }

        return street;
    }

    /// <summary>Two grids of four households of two.</summary>
    public static Task<TempStreet> SmallAsync() => OpenAsync(SmallRegister.Of(grids: 2, households: 4).Build());

    public async Task<ImportResult> ImportAsync(RegisterIntake intake)
    {
        await using var writer = await Database.WriteAsync("tester", Now, Stop);
        var result = await writer.Register.ApplyAsync(intake, Today, Stop);
        await writer.CommitAsync(Stop);
        return result;
    }

    public async Task<AreaRegister> RegisterAsync(string area)
    {
        await using var reader = await Database.ReadAsync(Stop);
        var state = await reader.Areas.FindAsync(area, Stop);
        return (await reader.Register.OfAreaAsync(state!.Area.Id, December, Stop))!;
    }

    public async Task<CovenantVersionId> CovenantAsync()
    {
        await using var writer = await Database.WriteAsync("tester", Now, Stop);
        var id = await writer.Covenants.SaveAsync(
            new CovenantText("h1", "{}", December, new LocalDate(2026, 11, 1), "居民代表会议"),
            Stop
        );
        await writer.CommitAsync(Stop);
        return id;
    }

    /// <summary>An evening watch on a night of December.</summary>
    public static Watch Evening(int day) =>
        new(
            new Night(new LocalDate(2026, 12, day), NightKind.Ordinary, Points.Of(10), Points.Of(2), Festival: null),
            "evening",
            new LocalTime(19, 30),
            new LocalTime(22, 30),
            Leads: 1,
            Guards: 1,
            Standbys: 1
        );

    public static Duty Duty(Watch watch, Post post, Resident who, int seat = 1) =>
        new(
            new Seat(watch.Night.Date, watch.Name, post, seat),
            who.Id,
            who.Household,
            watch.Night.PointsOf(post),
            who.CanLead
        );

    public static FrozenRota Sheet(IReadOnlyList<Watch> watches, params Duty[] duties) =>
        new(
            new WatchRota(December, duties, []),
            watches,
            new Standing(RotaStatus.Optimal, 100, 100, ClosedBy.Certificate)
        );

    /// <summary>A rota of one watch of an area: its first two residents out.</summary>
    public static FrozenRota SheetOf(AreaRegister register, int day = 5) =>
        Sheet(
            [Evening(day)],
            Duty(Evening(day), Post.Lead, register.Residents[0]),
            Duty(Evening(day), Post.Guard, register.Residents[2])
        );

    public static IReadOnlyList<LedgerEntry> Entries(FrozenRota sheet) =>
        [
            .. sheet.Rota.Duties.Select(d => new LedgerEntry(
                d.Household,
                sheet.Rota.Month,
                d.Seat.Night,
                LedgerReason.Assigned,
                d.Points
            )),
        ];

    public static SealedProof Proof { get; } = new(new string('a', 64), [1, 2, 3, 250]);

    public async Task<WriteOutcome> PublishAsync(
        AreaRegister register,
        FrozenRota sheet,
        int? supersedes = null,
        long? seen = null
    )
    {
        var covenant = await CovenantAsync();
        await using var writer = await Database.WriteAsync("tester", Now, Stop);
        var outcome = await writer.Editions.PublishAsync(
            new Publication(
                register.State.Area.Id,
                seen ?? register.State.Version,
                [
                    new NewEdition(
                        supersedes is { } before ? new EditionCause(before, ChangeKind.Edit) : null,
                        covenant,
                        sheet,
                        Proof
                    ),
                ],
                Entries(sheet)
            ),
            Stop
        );
        await writer.CommitAsync(Stop);
        return outcome;
    }

    /// <summary>Runs a statement past the store, as a hand with a database tool would.</summary>
    public int Raw(string sql) => books.Run(sql);

    public T Scalar<T>(string sql) => books.Scalar<T>(sql);

    /// <summary>A hash over every row of every table.</summary>
    public string Fingerprint(params string[] without) => books.Fingerprint(without);

    private static async Task PrepareAsync(string place) =>
        await (await StreetDatabase.OpenAsync(place, Stop)).Value.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await books.DisposeAsync();
    }
}
