using System.Collections.Immutable;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Files.Yaml;

namespace Rota.Files.Covenants;

/// <summary>
/// Reads terms: the street's, which has to write them, or what a community or an area replaces of those beneath it. Where a
/// part is at fault a stand-in takes its place, so that reading goes on; no covenant comes of it.
/// </summary>
/// <param name="faults">Where faults go.</param>
internal sealed class TermsReader(YamlFaults faults)
{
    /// <summary>No price of a covenant is above this, so that a month's sum stays a 64-bit whole number.</summary>
    private const long HighestPrice = 1_000_000_000_000_000;

    private static readonly NightPoints SomePoints = new(10, 15, 30, 50, 5);
    private static readonly GuardAges SomeAges = new(19, 65, 70, 3);

    /// <summary>What a street has of the lists that it may leave out.</summary>
    private static readonly Terms NoLists = new()
    {
        Points = SomePoints,
        Eves = [],
        Watches = [],
        Guards = SomeAges,
        Share = ShareKind.AdultsCapped,
        Rules = RuleSet.Default,
    };

    private static readonly Dictionary<string, ShareKind> Shares = new()
    {
        ["adults"] = ShareKind.Adults,
        ["adults_capped"] = ShareKind.AdultsCapped,
        ["household"] = ShareKind.Household,
    };

    private readonly WatchesReader watches = new(faults);

    /// <summary>The word a file uses for a kind of share.</summary>
    public static string NameOf(ShareKind share) => Shares.First(s => s.Value == share).Key;

    /// <summary>The kind of share that a word means.</summary>
    public static ShareKind ShareOf(string name) => Shares[name];

    /// <summary>Words in both languages: <c>{ zh: …, en: … }</c>.</summary>
    public Words? Words(YamlFields fields, string key)
    {
        var both = new YamlFields(fields.Required(key, "{ zh: 中文， en: English }"), key, faults);
        var zh = faults.Text(both.Required("zh", "中文"));
        var en = faults.Text(both.Required("en", "English"));
        both.Finish();
        return zh is not null && en is not null ? new Words(zh, en) : null;
    }

    /// <summary>The terms written in some fields, with those beneath where nothing is written.</summary>
    /// <param name="fields">The covenant itself, or what is replaced; whoever calls finishes it.</param>
    /// <param name="beneath">Terms that hold where these say nothing; null for the street's, which say everything.</param>
    public Terms Read(YamlFields fields, Terms? beneath)
    {
        var before = faults.Count;
        var terms = new Terms
        {
            Points = Part(fields, beneath, "points", "{ ordinary: 10, … }", Points, t => t.Points) ?? SomePoints,
            Eves = Part(fields, beneath, "eves", "[除夕]", Eves, t => t.Eves),
            Watches = Part(fields, beneath, "watches", "[…]", Watches, t => t.Watches),
            Seasons = Part(fields, beneath ?? NoLists, "seasons", "[]", watches.Seasons, t => t.Seasons),
            Exceptions = Part(fields, beneath ?? NoLists, "exceptions", "[]", Exceptions, t => t.Exceptions),
            Guards = Part(fields, beneath, "guards", "{ from: 19, … }", Guards, t => t.Guards) ?? SomeAges,
            Share = Part(fields, beneath, "share", "adults_capped", Share, t => t.Share),
            Rules = beneath?.Rules ?? RuleSet.Default,
        };
        var rules = new YamlFields(fields.Optional("rules"), "rules", faults);
        terms = terms with { Rules = Rules(rules, terms.Rules) };
        if (faults.Count == before)
        {
            CheckRules(fields, rules, terms);
        }

        return terms;
    }

    /// <summary>A part that the street has to write, and others may replace.</summary>
    private static T Part<T>(
        YamlFields fields,
        Terms? beneath,
        string key,
        string sample,
        Func<YamlNode?, T> read,
        Func<Terms, T> its
    ) =>
        beneath is null || fields.Has(key) ? read(fields.Required(key, sample))
        : fields.Optional(key) is { } node ? read(node)
        : its(beneath);

    private ImmutableArray<WatchPattern> Watches(YamlNode? node)
    {
        var read = watches.Patterns(node, "watches", weekdays: true);
        if (node is YamlList { Items.Count: 0 })
        {
            faults.Add(
                node,
                new("watches 是空的", "watches is empty"),
                new(
                    "平常夜晚至少有一班；要停值，请写进 exceptions",
                    "list at least one watch; to suspend nights, use exceptions"
                )
            );
        }

        return read;
    }

    private ImmutableArray<DatedException> Exceptions(YamlNode? node) => watches.Exceptions(node, Words);

