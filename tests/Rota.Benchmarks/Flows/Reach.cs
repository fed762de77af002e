using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Benchmarks.Flows;

/// <summary>Which seats of a month each household may fill by itself, whatever the others do.</summary>
internal sealed class Reach
{
    private readonly Dictionary<HouseholdMonth, List<int>> may = [];

    /// <summary>Reads a problem.</summary>
    public Reach(RotaProblem problem)
    {
        Problem = problem;
        Seats =
        [
            .. from watch in problem.Watches from post in Watch.Posts where watch.Seats(post) > 0 select (watch, post),
        ];
        var rules = problem.Terms.Rules.All.ToList();
        foreach (var household in problem.Households)
        {
            may[household] =
            [
                .. Enumerable
                    .Range(0, Seats.Count)
                    .Where(s =>
                        household.Residents.Any(r => rules.TrueForAll(x => x.Allows(r, Seats[s].Watch, Seats[s].Post)))
                    ),
            ];
        }
    }

    /// <summary>The problem.</summary>
    public RotaProblem Problem { get; }

    /// <summary>Each post with seats of each watch.</summary>
    public IReadOnlyList<(Watch Watch, Post Post)> Seats { get; }

    /// <summary>The posts that a household may fill, by their places in <see cref="Seats"/>.</summary>
    public IReadOnlyList<int> Of(HouseholdMonth household) => may[household];

    /// <summary>Seats out that a household can fill on one watch: one, or as many as its members who stand together.</summary>
    public static int AtOnce(HouseholdMonth household) =>
        household
            .Residents.Where(r => r.Group is not null)
            .GroupBy(r => r.Group)
            .Select(g => g.Count())
            .DefaultIfEmpty(1)
            .Max();

    /// <summary>Seats out that a household can fill in the month.</summary>
    public int OutSeats(HouseholdMonth household) => Problem.Terms.Rules.Get<Month>().AtMost * AtOnce(household);

    /// <summary>The most thousandths of points that a household can earn in the month.</summary>
    public long Points(HouseholdMonth household) =>
        (Heaviest(household, isOut: true) * OutSeats(household)) + Heaviest(household, isOut: false);

    private long Heaviest(HouseholdMonth household, bool isOut) =>
        Of(household)
            .Select(s => Seats[s])
            .Where(s => Watch.IsOut(s.Post) == isOut)
            .Select(s => s.Watch.Night.PointsOf(s.Post).Thousandths)
            .DefaultIfEmpty(0)
            .Max();
}
