using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Cli.Verbs;
using Rota.Core;
using Rota.Files.Yaml;
using Rota.Solver;
using Rota.Store;

namespace Rota.Cli;

/// <summary>One command line from its words to its exit code.</summary>
internal static class RotaCommandLine
{
    private static readonly string[] Machine = ["--json"];

    /// <summary>Runs a command line; what it says and shows goes to the writers of its surroundings.</summary>
    /// <returns>A number of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        Surroundings around,
        CancellationToken stop = default
    )
    {
        var language = SpokenLanguage.Of(args, around.Variable);
        var screen = new Screen(around, language, args.Any(Machine.Contains));
        var help = new Screen(around, language, isJson: false);
        var root = Root(language, around, screen, help);
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            return Complain(parse, screen);
        }

        try
        {
            var how = new InvocationConfiguration
            {
                Output = around.Out,
                Error = around.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parse.InvokeAsync(how, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Note("已停止；做完的部分保留。", "Cancelled; what was done stays.");
            return (int)ExitCode.Cancelled;
        }
        catch (Exception e) when (Trouble(e) is not null)
        {
            screen.Faults([Trouble(e)!]);
            return (int)ExitCode.Refused;
        }
#pragma warning disable CA1031 // The last door: whatever comes out here is a bug, told in one line instead of a crash.
        catch (Exception bug)
        {
            Tell(bug, screen, args.Contains("--verbose", StringComparer.Ordinal));
            return (int)ExitCode.Unexpected;
        }
#pragma warning restore CA1031
    }

    /// <summary>What is the matter with the database or the machine; null when the exception is a bug.</summary>
    private static Fault? Trouble(Exception e) =>
        StoreTrouble.Of(e) ?? SolverLibrary.Missing(e, OperatingSystem.IsWindows());

    private static RootCommand Root(Language language, Surroundings around, Screen screen, Screen help)
    {
        var globals = new Globals(language);
        var root = new RootCommand(
            new Words(
                "rota：给街道的每个网格排好邻里守望值班表。先试 rota demo。",
                "rota makes the neighbourhood-watch rotas of a street, grid by grid. Try rota demo first."
            ).In(language)
        );
        foreach (var option in globals.All)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }

        var page = new HelpPage(help, globals.All);
        root.Options.OfType<HelpOption>().Single().Action = page;
        var street = new VerbTools(globals, around, screen);
        foreach (var verb in All(street))
        {
            root.Subcommands.Add(verb);
        }

        root.SetAction(_ =>
        {
            page.Write(root);
            return (int)ExitCode.Usage;
        });
        return root;
    }

    private static IEnumerable<Verb> All(VerbTools tools) =>
        [
            new Demo(tools),
            new Seed(tools),
            new Import(tools),
            new CovenantVerb(tools),
            new Forecast(tools),
            new DraftVerb(tools),
            new Show(tools),
            new Why(tools),
            new PinVerb(tools),
            new AssignVerb(tools),
            new PostVerb(tools),
            new Publish(tools),
            new Withdraw(tools),
            new ResolveVerb(tools),
            new DiffVerb(tools),
            new AbsentVerb(tools),
            new Swap(tools),
            new Attend(tools),
            new LedgerVerb(tools),
            new Export(tools),
            new AuditVerb(tools),
            new VerifyVerb(tools),
            new FairnessVerb(tools),
            new TrailVerb(tools),
            new Serve(tools),
            new AccessVerb(tools),
            new NoticesVerb(tools),
            new DatabaseVerb(tools),
            new BackupVerb(tools),
            new RestoreVerb(tools),
            new DoctorVerb(tools),
        ];

    /// <summary>Says what of the command line cannot be understood, in the reader's language where the parser's own words are not.</summary>
    private static int Complain(ParseResult parse, Screen screen)
    {
        var command = parse.CommandResult.Command;
        // After a verb that is not one, nothing that follows can be judged.
        foreach (var token in parse.UnmatchedTokens.Take(command is RootCommand ? 1 : int.MaxValue))
        {
            var meant = Likeness.Nearest(token, Known(command, token));
            screen.Note(
                $"不认识“{token}”。{(meant is null ? "" : $"是不是想写 {meant}？")}",
                $"\"{token}\" is not understood here.{(meant is null ? "" : $" Did you mean {meant}?")}"
            );
        }

        var others = parse.Errors.Where(e => e.SymbolResult is not CommandResult || parse.UnmatchedTokens.Count == 0);
        foreach (var error in others)
        {
            screen.Tell(Sentence(error, screen));
        }

        var verb = command is RootCommand ? "" : command.Name + " ";
        screen.Note($"用法：rota {verb}--help", $"How it is used: rota {verb}--help");
        return (int)ExitCode.Usage;
    }

    /// <summary>What may stand where something unknown stands: options, or the verbs where none is given yet.</summary>
    private static IEnumerable<string> Known(Command command, string token) =>
        token.StartsWith('-')
            ? command.Parents.OfType<Command>().Append(command).SelectMany(c => c.Options).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);

    private static string Sentence(ParseError error, Screen screen) =>
        error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => screen.In(
                $"{option.Option.Name} 后面要写值。",
                $"{option.Option.Name} needs a value."
            ),
            OptionResult { IdentifierToken: null } option => screen.In(
                $"缺少 {option.Option.Name}：{option.Option.HelpName}。",
                $"{option.Option.Name} is missing: {option.Option.HelpName}."
            ),
            OptionResult { Tokens.Count: 0 } option => screen.In(
                $"{option.Option.Name} 后面要写值。",
                $"{option.Option.Name} needs a value."
            ),
            ArgumentResult { Tokens.Count: 0 } argument => screen.In(
                $"缺少 {argument.Argument.Name}：{argument.Argument.Description}。",
                $"{argument.Argument.Name} is missing: {argument.Argument.Description}."
            ),
            _ => error.Message,
        };

    private static void Tell(Exception bug, Screen screen, bool isVerbose)
    {
        var what = $"{bug.GetType().Name}: {bug.Message.ReplaceLineEndings(" ")}";
        screen.Note(
            $"程序出了意外：{what} {(isVerbose ? "" : "加上 --verbose 再运行可看详情，请连同详情一起报告。")}",
            $"Something unexpected happened: {what} {(isVerbose ? "" : "Run it again with --verbose for the trace, and report it with that.")}"
        );
        if (isVerbose)
        {
            screen.Tell(bug.ToString());
        }
    }
}
