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
    private readonly Dictionary<(int Watch, Post Post), List<Possibility>> onPost = [];
    private readonly Dictionary<(int Household, int Watch), List<Possibility>> ofHousehold = [];
    private readonly Dictionary<(int Resident, int Watch), List<Possibility>> ofResident = [];
    private readonly Supposition? supposed;
    private Rule? rule;

    internal RowWriter(
        RotaProblem problem,
        IReadOnlyList<Possibility> duties,
        (Watch, Post)[] gaps,
        List<long> costs,
        Supposition? supposed
    )
    {
        Problem = problem;
        this.supposed = supposed;
        this.duties = duties;
        this.gaps = gaps;
        this.costs = costs;
        costs.AddRange(gaps.Select(_ => 0L));
        foreach (var duty in duties)
        {
            Add(onPost, (duty.Watch.Index, duty.Post), duty);
            Add(ofHousehold, (duty.Resident.Household.Index, duty.Watch.Index), duty);
            Add(ofResident, (duty.Resident.Index, duty.Watch.Index), duty);
        }
    }

    /// <summary>The problem that is written.</summary>
    public RotaProblem Problem { get; }

    internal IReadOnlyList<Row> Rows => rows;

    /// <summary>Possible duties on a post of a watch.</summary>
    public IReadOnlyList<Possibility> On(Watch watch, Post post) =>
        onPost.GetValueOrDefault((watch.Index, post)) ?? None;

    /// <summary>Possible duties of a resident on a watch, standby included.</summary>
    public IReadOnlyList<Possibility> Of(ResidentMonth resident, Watch watch) =>
        ofResident.GetValueOrDefault((resident.Index, watch.Index)) ?? None;

    /// <summary>Columns whose sum says whether a resident is out on a watch.</summary>
    public IEnumerable<int> Out(ResidentMonth resident, Watch watch) =>
        Of(resident, watch).Where(d => Watch.IsOut(d.Post)).Select(d => d.Column);

    /// <summary>
    /// Columns whose sum is how often a household is out on a watch: each resident who serves alone, and of those who serve
    /// together the first of the household for all of them, since they are out together or not at all.
    /// </summary>
    public IEnumerable<int> Out(HouseholdMonth household, Watch watch)
    {
        foreach (var duty in ofHousehold.GetValueOrDefault((household.Index, watch.Index)) ?? None)
        {
            if (Watch.IsOut(duty.Post) && IsFirstOfItsGroup(duty.Resident))
            {
                yield return duty.Column;
            }
        }
    }

    /// <summary>Columns of a household's standby on a watch.</summary>
    public IEnumerable<int> Standby(HouseholdMonth household, Watch watch) =>
        (ofHousehold.GetValueOrDefault((household.Index, watch.Index)) ?? None)
            .Where(d => d.Post == Post.Standby)
            .Select(d => d.Column);

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
        var merged = new SortedDictionary<int, int>();
        foreach (var (column, coefficient) in terms)
        {
            if (IsWaived(column))
            {
                continue;
            }

            merged[column] = merged.GetValueOrDefault(column) + coefficient;
        }

        var columns = new List<int>(merged.Count);
        var coefficients = new List<int>(merged.Count);
        foreach (var (column, coefficient) in merged)
        {
            if (coefficient != 0)
            {
                columns.Add(column);
                coefficients.Add(coefficient);
            }
        }

        if (!CannotBreak(columns, coefficients, lower, upper))
        {
            rows.Add(new Row(new RowKey(rule?.Key ?? "", first, second), [.. columns], [.. coefficients], lower, upper, lazy));
        }
    }

    internal void Begin(Rule begun) => rule = begun;

    /// <summary>Writes that one of the duties that are supposed to be is.</summary>
    internal void Require()
    {
        rule = null;
        if (supposed?.Requires is { } requires)
        {
            var terms = duties.Where(d => requires(d.Resident, d.Watch, d.Post)).Select(d => (d.Column, 1));
            Write(0, 0, terms, 1, long.MaxValue);
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

    private static bool IsFirstOfItsGroup(ResidentMonth resident) =>
        resident.Group is not { } group || group.Members.First(m => m.Household == resident.Household) == resident;

    private static void Add<TKey>(Dictionary<TKey, List<Possibility>> index, TKey key, Possibility duty)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        list.Add(duty);
    }

    private bool IsWaived(int column) =>
        supposed?.Waives is not null
        && rule is not null
        && column < duties.Count
        && duties[column] is var duty
        && supposed.Waived(rule, duty.Resident, duty.Watch, duty.Post);

    private bool CannotBreak(List<int> columns, List<int> coefficients, long lower, long upper)
    {
        long least = 0;
        long most = 0;
        for (var i = 0; i < columns.Count; i++)
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
