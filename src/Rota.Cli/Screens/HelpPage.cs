using System.CommandLine;
using System.CommandLine.Invocation;
using Rota.Cli.Verbs;
using Rota.Core;
using Spectre.Console;

namespace Rota.Cli.Screens;

/// <summary>The help of a command: enough to learn it by, examples included, in the reader's language.</summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="globals">The options that every verb has.</param>
internal sealed class HelpPage(Screen screen, IReadOnlyList<Option> globals) : SynchronousCommandLineAction
{
    private const int Widest = 110;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return (int)ExitCode.Done;
    }

    /// <summary>Writes the help of a command.</summary>
    public void Write(Command command)
    {
        var isRoot = command.Subcommands.Count > 0;
        screen.Line(command.Description ?? "");
        screen.Line();
        screen.Say("用法", "Usage");
        screen.Line("  " + Usage(command, isRoot));
        Section("命令", "Verbs", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Section("参数", "Arguments", command.Arguments.Select(a => (a.Name, a.Description)));
        if (!isRoot)
        {
            Section("选项", "Options", command.Options.Where(o => !o.Hidden && !IsHelp(o)).Select(Row));
        }

        Section("每个命令都有的选项", "Options of every verb", globals.Select(Row).Append(HelpRow));
        if (command is Verb { Examples.Count: > 0 } verb)
        {
            screen.Line();
            screen.Say("例子", "Examples");
            foreach (var example in verb.Examples)
            {
                screen.Line("  " + example);
            }
        }

        if (isRoot)
        {
            var codes = ExitCodes.All.Select(c =>
                (
                    ((int)c.Code).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    (string?)screen.In(c.Meaning)
                )
            );
            Section("退出码", "Exit codes", codes);
            screen.Line();
            screen.Say("某个命令怎么用：rota 命令 --help", "How a verb is used: rota VERB --help");
        }
    }

    private (string, string?) HelpRow => ("--help, -h", screen.In("显示这份说明", "Show this help"));

    private string Usage(Command command, bool isRoot) =>
        isRoot
            ? screen.In("rota 命令 [选项]", "rota VERB [OPTIONS]")
            : string.Join(
                ' ',
                (IEnumerable<string>)
                    ["rota", command.Name, .. command.Arguments.Select(a => a.Name), screen.In("[选项]", "[OPTIONS]")]
            );

    private static bool IsHelp(Option option) => option.Name is "--help" or "--version";

    private static (string, string?) Row(Option option) =>
        (option.HelpName is { } name ? $"{option.Name} {name}" : option.Name, option.Description);

    private void Section(string zh, string en, IEnumerable<(string Name, string? Description)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 3, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, description) in all)
        {
            grid.AddRow(new Text(name), new Text(description ?? ""));
        }

        screen.Line();
        screen.Say(zh, en);
        screen.Show(grid, Widest);
    }
}
