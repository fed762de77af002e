using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Rows;

/// <summary>What a rule writes its rows with. Rules are written one after the other; their order does not change what the rows mean.</summary>
public sealed class RowWriter
{
    private static readonly IReadOnlyList<Possibility> None = [];
    private readonly IReadOnlyList<Possibility> duties;
    private readonly (Watch Watch, Post Post)[] gaps;
    private readonly List<long> costs;
    private readonly List<int> bits = [];
    private readonly List<Row> rows = [];
    private readonly List<Possibility>?[,] onPost;
    private readonly List<Possibility>?[,] ofHousehold;
    private readonly List<Possibility>?[,] ofResident;
    private readonly Supposition? supposed;
    private readonly Baseline? baseline;
    private Rule? rule;

    internal RowWriter(
        RotaProblem problem,
        IReadOnlyList<Possibility> duties,
        (Watch, Post)[] gaps,
        List<long> costs,
        Supposition? supposed,
        Baseline? baseline
    )
    {
        Problem = problem;
        this.supposed = supposed;
        this.baseline = baseline;
        this.duties = duties;
        this.gaps = gaps;
        this.costs = costs;
        costs.AddRange(gaps.Select(_ => 0L));
        onPost = new List<Possibility>?[problem.Watches.Count, Watch.Posts.Count];
        ofHousehold = new List<Possibility>?[problem.Households.Count, problem.Watches.Count];
        ofResident = new List<Possibility>?[problem.Residents.Count, problem.Watches.Count];
        foreach (var duty in duties)
        {
            (onPost[duty.Watch.Index, (int)duty.Post] ??= []).Add(duty);
            (ofHousehold[duty.Resident.Household.Index, duty.Watch.Index] ??= []).Add(duty);
            (ofResident[duty.Resident.Index, duty.Watch.Index] ??= []).Add(duty);
        }
    }

    /// <summary>The problem that is written.</summary>
    public RotaProblem Problem { get; }

    internal IReadOnlyList<Row> Rows => rows;

    /// <summary>Possible duties on a post of a watch.</summary>
    public IReadOnlyList<Possibility> On(Watch watch, Post post) => onPost[watch.Index, (int)post] ?? None;

    /// <summary>Possible duties of a resident on a watch, standby included.</summary>
    public IReadOnlyList<Possibility> Of(ResidentMonth resident, Watch watch) =>
        ofResident[resident.Index, watch.Index] ?? None;

    /// <summary>Columns whose sum says whether a resident is out on a watch.</summary>
    public IEnumerable<int> Out(ResidentMonth resident, Watch watch) =>
        Of(resident, watch).Where(d => Watch.IsOut(d.Post)).Select(d => d.Column);

    /// <summary>
    /// Columns whose sum is how often a household is out on a watch: each resident who serves alone, and of those who serve
    /// together the first of the household for all of them, since they are out together or not at all.
    /// </summary>
    public IEnumerable<int> Out(HouseholdMonth household, Watch watch)
    {
        foreach (var duty in ofHousehold[household.Index, watch.Index] ?? None)
        {
            if (Watch.IsOut(duty.Post) && CountsByItself(duty))
            {
                yield return duty.Column;
            }
        }
    }

    /// <summary>
    /// The columns of <see cref="Out(HouseholdMonth, Watch)"/> and <see cref="Standby"/> on all watches together, each with its watch, in order.
    /// </summary>
    public IEnumerable<(Watch Watch, int Column)> OutOrStandby(HouseholdMonth household) =>
        from resident in household.Residents
        from watch in Problem.Watches
        from duty in Of(resident, watch)
        where !Watch.IsOut(duty.Post) || CountsByItself(duty)
        select (watch, duty.Column);

    /// <summary>Columns of a household's standby on a watch.</summary>
    public IEnumerable<int> Standby(HouseholdMonth household, Watch watch) =>
        (ofHousehold[household.Index, watch.Index] ?? None).Where(d => d.Post == Post.Standby).Select(d => d.Column);

