using System.Text;
using System.Text.Json;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Files.Proofs;
using Rota.Solver;
using Rota.Testing;

namespace Rota.Files.Tests.Proofs;

/// <summary>Solved problems with their proofs, and files of them.</summary>
internal static class Proved
{
    /// <summary>
    /// A street of twelve households and five nights in which everything that a proof can hold is there: who was asked to stay apart,
    /// who serves together, a pin, a carer, a holiday, wishes, absences, nights around the month, and seats that stay open.
    /// </summary>
    public static Proof Street { get; } = Of(Facts());

    /// <summary>Its file.</summary>
    public static byte[] File { get; } = FileOf(Street);

    /// <summary>Solves facts and proves what comes of it; null when pins contradict each other.</summary>
    public static Proof? Try(ProblemFacts facts)
    {
        var model = RowModel.From(RotaProblem.From(facts).Value);
        return new RotaSolver().Solve(model) is SolveOutcome.Solved solved
            ? Proof.Of(
                "7c1f02ab",
                facts,
                model,
                model.ToRota(solved.Chosen, _ => new Words("无人", "nobody")),
                new Standing(solved.Status, solved.Cost, solved.Bound, solved.ClosedBy),
                solved.Prices
            )
            : null;
    }

    public static Proof Of(ProblemFacts facts) => Try(facts)!;

    public static byte[] FileOf(params IReadOnlyList<Proof> proofs) =>
        ProofFile
            .Write(
                "甜水街道",
                proofs[0].Facts.Month,
                proofs.Select(p =>
                {
                    var (digest, content) = ProofBytes.Write(p);
                    return new ProofOut(p.Facts.Area, 1, digest, content);
                })
            )
            .Value;

    /// <summary>Everything that is held against the one proof of a file, as the program does it.</summary>
    public static (ProofIn Filed, IReadOnlyList<Fault> Faults) Check(byte[] file)
    {
        var filed = ProofFile.Read("proof.json", file).Value.Proofs[0];
        var verified = filed.Proof is { } proof ? Verification.Of(proof).Faults : [];
        return (filed, [.. filed.Faults, .. verified]);
    }

    /// <summary>The proof's digest, as it is published.</summary>
    public static string DigestOf(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        return json.RootElement.GetProperty("proofs")[0].GetProperty("digest").GetString()!;
    }

    public static string Text(byte[] file) => Encoding.UTF8.GetString(file);

    private static ProblemFacts Facts()
    {
        var street = new ProblemBuilder()
            .Only(2, 7, 12, 23, 30)
            .Holiday("国庆节", 7)
            .Rules(new Rest(6), new Month(2), new LeadSeats(true), new Buildings(20), new Newcomers(100));
        for (var h = 1; h <= 12; h++)
        {
            var (man, woman) = (A.Man($"M{h:00}"), A.Woman($"W{h:00}"));
            man = man with { CanLead = h % 3 == 0, IsCarer = h == 4, BirthYear = 1960 + h };
            woman = woman with
            {
                WantsCompanion = h % 4 == 1,
                IsCarer = h == 4,
                CanLead = h == 7,
                Together = h is 9 or 10 ? "T1" : null,
                Participation = h == 5 ? Participation.Volunteer : Participation.Joins,
            };
            street.Home($"{h:0000}", h < 9 ? "G-01" : "G-02", h % 5 == 0 ? null : $"{h % 3}栋", man, woman);
            street.Balance($"{h:0000}", ((h * 7) % 11) - 5);
            _ = h % 2 == 0 ? street.Avoids($"M{h:00}", 2 + h) : street.Likes($"W{h:00}", 12);
        }

        // Whoever can lead is away on the last night: a seat stays open.
        foreach (var lead in (string[])["M01", "M03", "M06", "W07", "M09", "M12"])
        {
            street.Away(lead, 30);
        }

        return street
            .Avoids("M03", IsoDayOfWeek.Friday)
            .Avoids("M01", 23)
            .Likes("W02", 30)
            .Away("M01", 1, 8)
            .Away("W06", 30)
            .Away("M08", 12)
            .Apart("0002", "0003")
            .Known("M06", 9, 28, Post.Guard)
            .Known("W07", 11, 2, Post.Standby)
            .StoodFestival("0011", "国庆节")
            .Stood("M01", 4)
            .Stood("W02", 2)
            .Stood("M05", 1)
            .Pin("12 guard M02")
            .Facts();
    }
}
