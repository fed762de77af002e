using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Who a resident is to people: what a board, a page or an export shows of somebody on duty.</summary>
/// <param name="Resident">Internal id.</param>
/// <param name="Code">Resident code.</param>
/// <param name="Number">Watch number.</param>
/// <param name="Name">Full name; null once the person was erased. Boards mask it.</param>
/// <param name="Phone">Phone; null when none is known.</param>
/// <param name="Household">The household they live in now, or lived in last; on a rota, the household of the duty.</param>
/// <param name="Building">Its building; null when not known, and once the person was erased: number and building would say who it was.</param>
/// <param name="IsHelper">A helper of no household.</param>
/// <param name="MovedOut">First night no longer here; null when still here.</param>
public sealed record ResidentCard(
    ResidentId Resident,
    string Code,
    WatchNumber Number,
    string? Name,
    string? Phone,
    HouseholdCode Household,
    string? Building,
    bool IsHelper,
    LocalDate? MovedOut
)
{
    /// <summary>The code alone, so that a log line cannot carry name or phone.</summary>
    public override string ToString() => Code;
}

/// <summary>Reads names and phones, and finds people.</summary>
public sealed class PeopleReader
{
    private const int Portion = 400;

    private static readonly char[] Spaces = [' ', '\u3000'];

    private readonly StreetContext context;

    internal PeopleReader(StreetContext context) => this.context = context;

    /// <summary>
    /// Finds people by resident code, by watch number, by name, or by name and building with a space between
    /// ("张伟 3栋", "3栋 张伟"). Several on ambiguity, in the order of their codes; none when nobody fits.
    /// </summary>
    public async Task<IReadOnlyList<ResidentCard>> FindAsync(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.Trim();
        var byCode = await CardsAsync(context.Residents.Where(r => r.Code == wanted), cancellation);
        if (byCode.Count > 0)
        {
            return byCode;
        }

        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return await CardsAsync(context.Residents.Where(r => r.WatchNumber == number), cancellation);
        }

        var byName = await NamedAsync(wanted, cancellation);
        var (first, last) = (wanted.IndexOfAny(Spaces), wanted.LastIndexOfAny(Spaces));
        if (byName.Count > 0 || first < 0)
        {
            return byName;
        }

