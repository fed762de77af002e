using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Lists what is wrong with published rotas now. Writes nothing.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class AbsentList(Call call, Office office, bool isNamed)
{
    /// <summary>Lists it.</summary>
    public async Task<ExitCode> RunAsync(AreaChoice choice)
    {
        var screen = call.Screen;
        var found = await new ReadOpenProblems(office).RunAsync(choice, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        var listing = new Listing(screen.Language)
            .Column("片区", "area")
            .Column("席位", "seat")
            .Column("谁的班", "whose duty")
            .Column("待办", "open problem");
        foreach (var area in found.Value)
        {
            foreach (var problem in area.Problems)
            {
                listing.Row(
                    area.Area.Code,
                    screen.In(SeatWords.Of(problem.Seat)),
                    SwapWords.Name(screen, area.People, problem.Resident, isNamed),
                    screen.In(What(problem))
                );
            }

            foreach (var seat in area.GivenUp)
            {
                listing.Row(
                    area.Area.Code,
                    screen.In(SeatWords.Of(seat)),
                    screen.In("（空）", "(empty)"),
                    screen.In("已放下，还没有人接", "given up, and nobody has taken it yet")
                );
            }
        }

        if (found.Value.Count == 0)
        {
            screen.Say("没有待办：已公布的班都守得成。", "Nothing is open: every published duty can be held.");
        }
        else
        {
            screen.Show(listing);
            screen.Say(
                "每一班怎么办：rota swap --resident 守望号 --night 日期",
                "What can be done about each: rota swap --resident NUMBER --night DATE"
            );
            if (
                found.Value.SelectMany(a => a.GivenUp.Select(seat => (a.Area.Code, Seat: seat))).ToList()
                is [var given, ..]
            )
            {
                var seat = SeatAsked.Of(given.Seat);
                screen.Say(
                    $"空席给谁打电话：rota swap --area {given.Code} --seat {seat} --phones",
                    $"Whom to call for an empty one: rota swap --area {given.Code} --seat {seat} --phones"
                );
            }
        }

        screen.Document(
            new
            {
                Problems = found.Value.SelectMany(a =>
                    a.Problems.Select(p => new
                    {
                        Area = a.Area.Code,
                        Seat = SeatWords.Of(p.Seat).En,
                        Resident = SwapWords.Name(screen, a.People, p.Resident, isNamed),
                        What = screen.In(What(p)),
                    })
                ),
                GivenUp = found.Value.SelectMany(a =>
                    a.GivenUp.Select(seat => new { Area = a.Area.Code, Seat = SeatWords.Of(seat).En })
                ),
            }
        );
        return ExitCode.Done;
    }

    /// <summary>What is wrong, in words for anybody: what is private to a neighbour, care at home or company, is one sentence for all of these.</summary>
    private static Words What(OpenProblem problem) =>
        problem.Rule is "carers" or "apart" or "companion" or "together"
            ? new("按值守的规定，这一班排不开。", "By the rules of the watch this duty cannot be held so.")
            : problem.What;
}
