using System.Text.Json;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Proofs;

namespace Rota.Files.Proofs;

/// <summary>
/// Reads the proof of an area with everything that can be held against it before anything is computed: that it can be read, that it
/// is written as this program writes it (nothing beside, nothing left out), that each part is what was sealed.
/// </summary>
internal static class ProofCheck
{
    /// <summary>Reads the proof.</summary>
    /// <param name="json">The proof, with its seals where it has any.</param>
    /// <param name="area">The area, for places.</param>
    /// <returns>The proof, null when it cannot be read; its digest as it stands, null likewise; the faults.</returns>
    public static (Proof? Proof, string? Digest, List<Fault> Faults) Read(JsonElement json, string area)
    {
        var at = new ProofPlace(area);
        var faults = new List<Fault>();
        var reader = new ProofReader(json);
        try
        {
            var parts = ProofPart.In(json, section => reader.At = section);
            var digest = ProofPart.DigestOf(parts);
            faults.AddRange(Seals(json, parts, digest, at));
            var proof = reader.Read();
            if (proof.Facts.Area != area)
            {
                faults.Add(at.Differs("head, area", area, proof.Facts.Area));
            }

            faults.AddRange(Spelling(parts, ProofWriter.Parts(proof), at));
            return (proof, digest, faults);
        }
        catch (Exception unread)
            when (unread is FormatException or JsonException or InvalidOperationException or UnparsableValueException)
        {
            faults.Add(
                new Fault(
                    at.Of(reader.At),
                    new($"读不出来（{unread.Message}）", $"it cannot be read ({unread.Message})"),
                    new("请向排班员要原件", "ask the organiser for the original")
                )
            );
            return (null, null, faults);
        }
    }

    private static IEnumerable<Fault> Seals(
        JsonElement json,
        IReadOnlyList<ProofPart> parts,
        string digest,
        ProofPlace at
    )
    {
        var seals = ProofFields
            .Field(json, "seals")
            .EnumerateObject()
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .ToDictionary(s => s.Key, s => s.Last().Value.GetString(), StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (!seals.Remove(part.Key, out var sealedAs) || sealedAs != part.Digest)
            {
                yield return new Fault(
                    at.Of(part.Key),
                    sealedAs is null
                        ? new("这一部分没有核对码", "this part has no digest")
                        : new(
                            $"这一部分被改动过（核对码写的是 {Head(sealedAs)}，现在算出 {Head(part.Digest)}）",
                            $"this part was changed: its digest is told as {Head(sealedAs)}, and is {Head(part.Digest)}"
                        ),
                    new("请向排班员要原件", "ask the organiser for the original")
                );
            }
        }

        foreach (var missing in seals.Keys)
        {
            yield return new Fault(
                at.Of(missing),
                new("这一部分有核对码，却不在文件里", "this part has a digest and is not in the file"),
                new("请向排班员要原件", "ask the organiser for the original")
            );
        }

        var told = ProofFields.Text(json, "digest");
        if (told != digest)
        {
            yield return at.Differs("digest", told, digest);
        }
    }

    /// <summary>A proof has one spelling: whatever reads the same and is written otherwise holds something that nobody checked.</summary>
    private static IEnumerable<Fault> Spelling(
        IReadOnlyList<ProofPart> parts,
        IReadOnlyList<ProofPart> canonical,
        ProofPlace at
    )
    {
        for (var i = 0; i < Math.Max(parts.Count, canonical.Count); i++)
        {
            var (its, own) = (parts.ElementAtOrDefault(i), canonical.ElementAtOrDefault(i));
            if (its is null || own is null || its.Key != own.Key || its.Digest != own.Digest)
            {
                yield return new Fault(
                    at.Of((its ?? own)!.Key),
                    new(
                        "读得出来，但不是本程序的写法：多了、少了、重复或次序不同",
                        "it can be read, but is not written as this program writes it: something beside, left out, twice, or in another order"
                    ),
                    new(
                        "请向排班员要原件，或用写出它的那一版程序核对",
                        "ask the organiser for the original, or check it with the version of the program that wrote it"
                    )
                );
                yield break;
            }
        }
    }

    private static string Head(string digest) =>
        digest.Length >= ProofDigest.ShortDigits ? ProofDigest.Short(digest) : digest;
}
