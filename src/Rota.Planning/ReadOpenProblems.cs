using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>What is wrong with an area's published rotas now.</summary>
/// <param name="Area">The watch area.</param>
/// <param name="Problems">The open problems, in the order of nights.</param>
/// <param name="People">Whose duties they are, by id.</param>
public sealed record AreaProblems(
    WatchArea Area,
    IReadOnlyList<OpenProblem> Problems,
    IReadOnlyDictionary<ResidentId, ResidentCard> People
);

/// <summary>Reads what is wrong with published rotas by the books as they are now: 待办. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadOpenProblems(Office office)
{
    /// <summary>How many months are looked at, this one among them: rotas are published one month before, two at most.</summary>
    private const int MonthsLookedAt = 3;

    /// <summary>Reads them.</summary>
    /// <param name="choice">Which areas.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The areas that have any, in the order of codes.</returns>
    public async Task<Outcome<IReadOnlyList<AreaProblems>>> RunAsync(
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var first = office.Today.ToYearMonth();
        var areas = await choice.PickAsync(reader, first, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaProblems>>.Failed(areas.Faults);
        }

        var all = new List<AreaProblems>();
        foreach (var area in areas.Value.Select(a => a.State.Area))
        {
            var problems = await OfAreaAsync(reader, area, first, cancellation);
            if (!problems.Succeeded)
            {
                return Outcome<IReadOnlyList<AreaProblems>>.Failed(problems.Faults);
            }

            if (problems.Value.Count > 0)
            {
                var people = await reader.People.OfAsync(problems.Value.Select(p => p.Resident), cancellation);
                all.Add(new AreaProblems(area, problems.Value, people));
            }
        }

        return Outcome<IReadOnlyList<AreaProblems>>.Of(all);
    }

    private async Task<Outcome<IReadOnlyList<OpenProblem>>> OfAreaAsync(
        StreetReader reader,
        WatchArea area,
        YearMonth first,
        CancellationToken cancellation
    )
    {
        var nights = await MonthsInHand.PublishedAsync(reader, area.Id, first, MonthsLookedAt, cancellation);
        if (nights.Count == 0)
        {
            return Outcome<IReadOnlyList<OpenProblem>>.Of([]);
        }

        var hand = await MonthsInHand.LoadAsync(office, reader, area.Id, nights, isWide: false, cancellation);
        return hand.Succeeded
            ? Outcome<IReadOnlyList<OpenProblem>>.Of(OpenProblems.Of(hand.Value.Months, hand.Value.Now))
            : Outcome<IReadOnlyList<OpenProblem>>.Failed(hand.Faults);
    }
}
