using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Rows;

/// <summary>A duty that could be: a resident, a watch, a post. It is one column of the model, 0 or 1.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Resident">Who.</param>
/// <param name="Watch">On which watch.</param>
/// <param name="Post">On which post; the seats of a post are alike and are numbered afterwards.</param>
public sealed record Possibility(int Column, ResidentMonth Resident, Watch Watch, Post Post);

/// <summary>Which row it is: the rule that wrote it, and two numbers that tell its rows apart.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="First">A watch, household, resident or group by its index, as the rule says.</param>
/// <param name="Second">A second such index, or 0.</param>
public readonly record struct RowKey(string Rule, int First, int Second = 0);

/// <summary>
/// One row: lower ≤ Σ coefficient · column ≤ upper. All numbers are whole.
/// </summary>
/// <param name="Key">Which row it is.</param>
/// <param name="Columns">Its columns, ascending, each once.</param>
/// <param name="Coefficients">Their coefficients, none of them 0.</param>
/// <param name="Lower">Least value; <see cref="long.MinValue"/> for none.</param>
/// <param name="Upper">Greatest value; <see cref="long.MaxValue"/> for none.</param>
/// <param name="IsLazy">Hardly ever binds: a solver does well to add it only when it is broken.</param>
public sealed record Row(RowKey Key, int[] Columns, int[] Coefficients, long Lower, long Upper, bool IsLazy);

/// <summary>
/// A problem as rows of whole numbers: minimise Σ cost · column subject to the rows, each column between 0 and its upper bound.
/// Columns are the possible duties, then a gap count for each post of each watch, then the rules' helper bits.
/// </summary>
public sealed class RowModel
{
    private readonly (Watch Watch, Post Post)[] gaps;
    private readonly long[] gapPrices;

    private RowModel(
        RotaProblem problem,
        IReadOnlyList<Possibility> duties,
        (Watch, Post)[] gaps,
        long[] costs,
        int[] uppers,
        IReadOnlyList<Row> rows
    )
    {
        Problem = problem;
        Duties = duties;
        this.gaps = gaps;
        Costs = costs;
        Uppers = uppers;
        Rows = rows;
        gapPrices = [.. gaps.Select(g => problem.Terms.Rules.Get<Gaps>().PriceOf(g.Item2))];
        GapUnit = Math.Max(1, gapPrices.Aggregate(0L, GreatestDivisor));
    }

    /// <summary>The problem it was written from.</summary>
    public RotaProblem Problem { get; }

    /// <summary>The possible duties; each one's place is its column.</summary>
    public IReadOnlyList<Possibility> Duties { get; }

    /// <summary>Cost of each column.</summary>
    public IReadOnlyList<long> Costs { get; }

