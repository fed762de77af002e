using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Proofs;
using Rota.Files.Exports;

namespace Rota.Files.Proofs;

/// <summary>The proof of an area's rota, on its way out.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Edition">Number of the edition; null for a draft.</param>
/// <param name="Digest">The digest on record.</param>
/// <param name="Content">The bytes on record.</param>
public sealed record ProofOut(string Area, int? Edition, string Digest, byte[] Content);

/// <summary>The proof of an area's rota, as a file has it.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Edition">Number of the edition as the file tells it; null for a draft.</param>
/// <param name="Digest">Its digest, computed from what stands there; null when it cannot be read.</param>
/// <param name="Proof">The proof; null when it cannot be read.</param>
/// <param name="Faults">What does not fit before anything is computed: parts that were changed, added, left out.</param>
public sealed record ProofIn(string Area, int? Edition, string? Digest, Proof? Proof, IReadOnlyList<Fault> Faults);

/// <summary>A file of proofs.</summary>
/// <param name="Street">Name of the street.</param>
/// <param name="Month">The month.</param>
/// <param name="Proofs">Its proofs, in the order of the file.</param>
public sealed record ProofDocument(string Street, YearMonth Month, IReadOnlyList<ProofIn> Proofs);

/// <summary>
/// Proofs of a month's rotas as one JSON document, UTF-8, for organisers and auditors: a line for each part of a proof, so that it can be
/// read and compared by hand.
/// <code>
/// { "form": "rota-proof-1", "note", "street", "month", "proofs": [ {
///     "area", "edition" (null: a draft), "digest",
///     "head": { "form", "area", "month", "covenant", "grids" }, "terms": { every limit and weight },
///     "nights": [ { "night", "kind", "thousandths", "standby_thousandths", "festival", "watches" } ],
///     "households": [ { "household", "grid", "building", "helper", "balance_thousandths", "out", "standby", "festivals", "residents": [ {
///         "resident", "watch_number", "sex", "birth_year", "participation", "lead", "companion", "carer", "together", "exempt_until",
///         "moved_in", "moved_out", "stood", "absent": ["from..to"], "likes": [], "avoids": [] } ] } ],
///     "apart": [ [a, b] ], "pins": [ … ],
///     "rota": [ { "night", "duties": [ { "watch", "post", "seat", "household", "resident", "thousandths", "leads" } ], "gaps": [ … ] } ],
///     "standing": { "status", "cost", "bound", "closed_by" },
///     "prices": [ { "rule", "rows": [ [row, first, second, price in 65 536ths] ] } ],
///     "seals": { part: SHA-256 of its line } } ] }
/// </code>
/// What says nothing (no, none, nobody) is left out. The digest of a proof is the SHA-256 of its seals in order, written "part digest" a
/// line below a line "rota-proof-1".
/// </summary>
public static class ProofFile
{
    /// <summary>What the file says of itself.</summary>
    public const string Note =
        "仅供排班员和审核人：其中有各户的请假、意愿和守望账，不得张贴或外传。用 rota verify 核对。"
        + " For organisers and auditors only: it shows absences, wishes and ledgers of households. Check it with rota verify.";

    /// <summary>Writes the document; fails where a proof on record is not what its digest was made of.</summary>
    /// <param name="street">Name of the street.</param>
    /// <param name="month">The month of every proof.</param>
    /// <param name="proofs">One for each area, in the order of codes.</param>
    public static Outcome<byte[]> Write(string street, YearMonth month, IEnumerable<ProofOut> proofs)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        var faults = new List<Fault>();
        var text = new StringBuilder("{\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\"form\": {Quoted(ProofPart.Form)},\n\"note\": {Quoted(Note)},\n\"street\": {Quoted(street)},\n\"month\": {Quoted(ExportWords.Of(month))},\n\"proofs\": ["
        );
        var separator = "\n";
        foreach (var proof in proofs)
        {
            var parts = ProofBytes.Parts(proof.Area, proof.Digest, proof.Content);
            faults.AddRange(parts.Faults);
            if (parts.Succeeded)
            {
                text.Append(separator);
                separator = ",\n";
                Lay(text, proof, parts.Value);
            }
        }

