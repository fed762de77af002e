using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Reads the register.</summary>
public sealed class RegisterReader
{
    /// <summary>Absences are read so many days around a month, since rules look over its edges.</summary>
    private const int DaysAround = 31;

    private readonly StreetContext context;

    internal RegisterReader(StreetContext context) => this.context = context;

    /// <summary>
    /// What the register says of an area for a month: of the grids it holds, or, once the month is published, of those its
    /// edition in force covers. Null when there is no such area with grids.
    /// </summary>
    public async Task<AreaRegister?> OfAreaAsync(AreaId area, YearMonth month, CancellationToken cancellation = default)
    {
        List<int> ids = [.. await AreaScope.GridsAsync(context, area, month, cancellation)];
        if (await StateAsync(area, ids, cancellation) is not { } found)
        {
            return null;
        }

        var (state, grids) = found;
        var scope = await AreaScope.LoadAsync(context, area, month, cancellation);
        var households = await HouseholdsAsync(scope, cancellation);
        var residents = await ResidentsAsync(scope, households, cancellation);
        var order = state.Area.Grids.Select((code, i) => (code, i)).ToDictionary(p => p.code, p => p.i);
        var position = grids.ToDictionary(g => g.Id, g => order[g.Code]);
        return new AreaRegister(
            state,
            month,
            grids,
            [
                .. households
                    .Values.Select(h => h.Household)
                    .OrderBy(h => position[h.Grid])
                    .ThenBy(h => h.Code, StringComparer.Ordinal),
            ],
            residents,
            await AbsencesAsync(scope, cancellation),
            await WishesAsync(scope, cancellation),
            await ApartAsync(scope, cancellation),
            await PinsAsync(scope, cancellation)
        );
    }

