using System.CommandLine;
using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>A verb that works on a month of all areas or of some.</summary>
internal abstract class MonthVerb : Verb
{
    private readonly Argument<YearMonth> month;
    private readonly ChoiceOptions choice;

    /// <inheritdoc cref="Verb(string, VerbTools, Words, IReadOnlyList{string})"/>
    protected MonthVerb(string name, VerbTools tools, Words description, params IReadOnlyList<string> examples)
        : base(name, tools, description, examples)
    {
        Arguments.Add(month = Asked.Month(Language));
        choice = new ChoiceOptions(this, Language);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, Access, office => RunAsync(call, office, call.Value(month), choice.Read(call)));

    /// <summary>Whether it only looks; it then works where nothing can be written.</summary>
    protected virtual StreetAccess Access => StreetAccess.Write;

    /// <summary>Runs it on a month.</summary>
    protected abstract Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice);
}
