using System.CommandLine;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Files.Proofs;

namespace Rota.Cli.Verbs;

/// <summary>
/// Holds a file of proofs against itself and against what a board shows: no database, no covenant file, and nothing of what solves.
/// </summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string> file;
    private readonly Option<string[]> digest;

    public VerifyVerb(VerbTools tools)
        : base(
            "verify",
            tools,
            new(
                "核对证明文件（rota export --format proof 写出）：重新审核值班表，重算代价和下界，不用数据库，也不用求解器；对不上的逐处指出，退出码为 1。"
                    + "证明文件里有各户的请假、意愿和守望账，仅供排班员和审核人。",
                "Checks a file of proofs (written by rota export --format proof): audits the rotas again and recomputes cost and bound, without the database and without the solver. Whatever does not fit is named with its place; exit code 1 then. "
                    + "Proofs show absences, wishes and ledgers of households: for organisers and auditors only."
            ),
            "rota verify proof.json",
            "rota verify proof.json --digest 3f9a-12bc-77de-01ab"
        )
    {
        file = new Argument<string>(tools.Screen.In("文件", "FILE"))
        {
            Description = tools.Screen.In("证明文件", "The file of proofs"),
        };
        digest = new Option<string[]>("--digest")
        {
            HelpName = tools.Screen.In("核对码", "HEX"),
            Description = tools.Screen.In(
                "公告栏上的核对码（16 位，或 JSON 导出里的 64 位），可以写几个；文件里没有哪份证明与它相符就报错",
                "The check code on a board (16 digits, or the 64 of the JSON export); several may be given. One that fits no proof of the file is a fault"
            ),
        };
        digest.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => ProofDigest.Read(t.Value) is null))
            {
                result.AddError(
                    tools.Screen.In(
                        $"--digest：“{token.Value}”不对，请写 16 到 64 位十六进制数字，如 3f9a-12bc-77de-01ab。",
                        $"--digest: \"{token.Value}\" will not do; write 16 to 64 hexadecimal digits, such as 3f9a-12bc-77de-01ab."
                    )
                );
            }
        });
        Arguments.Add(file);
        Options.Add(digest);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call)
    {
        var path = call.PathOf(call.Value(file));
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(path, call.Stop);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return call.Refuse(Unread(call, path, closed));
        }

        var read = ProofFile.Read(call.Shown(path), content);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        var published = (call.Value(digest) ?? []).Select(d => ProofDigest.Read(d)!).ToList();
        var checks = new List<ProofChecked>();
        foreach (var filed in read.Value.Proofs)
        {
            call.Stop.ThrowIfCancellationRequested();
            checks.Add(ProofChecked.Of(filed, published));
        }

        return Tell(call, read.Value, checks, published);
    }

    private static ExitCode Tell(
        Call call,
        ProofDocument document,
        IReadOnlyList<ProofChecked> checks,
        IReadOnlyList<string> published
    )
    {
        var strangers = published
            .Where(d => !checks.Any(c => c.Filed.Digest is { } own && ProofDigest.Fits(own, d)))
            .Select(d => Stranger(checks, d));
        List<Fault> faults = [.. checks.SelectMany(c => c.Faults), .. strangers];
        var screen = call.Screen;
        screen.Line($"{document.Street} {StateWords.Of(document.Month)}");
        screen.Show(Table(screen, checks));
        screen.Line();
        foreach (var fault in faults)
        {
            screen.Note(fault.Sentence.Zh, fault.Sentence.En);
        }

        Verdict(screen, checks, faults.Count, published.Count > 0);
        screen.Document(Document(screen, document, checks, faults));
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Verdict(Screen screen, IReadOnlyList<ProofChecked> checks, int faults, bool isCompared)
    {
        if (faults > 0)
        {
            screen.Say(
                $"对不上的有 {faults} 处，见上；请向排班员要原件，或与公告栏再对一遍。",
                $"{StateWords.Some(faults, "thing does", "things do")} not fit, named above; ask the organiser for the original, or compare with the board again."
            );
            return;
        }

        var search = checks.Count(c => c.Verification?.OnSearch > 0);
        screen.Say(
            $"{checks.Count} 个片区都对得上：值班表符合公约，代价和下界重算一致。{(search == 0 ? "" : $"其中 {search} 个的最后几个单位要相信求解器的搜索。")}",
            $"{StateWords.Some(checks.Count, "area fits", "areas fit")}: the covenant is kept, cost and bound come to the same.{(search == 0 ? "" : $" For the last units of {search} of them the solver's search has to be believed.")}"
        );
        if (!isCompared || checks.Any(c => !c.IsOnBoard))
        {
            screen.Say(
                "文件本身对得上，还不说明它就是公布的那一份：请把核对码与公告栏上的比一比（--digest）。",
                "That a file fits does not show that it is the one published: compare its digest with the one on the board (--digest)."
            );
        }
    }

    private static Listing Table(Screen screen, IReadOnlyList<ProofChecked> checks)
    {
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("版次", "edition")
            .Column("审核", "audit")
            .Column("解", "status")
            .Number("重算代价", "cost again")
            .Number("重算下界", "bound again")
            .Number("凭搜索", "on search")
            .Number("对不上", "faults")
            .Column("核对码", "digest")
            .Column("公告栏", "board");
        foreach (var c in checks)
        {
            var v = c.Verification;
            listing.Row(
                c.Filed.Area,
                screen.In(StateWords.Edition(c.Filed.Edition)),
                v?.Audit is not { } audit ? "–"
                    : audit.IsClean ? screen.In("符合", "clean")
                    : screen.In($"违反 {audit.Breaches.Count}", $"{StateWords.Whole(audit.Breaches.Count)} broken"),
                v is null ? "–" : screen.In(StateWords.Of(v.Stated.Status)),
                v?.Cost is { } cost ? StateWords.Cost(cost) : "–",
                v?.Bound is { } bound ? StateWords.Cost(bound) : "–",
                v is null ? "–" : StateWords.Cost(v.OnSearch),
                StateWords.Whole(c.Faults.Count),
                c.Filed.Digest is { } digest ? ProofDigest.Short(digest) : "–",
                c.IsOnBoard ? screen.In("相符", "the same") : screen.In("未比", "not compared")
            );
        }

        return listing;
    }

    private static object Document(
        Screen screen,
        ProofDocument document,
        IReadOnlyList<ProofChecked> checks,
        IReadOnlyList<Fault> faults
    ) =>
        new
        {
            document.Street,
            Month = StateWords.Of(document.Month),
            Areas = checks.Select(c => new
            {
                c.Filed.Area,
                c.Filed.Edition,
                c.Filed.Digest,
                OnBoard = c.IsOnBoard,
                Clean = c.Verification?.Audit?.IsClean,
                Status = c.Verification?.Stated.Status,
                c.Verification?.Cost,
                Bound = Whole(c.Verification?.Bound),
                OnSearch = Whole(c.Verification?.OnSearch),
            }),
            Faults = faults.Select(f => new
            {
                Where = f.Where.Source,
                What = screen.In(f.What),
                Right = screen.In(f.Right),
            }),
        };

    /// <summary>A number that a machine reads; one beyond 64 bits, which no honest proof has, is left out.</summary>
    private static long? Whole(Int128? number) =>
        number is { } n && n >= long.MinValue && n <= long.MaxValue ? (long)n : null;

    private static Fault Stranger(IReadOnlyList<ProofChecked> checks, string digest)
    {
        var there = string.Join(", ", checks.Select(c => c.Filed.Digest is { } d ? ProofDigest.Short(d) : "–").Take(5));
        return new Fault(
            new Place("--digest"),
            new(
                $"文件里没有核对码为 {ProofDigest.Short(digest)} 的证明：这不是公布的那一份，或内容被改动过",
                $"no proof of the file has the digest {ProofDigest.Short(digest)}: it is not the one published, or was changed"
            ),
            new($"文件里是：{there}", $"there are: {there}")
        );
    }

    private static Fault Unread(Call call, string path, Exception closed)
    {
        var why = closed.Message.ReplaceLineEndings(" ").TrimEnd('.');
        return new Fault(
            new Place(call.Shown(path)),
            new($"读不了（{why}）", $"cannot be read ({why})"),
            new("请检查文件名和读取权限", "Check the name of the file, and that you may read it")
        );
    }
}

/// <summary>A proof of a file, recomputed.</summary>
/// <param name="Filed">As the file has it.</param>
/// <param name="Verification">What recomputing finds; null when it cannot be read.</param>
/// <param name="IsOnBoard">Whether its digest is one of those that were given.</param>
internal sealed record ProofChecked(ProofIn Filed, Verification? Verification, bool IsOnBoard)
{
    /// <summary>Everything in it that does not fit.</summary>
    public IReadOnlyList<Fault> Faults => [.. Filed.Faults, .. Verification?.Faults ?? []];

    /// <summary>Recomputes a proof.</summary>
    public static ProofChecked Of(ProofIn filed, IReadOnlyList<string> published) =>
        new(
            filed,
            filed.Proof is { } proof ? Verification.Of(proof) : null,
            filed.Digest is { } digest && published.Any(d => ProofDigest.Fits(digest, d))
        );
}
