using System.Collections.Immutable;
using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;

namespace Rota.Testing.Covenants;

/// <summary>Chance covenants: every part of them differs, and all rules have limits and prices of their own.</summary>
public static class GenCovenant
{
    private static readonly Gen<string> Name = OneOf("丽景", "福泉", "温泉路", "a", "b \"c\"", "<d>", "é—'");

    private static readonly Gen<Words> BothLanguages = Gen.Select(Name, Name, (zh, en) => new Words(zh, en));

    private static readonly Gen<LocalDate> Date = Gen.Int[0, 2000].Select(d => new LocalDate(2025, 1, 1).PlusDays(d));

    private static readonly Gen<AnnualDate> Annual = Gen.Int[0, 365]
        .Select(d => new LocalDate(2028, 1, 1).PlusDays(d))
        .Select(d => new AnnualDate(d.Month, d.Day));

    private static readonly Gen<LocalTime> Time = Gen.Int[0, 1439].Select(m => LocalTime.Midnight.PlusMinutes(m));

    private static readonly Gen<WatchPattern> Watch =
        from name in Name
        from start in Time
        from end in Time
        from leads in Gen.Int[0, 3]
        from guards in Gen.Int[0, 3]
        from standbys in Gen.Int[0, 3]
        from weekdays in Gen.Shuffle(Enumerable.Range(1, 7).ToArray(), 0, 7)
        select new WatchPattern(name, start, end, leads, guards, standbys, [.. weekdays.Order().Cast<IsoDayOfWeek>()]);

    private static readonly Gen<ImmutableArray<WatchPattern>> Watches = Watch
        .Array[0, 3]
        .Select(w => w.ToImmutableArray());

    /// <summary>All rules, each property of each by chance.</summary>
    public static Gen<RuleSet> Rules { get; } =
        Gen.ULong.Select(seed =>
        {
            var numbers = new Queue<ulong>(Numbers(seed).Take(64));
            return RuleSet.Default.All.Aggregate(RuleSet.Default, (set, rule) => set.Replacing(Changed(rule, numbers)));
        });

    /// <summary>Terms.</summary>
    public static Gen<Terms> Terms { get; } =
        from points in Gen.Select(Gen.Int[0, 9], Gen.Int[10, 19], Gen.Int[20, 29], Gen.Int[30, 99], Gen.Int[1, 9])
        from eves in Gen.Shuffle(Lunar.Names.ToArray(), 0, 4)
        from watches in Watches
        from seasons in Gen.Select(Annual, Annual, Watches, (f, t, w) => new Season(f, t, w)).Array[0, 2]
        from exceptions in Gen.Select(
            Date,
            Date,
            Watches,
            BothLanguages,
            (f, t, w, r) => new DatedException(f, t, w, r)
        ).Array[0, 2]
        from ages in Gen.Select(Gen.Int[18, 30], Gen.Int[50, 65], Gen.Int[66, 80], Gen.Int[1, 9])
        from share in Gen.Enum<ShareKind>()
        from rules in Rules
        select new Terms
        {
            Points = new(points.Item1, points.Item2, points.Item3, points.Item4, points.Item5),
            Eves = [.. eves],
            Watches = watches,
            Seasons = [.. seasons],
            Exceptions = [.. exceptions],
            Guards = new(ages.Item1, ages.Item2, ages.Item3, ages.Item4),
            Share = share,
            Rules = rules,
        };

    /// <summary>Covenants.</summary>
    public static Gen<Covenant> Covenant { get; } =
        from name in BothLanguages
        from adopted in Date
        from council in Name
        from month in Date
        from url in OneOf<string?>(null, "https://example.org/watch")
        from draft in Gen.Int[1, 28]
        from areas in Gen.Select(
            Gen.Int[0, 99],
            Gen.Int[1, 3],
            OneOf<string?>(null, "岗亭"),
            OneOf<string?>(null, "0735-2220001"),
            (code, grids, point, phone) =>
                new AreaPlan($"A-{code}", [.. Enumerable.Range(0, grids).Select(g => $"G-{code}-{g}")], point, phone)
        ).Array[0, 3]
        from terms in Terms
        from communities in Gen.Dictionary(Name, Terms)[0, 2]
        from own in Gen.Dictionary(Name, Terms)[0, 2]
        select new Covenant
        {
            Name = name,
            AdoptedOn = adopted,
            AdoptedBy = council,
            InForceFrom = new YearMonth(month.Year, month.Month),
            TimeZone = "Asia/Shanghai",
            PublicUrl = url,
            Cycle = new Cycle(draft, draft, draft + 1),
            Changes =
                draft % 3 == 0
                    ? ChangeTerms.Default
                    : new ChangeTerms(draft % 2 == 0, draft, draft * 3, draft * 5, (EmergencyExcuses)(draft % 8)),
            Areas = [.. areas.DistinctBy(a => a.Code).OrderBy(a => a.Code, StringComparer.Ordinal)],
            Terms = terms,
            Communities = communities.ToImmutableSortedDictionary(StringComparer.Ordinal),
            AreaTerms = own.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Rule Changed(Rule rule, Queue<ulong> numbers)
    {
        var changed = (Rule)Activator.CreateInstance(rule.GetType())!;
        foreach (var property in rule.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var number = numbers.Dequeue();
            property.SetValue(
                changed,
                property.PropertyType == typeof(bool) ? number % 2 == 0
                    : property.PropertyType == typeof(int) ? (int)(number % 60)
                    : (object)(long)(number % 1_000_000_000_000)
            );
        }

        return changed;
    }

    /// <summary>Numbers that follow from a seed (SplitMix64).</summary>
    private static IEnumerable<ulong> Numbers(ulong seed)
    {
        while (true)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            yield return z ^ (z >> 31);
        }
    }
}
