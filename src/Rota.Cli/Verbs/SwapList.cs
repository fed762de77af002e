using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Shows proposals: all of them in a list, or what became of one.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class SwapList(Call call, Office office, bool isNamed)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Lists the proposals of some areas. Writes nothing.</summary>
    public async Task<ExitCode> RunAsync(AreaChoice choice)
    {
        var all = await new ReadProposals(office).RunAsync(choice, call.Stop);
        if (!all.Succeeded)
        {
            return call.Refuse(all.Faults);
        }

        var listing = new Listing(screen.Language)
            .Number("序号", "No.")
            .Column("片区", "area")
            .Column("方式", "kind")
            .Column("进展", "state")
            .Column("内容", "what")
            .Column("还等谁", "waits for");
        foreach (var (proposal, area, people) in all.Value)
        {
            var waits =
                proposal.State == ProposalState.Proposed
                    ? proposal.Parties.Where(p => p.Answer == PartyAnswer.None)
                    : [];
            listing.Row(
                StateWords.Whole(proposal.Number),
                area,
                screen.In(SwapWords.Kind(proposal)),
                screen.In(proposal.State.Words()),
                proposal.IsUntaken
                    ? screen.In(SeatWords.Of(proposal.Seat))
                    : string.Join('\n', SwapWords.Lines(screen, people, proposal.Moves, isNamed)),
                proposal is { IsUntaken: true, State: ProposalState.Proposed }
                    ? screen.In("有人接下", "somebody to take it")
                    : string.Join('\n', waits.Select(p => SwapWords.Name(screen, people, p.Resident, isNamed)))
            );
        }

        if (all.Value.Count == 0)
        {
            screen.Say("还没有提议。", "There are no proposals.");
        }
        else
        {
            screen.Show(listing);
        }

        screen.Document(new { Proposals = all.Value.Select(p => Document(p)) });
        return ExitCode.Done;
    }

    /// <summary>Tells that a proposal was made, and what comes next.</summary>
    public async Task<ExitCode> MadeAsync(ProposalMade made)
    {
        var all = await new ReadProposals(office).RunAsync(AreaChoice.All, call.Stop);
        var listed = all.Value.Single(p => p.Proposal.Number == made.Proposal.Number);
        var (proposal, number) = (listed.Proposal, StateWords.Whole(made.Proposal.Number));
        var what = SwapWords.Moves(screen, listed.People, proposal.Moves, isNamed, proposal.IsUntaken);
        screen.Say(
            $"第 {number} 号提议（{SwapWords.Kind(proposal).Zh}）：{what}。",
            $"Proposal {number} ({SwapWords.Kind(proposal).En}): {what}."
        );
        if (proposal.IsUntaken)
        {
            screen.Say(
                $"有人接下时：rota swap --proposal {number} --taken-by 居民",
                $"When somebody takes it: rota swap --proposal {number} --taken-by WHO"
            );
        }

        foreach (var party in proposal.Parties.Where(p => p.Answer == PartyAnswer.None))
        {
            var name = SwapWords.Name(screen, listed.People, party.Resident, isNamed);
            screen.Say($"还等 {name} 同意。", $"Waits for {name} to agree.");
        }

        var at = proposal.ExpiresAt.InZone(office.Zone).LocalDateTime;
        screen.Say(
            $"{StateWords.Of(at.Date)} {StateWords.Of(at.TimeOfDay)} 以前没有说定就过期；在那之前班还是原来的人的。",
            $"It lapses on {StateWords.Of(at.Date)} at {StateWords.Of(at.TimeOfDay)}; until it is settled the duty stays whose it was."
        );
        screen.Document(Document(listed));
        return ExitCode.Done;
    }

    /// <summary>Tells what became of a proposal.</summary>
    public ExitCode Tell(Outcome<Proposal> stepped)
    {
        if (!stepped.Succeeded)
        {
            return call.Refuse(stepped.Faults);
        }

        var proposal = stepped.Value;
        var number = StateWords.Whole(proposal.Number);
        var state = proposal.State.Words();
        screen.Say($"第 {number} 号提议：{state.Zh}。", $"Proposal {number}: {state.En}.");
        if (proposal.State is ProposalState.Done or ProposalState.Undone)
        {
            foreach (var month in proposal.Editions.GroupBy(e => e.Month))
            {
                screen.Line(screen.In(Made(month.Key, [.. month.Select(e => e.Number).Order()])));
            }
        }

        screen.Document(
            new
            {
                Proposal = proposal.Number,
                proposal.State,
                Editions = Editions(proposal),
            }
        );
        return ExitCode.Done;
    }

    /// <summary>The edition in force that it made; of one that was undone, beside the one that it had made before.</summary>
    private static Words Made(YearMonth month, IReadOnlyList<int> numbers)
    {
        var (at, now, before) = (StateWords.Of(month), StateWords.Whole(numbers[^1]), StateWords.Whole(numbers[0]));
        return numbers.Count == 1
            ? new($"{at} 第 {now} 版。", $"{at}: edition {now}.")
            : new(
                $"{at} 现在是第 {now} 版，换班的第 {before} 版不再有效。",
                $"{at}: edition {now} is in force now, in the place of edition {before} with the change."
            );
    }

    private static IEnumerable<object> Editions(Proposal proposal) =>
        proposal.Editions.Select(e => (object)new { Month = StateWords.Of(e.Month), Edition = e.Number });

    private object Document(ProposalListed listed)
    {
        var (proposal, area, people) = listed;
        return new
        {
            Proposal = proposal.Number,
            Area = area,
            proposal.Kind,
            proposal.IsOpenCall,
            proposal.State,
            Moves = SwapWords.Document(screen, people, proposal.Moves, isNamed),
            Parties = proposal.Parties.Select(p => new
            {
                Resident = SwapWords.Name(screen, people, p.Resident, isNamed),
                p.Answer,
                p.ByPhone,
                ForThem = p.RecordedBy is not null,
            }),
            Editions = Editions(proposal),
        };
    }
}
