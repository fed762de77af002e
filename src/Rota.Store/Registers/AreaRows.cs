using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>
/// What the register has of an area's grids over some months in a row, read once; what it says for each of these months is made of it in
/// memory.
/// </summary>
internal sealed class AreaRows
{
    /// <summary>Absences are read so many days around a month, since rules look over its edges.</summary>
    private const int DaysAround = 31;

    private readonly IReadOnlyDictionary<int, string?> buildings;
    private readonly IReadOnlyList<GridMembership> stays;
    private readonly ILookup<int, HouseholdMembership> homes;
    private readonly IReadOnlyDictionary<int, StoredResident> residents;
    private readonly IReadOnlyList<Absence> absences;
    private readonly IReadOnlyList<Wish> wishes;
    private readonly IReadOnlyList<Apart> apart;
    private readonly IReadOnlyList<PinnedSeat> pins;

    private AreaRows(
        IReadOnlyDictionary<int, string?> buildings,
        IReadOnlyList<GridMembership> stays,
        ILookup<int, HouseholdMembership> homes,
        IReadOnlyDictionary<int, StoredResident> residents,
        IReadOnlyList<Absence> absences,
        IReadOnlyList<Wish> wishes,
        IReadOnlyList<Apart> apart,
        IReadOnlyList<PinnedSeat> pins
    )
    {
        this.buildings = buildings;
        this.stays = stays;
        this.homes = homes;
        this.residents = residents;
        this.absences = absences;
        this.wishes = wishes;
        this.apart = apart;
        this.pins = pins;
    }

    /// <summary>Reads them.</summary>
    public static async Task<AreaRows> LoadAsync(StreetContext context, AreaScope scope, CancellationToken cancellation)
    {
        var (households, people) = (scope.HouseholdIds, scope.ResidentIds);
        var lived = await scope.Homes.ToListAsync(cancellation);
        return new AreaRows(
            await context
                .Households.Where(h => households.Contains(h.Id))
                .ToDictionaryAsync(h => h.Id, h => h.Building, cancellation),
            await scope.Stays.ToListAsync(cancellation),
            lived.ToLookup(h => h.HouseholdId),
            await context.Residents.Where(r => people.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation),
            await AbsencesAsync(context, scope, people, cancellation),
            await WishesAsync(context, people, cancellation),
            await ApartAsync(context, households, cancellation),
            await PinsAsync(context, scope, cancellation)
        );
    }

    /// <summary>What they say for one of the months.</summary>
    /// <param name="state">The area.</param>
    /// <param name="grids">Its grids.</param>
    /// <param name="month">The month.</param>
    public AreaRegister Of(AreaState state, IReadOnlyList<Grid> grids, YearMonth month)
    {
        var (first, last) = (month.OnDayOfMonth(1), month.ToDateInterval().End);
        var order = state.Area.Grids.Select((code, i) => (code, i)).ToDictionary(p => p.code, p => p.i);
        var position = grids.ToDictionary(g => g.Id, g => order[g.Code]);
        var stayOf = stays
            .Where(s => s.FirstNight <= last && (s.EndNight is not { } end || end > first))
            .GroupBy(s => s.HouseholdId)
            .ToDictionary(g => g.Key, g => g.MaxBy(s => s.FirstNight)!);
        var homeOf = stayOf
            .Keys.SelectMany(h => homes[h])
            .Where(h => h.FirstNight <= last && (h.EndNight is not { } end || end > first))
            .GroupBy(h => h.ResidentId)
            .ToDictionary(g => g.Key, g => g.MaxBy(h => h.FirstNight)!);
        bool IsHere(ResidentId resident) => homeOf.ContainsKey(resident.Value);
        bool IsOurs(HouseholdId household) => stayOf.ContainsKey(household.Value);
        return new AreaRegister(
            state,
            month,
            grids,
            [
                .. stayOf
                    .Values.Select(ToHousehold)
                    .OrderBy(h => position[h.Grid])
                    .ThenBy(h => h.Code, StringComparer.Ordinal),
            ],
            [
                .. homeOf
                    .Values.Select(h => ToResident(residents[h.ResidentId], h, stayOf[h.HouseholdId]))
                    .OrderBy(r => r.Code, StringComparer.Ordinal),
            ],
            [
                .. absences.Where(a =>
                    IsHere(a.Resident) && a.From <= last.PlusDays(DaysAround) && a.To >= first.PlusDays(-DaysAround)
                ),
            ],
            [.. wishes.Where(w => IsHere(w.Resident) && (w.Night is not { } on || (first <= on && on <= last)))],
            [.. apart.Where(a => IsOurs(a.A) && IsOurs(a.B))],
            [.. pins.Where(p => first <= p.Seat.Night && p.Seat.Night <= last)]
        );
    }