        text.Append("\n]\n}\n");
        return Outcome<byte[]>.Of(faults, () => Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Reads a document, whoever wrote it. What does not fit in one proof is told with it and hides no other.</summary>
    /// <param name="name">The file's name, for faults.</param>
    /// <param name="content">Its bytes.</param>
    public static Outcome<ProofDocument> Read(string name, byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content.AsMemory(content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return Document(name, json.RootElement);
        }
        catch (JsonException broken)
        {
            return Outcome<ProofDocument>.Failed(
                NoProof(name, broken.LineNumber is { } line ? (int)line + 1 : null, "JSON")
            );
        }
        catch (Exception unread)
            when (unread is FormatException or InvalidOperationException or UnparsableValueException)
        {
            return Outcome<ProofDocument>.Failed(NoProof(name, line: null, unread.Message));
        }
    }

    private static Outcome<ProofDocument> Document(string name, JsonElement root)
    {
        if (ProofFields.Text(root, "form") is var form && form != ProofPart.Form)
        {
            return Outcome<ProofDocument>.Failed(
                form.StartsWith(ProofPart.FormFamily, StringComparison.Ordinal)
                    ? OtherForm(name, form)
                    : NoProof(name, line: null, form)
            );
        }

        var month = YearMonthPattern.Iso.Parse(ProofFields.Text(root, "month"));
        var proofs = new List<ProofIn>();
        foreach (var json in ProofFields.Items(root, "proofs"))
        {
            var area = ProofFields.Text(json, "area");
            var edition =
                ProofFields.Field(json, "edition").ValueKind == JsonValueKind.Null
                    ? (int?)null
                    : ProofFields.Int(json, "edition", 1, int.MaxValue);
            var (proof, digest, faults) = ProofCheck.Read(json, area);
            if (proof is not null && (!month.Success || proof.Facts.Month != month.Value))
            {
                faults.Add(
                    new ProofPlace(area).Differs(
                        "head, month",
                        ProofFields.Text(root, "month"),
                        ExportWords.Of(proof.Facts.Month)
                    )
                );
            }

            if (proofs.Exists(p => p.Area == area))
            {
                faults.Add(
                    new Fault(
                        new Place(area),
                        new("同一片区有两份证明", "two proofs of one area"),
                        new("请只留一份", "keep one")
                    )
                );
            }

            proofs.Add(new ProofIn(area, edition, digest, proof, faults));
        }

        return Outcome<ProofDocument>.Of(
            proofs.Count > 0 ? [] : [NoProof(name, line: null, "proofs: []")],
            () => new ProofDocument(ProofFields.Text(root, "street"), month.GetValueOrThrow(), proofs)
        );
    }

    private static void Lay(StringBuilder text, ProofOut proof, IReadOnlyList<ProofPart> parts)
    {
        var edition = proof.Edition is { } number ? number.ToString(CultureInfo.InvariantCulture) : "null";
        text.Append(
            CultureInfo.InvariantCulture,
            $"{{\n\"area\": {Quoted(proof.Area)},\n\"edition\": {edition},\n\"digest\": {Quoted(proof.Digest)},\n"
        );
        text.Append(ProofPart.Laid(parts))
            .Append(",\n\"seals\": {\n")
            .AppendJoin(",\n", parts.Select(p => $"{Quoted(p.Key)}: {Quoted(p.Digest)}"))
            .Append("\n}\n}");
    }

    private static string Quoted(string text) =>
        Encoding.UTF8.GetString(ProofPart.Written(json => json.WriteStringValue(text)));

    private static Fault OtherForm(string name, string form) =>
        new(
            new Place(name),
            new(
                $"这份证明是 {form} 格式，这一版程序核对的是 {ProofPart.Form}",
                $"this proof is of the form {form}; this program verifies {ProofPart.Form}"
            ),
            new("请用写出它的那一版程序核对", "verify it with the release that wrote it")
        );

    private static Fault NoProof(string name, int? line, string what) =>
        new(
            new Place(name, line),
            new($"这不是值班表的证明文件（{what}）", $"this is no file of proofs ({what})"),
            new(
                "证明文件由 rota export 月份 --format proof 写出",
                "such a file is written by rota export MONTH --format proof"
            )
        );
}