    /// <summary>The column that counts the gaps on a post of a watch.</summary>
    public int Gap(Watch watch, Post post) => duties.Count + Array.IndexOf(gaps, (watch, post));

    /// <summary>Adds a price to a column.</summary>
    public void Charge(int column, long price) => costs[column] += price;

    /// <summary>A new helper bit, 0 or 1, with a price.</summary>
    public int Bit(long price)
    {
        costs.Add(price);
        bits.Add(costs.Count - 1);
        return costs.Count - 1;
    }

    /// <summary>Writes: the sum of these columns is at most so much. Nothing is written when it cannot be more.</summary>
    public void AtMost(int first, int second, IEnumerable<int> columns, long most, bool lazy = false) =>
        Write(first, second, columns.Select(c => (c, 1)), long.MinValue, most, lazy);

    /// <summary>Writes: lower ≤ Σ coefficient · column ≤ upper.</summary>
    public void Write(
        int first,
        int second,
        IEnumerable<(int Column, int Coefficient)> terms,
        long lower,
        long upper,
        bool lazy = false
    )
    {
        var (columns, coefficients) = Merged(supposed is null ? terms : terms.Where(t => !IsWaived(t.Column)));
        if (baseline is not null)
        {
            if (IsOfFactsAlone(columns))
            {
                return;
            }

            (lower, upper) = BesideFacts(columns, coefficients, lower, upper);
        }

        if (!CannotBreak(columns, coefficients, lower, upper))
        {
            rows.Add(new Row(new RowKey(rule?.Key ?? "", first, second), columns, coefficients, lower, upper, lazy));
        }
    }

    internal void Begin(Rule begun) => rule = begun;

    /// <summary>Writes what is supposed to be: one of some duties, each of some others, seats that stay open.</summary>
    internal void Require()
    {
        rule = null;
        if (supposed?.Requires is { } requires)
        {
            AtLeast(0, 0, duties.Where(d => requires(d.Resident, d.Watch, d.Post)), 1);
        }

        if (supposed?.Keeps is { } keeps)
        {
            var kept =
                from resident in Problem.Residents
                from watch in Problem.Watches
                from post in Watch.Posts
                where keeps(resident, watch, post)
                select (Who: resident, Watch: watch, Post: post);
            foreach (var duty in kept)
            {
                var its = Of(duty.Who, duty.Watch).Where(d => d.Post == duty.Post);
                AtLeast(1 + duty.Who.Index, (duty.Watch.Index * Watch.Posts.Count) + (int)duty.Post, its, 1);
            }
        }

        if (supposed?.LeavesOpen is { } leavesOpen)
        {
            foreach (var (watch, post) in gaps)
            {
                var filled = On(watch, post).Select(d => d.Column);
                AtMost(-1 - watch.Index, (int)post, filled, watch.Seats(post) - leavesOpen(watch, post));
            }
        }
    }

    private void AtLeast(int first, int second, IEnumerable<Possibility> some, int least) =>
        Write(first, second, some.Select(d => (d.Column, 1)), least, long.MaxValue);

    /// <summary>Writes that duties on watches that may not change are.</summary>
    internal void HoldFacts()
    {
        var facts = duties.Where(d => baseline?.IsFrozen(d.Watch) == true).Select(d => d.Column).ToArray();
        if (facts.Length > 0)
        {
            var ones = Array.ConvertAll(facts, _ => 1);
            rows.Add(new Row(new RowKey("published", 0), facts, ones, facts.Length, facts.Length, IsLazy: false));
        }
    }

    internal int[] Uppers()
    {
        var uppers = new int[costs.Count];
        Array.Fill(uppers, 1);
        for (var i = 0; i < gaps.Length; i++)
        {
            uppers[duties.Count + i] = gaps[i].Watch.Seats(gaps[i].Post);
        }

        return uppers;
    }

