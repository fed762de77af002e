using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Changes by hand who sits on a seat of a draft: shows what it does, and writes it when told to.</summary>
internal sealed class AssignVerb : Verb
{
    private readonly Argument<YearMonth> month;
    private readonly Option<string> area;
    private readonly SeatOptions seat;
    private readonly Option<string?> resident;
    private readonly Option<bool> nobody;
    private readonly Option<bool> swap;
    private readonly Option<bool> yes;
    private readonly Option<bool> names;

    public AssignVerb(VerbTools tools)
        : base(
            "assign",
            tools,
            new(
                "人工改草稿：给一席换人或空出来。先给看改动、代价和守望账，加 --yes 才写入；会新违反公约的不让改，说明原因。",
                "Changes a draft by hand: who sits on a seat. Shows the change, its cost and the ledgers; writes it with --yes. An edit that breaks a rule is refused with the reason."
            ),
            "rota assign 2026-12 --area LJ-03 --night 2026-12-05 --post guard --resident 0427",
            "rota assign 2026-12 --area LJ-03 --night 2026-12-05 --post lead --resident 0133 --swap --yes",
            "rota assign 2026-12 --area LJ-03 --night 2026-12-05 --post standby --nobody"
        )
    {
        Arguments.Add(month = Asked.Month(Language));
        area = Asked.OneArea(Language);
        Options.Add(area);
        seat = new SeatOptions(this, Language);
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "换成谁：居民编号、守望号，或姓名（重名时加楼栋）",
                "Who comes: a resident code, a watch number, or a name"
            ),
        };
        nobody = new Option<bool>("--nobody")
        {
            Description = tools.Screen.In("空出来，成为待补", "Leave the seat open"),
        };
        swap = new Option<bool>("--swap")
        {
            Description = tools.Screen.In(
                "与此人草稿里的另一班对调",
                "Trade it for the resident's own duty in the draft"
            ),
        };
        yes = new Option<bool>("--yes") { Description = tools.Screen.In("写入草稿", "Write it into the draft") };
        names = Asked.Names(Language);
        foreach (var option in (Option[])[resident, nobody, swap, yes, names])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            int Given(params Option[] options) => options.Count(o => asked.GetResult(o) is { Implicit: false });
            if (!seat.IsGiven(asked) || Given(resident, nobody) != 1 || Given(nobody, swap) == 2)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --night，再写 --resident（可加 --swap）或 --nobody。",
                        "Give --night, and either --resident (with --swap or without) or --nobody."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(
            call,
            call.Value(yes) ? StreetAccess.Write : StreetAccess.Read,
            office => RunAsync(call, office)
        );

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        ResidentId? who = null;
        if (call.Value(resident) is { } text)
        {
            var (card, ended) = await new OneResident(call, office, call.Value(names)).FindAsync(text);
            if (card is null)
            {
                return ended;
            }

            who = card.Resident;
        }

        var use = new EditDraft(office);
        var asked = new Assignment(call.Value(month), call.Value(area)!, seat.Read(call), who, call.Value(swap));
        var shown = await use.PreviewAsync(asked, call.Stop);
        if (!shown.Succeeded)
        {
            return call.Refuse(shown.Faults);
        }

        Tell(call.Screen, shown.Value, call.Value(names));
        if (call.Value(yes))
        {
            var written = await use.RunAsync(shown.Value, call.Stop);
            if (!written.Succeeded)
            {
                return call.Refuse(written.Faults);
            }

            call.Screen.Say("已写入草稿。", "Written into the draft.");
            Consequences(call.Screen, shown.Value);
        }
        else
        {
            call.Screen.Say("还没有写入；加上 --yes 写入草稿。", "Nothing is written yet; write it with --yes.");
        }

        Document(call, shown.Value);
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, DraftEdited edited, bool isNamed)
    {
        screen.Line($"{edited.Area.Code} {StateWords.Of(edited.Asked.Month)} {screen.In("草稿", "draft")}");
        foreach (var move in edited.Moves)
        {
            var at = screen.In(SeatWords.Of(move.Seat));
            string Who(ResidentId? id) =>
                id is { } one ? SwapWords.Name(screen, edited.People, one, isNamed) : screen.In("待补", "open");
            screen.Line($"  {at}{screen.In("：", ": ")}{Who(move.From)} → {Who(move.To)}");
        }

        screen.Say(
            $"不新违反公约；公约代价 {SwapWords.Signed(edited.Cost)}，改后 {StateWords.Cost(edited.After.Standing.Cost)}。",
            $"It breaks no rule anew; cost by the covenant {SwapWords.Signed(edited.Cost)}, then {StateWords.Cost(edited.After.Standing.Cost)}."
        );
        foreach (var effect in edited.Ledger)
        {
            var household = edited.Households[effect.Household];
            var net = SwapWords.Signed(effect.Net.Thousandths / 1000m);
            screen.Say(
                $"守望账 {household}：发布时 {net} 分。",
                $"Ledger of {household}: {net} points when it is published."
            );
        }

        if (edited.Standing > 0)
        {
            screen.Note(
                $"草稿原有 {edited.Standing} 处与公约不合，不是这次改动造成的；改好之前不能发布。",
                $"{StateWords.Some(edited.Standing, "breach", "breaches")} stood in the draft before; it cannot be published before they are mended."
            );
        }
    }

    /// <summary>What follows from the edit beside the rota: the posted board, the proof, how it is published.</summary>
    private static void Consequences(Screen screen, DraftEdited edited)
    {
        var its = $"{StateWords.Of(edited.Asked.Month)} --area {edited.Area.Code}";
        if (edited.IsPosted)
        {
            screen.Note(
                $"草稿已公示，贴出去的还是改动之前的；请再公示：rota post {its}",
                $"The draft was posted for comment, and what hangs out is as it was before; post it again: rota post {its}"
            );
        }

        if (edited.Outrun is { } moved)
        {
            screen.Note(
                $"起草之后{moved.Zh}有变动，发布时会先暂缓；照样发布：rota publish {its} --as-edited",
                $"Since it was drafted {moved.En} changed; publishing holds it back first. To publish it as it is: rota publish {its} --as-edited"
            );
        }

        if (!edited.IsProven)
        {
            screen.Note("改动后的草稿没有证明文件。", "The edited draft has no proof.");
        }
    }

    private void Document(Call call, DraftEdited edited) =>
        call.Screen.Document(
            new
            {
                Month = StateWords.Of(edited.Asked.Month),
                Area = edited.Area.Code,
                Moves = SwapWords.Document(call.Screen, edited.People, edited.Moves, call.Value(names)),
                edited.Cost,
                CostAfter = edited.After.Standing.Cost,
                Ledger = edited.Ledger.Select(e => new
                {
                    Household = edited.Households[e.Household],
                    NetThousandths = e.Net.Thousandths,
                }),
                BreachesBefore = edited.Standing,
                edited.IsPosted,
                Outrun = edited.Outrun is { } moved ? call.Screen.In(moved) : null,
                edited.IsProven,
                IsWritten = call.Value(yes),
            }
        );
}
