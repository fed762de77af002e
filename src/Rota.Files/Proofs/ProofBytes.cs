using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Rota.Core;
using Rota.Core.Proofs;

namespace Rota.Files.Proofs;

/// <summary>A proof as it is kept in the books: its parts as JSON, compressed, beside its digest.</summary>
public static class ProofBytes
{
    /// <summary>Writes a proof.</summary>
    /// <param name="proof">The proof.</param>
    /// <returns>Its digest, 64 hexadecimal digits, and the bytes; the same proof has the same of both.</returns>
    public static (string Digest, byte[] Content) Write(Proof proof)
    {
        var parts = ProofWriter.Parts(proof);
        using var memory = new MemoryStream();
        using (var pressed = new BrotliStream(memory, CompressionLevel.Optimal))
        {
            pressed.Write(Encoding.UTF8.GetBytes(Text(parts)));
        }

        return (ProofPart.DigestOf(parts), memory.ToArray());
    }

    /// <summary>Reads a proof back; fails where the bytes are not what the digest was made of.</summary>
    /// <param name="area">Code of the area, for the fault.</param>
    /// <param name="digest">The digest that is on record.</param>
    /// <param name="content">The bytes.</param>
    public static Outcome<Proof> Read(string area, string digest, byte[] content)
    {
        var parts = Parts(area, digest, content);
        if (!parts.Succeeded)
        {
            return Outcome<Proof>.Failed(parts.Faults);
        }

        using var json = JsonDocument.Parse(Text(parts.Value));
        return Outcome<Proof>.Of(new ProofReader(json.RootElement).Read());
    }

    /// <summary>The parts that some bytes hold; fails where they are not what the digest was made of.</summary>
    internal static Outcome<IReadOnlyList<ProofPart>> Parts(string area, string digest, byte[] content)
    {
        try
        {
            using var memory = new MemoryStream(content);
            using var pressed = new BrotliStream(memory, CompressionMode.Decompress);
            using var json = JsonDocument.Parse(pressed);
            var parts = ProofPart.In(json.RootElement);
            if (ProofPart.DigestOf(parts) == digest)
            {
                return Outcome<IReadOnlyList<ProofPart>>.Of(parts);
            }
        }
        catch (Exception damage)
            when (damage is InvalidDataException or InvalidOperationException or JsonException or FormatException)
        {
            // Told below, like bytes that can be read and are others.
        }

        return Outcome<IReadOnlyList<ProofPart>>.Failed(
            new Fault(
                new Place($"proof of {area}"),
                new(
                    $"保存的证明与核对码 {ProofDigest.Short(digest)} 不符，数据被改动过或已损坏",
                    $"the proof on record is not what its digest {ProofDigest.Short(digest)} was made of: changed, or damaged"
                ),
                new("请放回备份", "put a backup in its place")
            )
        );
    }

    private static string Text(IReadOnlyList<ProofPart> parts) => $"{{\n{ProofPart.Laid(parts)}\n}}\n";
}
