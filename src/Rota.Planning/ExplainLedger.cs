using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Explanations;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning;

/// <summary>How a household's dues of a month came about.</summary>
/// <param name="Shares">Its shares.</param>
/// <param name="AllShares">The shares of all that owe in the area.</param>
/// <param name="Pool">The points that were divided among them.</param>
public sealed record DuesShare(int Shares, int AllShares, Points Pool);

/// <summary>A household's ledger, with what it needs to be read entry by entry.</summary>
/// <param name="Area">The area where the household lives.</param>
/// <param name="Household">Its code.</param>
/// <param name="Account">The lines.</param>
/// <param name="Nights">The nights that the lines name, as they were published; those of no edition as calendar and covenant have them.</param>
/// <param name="Shares">How the dues of a month came about, where it can be told.</param>
/// <param name="Standing">Where the household will stand in its area when the next month opens; null where that cannot be told.</param>
/// <param name="Average">The average balance for each share in the area then; null where nobody owes.</param>
public sealed record LedgerExplained(
    WatchArea Area,
    HouseholdCode Household,
    LedgerAccount Account,
    IReadOnlyDictionary<LocalDate, Night> Nights,
    IReadOnlyDictionary<YearMonth, DuesShare> Shares,
    HouseholdStanding? Standing,
    Points? Average
);

/// <summary>Explains a household's balance entry by entry. Writes nothing; of neighbours it tells numbers alone.</summary>
/// <param name="office">What it works with.</param>
public sealed class ExplainLedger(Office office)
{
    /// <summary>Explains it.</summary>
    /// <param name="code">The household's code.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Fails where no such household lives in the street this month.</returns>
    public async Task<Outcome<LedgerExplained>> RunAsync(HouseholdCode code, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var now = office.Today.ToYearMonth();
        if (
            await reader.Areas.FindAsync(code.Grid, cancellation) is not { } state
            || await reader.Register.OfAreaAsync(state.Area.Id, now, cancellation) is not { } register
        )
        {
            return Outcome<LedgerExplained>.Failed(Unknown(code));
        }

        var grids = register.Grids.ToDictionary(g => g.Id, g => g.Code);
        var household = register.Households.FirstOrDefault(h =>
            string.Equals(grids[h.Grid], code.Grid, StringComparison.Ordinal)
            && string.Equals(h.Code, code.Household, StringComparison.Ordinal)
        );
        if (household is null)
        {
            return Outcome<LedgerExplained>.Failed(Unknown(code));
        }

        var entries = await reader.Ledger.OfHouseholdAsync(household.Id, cancellation);
        var account = LedgerAccount.Of(entries, office.Today);
        var area = state.Area;
        var (standing, average) = await StandingAsync(reader, area, household.Id, account.Next, cancellation);
        return Outcome<LedgerExplained>.Of(
            new LedgerExplained(
                area,
                code,
                account,
                await NightsAsync(reader, area, entries, cancellation),
                await SharesAsync(reader, area, household.Id, entries, cancellation),
                standing,
                average
            )
        );
    }

    private async Task<Dictionary<LocalDate, Night>> NightsAsync(
        StreetReader reader,
        WatchArea area,
        IReadOnlyList<LedgerEntry> entries,
        CancellationToken cancellation
    )
    {
        var terms = office.Covenant.For(area.Code, area.Community);
        var nights = new Dictionary<LocalDate, Night>();
        foreach (var month in entries.Where(e => e.Night is not null).GroupBy(e => e.Night!.Value.ToYearMonth()))
        {
            var edition = await reader.Editions.InForceAsync(area.Id, month.Key, cancellation);
            var frozen = edition?.Sheet.Watches.GroupBy(w => w.Night.Date).ToDictionary(g => g.Key, g => g.First());
            foreach (var night in month.Select(e => e.Night!.Value).Distinct())
            {
                nights[night] =
                    frozen?.GetValueOrDefault(night)?.Night ?? NightReader.Read(night, terms, office.Calendar);
            }
        }

        return nights;
    }

    /// <summary>Months whose dues are divided by shares that are known, or can be found again.</summary>
    private async Task<Dictionary<YearMonth, DuesShare>> SharesAsync(
        StreetReader reader,
        WatchArea area,
        HouseholdId household,
        IReadOnlyList<LedgerEntry> entries,
        CancellationToken cancellation
    )
    {
        var terms = office.Covenant.For(area.Code, area.Community);
        var told = new Dictionary<YearMonth, DuesShare>();
        var months = entries.Where(e => e.Reason == LedgerReason.Dues).Select(e => e.Month).Distinct().Order().ToList();
        if (months.Count == 0)
        {
            return told;
        }

        // The register and the dues of a year cost as much as those of a month, when they are read at once.
        var registers = await reader.Register.OfAreaAsync(area.Id, months, cancellation);
        var dues = await reader.Ledger.DuesAsync(
            registers.Values.SelectMany(r => r.Households).Select(h => h.Id),
            months[0],
            months[^1],
            cancellation
        );
        var booked = dues.ToLookup(e => e.Month);
        foreach (var month in months.Where(registers.ContainsKey))
        {
            var register = registers[month];
            var grids = register.Grids.ToDictionary(g => g.Id, g => g.Code);
            var members = register.Residents.ToLookup(r => r.Household);
            var absences = register.Absences.ToLookup(a => a.Resident);
            var here = register.Households.Select(h => h.Id).ToHashSet();
            var due = SupersedingEntries.Dues(booked[month].Where(e => here.Contains(e.Household)));
            var shares = Supersession.Shares(
                [
                    .. register
                        .Households.OrderBy(h => $"{grids[h.Grid]}/{h.Code}", StringComparer.Ordinal)
                        .Select(h => (h.Id, Share.Weight(terms, h, members[h.Id], absences, month))),
                ],
                due
            );
            var own = shares?.FirstOrDefault(s => s.Household == household).Weight ?? 0;
            if (own > 0)
            {
                told[month] = new DuesShare(
                    own,
                    shares!.Sum(s => s.Weight),
                    due.Values.Aggregate(Points.Zero, (sum, d) => sum + d)
                );
            }
        }

        return told;
    }

    private async Task<(HouseholdStanding? Standing, Points? Average)> StandingAsync(
        StreetReader reader,
        WatchArea area,
        HouseholdId household,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var facts = await AreaFacts.LoadAsync(reader, area.Id, month, office.Covenant, office.Calendar, cancellation);
        var problem = facts is null ? null : RotaProblem.From(facts.Problem with { Pins = [] });
        if (problem is not { Succeeded: true })
        {
            return (null, null);
        }

        var owing = problem.Value.Households.Where(h => h.OwingWeight > 0).ToList();
        var its = problem.Value.Households.FirstOrDefault(h => h.Id == household);
        return (
            its is null ? null : HouseholdStanding.Of(problem.Value, its),
            owing.Count == 0
                ? null
                : owing.Aggregate(Points.Zero, (sum, h) => sum + h.Balance).DividedBy(owing.Sum(h => h.OwingWeight))
        );
    }

    private static Fault Unknown(HouseholdCode code) =>
        new(
            new Place("--household"),
            new($"没有“{code}”这一户", $"there is no household \"{code}\""),
            new("请写网格/户号，如 LJ-03/0012", "write grid and household, such as LJ-03/0012")
        );
}