    private NightPoints? Points(YamlNode? node)
    {
        var fields = new YamlFields(node, "points", faults);
        var ordinary = faults.Int(fields.Required("ordinary", "10"), 0, 1000);
        var before = faults.Int(fields.Required("before_day_off", "15"), 0, 1000);
        var holiday = faults.Int(fields.Required("holiday", "30"), 0, 1000);
        var eve = faults.Int(fields.Required("eve", "50"), 0, 1000);
        var part = faults.Int(fields.Required("standby_part", "5"), 1, 100);
        fields.Finish();
        if (
            ordinary is not { } o
            || before is not { } b
            || holiday is not { } h
            || eve is not { } e
            || part is not { } p
        )
        {
            return null;
        }

        if (o <= b && b <= h && h <= e)
        {
            return new NightPoints(o, b, h, e, p);
        }

        faults.Add(
            node!,
            new(
                $"平日 {o}、休息日前夜 {b}、节假日 {h}、除夕等 {e}，越重要的夜晚反而分低",
                $"ordinary {o}, before_day_off {b}, holiday {h}, eve {e}: a weightier night weighs less"
            ),
            new("应 ordinary ≤ before_day_off ≤ holiday ≤ eve", "it must be ordinary ≤ before_day_off ≤ holiday ≤ eve")
        );
        return null;
    }

    private ImmutableArray<string> Eves(YamlNode? node)
    {
        var eves = ImmutableArray.CreateBuilder<string>();
        foreach (var item in faults.Items(node, "eves"))
        {
            if (faults.OneOf(item, Lunar.Names) is not { } name)
            {
                continue;
            }

            if (eves.Contains(name))
            {
                faults.Add(item, new($"{name} 写了两次", $"{name} stands twice"), new("请只留一个", "keep one"));
            }

            eves.Add(name);
        }

        return eves.ToImmutable();
    }

    private GuardAges? Guards(YamlNode? node)
    {
        var fields = new YamlFields(node, "guards", faults);
        var from = faults.Int(fields.Required("from", "19"), 18, 99);
        var joins = faults.Int(fields.Required("joins_to", "65"), 18, 99);
        var volunteers = faults.Int(fields.Required("volunteers_to", "70"), 18, 99);
        var leads = faults.Int(fields.Required("leads_after", "3"), 1, 1000);
        fields.Finish();
        if (from is not { } f || joins is not { } j || volunteers is not { } v || leads is not { } l)
        {
            return null;
        }

        if (f <= j && f <= v)
        {
            return new GuardAges(f, j, v, l);
        }

        faults.Add(
            node!,
            new($"从 {f} 岁起，却到 {Math.Min(j, v)} 岁止", $"from {f}, but to {Math.Min(j, v)}"),
            new("joins_to 和 volunteers_to 不应小于 from", "joins_to and volunteers_to must not be below from")
        );
        return null;
    }

    private ShareKind Share(YamlNode? node) =>
        faults.OneOf(node, Shares.Keys) is { } name ? Shares[name] : ShareKind.AdultsCapped;

    private RuleSet Rules(YamlFields written, RuleSet beneath)
    {
        var rules = beneath;
        foreach (var rule in RuleSet.Default.All)
        {
            if (written.Optional(rule.Key) is { } node)
            {
                rules = rules.Replacing(Rule(rule, node));
            }
            else if (written.Has(rule.Key) && RuleFields.Of(rule.GetType()) is [var first, ..])
            {
                faults.Add(
                    written.At(rule.Key)!,
                    new($"{rule.Key} 没有写限度或代价", $"{rule.Key} has no limit or price"),
                    new(
                        $"请写，例如 {rule.Key}: {{ {first.Name}: {Text(first.Of(rule))} }}",
                        $"write for example {rule.Key}: {{ {first.Name}: {Text(first.Of(rule))} }}"
                    )
                );
            }
        }

        written.Finish();
        return rules;
    }

    /// <summary>A rule is replaced whole: each of its fields is written.</summary>
    private Rule Rule(Rule sample, YamlNode node)
    {
        var fields = new YamlFields(node, sample.Key, faults);
        var values = new List<(RuleField, object)>();
        foreach (var field in RuleFields.Of(sample.GetType()))
        {
            var written = fields.Required(field.Name, Text(field.Of(sample)));
            object? value =
                field.Property.PropertyType == typeof(bool) ? (object?)faults.Truth(written)
                : field.Property.PropertyType == typeof(int) ? (object?)faults.Int(written, int.MinValue, int.MaxValue)
                : field.Property.PropertyType == typeof(long)
                    ? (object?)faults.Whole(written, -HighestPrice, HighestPrice)
                : throw new NotSupportedException(
                    $"No file can write a {field.Property.PropertyType.Name} ({sample.Key}.{field.Name})."
                );
            if (value is not null)
            {
                values.Add((field, value));
            }
        }

        fields.Finish();
        return RuleFields.With(sample, values);
    }

    /// <summary>Limits are judged by the rules themselves, under the terms they stand in: a price may be too high for other points.</summary>
    private void CheckRules(YamlFields fields, YamlFields rules, Terms terms)
    {
        foreach (var rule in terms.Rules.All)
        {
            if (rule.Misset(terms) is { } misset)
            {
                var at = rules.Has(rule.Key) ? rules.At(rule.Key) : fields.Node;
                faults.Add(at!, new($"{rule.Key}:{misset.What.Zh}", $"{rule.Key}: {misset.What.En}"), misset.Right);
            }
        }
    }

    private static string Text(object value) =>
        value is bool truth
            ? truth
                ? "true"
                : "false"
            : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
