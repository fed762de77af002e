using NodaTime;
using Rota.Core;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Which watch areas a use case works on.</summary>
/// <param name="Community">Only areas of this community or village; null for every one.</param>
/// <param name="Areas">Only these areas, by their code or the code of a grid in them; empty for every one.</param>
public sealed record AreaChoice(string? Community, IReadOnlyList<string> Areas)
{
    /// <summary>Every area of the street.</summary>
    public static AreaChoice All { get; } = new(null, []);

    /// <summary>Picks the areas of a month as the books hold them now, or says which name fits none.</summary>
    internal async Task<Outcome<IReadOnlyList<AreaMonth>>> PickAsync(
        Office office,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await PickAsync(reader, month, cancellation);
    }

    /// <summary>Picks the areas of a month as a reader finds them, or says which name fits none.</summary>
    public async Task<Outcome<IReadOnlyList<AreaMonth>>> PickAsync(
        StreetReader reader,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Pick(await reader.Areas.MonthAsync(month, cancellation), a => a.State);
    }

    /// <summary>Picks areas, or says which name fits none.</summary>
    public Outcome<IReadOnlyList<T>> Pick<T>(IReadOnlyList<T> all, Func<T, AreaState> stateOf)
    {
        var faults = new List<Fault>();
        if (all.Count == 0)
        {
            faults.Add(
                new Fault(
                    new Place("register"),
                    new("名册是空的", "the register is empty"),
                    new("请先导入名册：rota import DIR", "import a register first: rota import DIR")
                )
            );
        }

        if (Community is not null && all.Count > 0 && !all.Any(a => IsOf(Community, stateOf(a))))
        {
            var names = string.Join("、", all.Select(a => stateOf(a).Area.Community).Distinct());
            faults.Add(Unknown("--community", Community, names));
        }

        var unknown = Areas.Where(code => all.Count > 0 && !all.Any(a => Bears(code, stateOf(a))));
        faults.AddRange(
            unknown.Select(code =>
                Unknown("--area", code, $"{stateOf(all[0]).Area.Code} … {stateOf(all[^1]).Area.Code}")
            )
        );
        return Outcome<IReadOnlyList<T>>.Of(
            faults,
            () =>
                [
                    .. all.Where(a => Community is null || IsOf(Community, stateOf(a)))
                        .Where(a => Areas.Count == 0 || Areas.Any(code => Bears(code, stateOf(a)))),
                ]
        );
    }

    private static bool IsOf(string community, AreaState state) =>
        state.Area.Community == community || state.Area.Community.StartsWith(community, StringComparison.Ordinal);

    private static bool Bears(string code, AreaState state) =>
        string.Equals(state.Area.Code, code, StringComparison.OrdinalIgnoreCase)
        || state.Area.Grids.Contains(code, StringComparer.OrdinalIgnoreCase);

    private static Fault Unknown(string option, string value, string known) =>
        new(
            new Place(option),
            new($"没有“{value}”", $"there is no \"{value}\""),
            new($"现有：{known}", $"there are: {known}")
        );
}
