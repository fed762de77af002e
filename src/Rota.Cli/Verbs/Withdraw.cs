using NodaTime;
using Rota.Cli.Screens;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Withdraws the editions of a month before their first night.</summary>
internal sealed class Withdraw(VerbTools tools)
    : MonthVerb(
        "withdraw",
        tools,
        new(
            "作废一个月已发布的值班表，只能在第一班开始之前；守望账一并退回。",
            "Withdraws the published rotas of a month, before the first watch begins; the ledger goes back with them."
        ),
        "rota withdraw 2026-12 --area LJ-03 --by 李主任"
    )
{
    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        await using (var reader = await office.Database.ReadAsync(call.Stop))
        {
            var areas = await choice.PickAsync(reader, month, call.Stop);
            if (areas.Succeeded && areas.Value.All(a => a.Edition is null))
            {
                return call.Nothing(NotThere.Editions(month));
            }
        }

        var withdrawn = await new WithdrawMonth(office).RunAsync(month, choice, call.Stop);
        if (!withdrawn.Succeeded)
        {
            return call.Refuse(withdrawn.Faults);
        }

        var screen = call.Screen;
        foreach (var area in withdrawn.Value)
        {
            if (area.Edition is { } number)
            {
                screen.Say(
                    $"{area.Area.Code}：第 {number} 版已作废。",
                    $"{area.Area.Code}: edition {StateWords.Whole(number)} is withdrawn."
                );
            }
            else
            {
                screen.Note($"{area.Area.Code}：{area.Reason?.Zh}", $"{area.Area.Code}: {area.Reason?.En}");
            }
        }

        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                Areas = withdrawn.Value.Select(a => new
                {
                    Area = a.Area.Code,
                    Withdrawn = a.Edition,
                    Reason = a.Reason is { } r ? screen.In(r) : null,
                }),
            }
        );
        return withdrawn.Value.All(a => a.Edition is not null) ? ExitCode.Done : ExitCode.Refused;
    }
}
