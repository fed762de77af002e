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
/// <param name="Household">The household they live in now, or lived in last.</param>
/// <param name="Building">Its building; null when not known.</param>
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
);

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

    /// <summary>Cards of residents, by id; ids that nobody has are left out.</summary>
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
            join s in context.GridMemberships on m.HouseholdId equals s.HouseholdId
            join g in context.Grids on s.GridId equals g.Id
            join h in context.Households on m.HouseholdId equals h.Id
            from p in context.Persons.Where(p => p.ResidentId == r.Id).DefaultIfEmpty()
            select new
            {
                r.Id,
                r.Code,
                r.WatchNumber,
                Name = p == null ? null : p.Name,
                Phone = p == null ? null : p.Phone,
                HomeFrom = m.FirstNight,
                m.EndNight,
                StayFrom = s.FirstNight,
                Grid = g.Code,
                Household = s.Code,
                h.Building,
                s.IsHelper,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(r => r.Id)
                .Select(g => g.OrderByDescending(r => r.HomeFrom).ThenByDescending(r => r.StayFrom).First())
                .OrderBy(r => r.Code, StringComparer.Ordinal)
                .Select(r => new ResidentCard(
                    new ResidentId(r.Id),
                    r.Code,
                    new WatchNumber(r.WatchNumber),
                    r.Name,
                    r.Phone,
                    new HouseholdCode(r.Grid, r.Household),
                    r.Building,
                    r.IsHelper,
                    r.EndNight
                )),
        ];
    }
}
