using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>A month of some areas in a line.</summary>
/// <param name="Name">The community's name, or the street's.</param>
/// <param name="Areas">Watch areas with a draft or an edition.</param>
/// <param name="Grids">Grids of these areas.</param>
/// <param name="Counts">Watches, duties, gaps, lead seats without a lead.</param>
/// <param name="Optimal">Areas whose rota is proven optimal.</param>
/// <param name="Lowest">The lowest balance of an owing household at the end of the month, per unit of its weight.</param>
/// <param name="Highest">The highest such balance.</param>
public sealed record SummaryLine(
    string Name,
    int Areas,
    int Grids,
    RotaCounts Counts,
    int Optimal,
    Points Lowest,
    Points Highest
);

/// <summary>A month of the street.</summary>
/// <param name="Communities">A line for each community, in the order of their first area's code.</param>
/// <param name="Street">All of them in a line.</param>
public sealed record MonthSummary(IReadOnlyList<SummaryLine> Communities, SummaryLine Street);

/// <summary>Sums a month up, community by community.</summary>
/// <param name="office">What it works with.</param>
public sealed class SummariseMonth(Office office)
{
    /// <summary>Sums up editions in force, drafts where there is none.</summary>
    public async Task<Outcome<MonthSummary>> RunAsync(YearMonth month, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await AreaChoice.All.PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<MonthSummary>.Failed(areas.Faults);
        }

        var made = areas.Value.Where(a => a.Edition is not null || a.Draft is not null).ToList();
        var balances = new Dictionary<AreaId, IReadOnlyList<Points>>();
        foreach (var at in made)
        {
            balances[at.State.Area.Id] = await BalancesAsync(reader, at.State.Area, month, cancellation);
        }

        var lines = made.GroupBy(a => a.State.Area.Community).Select(g => LineOf(g.Key, [.. g], balances)).ToList();
        var street = await reader.StreetNameAsync(cancellation);
        return Outcome<MonthSummary>.Of(new MonthSummary(lines, LineOf(street, made, balances)));
    }

    private static SummaryLine LineOf(
        string name,
        IReadOnlyList<AreaMonth> areas,
        Dictionary<AreaId, IReadOnlyList<Points>> balances
    )
    {
        var counts = areas.Select(a => a.Edition?.Counts ?? a.Draft!.Counts).ToList();
        var own = areas.SelectMany(a => balances[a.State.Area.Id]).DefaultIfEmpty(Points.Zero).ToList();
        var standings = areas.Select(a => a.Edition?.Standing ?? a.Draft!.Standing);
        return new SummaryLine(
            name,
            areas.Count,
            areas.Sum(a => a.State.Area.Grids.Count),
            new RotaCounts(
                counts.Sum(c => c.Watches),
                counts.Sum(c => c.Duties),
                counts.Sum(c => c.Gaps),
                counts.Sum(c => c.WithoutLead)
            ),
            standings.Count(s => s.Status == Core.Rotas.RotaStatus.Optimal),
            own.Min(),
            own.Max()
        );
    }

    /// <summary>Balances per unit of weight of the owing households, with all that is booked up to the month's end.</summary>
    private async Task<IReadOnlyList<Points>> BalancesAsync(
        StreetReader reader,
        WatchArea area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var register = await reader.Register.OfAreaAsync(area.Id, month, cancellation);
        var terms = office.Covenant.For(area.Code, area.Community);
        var members = register!.Residents.ToLookup(r => r.Household);
        var absences = register.Absences.ToLookup(a => a.Resident);
        var entries = (await reader.Ledger.OfAreaAsync(area.Id, month, cancellation)).ToLookup(e => e.Household);
        return
        [
            .. from household in register.Households
            let weight = Share.Weight(terms, household, members[household.Id], absences, month)
            where weight > 0
            select Ledger.Close(entries[household.Id], month).DividedBy(weight),
        ];
    }
}
