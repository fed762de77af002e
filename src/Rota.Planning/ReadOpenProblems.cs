using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>What is wrong with an area's published rotas now.</summary>
/// <param name="Area">The watch area.</param>
/// <param name="Problems">The open problems, in the order of nights.</param>
/// <param name="GivenUp">Seats to come that somebody was excused from, and that nobody has taken yet, in order.</param>
/// <param name="People">Whose duties they are, by id.</param>
public sealed record AreaProblems(
    WatchArea Area,
    IReadOnlyList<OpenProblem> Problems,
    IReadOnlyList<Seat> GivenUp,
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
            var hand = await InHandAsync(reader, area, first, cancellation);
            if (hand is null)
            {
                continue;
            }

            if (!hand.Succeeded)
            {
                return Outcome<IReadOnlyList<AreaProblems>>.Failed(hand.Faults);
            }

            var problems = OpenProblems.Of(hand.Value.Months, hand.Value.Now);
            var given = await GivenUpAsync(reader, hand.Value, first, cancellation);
            if (problems.Count + given.Count > 0)
            {
                var people = await reader.People.OfAsync(problems.Select(p => p.Resident), cancellation);
                all.Add(new AreaProblems(area, problems, given, people));
            }
        }

        return Outcome<IReadOnlyList<AreaProblems>>.Of(all);
    }

    /// <summary>An area's published months; null where it has none.</summary>
    private async Task<Outcome<MonthsInHand>?> InHandAsync(
        StreetReader reader,
        WatchArea area,
        YearMonth first,
        CancellationToken cancellation
    )
    {
        var nights = await MonthsInHand.PublishedAsync(reader, area.Id, first, MonthsLookedAt, cancellation);
        return nights.Count == 0
            ? null
            : await MonthsInHand.LoadAsync(office, reader, area.Id, nights, isWide: false, cancellation);
    }

    /// <summary>Gaps that a release has made: seats that were empty from the beginning are the rota's, and told with it.</summary>
    private static async Task<IReadOnlyList<Seat>> GivenUpAsync(
        StreetReader reader,
        MonthsInHand hand,
        YearMonth first,
        CancellationToken cancellation
    )
    {
        var changes = await reader.Changes.SinceAsync(hand.Area.Id, first, cancellation);
        var released = changes
            .Where(c => c.Cause.Kind == ChangeKind.Release)
            .SelectMany(c => c.Moves)
            .Select(m => m.Seat)
            .ToHashSet();
        return
        [
            .. hand
                .Months.Months.SelectMany(m => m.Rota.Gaps)
                .Select(g => g.Seat)
                .Where(s => released.Contains(s) && hand.WatchOf(s)?.Ends > hand.Now)
                .Order(),
        ];
    }
}
