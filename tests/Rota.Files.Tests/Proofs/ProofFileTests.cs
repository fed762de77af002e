using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Files.Proofs;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Proofs;

/// <summary>A proof says on paper what the solver was given and what came of it, and whoever reads it back finds the same.</summary>
public sealed class ProofFileTests
{
    [Fact]
    public void TheProofOfASolvedStreet_Holds()
    {
        var (filed, faults) = Proved.Check(Proved.File);
        Assert.Empty(faults.Select(f => f.Sentence.En));
        var verified = Verification.Of(filed.Proof!);
        Assert.Equal(Proved.Street.Standing.Cost, verified.Cost);
        Assert.Equal((Int128)Proved.Street.Standing.Bound, verified.Bound);
        Assert.Equal(verified.Cost - verified.Bound, verified.OnSearch);
        Assert.NotEmpty(filed.Proof!.Rota.Gaps);
        Assert.NotEmpty(filed.Proof.Prices);
    }

    /// <summary>Every rule has something to say on a tiny street; pins stand in some.</summary>
    [Fact]
    public void WhatIsProved_ReadsBackAsTheSameProblemRotaAndPrices() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var pins = TinyStreet.Pins(seed, RotaProblem.From(facts).Value);
                    var pinned = facts with { Pins = pins };
                    facts = RotaProblem.From(pinned).Succeeded ? pinned : facts;
                    if (Proved.Try(facts) is not { } proof)
                    {
                        return;
                    }

