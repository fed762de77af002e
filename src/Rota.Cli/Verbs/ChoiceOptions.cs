using System.CommandLine;
using Rota.Core;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>The options that pick areas.</summary>
internal sealed class ChoiceOptions
{
    private readonly Option<string?> community;
    private readonly Option<string[]> area;

    /// <summary>Adds them to a verb.</summary>
    public ChoiceOptions(Verb verb, Language language)
    {
        community = new Option<string?>("--community")
        {
            HelpName = new Words("社区", "NAME").In(language),
            Description = new Words("只做这个社区或村", "Only areas of this community or village").In(language),
        };
        area = new Option<string[]>("--area")
        {
            HelpName = new Words("片区…", "CODE…").In(language),
            Description = new Words(
                "只做这些片区：片区编号或其中网格的编号，可以写几个",
                "Only these areas, by their code or the code of a grid in them; several may follow"
            ).In(language),
            AllowMultipleArgumentsPerToken = true,
        };
        // A list takes whatever follows it, and an option that follows nothing is no area.
        area.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.StartsWith("--", StringComparison.Ordinal)))
            {
                result.AddError(
                    new Words("--area 后面要写片区编号。", "--area needs the code of an area.").In(language)
                );
            }
        });
        verb.Options.Add(community);
        verb.Options.Add(area);
    }

    /// <summary>What was picked.</summary>
    public AreaChoice Read(Call call) => new(call.Value(community), call.Value(area) ?? []);
}
