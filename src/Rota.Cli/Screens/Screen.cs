using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rota.Cli.Starting;
using Rota.Core;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rota.Cli.Screens;

/// <summary>What the program says and shows: results on standard output, faults and progress on standard error.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly Surroundings around;

    /// <summary>A screen in a language.</summary>
    public Screen(Surroundings around, Language language, bool isJson)
    {
        this.around = around;
        Language = language;
        IsJson = isJson;
    }

    /// <summary>The language people are spoken to in.</summary>
    public Language Language { get; }

    /// <summary>Whether standard output is one JSON document and nothing else.</summary>
    public bool IsJson { get; }

    /// <summary>Whether a person watches progress as it is made.</summary>
    public bool IsWatched => around.IsErrorTerminal;

    /// <summary>One of the two languages.</summary>
    public string In(string zh, string en) => Language == Language.Chinese ? zh : en;

    /// <summary>The words in the screen's language.</summary>
    public string In(Words words) => words.In(Language);

    /// <summary>Says a line of a result; nothing where a machine reads.</summary>
    public void Say(string zh, string en) => Line(In(zh, en));

    /// <summary>Says a line of a result that is the same in both languages; nothing where a machine reads.</summary>
    public void Line(string text = "")
    {
        if (!IsJson)
        {
            around.Out.WriteLine(text);
        }
    }

    /// <summary>Tells something beside the result.</summary>
    public void Note(string zh, string en) => Tell(In(zh, en));

    /// <summary>Tells a line as it is, but for what is secret in it.</summary>
    public void Tell(string text) => around.Error.WriteLine(Secrets.Masked(text));

    /// <summary>Shows a table; nothing where a machine reads.</summary>
    public void Show(Listing listing) => Show(listing.Table());

    /// <summary>Shows something laid out; nothing where a machine reads.</summary>
    /// <param name="laidOut">What is shown.</param>
    /// <param name="widest">Columns it takes at most, however wide the screen is.</param>
    public void Show(IRenderable laidOut, int widest = int.MaxValue)
    {
        if (IsJson)
        {
            return;
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Console(text, isTerminal: false, Math.Min(around.Width, widest)).Write(laidOut);
        var lines = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        foreach (var line in lines.SkipLast(lines[^1].Length == 0 ? 1 : 0))
        {
            around.Out.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>Writes the JSON document; nothing where a person reads.</summary>
    public void Document(object document)
    {
        if (IsJson)
        {
            around.Out.WriteLine(JsonSerializer.Serialize(document, Json));
        }
    }

    /// <summary>Writes text as it is, for a person or a machine.</summary>
    public void Raw(string text) => around.Out.Write(text);

    /// <summary>Prints faults, one a line, and their count at the end.</summary>
    public void Faults(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Tell(In(fault.Sentence));
        }

        Note($"共 {faults.Count} 处有误。", $"{StateWords.Some(faults.Count, "fault")}.");
        Document(
            new
            {
                Faults = faults.Select(f => new
                {
                    f.Where.Source,
                    f.Where.Line,
                    f.Where.Column,
                    What = Secrets.Masked(In(f.What)),
                    Right = In(f.Right),
                }),
            }
        );
    }

    /// <summary>A console on standard error, for progress that is drawn over.</summary>
    public IAnsiConsole Progress() => Console(around.Error, around.IsErrorTerminal, Math.Min(around.Width, 120));

    private IAnsiConsole Console(TextWriter writer, bool isTerminal, int width)
    {
        var isPlain = !isTerminal || !string.IsNullOrEmpty(around.Variable("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        console.Profile.Width = width;
        return console;
    }
}