    private Household ToHousehold(GridMembership stay) =>
        new()
        {
            Id = new HouseholdId(stay.HouseholdId),
            Grid = new GridId(stay.GridId),
            Code = stay.Code,
            Building = buildings[stay.HouseholdId],
            IsHelper = stay.IsHelper,
        };

    private static Resident ToResident(StoredResident row, HouseholdMembership home, GridMembership stay)
    {
        var first = LocalDate.Max(home.FirstNight, stay.FirstNight);
        var end = (home.EndNight, stay.EndNight) switch
        {
            ({ } a, { } b) => LocalDate.Min(a, b),
            var (a, b) => a ?? b,
        };
        return new Resident
        {
            Id = new ResidentId(row.Id),
            Code = row.Code,
            Number = new WatchNumber(row.WatchNumber),
            Household = new HouseholdId(home.HouseholdId),
            Sex = row.Sex,
            BirthYear = row.BirthYear,
            Roles = (Roles)row.Roles,
            CanLead = row.CanLead,
            WantsCompanion = row.WantsCompanion,
            IsCarer = row.IsCarer,
            Together = row.Together,
            Participation = row.Participation,
            ExemptUntil = row.ExemptUntil,
            MovedIn = first == TextForm.AlwaysHere ? null : first,
            MovedOut = end,
        };
    }

    private static async Task<IReadOnlyList<Absence>> AbsencesAsync(
        StreetContext context,
        AreaScope scope,
        IQueryable<int> residents,
        CancellationToken cancellation
    )
    {
        var (from, to) = (scope.First.PlusDays(-DaysAround), scope.Last.PlusDays(DaysAround));
        var rows = await context
            .Absences.Where(a => residents.Contains(a.ResidentId) && a.FirstNight <= to && a.LastNight >= from)
            .OrderBy(a => a.ResidentId)
            .ThenBy(a => a.FirstNight)
            .ThenBy(a => a.LastNight)
            .ToListAsync(cancellation);
        return [.. rows.Select(a => new Absence(new ResidentId(a.ResidentId), a.FirstNight, a.LastNight))];
    }

    private static async Task<IReadOnlyList<Wish>> WishesAsync(
        StreetContext context,
        IQueryable<int> residents,
        CancellationToken cancellation
    )
    {
        var rows = await context
            .Wishes.Where(w => residents.Contains(w.ResidentId))
            .OrderBy(w => w.ResidentId)
            .ThenBy(w => w.Concerns)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(w => (Row: w, About: TextForm.ToWish(w.Concerns)))
                .Select(w => new Wish(new ResidentId(w.Row.ResidentId), w.About.Night, w.About.Weekday, w.Row.Kind)),
        ];
    }

    private static async Task<IReadOnlyList<Apart>> ApartAsync(
        StreetContext context,
        IQueryable<int> households,
        CancellationToken cancellation
    )
    {
        var rows = await context
            .Aparts.Where(a => households.Contains(a.HouseholdA) && households.Contains(a.HouseholdB))
            .OrderBy(a => a.HouseholdA)
            .ThenBy(a => a.HouseholdB)
            .ToListAsync(cancellation);
        return [.. rows.Select(a => new Apart(new HouseholdId(a.HouseholdA), new HouseholdId(a.HouseholdB)))];
    }

    private static async Task<IReadOnlyList<PinnedSeat>> PinsAsync(
        StreetContext context,
        AreaScope scope,
        CancellationToken cancellation
    )
    {
        var rows = await context
            .Pins.Where(p => p.AreaId == scope.Area && p.Night >= scope.First && p.Night <= scope.Last)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(p => new PinnedSeat(
                    new Seat(p.Night, p.Watch, p.Post, p.Seat),
                    new ResidentId(p.ResidentId)
                ))
                .OrderBy(p => p.Seat),
        ];
    }
}
