using NodaTime;
using Rota.Benchmarks.Streets;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Seeds;

namespace Rota.Benchmarks.Instances;

/// <summary>What each mode measures.</summary>
internal static class InstanceSet
{
    /// <summary>Grids of the street.</summary>
    public const int AllGrids = 93;

    /// <summary>The instances of a mode, in order.</summary>
    /// <param name="mode">A mode.</param>
    /// <param name="grids">How many grids of the street, spread evenly over it.</param>
    public static IReadOnlyList<Instance> Of(Mode mode, int grids) =>
        mode switch
        {
            Mode.Month or Mode.Changes => Grids(SeedProfile.Std, MeasuringTerms.LeadRequired, grids),
            Mode.Ample => Grids(SeedProfile.Ample, MeasuringTerms.LeadRequired, grids),
            Mode.Seed => Grids(SeedProfile.Street, MeasuringTerms.AsAdopted, grids),
            Mode.Gaps => Smallest(grids),
            Mode.Hard => Hard(),
            Mode.Growth => [.. Households(), .. Nights()],
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "It has no set of instances."),
        };

    /// <summary>An instance of another street, to run once before anything is measured.</summary>
    public static Instance WarmUp() => OneGrid(SeedProfile.Std, seed: 2) with { Name = "warm-up" };

    /// <summary>The grid of a street of one, quickly made.</summary>
    /// <param name="profile">std or ample.</param>
    /// <param name="seed">Any number.</param>
    public static Instance OneGrid(SeedProfile profile, int seed)
    {
        var options = new SeedOptions
        {
            AsOf = Instance.AsOf,
            Profile = profile,
            Grids = 1,
            Seed = seed,
        };
        var street = SeedStreet.Of(options);
        var books = street.Books(street.Grids, MeasuringTerms.LeadRequired, MeasuringTerms.Calendar);
        return new Instance(books.Area, () => books.Facts(Instance.Month));
    }

    /// <summary>Books of grids of the street, spread evenly over it.</summary>
    public static IReadOnlyList<AreaBooks> Books(SeedProfile profile, Terms terms, int grids)
    {
        var street = SeedStreet.Of(new SeedOptions { AsOf = Instance.AsOf, Profile = profile });
        var codes = Enumerable.Range(0, grids).Select(i => street.Grids[i * AllGrids / grids]);
        return [.. codes.Select(code => street.Books([code], terms, MeasuringTerms.Calendar))];
    }

    private static List<Instance> Grids(SeedProfile profile, Terms terms, int grids) =>
        [.. Books(profile, terms, grids).Select(books => new Instance(books.Area, () => books.Facts(Instance.Month)))];

    /// <summary>The smallest std grids, of which a fifth of the street has too few who can lead: where the gaps are.</summary>
    private static List<Instance> Smallest(int grids) =>
        [
            .. Books(SeedProfile.Std, MeasuringTerms.LeadRequired, AllGrids)
                .OrderBy(b => b.Households)
                .Take(Math.Min(grids, AllGrids / 5))
                .Select(books => new Instance(books.Area, () => books.Facts(Instance.Month))),
        ];

    /// <summary>Three watches a night of four seats each, 500 households: with many who can lead, and with few.</summary>
    private static List<Instance> Hard() =>
        [
            .. new[] { SeedProfile.Ample, SeedProfile.Std }.Select(profile =>
            {
                var street = SeedStreet.Of(new SeedOptions { AsOf = Instance.AsOf, Profile = profile });
                var terms = MeasuringTerms.LeadRequired.With(watches: 3, leads: 1, guards: 2, standbys: 1);
                var name = profile == SeedProfile.Std ? "std" : "ample";
                return Joined($"{name}, 3 watches of 4 seats", street, 0, 500, terms);
            }),
        ];

    /// <summary>One watch a night, more and more households; three areas of each size.</summary>
    private static IEnumerable<Instance> Households()
    {
        var street = SeedStreet.Of(new SeedOptions { AsOf = Instance.AsOf, Profile = SeedProfile.Ample });
        return from households in new[] { 100, 200, 300, 400, 500 }
            from area in Enumerable.Range(0, 3)
            select Joined($"households {households} {area + 1}", street, area, households, MeasuringTerms.LeadRequired);
    }

    /// <summary>
    /// 300 households, more and more watches; three areas of each size. A rota is of one month, so that beyond its 31 nights there
    /// are two watches a night: 62 watches of one month, where two months would be two rotas.
    /// </summary>
    private static IEnumerable<Instance> Nights()
    {
        var street = SeedStreet.Of(new SeedOptions { AsOf = Instance.AsOf, Profile = SeedProfile.Ample });
        return from nights in new[] { 7, 14, 21, 31, 62 }
            from area in Enumerable.Range(0, 3)
            let terms = MeasuringTerms.LeadRequired.With(watches: nights > 31 ? 2 : 1, 1, 1, 1)
            select Joined($"watches {nights} {area + 1}", street, area, 300, terms.Until(Math.Min(31, nights)));
    }

    private static Instance Joined(string name, SeedStreet street, int area, int households, Terms terms)
    {
        // Grids have 100 households or more.
        var codes = street.Grids.Skip(area * 5).Take(5).ToList();
        var books = street.Books(codes, terms, MeasuringTerms.Calendar, households);
        return new Instance(name, () => books.Facts(Instance.Month));
    }

    /// <summary>The same terms with the nights after a day of the measured month suspended.</summary>
    private static Terms Until(this Terms terms, int day)
    {
        var last = Instance.Month.ToDateInterval().End;
        var from = Instance.Month.OnDayOfMonth(day).PlusDays(1);
        return from > last
            ? terms
            : terms with
            {
                Exceptions = [new DatedException(from, last, [], new Words("停值", "suspended"))],
            };
    }
}
