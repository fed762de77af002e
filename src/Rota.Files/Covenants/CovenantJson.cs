using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Covenants;

namespace Rota.Files.Covenants;

/// <summary>
/// A covenant as canonical JSON: one spelling for one content, so that equal covenants have equal bytes. It is what the store
/// keeps of a version and what its digest is made of. Terms of communities and areas are written whole, as they are in force.
/// </summary>
public static class CovenantJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The canonical JSON of a covenant: no white space, keys in a fixed order, areas in the order of their codes.</summary>
    public static string Write(Covenant covenant)
    {
        ArgumentNullException.ThrowIfNull(covenant);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            WriteCovenant(writer, covenant);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The covenant that some canonical JSON holds; fields that have come since have their defaults.</summary>
    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static Covenant Read(string json) => CovenantJsonReader.Read(json);

    /// <summary>The terms that <see cref="WriteTerms"/> wrote; a rule that has come since has its default.</summary>
    /// <exception cref="JsonException">The element was not written so.</exception>
    internal static Terms ReadTerms(JsonElement json) => CovenantJsonReader.ReadTerms(json);

    /// <summary>Writes terms as one JSON object: points, watches, who may guard, shares, and every rule with each limit and price.</summary>
    public static void WriteTerms(Utf8JsonWriter writer, Terms terms)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(terms);
        writer.WriteStartObject();
        writer.WriteStartObject("points");
        writer.WriteNumber("ordinary", terms.Points.Ordinary);
        writer.WriteNumber("before_day_off", terms.Points.BeforeDayOff);
        writer.WriteNumber("holiday", terms.Points.Holiday);
        writer.WriteNumber("eve", terms.Points.Eve);
        writer.WriteNumber("standby_part", terms.Points.StandbyPart);
        writer.WriteEndObject();
        WriteTexts(writer, "eves", terms.Eves);
        WriteWatches(writer, terms.Watches);
        writer.WriteStartArray("seasons");
        foreach (var season in terms.Seasons)
        {
            writer.WriteStartObject();
            writer.WriteString("from", AnnualDatePattern.Iso.Format(season.From));
            writer.WriteString("to", AnnualDatePattern.Iso.Format(season.To));
            WriteWatches(writer, season.Watches);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteExceptions(writer, terms);
        writer.WriteStartObject("guards");
        writer.WriteNumber("from", terms.Guards.From);
        writer.WriteNumber("joins_to", terms.Guards.JoinsTo);
        writer.WriteNumber("volunteers_to", terms.Guards.VolunteersTo);
        writer.WriteNumber("leads_after", terms.Guards.LeadsAfter);
        writer.WriteEndObject();
        writer.WriteString("share", TermsReader.NameOf(terms.Share));
        WriteRules(writer, terms.Rules);
        writer.WriteEndObject();
    }

    private static void WriteCovenant(Utf8JsonWriter writer, Covenant covenant)
    {
        writer.WriteStartObject();
        WriteWords(writer, "name", covenant.Name);
        writer.WriteStartObject("adopted");
        writer.WriteString("on", LocalDatePattern.Iso.Format(covenant.AdoptedOn));
        writer.WriteString("by", covenant.AdoptedBy);
        writer.WriteEndObject();
        writer.WriteString("in_force_from", YearMonthPattern.Iso.Format(covenant.InForceFrom));
        writer.WriteString("time_zone", covenant.TimeZone);
        writer.WriteString("public_url", covenant.PublicUrl);
        writer.WriteStartObject("cycle");
        writer.WriteNumber("draft", covenant.Cycle.Draft);
        writer.WriteNumber("post", covenant.Cycle.Post);
        writer.WriteNumber("publish", covenant.Cycle.Publish);
        writer.WriteEndObject();
        WriteChanges(writer, covenant.Changes);
        writer.WriteStartArray("areas");
        foreach (var area in covenant.Areas.OrderBy(a => a.Code, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("code", area.Code);
            WriteTexts(writer, "grids", area.Grids);
            writer.WriteString("meeting_point", area.MeetingPoint);
            writer.WriteString("phone", area.Phone);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("terms");
        WriteTerms(writer, covenant.Terms);
        WriteReplaced(writer, "communities", covenant.Communities);
        WriteReplaced(writer, "area_terms", covenant.AreaTerms);
        writer.WriteEndObject();
    }

    /// <summary>Only where it is not the default: a covenant that was adopted without it keeps its version.</summary>
    private static void WriteChanges(Utf8JsonWriter writer, ChangeTerms changes)
    {
        if (changes == ChangeTerms.Default)
        {
            return;
        }

        writer.WriteStartObject("changes");
        writer.WriteBoolean("approval", changes.Approval);
        writer.WriteNumber("expires_hours", changes.ExpiresHours);
        writer.WriteNumber("undo_hours", changes.UndoHours);
        writer.WriteNumber("emergency_hours", changes.EmergencyHours);
        writer.WriteString("emergency_excuses", changes.Excuses.ToString());
        writer.WriteEndObject();
    }

    private static void WriteReplaced(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, Terms> replaced)
    {
        writer.WriteStartObject(name);
        foreach (var (key, terms) in replaced.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            WriteTerms(writer, terms);
        }

        writer.WriteEndObject();
    }

    private static void WriteWatches(Utf8JsonWriter writer, IEnumerable<WatchPattern> watches)
    {
        writer.WriteStartArray("watches");
        foreach (var watch in watches)
        {
            writer.WriteStartObject();
            writer.WriteString("name", watch.Name);
            writer.WriteString("start", Time(watch.Start));
            writer.WriteString("end", Time(watch.End));
            writer.WriteNumber("leads", watch.Leads);
            writer.WriteNumber("guards", watch.Guards);
            writer.WriteNumber("standbys", watch.Standbys);
            WriteTexts(writer, "weekdays", watch.Weekdays.Order().Select(d => d.ToString()[..3]));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteExceptions(Utf8JsonWriter writer, Terms terms)
    {
        writer.WriteStartArray("exceptions");
        foreach (var exception in terms.Exceptions)
        {
            writer.WriteStartObject();
            writer.WriteString("from", LocalDatePattern.Iso.Format(exception.From));
            writer.WriteString("to", LocalDatePattern.Iso.Format(exception.To));
            WriteWatches(writer, exception.Watches);
            WriteWords(writer, "reason", exception.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter writer, RuleSet rules)
    {
        writer.WriteStartObject("rules");
        foreach (var rule in rules.All)
        {
            writer.WriteStartObject(rule.Key);
            foreach (var field in RuleFields.Of(rule.GetType()))
            {
                writer.WritePropertyName(field.Name);
                switch (field.Of(rule))
                {
                    case bool truth:
                        writer.WriteBooleanValue(truth);
                        break;
                    case var number:
                        writer.WriteNumberValue(Convert.ToInt64(number, CultureInfo.InvariantCulture));
                        break;
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter writer, string name, Words words)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", words.Zh);
        writer.WriteString("en", words.En);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string Time(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
