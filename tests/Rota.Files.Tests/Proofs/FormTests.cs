using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rota.Core.Problems;
using Rota.Core.Rows;
using Rota.Files.Proofs;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Proofs;

/// <summary>A proof names rows by their place, so that each form of proof goes with one way of writing rows.</summary>
public sealed class FormTests
{
    /// <summary>
    /// The rows of fifty tiny streets, in which every rule has something to say. Where this fails, what rows are written has changed: give
    /// <see cref="ProofPart.Form"/> the next number, so that proofs made before are told apart from forged ones, and put the new digest here.
    /// </summary>
    [Fact]
    public void TheRowsOfAForm_AreTheSameForEver() =>
        Assert.Equal(("rota-proof-1", "52aa41badbc9996b"), (ProofPart.Form, RowsWritten()));

    [Fact]
    public void AnotherForm_IsSentToTheReleaseThatWroteIt()
    {
        var file = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Proved.File).Replace(ProofPart.Form, "rota-proof-0", StringComparison.Ordinal)
        );
        var fault = Assert.Single(ProofFile.Read("proof.json", file).Faults);
        Assert.Contains("rota-proof-0", fault.Sentence.En, StringComparison.Ordinal);
        Assert.Contains("release", fault.Sentence.En, StringComparison.Ordinal);
    }

    private static string RowsWritten()
    {
        var text = new StringBuilder();
        for (var seed = 0; seed < 50; seed++)
        {
            foreach (var row in RowModel.From(RotaProblem.From(TinyStreet.Facts(seed)).Value).Rows)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{row.Key.Rule} {row.Key.First} {row.Key.Second} {row.Lower} {row.Upper}:"
                );
                text.AppendJoin(' ', row.Columns.Zip(row.Coefficients)).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
