using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Files.Tests.Exports;
using Xunit;

namespace Rota.Files.Tests.Proofs;

/// <summary>
/// A thousand forgeries. Whoever changes one thing and leaves the digests is told in which part. Whoever makes the digests of the file anew is
/// told where what stands there is not what it comes to; and where facts were changed so that all of it fits again, the digest
/// that was published is another.
/// </summary>
public sealed class ForgeryTests
{
    private const int Forgeries = 1000;

    /// <summary>What can never fit again, however the file is sealed, since it follows from what was not changed.</summary>
    private static readonly string[] Follows =
    [
        "cost",
        "bound",
        "status",
        "closed by",
        "points of a duty",
        "weight of a night",
        "seats of a night",
        "duty that is a gap now",
    ];

    private static readonly Gen<(string Kind, int Seed)> Any = Gen.Select(
        Written.AnyOf([.. Forgery.Kinds.Keys]),
        Gen.Int[0, int.MaxValue]
    );

    [Fact]
    public void AForgery_IsRefusedWithItsPart() =>
        Any.Sample(
            f =>
            {
                var forgery = Forgery.Of(Proved.File, f.Kind, new Random(f.Seed));
                var (_, faults) = Proved.Check(forgery.Naive());
                Assert.Contains(faults, x => x.Where.Source == $"G-01, {forgery.Part}");
            },
            iter: Forgeries
        );

    [Fact]
    public void AForgeryThatIsSealedAgain_IsRefusedByRecomputingOrByThePublishedDigest() =>
        Any.Sample(
            f =>
            {
                var forgery = Forgery.Of(Proved.File, f.Kind, new Random(f.Seed));
                var file = forgery.Resealed();
                var (filed, faults) = Proved.Check(file);
                var published = ProofDigest.Read(ProofDigest.Short(Proved.DigestOf(Proved.File)))!;

                Assert.False(filed.Digest is not null && ProofDigest.Fits(filed.Digest, published));
                Assert.DoesNotContain(faults, x => x.What.En.Contains("changed", StringComparison.Ordinal));
                if (Follows.Contains(f.Kind))
                {
                    Assert.NotEmpty(faults);
                }

                Misleads(filed, faults);
            },
            iter: Forgeries
        );

    /// <summary>
    /// The strongest of them restates cost, bound and standing to what the changed facts and duties come to: then nothing is hidden that
    /// breaks a rule.
    /// </summary>
    [Fact]
    public void AForgeryWhoseSumsAreMadeToFit_StillHidesNoBreach()
    {
        var (breaches, fitting) = (0, 0);
        Any.Sample(
            f =>
            {
                var forgery = Forgery.Of(Proved.File, f.Kind, new Random(f.Seed));
                if (
                    Proved.Check(forgery.Resealed()).Filed.Proof is not { } proof
                    || Verification.Of(proof) is not { Audit: { } audit, Bound: { } bound }
                )
                {
                    return;
                }

                var standing = forgery.Json["proofs"]![0]!["standing"]!;
                standing["cost"] = audit.Cost;
                standing["bound"] = (long)bound;
                standing["status"] = "optimal";
                standing["closed_by"] = audit.Cost == bound ? "certificate" : "search";
                var (_, faults) = Proved.Check(forgery.Resealed());

                Assert.All(
                    audit.Breaches,
                    b => Assert.Contains(faults, x => x.What.En.Contains(b.What.En, StringComparison.Ordinal))
                );
                Interlocked.Add(ref breaches, audit.Breaches.Count);
                Interlocked.Add(ref fitting, faults.Count == 0 ? 1 : 0);
            },
            iter: Forgeries
        );
        Assert.True(breaches > 0 && fitting > 0, $"{breaches} breaches, {fitting} that fit: the sample shows nothing.");
    }

    /// <summary>Prices as large as they get make a low bound, not a false one, and no sum of them comes round to another.</summary>
    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void PricesBeyondAllMeasure_MakeNoFalseBound(long price)
    {
        var model = RowModel.From(RotaProblem.From(Proved.Street.Facts).Value);
        var forged = Proved.Street with
        {
            Prices = [.. model.Rows.Select((row, i) => new RowPrice(i, row.Key, price))],
        };

        var verified = Verification.Of(forged);

        Assert.True(verified.Bound <= verified.Cost, $"{verified.Bound} is above {verified.Cost}.");
        Assert.Contains(verified.Faults, f => f.Where.Source == "G-01, standing, bound");
    }

    /// <summary>What the program would not write is in no proof that holds, though everything that it reads fits.</summary>
    [Theory]
    [InlineData("households", "note")]
    [InlineData("nights", "weather")]
    [InlineData("standing", "praise")]
    public void WhatNobodyReads_IsRefusedAllTheSame(string section, string field)
    {
        var forgery = Forgery.Of(Proved.File, "cost", new Random(1));
        var json = System.Text.Json.Nodes.JsonNode.Parse(Proved.File)!;
        var part = json["proofs"]![0]![section]!;
        (part is System.Text.Json.Nodes.JsonArray list ? list[0]! : part)[field] = "x";

        var (_, faults) = Proved.Check((forgery with { Json = json }).Resealed());

        var fault = Assert.Single(faults);
        Assert.Contains("not written as this program writes it", fault.What.En, StringComparison.Ordinal);
        Assert.StartsWith($"G-01, {section[..5]}", fault.Where.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryKindOfForgery_ChangesSomething() =>
        Assert.All(
            Forgery.Kinds.Keys,
            kind => Assert.NotEqual(Normal(Proved.File), Normal(Forgery.Of(Proved.File, kind, new Random(1)).Naive()))
        );

    /// <summary>Whatever holds says of its rota what recomputing finds, and no less.</summary>
    private static void Misleads(Rota.Files.Proofs.ProofIn filed, IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
        {
            return;
        }

        var proof = filed.Proof!;
        var problem = RotaProblem.From(proof.Facts).Value;
        var audit = Audit.Of(problem, proof.Rota);
        var model = RowModel.From(problem);
        Assert.True(audit.IsClean);
        Assert.Equal(audit.Cost, proof.Standing.Cost);
        Assert.Equal(Certificate.Of(model, proof.PricesOf(model.Rows.Count)).Bound, proof.Standing.Bound);
    }

    private static string Normal(byte[] file) => System.Text.Json.Nodes.JsonNode.Parse(file)!.ToJsonString();
}
