using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;

namespace Rota.Files.Covenants;

/// <summary>
/// Reads what <see cref="CovenantJson.Write"/> wrote. No person edits it, so anything unexpected is a bug and throws.
/// </summary>
internal static class CovenantJsonReader
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The covenant that the JSON holds.</summary>
    public static Covenant Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Canonical(document.RootElement, Covenant);
    }

    /// <summary>The terms that some JSON holds.</summary>
    public static Terms ReadTerms(JsonElement json) => Canonical(json, Terms);

    private static T Canonical<T>(JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception e)
            when (e is KeyNotFoundException or InvalidOperationException or FormatException or UnparsableValueException)
        {
            throw new JsonException("This is not the canonical JSON of a covenant: " + e.Message, e);
        }
    }

    private static Covenant Covenant(JsonElement root)
    {
        var adopted = root.GetProperty("adopted");
        var cycle = root.GetProperty("cycle");
        return new Covenant
        {
            Name = Words(root.GetProperty("name")),
            AdoptedOn = Date(adopted, "on"),
            AdoptedBy = Text(adopted, "by"),
            InForceFrom = YearMonthPattern.Iso.Parse(Text(root, "in_force_from")).Value,
            TimeZone = Text(root, "time_zone"),
            PublicUrl = root.GetProperty("public_url").GetString(),
            Cycle = new Cycle(Int(cycle, "draft"), Int(cycle, "post"), Int(cycle, "publish")),
            Changes = root.TryGetProperty("changes", out var changes)
                ? new ChangeTerms(
                    changes.GetProperty("approval").GetBoolean(),
                    Int(changes, "expires_hours"),
                    Int(changes, "undo_hours"),
                    changes.TryGetProperty("emergency_hours", out var hours)
                        ? hours.GetInt32()
                        : ChangeTerms.Default.EmergencyHours,
                    changes.TryGetProperty("emergency_excuses", out var excuses)
                        ? Enum.Parse<EmergencyExcuses>(excuses.GetString()!)
                        : ChangeTerms.Default.Excuses
                )
                : ChangeTerms.Default,
            Areas =
            [
                .. Items(root, "areas")
                    .Select(a => new AreaPlan(
                        Text(a, "code"),
                        Texts(a, "grids"),
                        a.GetProperty("meeting_point").GetString(),
                        a.GetProperty("phone").GetString()
                    )),
            ],
            Terms = Terms(root.GetProperty("terms")),
            Communities = Replaced(root.GetProperty("communities")),
            AreaTerms = Replaced(root.GetProperty("area_terms")),
        };
    }

    private static ImmutableSortedDictionary<string, Terms> Replaced(JsonElement element) =>
        element.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => Terms(p.Value), StringComparer.Ordinal);

    private static Terms Terms(JsonElement element)
    {
        var points = element.GetProperty("points");
        var guards = element.GetProperty("guards");
        return new Terms
        {
            Points = new NightPoints(
                Int(points, "ordinary"),
                Int(points, "before_day_off"),
                Int(points, "holiday"),
                Int(points, "eve"),
                Int(points, "standby_part")
            ),
            Eves = Texts(element, "eves"),
            Watches = Watches(element),
            Seasons =
            [
                .. Items(element, "seasons").Select(s => new Season(Annual(s, "from"), Annual(s, "to"), Watches(s))),
            ],
            Exceptions =
            [
                .. Items(element, "exceptions")
                    .Select(e => new DatedException(
                        Date(e, "from"),
                        Date(e, "to"),
                        Watches(e),
                        Words(e.GetProperty("reason"))
                    )),
            ],
            Guards = new GuardAges(
                Int(guards, "from"),
                Int(guards, "joins_to"),
                Int(guards, "volunteers_to"),
                Int(guards, "leads_after")
            ),
            Share = TermsReader.ShareOf(Text(element, "share")),
            Rules = Rules(element.GetProperty("rules")),
        };
    }

    private static ImmutableArray<WatchPattern> Watches(JsonElement element) =>
        [
            .. Items(element, "watches")
                .Select(w => new WatchPattern(
                    Text(w, "name"),
                    Time.Parse(Text(w, "start")).Value,
                    Time.Parse(Text(w, "end")).Value,
                    Int(w, "leads"),
                    Int(w, "guards"),
                    Int(w, "standbys"),
                    [.. Texts(w, "weekdays").Select(Weekday)]
                )),
        ];

    /// <summary>A rule, or a field of one, that came after the JSON was written has its default; one that has gone is a bug.</summary>
    private static RuleSet Rules(JsonElement element)
    {
        var rules = RuleSet.Default;
        foreach (var written in element.EnumerateObject())
        {
            var rule = RuleSet.Default.All.First(r => r.Key == written.Name);
            var fields = RuleFields.Of(rule.GetType()).ToDictionary(f => f.Name);
            rules = rules.Replacing(
                RuleFields.With(
                    rule,
                    written.Value.EnumerateObject().Select(p => (fields[p.Name], Value(fields[p.Name], p.Value)))
                )
            );
        }

        return rules;
    }

    private static object Value(RuleField field, JsonElement value) =>
        field.Property.PropertyType == typeof(bool) ? (object)value.GetBoolean()
        : field.Property.PropertyType == typeof(int) ? (object)value.GetInt32()
        : value.GetInt64();

    private static IsoDayOfWeek Weekday(string name) =>
        Enum.GetValues<IsoDayOfWeek>().First(d => d.ToString().StartsWith(name, StringComparison.Ordinal));

    private static Words Words(JsonElement element) => new(Text(element, "zh"), Text(element, "en"));

    private static LocalDate Date(JsonElement element, string name) =>
        LocalDatePattern.Iso.Parse(Text(element, name)).Value;

    private static AnnualDate Annual(JsonElement element, string name) =>
        AnnualDatePattern.Iso.Parse(Text(element, name)).Value;

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString()
        ?? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} is null."));

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray();

    private static ImmutableArray<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Select(i => i.GetString() ?? throw new FormatException($"{name} holds null."))];
}