    /// <summary>The terms in order of columns, each column once, none with the coefficient 0.</summary>
    private static (int[] Columns, int[] Coefficients) Merged(IEnumerable<(int Column, int Coefficient)> terms)
    {
        var all = terms.ToArray();
        var columns = Array.ConvertAll(all, t => t.Column);
        var coefficients = Array.ConvertAll(all, t => t.Coefficient);
        if (IsAscending(columns) && !coefficients.Contains(0))
        {
            return (columns, coefficients);
        }

        Array.Sort(columns, coefficients);
        var count = 0;
        for (var i = 0; i < columns.Length; )
        {
            var (column, sum) = (columns[i], 0);
            for (; i < columns.Length && columns[i] == column; i++)
            {
                sum += coefficients[i];
            }

            if (sum != 0)
            {
                (columns[count], coefficients[count]) = (column, sum);
                count++;
            }
        }

        return count == columns.Length ? (columns, coefficients) : (columns[..count], coefficients[..count]);
    }

    private static bool IsAscending(int[] columns)
    {
        for (var i = 1; i < columns.Length; i++)
        {
            if (columns[i - 1] >= columns[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether those of a resident's group are out on a watch together or not at all, nothing else being supposed of any of them.</summary>
    public bool AreTogether(ResidentMonth resident, Watch watch)
    {
        var together = Problem.Terms.Rules.Get<Together>();
        return resident.Group is { } group
            && group.Members.All(m => Watch.OutPosts.All(p => supposed?.Waived(together, m, watch, p) != true));
    }

    /// <summary>
    /// Whether a duty says by itself that the household is out: of those who serve together the first says it for all, unless it is
    /// supposed that they need not be together there.
    /// </summary>
    private bool CountsByItself(Possibility duty) =>
        duty.Resident.Group is not { } group
        || group.Members.First(m => m.Household == duty.Resident.Household && IsWithin(m, duty.Watch)) == duty.Resident
        || supposed?.Waived(Problem.Terms.Rules.Get<Together>(), duty.Resident, duty.Watch, duty.Post) == true;

    /// <summary>Whether somebody may be out on a watch: on one that may not change only those are who were published.</summary>
    private bool IsWithin(ResidentMonth resident, Watch watch) =>
        baseline?.IsFrozen(watch) != true || Watch.OutPosts.Any(p => baseline.Has(resident, watch, p));

    /// <summary>Whether a row speaks of duties that are facts and of no other: there is nothing to decide by it.</summary>
    private bool IsOfFactsAlone(int[] columns)
    {
        var facts = false;
        foreach (var column in columns)
        {
            if (column >= duties.Count + gaps.Length)
            {
                continue;
            }

            if (column >= duties.Count || !baseline!.IsFrozen(duties[column].Watch))
            {
                return false;
            }

            facts = true;
        }

        return facts;
    }

    /// <summary>The sides of a row as wide as facts make them: what stands already is not judged, and nothing is added to it.</summary>
    private (long Lower, long Upper) BesideFacts(int[] columns, int[] coefficients, long lower, long upper)
    {
        long least = 0;
        long most = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] >= duties.Count && columns[i] < duties.Count + gaps.Length)
            {
                return (lower, upper);
            }

            var isFact = columns[i] < duties.Count && baseline!.IsFrozen(duties[columns[i]].Watch);
            least += isFact ? coefficients[i] : Math.Min(0, coefficients[i]);
            most += isFact ? coefficients[i] : Math.Max(0, coefficients[i]);
        }

        return (Math.Min(lower, most), Math.Max(upper, least));
    }

    private bool IsWaived(int column) =>
        supposed?.Waives is not null
        && rule is not null
        && column < duties.Count
        && duties[column] is var duty
        && supposed.Waived(rule, duty.Resident, duty.Watch, duty.Post);

    private bool CannotBreak(int[] columns, int[] coefficients, long lower, long upper)
    {
        long least = 0;
        long most = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var bound =
                column < duties.Count || column >= duties.Count + gaps.Length
                    ? 1
                    : gaps[column - duties.Count].Watch.Seats(gaps[column - duties.Count].Post);
            var reach = (long)coefficients[i] * bound;
            least += Math.Min(0, reach);
            most += Math.Max(0, reach);
        }

        return lower <= least && most <= upper;
    }
}