    /// <summary>
    /// When households belonged to the area's grids of the last of some months in a row, as far as on any night of these months;
    /// a household that came back has several.
    /// </summary>
    public async Task<IReadOnlyList<Stay>> StaysAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, first, last, cancellation);
        var rows = await scope.Stays.OrderBy(s => s.HouseholdId).ThenBy(s => s.FirstNight).ToListAsync(cancellation);
        return [.. rows.Select(s => new Stay(new HouseholdId(s.HouseholdId), s.FirstNight, s.EndNight))];
    }

    /// <summary>Every code the register knows, against which an intake is checked; whoever moved out is among them.</summary>
    public async Task<KnownRegister> KnownAsync(CancellationToken cancellation = default)
    {
        var grids = await new AreaReader(context).GridsAsync(cancellation);
        var areas = await new AreaReader(context).ListAsync(cancellation);
        var codeOf = grids.ToDictionary(g => g.Id.Value, g => g.Code);
        var places = (await context.GridMemberships.ToListAsync(cancellation))
            .GroupBy(m => m.HouseholdId)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.FirstNight)!);
        var homes = (
            await context
                .HouseholdMemberships.Select(m => new
                {
                    m.ResidentId,
                    m.FirstNight,
                    m.HouseholdId,
                })
                .ToListAsync(cancellation)
        ).GroupBy(m => m.ResidentId).ToDictionary(g => g.Key, g => g.MaxBy(m => m.FirstNight)!.HouseholdId);
        var residents = await context.Residents.Select(r => new { r.Id, r.Code }).ToListAsync(cancellation);
        return new KnownRegister
        {
            Residents = residents.ToDictionary(r => r.Code, r => CodeOf(places[homes[r.Id]]), StringComparer.Ordinal),
            Households = places.Values.Where(m => !m.IsHelper).Select(CodeOf).ToHashSet(),
            Grids = grids.ToDictionary(g => g.Code, g => g.Community, StringComparer.Ordinal),
            Areas = areas.Select(a => a.Area.Code).ToHashSet(StringComparer.Ordinal),
        };

        HouseholdCode CodeOf(GridMembership m) => new(codeOf[m.GridId], m.IsHelper ? "" : m.Code);
    }

    private async Task<(AreaState State, IReadOnlyList<Grid> Grids)?> StateAsync(
        AreaId area,
        List<int> ids,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from a in context.Areas
            where a.Id == area.Value
            join own in context.Communities on a.CommunityId equals own.Id
            from g in context.Grids
            where ids.Contains(g.Id)
            join c in context.Communities on g.CommunityId equals c.Id
            select new
            {
                Area = a,
                Own = own.Name,
                Grid = g,
                Community = c.Name,
            }
        ).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return null;
        }

        var row = rows[0].Area;
        Grid[] grids =
        [
            .. rows.OrderBy(r => ids.IndexOf(r.Grid.Id))
                .Select(r => new Grid(new GridId(r.Grid.Id), r.Grid.Code, r.Community, r.Grid.Beat)),
        ];
        var found = new WatchArea(
            area,
            row.Code,
            rows[0].Own,
            [.. grids.Select(g => g.Code)],
            row.MeetingPoint,
            row.Phone
        );
        return (new AreaState(found, row.Version), grids);
    }

    private async Task<Dictionary<int, (Household Household, GridMembership Stay)>> HouseholdsAsync(
        AreaScope scope,
        CancellationToken cancellation
    )
    {
        var ids = scope.HouseholdIds;
        var buildings = await context
            .Households.Where(h => ids.Contains(h.Id))
            .ToDictionaryAsync(h => h.Id, h => h.Building, cancellation);
        var stays = await scope.Stays.ToListAsync(cancellation);
        return stays
            .GroupBy(s => s.HouseholdId)
            .ToDictionary(
                g => g.Key,
                g =>
                {
                    var last = g.MaxBy(s => s.FirstNight)!;
                    var household = new Household
                    {
                        Id = new HouseholdId(g.Key),
                        Grid = new GridId(last.GridId),
                        Code = last.Code,
                        Building = buildings[g.Key],
                        IsHelper = last.IsHelper,
                    };
                    return (household, last);
                }
            );
    }

    private async Task<IReadOnlyList<Resident>> ResidentsAsync(
        AreaScope scope,
        Dictionary<int, (Household Household, GridMembership Stay)> households,
        CancellationToken cancellation
    )
    {
        var ids = scope.ResidentIds;
        var residents = await context.Residents.Where(r => ids.Contains(r.Id)).ToListAsync(cancellation);
        var homes = (await scope.Homes.ToListAsync(cancellation))
            .GroupBy(m => m.ResidentId)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.FirstNight)!);
        return
        [
            .. residents
                .Select(r => ToResident(r, homes[r.Id], households[homes[r.Id].HouseholdId].Stay))
                .OrderBy(r => r.Code, StringComparer.Ordinal),
        ];
    }

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

    private async Task<IReadOnlyList<Absence>> AbsencesAsync(AreaScope scope, CancellationToken cancellation)
    {
        var from = scope.First.PlusDays(-DaysAround);
        var to = scope.Last.PlusDays(DaysAround);
        var residents = scope.ResidentIds;
        var rows = await context
            .Absences.Where(a => residents.Contains(a.ResidentId) && a.FirstNight <= to && a.LastNight >= from)
            .OrderBy(a => a.ResidentId)
            .ThenBy(a => a.FirstNight)
            .ThenBy(a => a.LastNight)
            .ToListAsync(cancellation);
        return [.. rows.Select(a => new Absence(new ResidentId(a.ResidentId), a.FirstNight, a.LastNight))];
    }

    private async Task<IReadOnlyList<Wish>> WishesAsync(AreaScope scope, CancellationToken cancellation)
    {
        var residents = scope.ResidentIds;
        var rows = await context
            .Wishes.Where(w => residents.Contains(w.ResidentId))
            .OrderBy(w => w.ResidentId)
            .ThenBy(w => w.Concerns)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(w => (Row: w, About: TextForm.ToWish(w.Concerns)))
                .Where(w => w.About.Night is not { } night || (scope.First <= night && night <= scope.Last))
                .Select(w => new Wish(new ResidentId(w.Row.ResidentId), w.About.Night, w.About.Weekday, w.Row.Kind)),
        ];
    }

    private async Task<IReadOnlyList<Apart>> ApartAsync(AreaScope scope, CancellationToken cancellation)
    {
        var households = scope.HouseholdIds;
        var rows = await context
            .Aparts.Where(a => households.Contains(a.HouseholdA) && households.Contains(a.HouseholdB))
            .OrderBy(a => a.HouseholdA)
            .ThenBy(a => a.HouseholdB)
            .ToListAsync(cancellation);
        return [.. rows.Select(a => new Apart(new HouseholdId(a.HouseholdA), new HouseholdId(a.HouseholdB)))];
    }

    private async Task<IReadOnlyList<PinnedSeat>> PinsAsync(AreaScope scope, CancellationToken cancellation)
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
