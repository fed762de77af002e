using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Covenants;

namespace Rota.Files.Exports;

/// <summary>
/// A street's rotas of one month as one JSON document, for machines: UTF-8 without byte order mark, indented, Chinese as it is, areas
/// by code and duties and gaps in seat order, so that the same rotas give the same bytes.
/// <code>
/// { "street", "month", "rotas": [ {
///     "area", "grids": [], "edition" (null: a draft), "published_at" (UTC; null: a draft), "supersedes" (edition or null),
///     "covenant": { "version", every limit and weight in force for the area },
///     "nights": [ { "night", "kind": ordinary|before_day_off|holiday|eve, "points", "watches": [ { "watch", "start", "end" } ] } ],
///     "status": optimal|feasible|edited|failed, "cost", "certified_bound" (both null when failed), "closed_by": certificate|search|null, "proof_digest" (null: no proof),
///     "duties": [ { "night", "watch", "post": lead|guard|standby, "seat", "grid", "household", "resident", "watch_number", "points" } ],
///     "gaps": [ { "night", "watch", "post", "seat", "reason" } ] } ] }
/// </code>
/// A suspended night has no watches. There are no names in it, masked or not: people are codes and watch numbers.
/// </summary>
public static class JsonExport
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the document.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="street">Name of the street.</param>
    /// <param name="month">The month of every sheet.</param>
    /// <param name="sheets">One for each area, in any order; none is a document without rotas.</param>
    /// <param name="language">The language of the reasons of gaps.</param>
    public static void Write(
        Stream output,
        string street,
        YearMonth month,
        IEnumerable<RotaSheet> sheets,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        var ordered = SheetOrder.Of(month, sheets);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("street", street);
        json.WriteString("month", ExportWords.Of(month));
        json.WriteStartArray("rotas");
        foreach (var sheet in ordered)
        {
            WriteRota(json, sheet, language);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteRota(Utf8JsonWriter json, RotaSheet sheet, Language language)
    {
        json.WriteStartObject();
        json.WriteString("area", sheet.Area.Code);
        json.WriteStartArray("grids");
        foreach (var grid in sheet.Area.Grids)
        {
            json.WriteStringValue(grid);
        }

        json.WriteEndArray();
        WriteWhole(json, "edition", sheet.Edition);
        WriteText(json, "published_at", sheet.IsDraft ? null : InstantPattern.General.Format(sheet.MadeAt));
        WriteWhole(json, "supersedes", sheet.Supersedes);
        WriteCovenant(json, sheet);
        WriteNights(json, sheet);
        WriteStanding(json, sheet);
        WriteDuties(json, sheet);
        WriteGaps(json, sheet, language);
        json.WriteEndObject();
    }

    private static void WriteCovenant(Utf8JsonWriter json, RotaSheet sheet)
    {
        json.WriteStartObject("covenant");
        json.WriteString("version", sheet.CovenantVersion);
        using var memory = new MemoryStream();
        using (var terms = new Utf8JsonWriter(memory))
        {
            CovenantJson.WriteTerms(terms, sheet.Terms);
        }

        // The terms stand beside the version, not in an object of their own.
        memory.Position = 0;
        using var read = JsonDocument.Parse(memory);
        foreach (var term in read.RootElement.EnumerateObject())
        {
            term.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteNights(Utf8JsonWriter json, RotaSheet sheet)
    {
        var watches = sheet.Watches.ToLookup(w => w.Night.Date);
        json.WriteStartArray("nights");
        foreach (var night in sheet.Nights)
        {
            json.WriteStartObject();
            json.WriteString("night", ExportWords.Of(night.Date));
            json.WriteString("kind", ExportWords.Of(night.Kind));
            WritePoints(json, night.Points);
            json.WriteStartArray("watches");
            foreach (var watch in watches[night.Date])
            {
                json.WriteStartObject();
                json.WriteString("watch", watch.Name);
                json.WriteString("start", ExportWords.Of(watch.Start));
                json.WriteString("end", ExportWords.Of(watch.End));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStanding(Utf8JsonWriter json, RotaSheet sheet)
    {
        var standing = sheet.Standing;
        var solved = standing.Status != RotaStatus.Failed;
        json.WriteString("status", ExportWords.Of(standing.Status));
        WriteWhole(json, "cost", solved ? standing.Cost : null);
        WriteWhole(json, "certified_bound", solved ? standing.Bound : null);
        WriteText(json, "closed_by", ExportWords.Of(standing.ClosedBy));
        WriteText(json, "proof_digest", sheet.ProofDigest);
    }

    private static void WriteDuties(Utf8JsonWriter json, RotaSheet sheet)
    {
        json.WriteStartArray("duties");
        foreach (var duty in sheet.Rota.Duties.OrderBy(d => d.Seat))
        {
            var person = sheet.People[duty.Resident];
            json.WriteStartObject();
            WriteSeat(json, duty.Seat);
            json.WriteString("grid", person.Grid);
            json.WriteString("household", person.HouseholdCode);
            json.WriteString("resident", person.Resident);
            json.WriteString("watch_number", person.Number.ToString());
            WritePoints(json, duty.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGaps(Utf8JsonWriter json, RotaSheet sheet, Language language)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in sheet.Rota.Gaps.OrderBy(g => g.Seat))
        {
            json.WriteStartObject();
            WriteSeat(json, gap.Seat);
            json.WriteString("reason", gap.Reason.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeat(Utf8JsonWriter json, Seat seat)
    {
        json.WriteString("night", ExportWords.Of(seat.Night));
        json.WriteString("watch", seat.Watch);
        json.WriteString("post", ExportWords.Of(seat.Post));
        json.WriteNumber("seat", seat.Number);
    }

    /// <summary>Points as a number without trailing zeros: 10, 2.5.</summary>
    private static void WritePoints(Utf8JsonWriter json, Points points)
    {
        json.WritePropertyName("points");
        json.WriteRawValue(points.ToString());
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } n)
        {
            json.WriteNumber(name, n);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text);
        }
    }
}
