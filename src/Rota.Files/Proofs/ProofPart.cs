using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rota.Files.Proofs;

/// <summary>
/// A part of a proof that has a digest of its own, so that whoever changes one fact is told where: the head, the terms, each night,
/// each household with its people, who is kept apart, the pins, the rota night by night, what is said of it, the prices rule by rule.
/// </summary>
/// <param name="Section">The field of the proof that it stands in.</param>
/// <param name="Key">What it is called: "household LJ-03/0012".</param>
/// <param name="Json">Its JSON without white space, UTF-8.</param>
internal sealed record ProofPart(string Section, string Key, byte[] Json)
{
    /// <summary>
    /// What every whole digest begins with. It gets the next number when a proof is spelled otherwise, and when <see cref="Core.Rows.RowModel"/>
    /// writes other rows or in another order: prices name their rows by place.
    /// </summary>
    public const string Form = FormFamily + "1";

    /// <summary>What every form begins with.</summary>
    public const string FormFamily = "rota-proof-";

    private static readonly JsonWriterOptions Compact = new()
    {
        Indented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The sections of a proof in their order; of those that are lists of parts, the field of an item that names it.</summary>
    public static IReadOnlyList<(string Section, string? Item, string Prefix)> Sections { get; } =
    [
        ("head", null, "head"),
        ("terms", null, "terms"),
        ("nights", "night", "night"),
        ("households", "household", "household"),
        ("apart", null, "apart"),
        ("pins", null, "pins"),
        ("rota", "night", "rota"),
        ("standing", null, "standing"),
        ("prices", "rule", "prices"),
    ];

    /// <summary>SHA-256 of its JSON, in 64 hexadecimal digits.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Json));

    /// <summary>JSON without white space, in the one spelling that digests are made of.</summary>
    public static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Compact))
        {
            write(json);
        }

        return memory.ToArray();
    }

    /// <summary>The parts of a proof as they stand in a file.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="at">Told of each section before it is read; null for nobody.</param>
    /// <exception cref="FormatException">A section is missing, or an item has no name.</exception>
    /// <exception cref="InvalidOperationException">A text is none: half a character.</exception>
    public static IReadOnlyList<ProofPart> In(JsonElement proof, Action<string>? at = null)
    {
        var parts = new List<ProofPart>();
        foreach (var (section, item, prefix) in Sections)
        {
            at?.Invoke(section);
            var element = ProofFields.Field(proof, section);
            if (item is null)
            {
                parts.Add(new ProofPart(section, prefix, Written(element.WriteTo)));
                continue;
            }

            parts.AddRange(
                ProofFields
                    .Items(proof, section)
                    .Select(e => new ProofPart(section, $"{prefix} {ProofFields.Text(e, item)}", Written(e.WriteTo)))
            );
        }

        return parts;
    }

    /// <summary>
    /// The digest of a whole proof: SHA-256 of a line that names the form and a line for each part, "key digest", each ended by a line feed.
    /// </summary>
    public static string DigestOf(IEnumerable<ProofPart> parts)
    {
        var lines = new StringBuilder(Form).Append('\n');
        foreach (var part in parts)
        {
            lines.Append(part.Key).Append(' ').Append(part.Digest).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>
    /// Parts as fields of an object, each on a line of its own and without white space in it, so that a line can be read, compared and
    /// hashed by hand.
    /// </summary>
    public static string Laid(IReadOnlyList<ProofPart> parts)
    {
        var fields =
            from section in Sections
            let its = parts.Where(p => p.Section == section.Section).Select(p => Encoding.UTF8.GetString(p.Json))
            let value = section.Item is null ? its.Single() : $"[\n{string.Join(",\n", its)}\n]"
            select $"\"{section.Section}\": {value}";
        return string.Join(",\n", fields);
    }
}
