using System.CommandLine;
using System.Text;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Proofs;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>The forms in which rotas go out.</summary>
internal enum ExportFormat
{
    /// <summary>The document other programs read.</summary>
    Json,

    /// <summary>One row a duty, for spreadsheets.</summary>
    Csv,

    /// <summary>The notice board: a page for each area, and an index.</summary>
    Html,

    /// <summary>What <c>rota verify</c> recomputes: problem, rota and prices; for organisers and auditors.</summary>
    Proof,
}

/// <summary>Writes the rotas of a month as files.</summary>
internal sealed class Export : MonthVerb
{
    private readonly Option<ExportFormat> format;
    private readonly Option<string?> to;
    private readonly Option<Language> text;

    public Export(VerbTools tools)
        : base(
            "export",
            tools,
            new(
                "导出一个月的值班表：json 供程序读，csv 供表格软件，html 是贴在公告栏的页面和目录，proof 供 rota verify 核对。没有发布的片区导出草稿。"
                    + "proof 里有各户的请假、意愿和守望账，仅供排班员和审核人，不得张贴。",
                "Exports the rotas of a month: json for programs, csv for spreadsheets, html for the notice board, a page for each area and an index, proof for rota verify. Areas not published yet give their draft. "
                    + "A proof shows absences, wishes and ledgers of households: for organisers and auditors only, never for the wall."
            ),
            "rota export 2026-12 --format html",
            "rota export 2026-12 --format csv --out rota.csv",
            "rota export 2026-12 --format json --area LJ-03",
            "rota export 2026-12 --format html --area LJ-03 --out board.html",
            "rota export 2026-12 --format proof --area LJ-03 --out proof.json"
        )
    {
        format = Asked.OneOf(
            "--format",
            Language,
            new("格式", "The form"),
            ("json", ExportFormat.Json),
            ("csv", ExportFormat.Csv),
            ("html", ExportFormat.Html),
            ("proof", ExportFormat.Proof)
        );
        format.Required = true;
        to = new Option<string?>("--out")
        {
            HelpName = "PATH",
            Description = tools.Screen.In(
                "写到哪里：文件，html 是文件夹。不写时 json、csv 和 proof 显示在屏幕上，html 写到 out/月份",
                "Where to: a file, or for html a folder. Else json, csv and proof go to standard output, html to out/MONTH"
            ),
        };
        text = BoardLanguage(Language);
        Options.Add(format);
        Options.Add(to);
        Options.Add(text);
    }

    /// <summary>The option for the language of what residents read.</summary>
    internal static Option<Language> BoardLanguage(Language language) =>
        Asked.OneOf(
            "--text",
            language,
            new(
                "导出内容用中文还是英文，默认中文",
                "Language of what is exported; Chinese by default, since residents read it"
            ),
            ("zh", Language.Chinese),
            ("en", Language.English)
        );

    /// <inheritdoc/>
    protected override StreetAccess Access => StreetAccess.Read;

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        if (call.Value(format) == ExportFormat.Proof)
        {
            return await ProofsAsync(call, office, month, choice);
        }

        var sheets = await new ReadSheets(office).RunAsync(month, choice, call.Stop);
        if (!sheets.Succeeded)
        {
            return call.Refuse(sheets.Faults);
        }

        if (sheets.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        var files = new RotaFiles(month, sheets.Value, call.Value(text));
        return call.Value(format) == ExportFormat.Html ? Boards(call, files, month) : Single(call, files);
    }

    private ExitCode Single(Call call, RotaFiles files)
    {
        var isJson = call.Value(format) == ExportFormat.Json;
        return Single(call, isJson ? files.Json() : files.Csv(), isJson ? RotaFiles.JsonName : RotaFiles.CsvName);
    }

    /// <summary>The proofs of the areas that have one; those that have none are told.</summary>
    private async Task<ExitCode> ProofsAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        var read = new ReadProofs(office);
        var proofs = await read.RunAsync(month, choice, call.Stop);
        if (!proofs.Succeeded)
        {
            return call.Refuse(proofs.Faults);
        }

        if (proofs.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        foreach (var lacking in proofs.Value.Where(p => p.Proof is null))
        {
            call.Screen.Note(lacking.Lacking.Zh, lacking.Lacking.En);
        }

        var whole = proofs.Value.Where(p => p.Proof is not null).ToList();
        if (whole.Count == 0)
        {
            return ExitCode.Refused;
        }

        var file = ProofFile.Write(
            await read.StreetAsync(call.Stop),
            month,
            whole.Select(p => new ProofOut(p.Area.Code, p.Edition, p.Proof!.Digest, p.Proof.Content))
        );
        if (!file.Succeeded)
        {
            return call.Refuse(file.Faults);
        }

        var ended = Single(call, file.Value, RotaFiles.ProofName);
        return ended == ExitCode.Done && whole.Count < proofs.Value.Count ? ExitCode.Refused : ended;
    }

    private ExitCode Single(Call call, byte[] bytes, string name)
    {
        if (call.Value(to) is not { } given)
        {
            call.Screen.Raw(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
            return ExitCode.Done;
        }

        var path = call.PathOf(given);
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, name);
        }

        return Write(call, [(path, bytes)], path);
    }

    private ExitCode Boards(Call call, RotaFiles files, YearMonth month)
    {
        var path = call.PathOf(call.Value(to) ?? Path.Combine("out", StateWords.Of(month)));
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            return Write(call, files.Boards().Select(f => (Path.Combine(path, f.Name), f.Content)), path);
        }

        return files.Sheets is [var only]
            ? Write(call, [(path, files.Board(only))], path)
            : call.Refuse(
                new Fault(
                    new Place("--out"),
                    new(
                        $"“{call.Shown(path)}”是一个文件，而片区有 {files.Sheets.Count} 个",
                        $"\"{call.Shown(path)}\" is one file, and there are {files.Sheets.Count} areas"
                    ),
                    new("请写文件夹，或用 --area 只选一个片区", "Name a folder, or choose one area with --area")
                )
            );
    }

    private static ExitCode Write(Call call, IEnumerable<(string Path, byte[] Content)> files, string shown) =>
        FileFaults.Around(
            call,
            shown,
            () =>
            {
                var written = new List<string>();
                foreach (var (path, content) in files)
                {
                    call.Stop.ThrowIfCancellationRequested();
                    ResultFile.Write(path, content);
                    written.Add(path);
                }

                call.Screen.Say(
                    $"{written.Count} 个文件，在 {call.Shown(shown)}",
                    $"{StateWords.Some(written.Count, "file")}: {call.Shown(shown)}"
                );
                call.Screen.Document(new { Files = written });
                return ExitCode.Done;
            }
        );
}