        var nameFirst = await InBuildingAsync(wanted[..last], wanted[(last + 1)..], cancellation);
        return nameFirst.Count > 0
            ? nameFirst
            : await InBuildingAsync(wanted[(first + 1)..], wanted[..first], cancellation);
    }

    /// <summary>Everybody who lives in a household on a night or moves there later; nobody where there is none of the code.</summary>
    public async Task<IReadOnlyList<ResidentCard>> OfHouseholdAsync(
        HouseholdCode household,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        var (grid, code) = (household.Grid, household.Household);
        return await CardsAsync(
            from s in context.GridMemberships
            where s.Code == code && (s.EndNight == null || s.EndNight > night) && !s.IsHelper
            join g in context.Grids on s.GridId equals g.Id
            where g.Code == grid
            join m in context.HouseholdMemberships on s.HouseholdId equals m.HouseholdId
            where m.EndNight == null || m.EndNight > night
            join r in context.Residents on m.ResidentId equals r.Id
            select r,
            cancellation
        );
    }

    /// <summary>The household in which a resident lives on a night; null where there is none.</summary>
    public async Task<HouseholdId?> HouseholdOfAsync(
        ResidentId resident,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        var household = await context
            .HouseholdMemberships.Where(m =>
                m.ResidentId == resident.Value && m.FirstNight <= night && (m.EndNight == null || m.EndNight > night)
            )
            .Select(m => (int?)m.HouseholdId)
            .FirstOrDefaultAsync(cancellation);
        return household is { } id ? new HouseholdId(id) : null;
    }

    /// <summary>The card of a resident with the household where they live on a night; null where they live in none then.</summary>
    public async Task<ResidentCard?> AtHomeAsync(
        ResidentId resident,
        LocalDate night,
        CancellationToken cancellation = default
    ) =>
        await HouseholdOfAsync(resident, night, cancellation) is { } home
            ? (await OfAsync([(resident, home, night)], cancellation)).GetValueOrDefault((resident, home))
            : null;

    /// <summary>Cards of everybody who lives in a household on a night, in the order of codes.</summary>
    public async Task<IReadOnlyList<ResidentCard>> LivingInAsync(
        HouseholdId household,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        var members = await context
            .HouseholdMemberships.Where(m =>
                m.HouseholdId == household.Value && m.FirstNight <= night && (m.EndNight == null || m.EndNight > night)
            )
            .Select(m => m.ResidentId)
            .ToListAsync(cancellation);
        var cards = await OfAsync(members.Select(m => new ResidentId(m)), cancellation);
        return [.. cards.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    /// <summary>Cards of residents as they are now, by id. Ids that nobody has are left out.</summary>
    public async Task<IReadOnlyDictionary<ResidentId, ResidentCard>> OfAsync(
        IEnumerable<ResidentId> residents,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var cards = new Dictionary<ResidentId, ResidentCard>();
        foreach (var portion in residents.Select(r => r.Value).Distinct().Chunk(Portion))
        {
            foreach (var card in await CardsAsync(context.Residents.Where(r => portion.Contains(r.Id)), cancellation))
            {
                cards.Add(card.Resident, card);
            }
        }

        return cards;
    }

    /// <summary>
    /// Cards of residents as they were when they had a duty: with the household of the duty and its grid on that night,
    /// wherever they live by now. Ids that nobody has are left out.
    /// </summary>
    /// <param name="duties">Who, of which household, on which night; of several nights of a pair the first counts.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyDictionary<(ResidentId Resident, HouseholdId Household), ResidentCard>> OfAsync(
        IEnumerable<(ResidentId Resident, HouseholdId Household, LocalDate Night)> duties,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(duties);
        var pairs = duties
            .GroupBy(d => (d.Resident, d.Household))
            .Select(g => (g.Key, Night: g.Min(d => d.Night)))
            .ToList();
        var last = await OfAsync(pairs.Select(p => p.Key.Resident), cancellation);
        var homes = await HomesAsync(pairs.Select(p => p.Key.Household.Value), cancellation);
        var cards = new Dictionary<(ResidentId, HouseholdId), ResidentCard>();
        foreach (var (key, night) in pairs)
        {
            if (last.TryGetValue(key.Resident, out var card) && homes[key.Household.Value].Any())
            {
                var stays = homes[key.Household.Value].OrderBy(h => h.FirstNight).ToList();
                var then = stays.FindLast(h => h.FirstNight <= night) ?? stays[0];
                cards.Add(
                    key,
                    card with
                    {
                        Household = then.Code,
                        Building = card.Name is null ? null : then.Building,
                        IsHelper = then.IsHelper,
                    }
                );
            }
        }

        return cards;
    }

    private async Task<ILookup<int, Home>> HomesAsync(IEnumerable<int> households, CancellationToken cancellation)
    {
        var homes = new List<Home>();
        foreach (var portion in households.Distinct().Chunk(Portion))
        {
            var rows = await (
                from s in context.GridMemberships
                where portion.Contains(s.HouseholdId)
                join g in context.Grids on s.GridId equals g.Id
                join h in context.Households on s.HouseholdId equals h.Id
                select new
                {
                    Stay = s,
                    Grid = g.Code,
                    h.Building,
                }
            ).ToListAsync(cancellation);
            homes.AddRange(
                rows.Select(r => new Home(
                    r.Stay.HouseholdId,
                    r.Stay.FirstNight,
                    new HouseholdCode(r.Grid, r.Stay.Code),
                    r.Building,
                    r.Stay.IsHelper
                ))
            );
        }

        return homes.ToLookup(h => h.Household);
    }

    private async Task<IReadOnlyList<ResidentCard>> InBuildingAsync(
        string name,
        string building,
        CancellationToken cancellation
    )
    {
        var named = await NamedAsync(name.Trim(), cancellation);
        return [.. named.Where(c => string.Equals(c.Building, building, StringComparison.Ordinal))];
    }

    private Task<IReadOnlyList<ResidentCard>> NamedAsync(string name, CancellationToken cancellation) =>
        CardsAsync(
            from p in context.Persons
            where p.Name == name
            join r in context.Residents on p.ResidentId equals r.Id
            select r,
            cancellation
        );

    private async Task<IReadOnlyList<ResidentCard>> CardsAsync(
        IQueryable<StoredResident> residents,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from r in residents
            join m in context.HouseholdMemberships on r.Id equals m.ResidentId
            from p in context.Persons.Where(p => p.ResidentId == r.Id).DefaultIfEmpty()
            select new
            {
                r.Id,
                r.Code,
                r.WatchNumber,
                Name = p == null ? null : p.Name,
                Phone = p == null ? null : p.Phone,
                m.HouseholdId,
                HomeFrom = m.FirstNight,
                m.EndNight,
            }
        ).ToListAsync(cancellation);
        // Where the households are is asked apart: joined to the people, a database without statistics walks through the whole street.
        var homes = await HomesAsync(rows.Select(r => r.HouseholdId), cancellation);
        return
        [
            .. rows.SelectMany(r => homes[r.HouseholdId].Select(home => (Person: r, Home: home)))
                .GroupBy(r => r.Person.Id)
                .Select(g =>
                    g.OrderByDescending(r => r.Person.HomeFrom).ThenByDescending(r => r.Home.FirstNight).First()
                )
                .OrderBy(r => r.Person.Code, StringComparer.Ordinal)
                .Select(r => new ResidentCard(
                    new ResidentId(r.Person.Id),
                    r.Person.Code,
                    new WatchNumber(r.Person.WatchNumber),
                    r.Person.Name,
                    r.Person.Phone,
                    r.Home.Code,
                    r.Person.Name is null ? null : r.Home.Building,
                    r.Home.IsHelper,
                    r.Person.EndNight
                )),
        ];
    }

    /// <summary>A household's stay in a grid.</summary>
    private sealed record Home(
        int Household,
        LocalDate FirstNight,
        HouseholdCode Code,
        string? Building,
        bool IsHelper
    );
}
