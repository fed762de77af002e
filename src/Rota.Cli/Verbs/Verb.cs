using System.CommandLine;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;

namespace Rota.Cli.Verbs;

/// <summary>What every verb is made with.</summary>
/// <param name="Globals">The global options.</param>
/// <param name="Around">The process.</param>
/// <param name="Screen">What is said and shown.</param>
internal sealed record VerbTools(Globals Globals, Surroundings Around, Screen Screen);

/// <summary>A verb of the command line.</summary>
internal abstract class Verb : Command
{
    /// <summary>A verb.</summary>
    /// <param name="name">As it is typed.</param>
    /// <param name="tools">What it is made with.</param>
    /// <param name="description">What it does, in a sentence or a few.</param>
    /// <param name="examples">Command lines that work.</param>
    protected Verb(string name, VerbTools tools, Words description, params IReadOnlyList<string> examples)
        : base(name, description.In(tools.Screen.Language))
    {
        Tools = tools;
        Examples = examples;
        SetAction(async (parse, stop) => (int)await RunAsync(new Call(parse, tools, stop)));
    }

    /// <summary>Command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What it is made with.</summary>
    protected VerbTools Tools { get; }

    /// <summary>The language it speaks.</summary>
    protected Language Language => Tools.Screen.Language;

    /// <summary>Runs it.</summary>
    protected abstract Task<ExitCode> RunAsync(Call call);
}
