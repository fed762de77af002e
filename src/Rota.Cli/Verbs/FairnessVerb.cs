using System.CommandLine;
using System.CommandLine.Parsing;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>What of fairness is asked for.</summary>
internal enum FairnessPart
{
    /// <summary>How evenly points lie.</summary>
    Measures,

    /// <summary>The table of an area for its notice board.</summary>
    Board,

    /// <summary>Who stood which festival.</summary>
    Festivals,
}

/// <summary>The forms in which it goes out.</summary>
internal enum FairnessFormat
{
    /// <summary>On the screen.</summary>
    Screen,

    /// <summary>For spreadsheets.</summary>
    Csv,

    /// <summary>The picture of the measures.</summary>
    Svg,

    /// <summary>The pages of the notice boards.</summary>
    Html,
}

/// <summary>Says how fairly a month's or a year's points lay on those who owed them, and who stood what.</summary>
internal sealed class FairnessVerb : Verb
{
    private readonly Argument<FairnessSpan> span;
    private readonly Option<FairnessPart?> part;
    private readonly Option<FairnessFormat> format;
    private readonly Option<string?> to;
    private readonly Option<Language> text;
    private readonly ChoiceOptions choice;

    public FairnessVerb(VerbTools tools)
        : base(
            "fairness",
            tools,
            new(
                "看一个月或一年守得匀不匀：基尼系数、Jain 指数、结余高低，能带班的户另列；--show board 是贴在公告栏的年度表，--show festivals 是近几年谁守了哪个节日。",
                "How evenly a month or a year lay: Gini, Jain, how far balances lie apart, leads told apart from others. --show board is the table for the notice board, --show festivals who stood which festival in the last years."
            ),
            "rota fairness 2026",
            "rota fairness 2026 --area LJ-03",
            "rota fairness 2026-12 --community 丽景 --format csv --out fairness.csv",
            "rota fairness 2026 --format svg --out fairness.svg",
            "rota fairness 2026 --area LJ-03 --show board --format html",
            "rota fairness 2026 --area LJ-03 --show festivals"
        )
    {
        Arguments.Add(span = Asked.Span(Language));
        part = Asked.OneOf<FairnessPart?>(
            "--show",
            Language,
            new(
                "看什么：measures 匀不匀，board 年度表，festivals 节日；不写时是 measures",
                "What to show: the measures, the board's table, or festivals; else measures"
            ),
            ("measures", FairnessPart.Measures),
            ("board", FairnessPart.Board),
            ("festivals", FairnessPart.Festivals)
        );
        format = Asked.OneOf(
            "--format",
            Language,
            new(
                "格式：csv 供表格软件，svg 是匀不匀的图，html 是公告栏的年度表；不写时显示在屏幕上",
                "The form: csv for spreadsheets, svg the picture of the measures, html the board's table; else the screen"
            ),
            ("screen", FairnessFormat.Screen),
            ("csv", FairnessFormat.Csv),
            ("svg", FairnessFormat.Svg),
            ("html", FairnessFormat.Html)
        );
        to = new Option<string?>("--out")
        {
            HelpName = "PATH",
            Description = tools.Screen.In(
                "写到哪里：文件，html 也可以是文件夹。不写时 csv 显示在屏幕上，svg 和 html 写到 out",
                "Where to: a file, or for html a folder. Else csv goes to standard output, svg and html to out"
            ),
        };
        text = Export.BoardLanguage(Language);
        Options.Add(part);
        Options.Add(format);
        Options.Add(to);
        Options.Add(text);
        choice = new ChoiceOptions(this, Language);
        Validators.Add(Fits);
    }

    /// <summary>Says which form does not go with what is shown. What is no form at all is told by its option.</summary>
    private void Fits(CommandResult result)
    {
        var (shown, form) = (Said(result, part), Said(result, format));
        Words? fault =
            form == "svg" && shown is not (null or "measures")
                ? new("svg 只画 --show measures。", "svg is the picture of --show measures.")
            : form == "html" && shown is not (null or "board")
                ? new("html 只用于 --show board。", "html is the page of --show board.")
            : (form is null or "screen") && Said(result, to) is not null
                ? new("--out 要和 --format 一起用。", "--out goes together with --format.")
            : null;
        if (fault is { } words)
        {
            result.AddError(words.In(Language));
        }
    }

    private static string? Said(CommandResult result, Option option) =>
        result.GetResult(option)?.Tokens.LastOrDefault()?.Value.ToLowerInvariant();

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private Task<ExitCode> RunAsync(Call call, Office office)
    {
        var asked = new FairnessAsked(
            call.Value(span),
            choice.Read(call),
            call.Value(format),
            call.Value(to),
            call.Value(text)
        );
        return (call.Value(part) ?? Usual(asked.Format)) switch
        {
            FairnessPart.Board => new FairnessBoard(call, office, asked).RunAsync(),
            FairnessPart.Festivals => new FairnessFestivals(call, office, asked).RunAsync(),
            _ => new FairnessMeasures(call, office, asked).RunAsync(),
        };
    }

    private static FairnessPart Usual(FairnessFormat format) =>
        format == FairnessFormat.Html ? FairnessPart.Board : FairnessPart.Measures;
}

/// <summary>What was asked of fairness.</summary>
/// <param name="Span">The months.</param>
/// <param name="Choice">The areas.</param>
/// <param name="Format">The form.</param>
/// <param name="Out">Where to; null where nobody said.</param>
/// <param name="Text">The language of what residents read.</param>
internal sealed record FairnessAsked(
    FairnessSpan Span,
    AreaChoice Choice,
    FairnessFormat Format,
    string? Out,
    Language Text
)
{
    /// <summary>Gives a table for spreadsheets to the screen, or writes it where it was asked for.</summary>
    public ExitCode Table(Call call, byte[] csv)
    {
        if (Out is null)
        {
            call.Screen.Raw(System.Text.Encoding.UTF8.GetString(csv).TrimStart('\uFEFF'));
            return ExitCode.Done;
        }

        return Write(call, [(call.PathOf(Out), csv)]);
    }

    /// <summary>Writes files, and says where they are.</summary>
    public static ExitCode Write(Call call, IReadOnlyList<(string Path, byte[] Content)> files) =>
        FileFaults.Around(
            call,
            files[0].Path,
            () =>
            {
                foreach (var (path, content) in files)
                {
                    call.Stop.ThrowIfCancellationRequested();
                    ResultFile.Write(path, content);
                }

                var shown = call.Shown(files is [var only] ? only.Path : Path.GetDirectoryName(files[0].Path)!);
                call.Screen.Say(
                    $"{files.Count} 个文件，在 {shown}",
                    $"{StateWords.Some(files.Count, "file")}: {shown}"
                );
                call.Screen.Document(new { Files = files.Select(f => f.Path) });
                return ExitCode.Done;
            }
        );
}