    /// <summary>Upper bound of each column.</summary>
    public IReadOnlyList<int> Uppers { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Costs.Count;

    /// <summary>Columns that count gaps: those from here on, one for each post with seats of each watch.</summary>
    public int FirstGap => Duties.Count;

    /// <summary>Columns that are helper bits: those from here on.</summary>
    public int FirstBit => Duties.Count + gaps.Length;

    /// <summary>Whether a column counts gaps.</summary>
    public bool IsGap(int column) => column >= FirstGap && column < FirstBit;

    /// <summary>The part of a column's cost that is the price of a gap, above all else; 0 for what is not a gap.</summary>
    public long GapPrice(int column) => IsGap(column) ? gapPrices[column - FirstGap] : 0;

    /// <summary>The rest of a column's cost: all of it for what is not a gap.</summary>
    public long OtherCost(int column) => Costs[column] - GapPrice(column);

    /// <summary>The greatest whole number that divides every gap's price; 1 where there are no seats.</summary>
    public long GapUnit { get; }

    /// <summary>The watch and post whose gaps a column counts.</summary>
    public (Watch Watch, Post Post) GapOf(int column) => gaps[column - FirstGap];

    /// <summary>Columns of published duties that a solve of the month again gives up last; none where nothing is published.</summary>
    public IReadOnlyList<int> Published { get; private init; } = [];

    /// <summary>Writes a problem as rows, rule by rule.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="supposed">What is supposed otherwise; null to take the problem as it is.</param>
    /// <param name="baseline">What is published of the month; null to solve it anew.</param>
    public static RowModel From(RotaProblem problem, Supposition? supposed = null, Baseline? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var rules = problem.Terms.Rules.All.ToArray();
        var limiting = Array.FindAll(rules, r => r.Says(nameof(Rule.Allows)));
        var pricing = Array.FindAll(rules, r => r.Says(nameof(Rule.Price)));
        var duties = new List<Possibility>();
        var costs = new List<long>();
        foreach (var resident in problem.Residents)
        {
            foreach (var watch in problem.Watches)
            {
                foreach (var post in Watch.Posts)
                {
                    var isPossible =
                        baseline?.IsFrozen(watch) == true
                            ? baseline.Has(resident, watch, post)
                            : IsPossible(limiting, resident, watch, post, supposed);
                    if (watch.Seats(post) > 0 && isPossible)
                    {
                        duties.Add(new Possibility(duties.Count, resident, watch, post));
                        costs.Add(PriceOf(pricing, resident, watch, post, supposed));
                    }
                }
            }
        }

        var posts = (
            from watch in problem.Watches
            from post in Watch.Posts
            where watch.Seats(post) > 0
            select (watch, post)
        ).ToArray();
        var writer = new RowWriter(problem, duties, posts, costs, supposed, baseline);
        foreach (var rule in rules)
        {
            writer.Begin(rule);
            rule.Rows(writer);
        }

        writer.Require();
        writer.HoldFacts();
        return new RowModel(problem, duties, posts, [.. costs], writer.Uppers(), writer.Rows)
        {
            Published =
            [
                .. duties
                    .Where(d => baseline?.IsFrozen(d.Watch) == false && baseline.Has(d.Resident, d.Watch, d.Post))
                    .Select(d => d.Column),
            ],
        };
    }

    /// <summary>
    /// The same rows at another cost: the prices of gaps, and beside them a unit for each published duty that is given up. Gaps are above
    /// all changes where its <see cref="Shortfall"/> is null.
    /// </summary>
    public RowModel CountingChanges()
    {
        var costs = new long[Columns];
        for (var column = FirstGap; column < FirstBit; column++)
        {
            costs[column] = GapPrice(column);
        }

        foreach (var column in Published)
        {
            costs[column] = -1;
        }

        return new RowModel(Problem, Duties, gaps, costs, [.. Uppers], Rows) { Published = Published };
    }

    /// <summary>The same model with one row more: of the published duties at least so many are kept.</summary>
    public RowModel Keeping(int least) =>
        Published.Count == 0
            ? this
            : new RowModel(
                Problem,
                Duties,
                gaps,
                [.. Costs],
                [.. Uppers],
                [
                    .. Rows,
                    new Row(
                        new RowKey("published", 1),
                        [.. Published],
                        [.. Published.Select(_ => 1)],
                        least,
                        long.MaxValue,
                        IsLazy: false
                    ),
                ]
            )
            {
                Published = Published,
            };

    /// <summary>No two rotas differ by more than this in all they cost besides the prices of gaps; nor does one cost more or gain more.</summary>
    public long OtherCosts
    {
        get
        {
            var sum = 0L;
            foreach (var post in Duties.GroupBy(d => (d.Watch.Index, d.Post)))
            {
                var costs = post.Select(d => Costs[d.Column]).ToList();
                sum += (Math.Max(0, costs.Max()) - Math.Min(0, costs.Min())) * post.First().Watch.Seats(post.Key.Post);
            }

            for (var column = FirstGap; column < Columns; column++)
            {
                sum += Math.Abs(OtherCost(column)) * Uppers[column];
            }

            return sum;
        }
    }

    /// <summary>
    /// Tells when the price of a gap is not above everything else that the month's rota could cost, so that a cheaper rota
    /// might leave a seat empty without need; null when the prices hold.
    /// </summary>
    public Fault? Shortfall()
    {
        var seats = gaps.ToLookup(g => g.Post, g => g.Watch.Seats(g.Post));
        var everything = OtherCosts;
        var prices = Problem.Terms.Rules.Get<Gaps>();
        foreach (var post in new[] { Post.Standby, Post.Guard, Post.Lead })
        {
            if (prices.PriceOf(post) <= everything)
            {
                return new Fault(
                    new Place($"covenant, gaps, {SeatWords.Of(post).En}"),
                    new(
                        $"{prices.PriceOf(post)} 不高于 {Problem.Area} 本月其余代价之和 {everything}",
                        $"{prices.PriceOf(post)} is not above the sum {everything} of all else in {Problem.Area} this month"
                    ),
                    new($"应大于 {everything}", $"it must be above {everything}")
                );
            }

            everything += prices.PriceOf(post) * seats[post].Sum();
        }

        return null;
    }

    /// <summary>The rota that chosen duties make: seats numbered, pins on their own seats, the rest gaps.</summary>
    /// <param name="chosen">Columns of the duties that are chosen; others are passed over.</param>
    /// <param name="reason">Gives the reason for a gap.</param>
    public WatchRota ToRota(IEnumerable<int> chosen, Func<Seat, Words> reason)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(reason);
        var byPost = chosen.Where(c => c < FirstGap).Select(c => Duties[c]).ToLookup(d => (d.Watch.Index, d.Post));
        var pins = Problem.Pins.ToDictionary(p => (p.Watch.Index, p.Post, p.Number), p => p.Resident);
        var rota = new List<Duty>();
        var open = new List<Gap>();
        foreach (var (watch, post) in gaps)
        {
            var seated = byPost[(watch.Index, post)].Select(d => d.Resident).OrderBy(r => r.Index).ToList();
            var pinned = pins.Where(p => p.Key.Index == watch.Index && p.Key.Post == post)
                .Select(p => p.Value)
                .ToHashSet();
            var free = new Queue<ResidentMonth>(seated.Where(r => !pinned.Contains(r)));
            for (var number = 1; number <= watch.Seats(post); number++)
            {
                var seat = new Seat(watch.Night.Date, watch.Name, post, number);
                var resident =
                    pins.GetValueOrDefault((watch.Index, post, number))
                    ?? (free.TryDequeue(out var next) ? next : null);
                if (resident is null)
                {
                    open.Add(new Gap(seat, reason(seat)));
                }
                else
                {
                    rota.Add(
                        new Duty(seat, resident.Id, resident.Household.Id, watch.Night.PointsOf(post), resident.CanLead)
                    );
                }
            }
        }

        return new WatchRota(Problem.Month, [.. rota.OrderBy(d => d.Seat)], [.. open.OrderBy(g => g.Seat)]);
    }

    private static bool IsPossible(
        Rule[] rules,
        ResidentMonth resident,
        Watch watch,
        Post post,
        Supposition? supposed
    ) =>
        supposed?.Forbidden(resident, watch, post) != true
        && Array.TrueForAll(
            rules,
            r => r.Allows(resident, watch, post) || supposed?.Waived(r, resident, watch, post) == true
        );

    private static long PriceOf(Rule[] rules, ResidentMonth resident, Watch watch, Post post, Supposition? supposed) =>
        rules.Sum(r => supposed?.Waived(r, resident, watch, post) == true ? 0 : r.Price(resident, watch, post));

    private static long GreatestDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