                    var (digest, content) = ProofBytes.Write(proof);
                    var back = ProofBytes.Read(proof.Facts.Area, digest, content).Value;
                    Assert.Equal(digest, ProofBytes.Write(back).Digest);
                    SameRows(
                        RowModel.From(RotaProblem.From(facts).Value),
                        RowModel.From(RotaProblem.From(back.Facts).Value)
                    );
                    Assert.Equal(proof.Rota.Duties, back.Rota.Duties);
                    Assert.Equal(proof.Rota.Gaps, back.Rota.Gaps);
                    Assert.Equal((proof.Standing, proof.Covenant), (back.Standing, back.Covenant));
                    Assert.Equal(proof.Prices, back.Prices);
                    var (_, faults) = Proved.Check(Proved.FileOf(proof));
                    Assert.Empty(faults.Select(f => f.Sentence.En));
                },
                iter: 300
            );

    /// <summary>Ids are the books' own affair, and so is the order in which they give their rows.</summary>
    [Fact]
    public void IdsAndOrder_ChangeNoDigest()
    {
        var facts = TinyStreet.Facts(7);
        HouseholdId Home(HouseholdId id) => new(900 - id.Value);
        ResidentId Who(ResidentId id) => new(700 - id.Value);
        var other = facts with
        {
            Households = [.. facts.Households.Reverse().Select(h => h with { Id = Home(h.Id) })],
            Residents =
            [
                .. facts.Residents.Reverse().Select(r => r with { Id = Who(r.Id), Household = Home(r.Household) }),
            ],
            Absences = [.. facts.Absences.Reverse().Select(a => a with { Resident = Who(a.Resident) })],
            Wishes = [.. facts.Wishes.Reverse().Select(w => w with { Resident = Who(w.Resident) })],
            Apart = [.. facts.Apart.Select(p => new Apart(Home(p.B), Home(p.A)))],
            Balances = facts.Balances.ToDictionary(b => Home(b.Key), b => b.Value),
            Around =
            [
                .. facts
                    .Around.Reverse()
                    .Select(d => d with { Household = Home(d.Household), Resident = Who(d.Resident) }),
            ],
            FestivalsStood = [.. facts.FestivalsStood.Reverse().Select(f => (Home(f.Household), f.Festival))],
            WatchesStood = facts.WatchesStood.ToDictionary(w => Who(w.Key), w => w.Value),
        };

        Assert.Equal(ProofBytes.Write(Proved.Of(facts)).Digest, ProofBytes.Write(Proved.Of(other)).Digest);
    }

    [Fact]
    public void TheDigest_CanBeMadeByHandFromTheLinesOfTheFile()
    {
        var lines = Proved.Text(Proved.File).Split('\n');
        var seals = lines
            .SkipWhile(l => l != "\"seals\": {")
            .Skip(1)
            .TakeWhile(l => l != "}")
            .Select(l => l.Split('"'));
        string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var text = "rota-proof-1\n" + string.Concat(seals.Select(s => $"{s[1]} {s[3]}\n"));

        Assert.Equal(Proved.DigestOf(Proved.File), Hash(text));
        var household = lines
            .Single(l => l.StartsWith("{\"household\":\"G-01/0006\"", StringComparison.Ordinal))
            .TrimEnd(',');
        Assert.Contains(seals, s => s[1] == "household G-01/0006" && s[3] == Hash(household));
    }

    /// <summary>Nothing beyond what the rota follows from: no name, no phone, no role, nothing of other months but nights of a household.</summary>
    [Fact]
    public void WhatTheRotaDoesNotFollowFrom_IsNotInIt()
    {
        var child = A.Man("Kind") with { BirthYear = 2015 };
        var guard = A.Lead("Li") with
        {
            Roles = Roles.PartyOnDuty,
            MovedIn = new(2020, 3, 4),
            ExemptUntil = new(2026, 9, 3),
        };
        var facts = new ProblemBuilder().Only(1).Home("1", guard, child).Away("Kind", 1).Facts();
        facts = facts with
        {
            Absences = [.. facts.Absences, new Absence(facts.Residents[0].Id, new(2026, 8, 1), new(2026, 10, 2))],
        };

        var text = Proved.Text(Proved.FileOf(Proved.Of(facts)));

        Assert.All(
            ["Kind", "2020", "2026-09", "2026-08", "party"],
            t => Assert.DoesNotContain(t, text, StringComparison.Ordinal)
        );
        Assert.Contains("\"absent\":[\"2026-10-01..2026-10-02\"]", text, StringComparison.Ordinal);
        Assert.Contains(ProofFile.Note, text, StringComparison.Ordinal);
    }

    /// <summary>Bits that the compression does not use are no damage: what is read then is the proof, to the last part.</summary>
    [Fact]
    public void BytesThatAreNotWhatTheDigestWasMadeOf_AreRefused()
    {
        var (digest, content) = ProofBytes.Write(Proved.Street);
        var other = ProofBytes.Write(Proved.Of(TinyStreet.Facts(3)));

        Assert.False(ProofBytes.Read("G-01", digest, other.Content).Succeeded);
        Gen.Int[0, content.Length - 1]
            .Select(Gen.Byte[1, 255])
            .Sample(
                (at, by) =>
                {
                    var damaged = (byte[])content.Clone();
                    damaged[at] ^= by;
                    var read = ProofBytes.Read("G-01", digest, damaged);
                    return !read.Succeeded || ProofBytes.Write(read.Value).Content.SequenceEqual(content);
                },
                iter: 200
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"form\":\"rota-proof-9\",\"month\":\"2026-10\",\"street\":\"\",\"proofs\":[]}")]
    [InlineData("{\"form\":\"rota-proof-1\",\"month\":\"2026-10\",\"street\":\"\",\"proofs\":[]}")]
    [InlineData("{\"form\":\"rota-proof-1\",\"month\":\"2026-10\",\"street\":\"\",\"proofs\":[{}]}")]
    public void WhatIsNoFileOfProofs_IsSaidToBeNone(string text)
    {
        var fault = Assert.Single(ProofFile.Read("x.json", Encoding.UTF8.GetBytes(text)).Faults);
        Assert.Equal("x.json", fault.Where.Source);
    }

    [Fact]
    public void HalfACharacter_IsToldAndNoBug()
    {
        var broken = Proved.Text(Proved.File).Replace("\"1栋\"", "\"\\ud800\"", StringComparison.Ordinal);
        var fault = Assert.Single(Proved.Check(Encoding.UTF8.GetBytes(broken)).Faults);
        Assert.Equal("G-01, households", fault.Where.Source);
    }

    /// <summary>An item of every kind is put where others stand: whatever comes, the answer is words.</summary>
    [Fact]
    public void WhateverStandsInAProof_TheAnswerIsWords()
    {
        string[] odd =
        [
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "99999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "2147483647",
            "\"\"",
            "\"x\"",
            "\"0000-00-00\"",
            "\"9999-12-31\"",
            "\"2026-10-31\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
        ];
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var chance = new Random(seed);
                    var forged = Forgery.Replace(Proved.File, chance, odd[chance.Next(odd.Length)]);
                    var read = ProofFile.Read("proof.json", forged);
                    return read.Succeeded
                        ? read.Value.Proofs.All(p =>
                            p.Proof is null ? p.Faults.Count > 0 : Verification.Of(p.Proof) is not null
                        )
                        : read.Faults.Count > 0;
                },
                iter: 1500
            );
    }

    private static void SameRows(RowModel a, RowModel b)
    {
        Assert.Equal(a.Costs, b.Costs);
        Assert.Equal(a.Uppers, b.Uppers);
        Assert.Equal(a.Rows.Select(Written), b.Rows.Select(Written));

        static string Written(Row row) =>
            $"{row.Key} {string.Join(',', row.Columns)} {string.Join(',', row.Coefficients)} {row.Lower} {row.Upper}";
    }
}
