using Rota.Core.Problems;
using Rota.Core.Registers;

namespace Rota.Solver.Tests;

/// <summary>The same facts told in another way.</summary>
internal static class Retold
{
    /// <summary>Every list in another order, and pairs the other way round.</summary>
    public static ProblemFacts InAnotherOrder(ProblemFacts facts, Random chance) =>
        facts with
        {
            Grids = Shuffled(facts.Grids, chance),
            Households = Shuffled(facts.Households, chance),
            Residents = Shuffled(facts.Residents, chance),
            Absences = Shuffled(facts.Absences, chance),
            Wishes = Shuffled(facts.Wishes, chance),
            Apart = [.. Shuffled(facts.Apart, chance).Select(p => new Apart(p.B, p.A))],
            Balances = Shuffled([.. facts.Balances], chance).ToDictionary(),
            Around = Shuffled(facts.Around, chance),
            FestivalsStood = Shuffled(facts.FestivalsStood, chance),
            WatchesStood = Shuffled([.. facts.WatchesStood], chance).ToDictionary(),
            Pins = Shuffled(facts.Pins, chance),
        };

    /// <summary>Households, residents and those who serve together under other codes, and so in another order.</summary>
    public static ProblemFacts UnderOtherCodes(ProblemFacts facts, Random chance) =>
        facts with
        {
            Households = [.. facts.Households.Select(h => h with { Code = $"{chance.Next()}-{h.Code}" })],
            Residents =
            [
                .. facts.Residents.Select(r =>
                    r with
                    {
                        Code = $"{chance.Next()}-{r.Code}",
                        Together = r.Together is { } code ? $"again {code}" : null,
                    }
                ),
            ],
        };

    /// <summary>Households and residents under other internal ids, as if they had been imported at other times.</summary>
    public static ProblemFacts UnderOtherIds(ProblemFacts facts, Random chance)
    {
        var households = Renumbered(facts.Households.Select(h => h.Id), chance, n => new HouseholdId(n));
        var residents = Renumbered(facts.Residents.Select(r => r.Id), chance, n => new ResidentId(n));
        return facts with
        {
            Households = [.. facts.Households.Select(h => h with { Id = households[h.Id] })],
            Residents =
            [
                .. facts.Residents.Select(r => r with { Id = residents[r.Id], Household = households[r.Household] }),
            ],
            Absences = [.. facts.Absences.Select(a => a with { Resident = residents[a.Resident] })],
            Wishes = [.. facts.Wishes.Select(w => w with { Resident = residents[w.Resident] })],
            Apart = [.. facts.Apart.Select(p => new Apart(households[p.A], households[p.B]))],
            Balances = Known(facts.Balances, households),
            Around =
            [
                .. facts
                    .Around.Where(d => households.ContainsKey(d.Household) && residents.ContainsKey(d.Resident))
                    .Select(d => d with { Household = households[d.Household], Resident = residents[d.Resident] }),
            ],
            FestivalsStood =
            [
                .. facts
                    .FestivalsStood.Where(f => households.ContainsKey(f.Household))
                    .Select(f => (households[f.Household], f.Festival)),
            ],
            WatchesStood = Known(facts.WatchesStood, residents),
            Pins = [.. facts.Pins.Select(p => (p.Seat, residents[p.Resident]))],
        };
    }

    private static Dictionary<TId, TId> Renumbered<TId>(IEnumerable<TId> ids, Random chance, Func<int, TId> make)
        where TId : notnull
    {
        var all = ids.ToList();
        return Shuffled(all, chance).Select((id, index) => (id, index)).ToDictionary(p => p.id, p => make(p.index + 1));
    }

    private static Dictionary<TId, T> Known<TId, T>(IReadOnlyDictionary<TId, T> of, Dictionary<TId, TId> ids)
        where TId : notnull => of.Where(p => ids.ContainsKey(p.Key)).ToDictionary(p => ids[p.Key], p => p.Value);

    private static List<T> Shuffled<T>(IReadOnlyList<T> list, Random chance) => [.. list.OrderBy(_ => chance.Next())];
}
