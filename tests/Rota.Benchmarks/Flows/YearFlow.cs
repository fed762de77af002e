using Google.OrTools.Graph;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Benchmarks.Flows;

/// <summary>
/// Bounds on what any rotas of an area's months in a row can reach, from flows alone. Whatever the rules of pairs, rest across months and
/// ledger make of it, seats are filled by households that may fill them, each at most so often a month.
/// </summary>
/// <param name="months">
/// The problem of each month as it is known before the first: no duty of the months themselves, and everybody as experienced as they
/// could become (<see cref="Streets.AreaBooks.Outlook"/>).
/// </param>
internal sealed class YearFlow(IReadOnlyList<RotaProblem> months)
{
    private const int Source = 0;
    private const int Sink = 1;
    private const int FirstSeat = 2;
    private const int FirstMonth = 2;

    /// <summary>Cost of flow is counted in so many parts of a square point.</summary>
    private const long Parts = 1_000;

    /// <summary>A point in thousandths.</summary>
    private const long Point = 1_000;

    private readonly IReadOnlyList<Reach> months = [.. months.Select(m => new Reach(m))];

    /// <summary>No rotas of the months have fewer gaps in all than this.</summary>
    public int FewestGaps() => months.Sum(m => FewestGaps(m));

    /// <summary>
    /// However the points of each month are divided among the households that may earn them, the squares of what each earns in all,
    /// divided by its shares of the months, sum to no less than this many square points.
    /// </summary>
    /// <param name="stood">The points that all duties of each month weigh.</param>
    public double LeastSquares(IReadOnlyList<Points> stood)
    {
        ArgumentNullException.ThrowIfNull(stood);
        var flow = new MinCostFlow();
        var household = FirstMonth + months.Count;
        foreach (var its in Households())
        {
            var most = 0L;
            foreach (var (month, inMonth) in its)
            {
                var reach = months[month].Points(inMonth);
                most += reach;
                flow.AddArcWithCapacityAndUnitCost(household, FirstMonth + month, reach, 0);
            }

            AddSquares(flow, household, most, Shares(its));
            household++;
        }

        for (var month = 0; month < months.Count; month++)
        {
            flow.AddArcWithCapacityAndUnitCost(FirstMonth + month, Sink, stood[month].Thousandths, 0);
        }

        var total = stood.Sum(p => p.Thousandths);
        flow.SetNodeSupply(Source, total);
        flow.SetNodeSupply(Sink, -total);
        var status = flow.Solve();
        return status == MinCostFlow.Status.OPTIMAL
            ? flow.OptimalCost() / (double)(Parts * Point)
            : throw new InvalidOperationException($"More was stood than the households could: {status}.");
    }

    /// <summary>The squares of what households earned, divided by their shares of the months: what <see cref="LeastSquares"/> bounds.</summary>
    /// <param name="earned">The points that each household earned in all months.</param>
    public double Squares(IReadOnlyDictionary<HouseholdId, Points> earned) =>
        Households().Sum(h => Math.Pow(earned.GetValueOrDefault(h.Key).Thousandths / (double)Point, 2) / Shares(h));

    /// <summary>Shares of all households in all months.</summary>
    public int Shares() => Households().Sum(Shares);

    private static int Shares(IEnumerable<(int Month, HouseholdMonth Household)> its) =>
        its.Sum(h => h.Household.Weight);

    /// <summary>Each household of the months with the months in which it is there.</summary>
    private IEnumerable<IGrouping<HouseholdId, (int Month, HouseholdMonth Household)>> Households() =>
        months
            .SelectMany((month, index) => month.Problem.Households.Select(h => (Month: index, Household: h)))
            .GroupBy(h => h.Household.Id);

    /// <summary>
    /// Arcs whose cost is never above the square of what flows, divided by the shares: tangents to the parabola at whole points.
    /// </summary>
    private static void AddSquares(MinCostFlow flow, int household, long most, int shares)
    {
        for (var (point, from) = (0L, 0L); from < most; point++)
        {
            var to = Math.Min(most, (point * Point) + (Point / 2));
            flow.AddArcWithCapacityAndUnitCost(Source, household, to - from, 2 * point * Parts / shares);
            from = to;
        }
    }

    private static int FewestGaps(Reach month)
    {
        var seats = month.Seats;
        if (seats.Count == 0)
        {
            return 0;
        }

        // Being out and being on standby are counted apart: a household has a node for each.
        var flow = new MaxFlow();
        foreach (var household in month.Problem.Households)
        {
            var outNode = FirstSeat + seats.Count + (2 * household.Index);
            var standbyNode = outNode + 1;
            flow.AddArcWithCapacity(Source, outNode, month.OutSeats(household));
            flow.AddArcWithCapacity(Source, standbyNode, 1);
            foreach (var s in month.Of(household))
            {
                var isOut = Watch.IsOut(seats[s].Post);
                flow.AddArcWithCapacity(
                    isOut ? outNode : standbyNode,
                    FirstSeat + s,
                    isOut ? Reach.AtOnce(household) : 1
                );
            }
        }

        for (var s = 0; s < seats.Count; s++)
        {
            flow.AddArcWithCapacity(FirstSeat + s, Sink, seats[s].Watch.Seats(seats[s].Post));
        }

        var status = flow.Solve(Source, Sink);
        return status == MaxFlow.Status.OPTIMAL
            ? seats.Sum(s => s.Watch.Seats(s.Post)) - (int)flow.OptimalFlow()
            : throw new InvalidOperationException($"The flow of {month.Problem.Area} ended with {status}.");
    }
}
