using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Explains a household's balance entry by entry.</summary>
internal sealed class LedgerVerb : Verb
{
    private readonly Option<HouseholdCode?> household;
    private readonly Option<string?> resident;
    private readonly Option<YearMonth?> from;

    public LedgerVerb(VerbTools tools)
        : base(
            "ledger",
            tools,
            new(
                "一户的守望账，一笔一笔说明：哪一夜、什么事、多少分、结余多少；已过的和将来的分开。只说自己家的。",
                "A household's ledger, entry by entry: which night, why, how many points, the balance after it; done and to come apart. It tells of that household alone."
            ),
            "rota ledger --household LJ-03/0012",
            "rota ledger --resident 0427",
            "rota ledger --resident 0427 --from 2026-07"
        )
    {
        household = new Option<HouseholdCode?>("--household")
        {
            HelpName = tools.Screen.In("网格/户号", "GRID/CODE"),
            Description = tools.Screen.In("哪一户，如 LJ-03/0012", "Which household, such as LJ-03/0012"),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value.Trim();
                var at = text.LastIndexOf('/');
                if (at > 0 && at < text.Length - 1)
                {
                    return new HouseholdCode(text[..at], text[(at + 1)..]);
                }

                result.AddError(
                    tools.Screen.In(
                        $"--household：“{text}”不对，请写网格/户号，如 LJ-03/0012。",
                        $"--household: \"{text}\" will not do; write grid and household such as LJ-03/0012."
                    )
                );
                return null;
            },
        };
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "谁家：居民编号、守望号，或姓名（重名时加楼栋）",
                "Whose household: a resident code, a watch number, or a name (with the building where names repeat)"
            ),
        };
        from = Asked.MonthOption(
            "--from",
            Language,
            new("从哪个月列起；以前的合成一行", "The first month to list; what was before is one line")
        );
        foreach (var option in (Option[])[household, resident, from])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            bool Has(Option option) => asked.GetResult(option) is { Implicit: false };
            if (Has(household) == Has(resident))
            {
                asked.AddError(
                    tools.Screen.In("请写 --household 或 --resident 之一。", "Give --household or --resident.")
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        if (call.Value(household) is not { } code)
        {
            var (card, ended) = await new OneResident(call, office, isNamed: false).FindAsync(call.Value(resident)!);
            if (card is null)
            {
                return ended;
            }

            code = card.Household;
        }

        var explained = await new ExplainLedger(office).RunAsync(code, call.Stop);
        if (!explained.Succeeded)
        {
            return call.Refuse(explained.Faults);
        }

        new ShowLedger(call.Screen, explained.Value, call.Value(from), office.Today).Tell();
        return ExitCode.Done;
    }
}
