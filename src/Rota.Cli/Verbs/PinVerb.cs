using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Pins residents to seats, takes pins back, lists them.</summary>
internal sealed class PinVerb : Verb
{
    private readonly SeatOptions seat;
    private readonly Option<string?> resident;
    private readonly Option<bool> remove;
    private readonly Option<YearMonth?> list;
    private readonly Option<bool> names;
    private readonly ChoiceOptions choice;

    public PinVerb(VerbTools tools)
        : base(
            "pin",
            tools,
            new(
                "指定某人在某一席：下次起草时保留；已发布的月份只能指定现在在席的人，重排、换班时不动。与公约或别的指定相抵触的不写入，说明原因。",
                "Pins a resident to a seat: the next draft keeps it. In a published month it holds who sits there when the month is solved again or changed. What contradicts a rule or another pin is refused with the reason."
            ),
            "rota pin --area LJ-03 --night 2026-12-05 --post lead --resident 0427",
            "rota pin --area LJ-03 --night 2026-12-05 --post lead --remove",
            "rota pin --list 2026-12"
        )
    {
        choice = new ChoiceOptions(this, Language);
        seat = new SeatOptions(this, Language);
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "指定谁：居民编号、守望号，或姓名（重名时加楼栋）",
                "Who: a resident code, a watch number, or a name"
            ),
        };
        remove = new Option<bool>("--remove")
        {
            Description = tools.Screen.In("取消这一席的指定", "Take the pin of the seat back"),
        };
        list = Asked.MonthOption(
            "--list",
            Language,
            new(
                "列出指定：某月的，或不写月份列今后的",
                "List the pins, of a month or, without one, of all nights to come"
            )
        );
        list.Arity = ArgumentArity.ZeroOrOne;
        names = Asked.Names(Language);
        foreach (var option in (Option[])[resident, remove, list, names])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            int Given(params Option[] options) => options.Count(o => asked.GetResult(o) is { Implicit: false });
            if (Given(resident, remove, list) != 1 || seat.IsGiven(asked) == (Given(list) == 1))
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --area、--night 和 --resident，或 --area、--night 和 --remove，或 --list。",
                        "Give --area and --night with --resident or --remove, or --list."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        call.IsGiven(list)
            ? OpenOffice.AndAsync(call, StreetAccess.Read, office => ListAsync(call, office))
            : OpenOffice.AndAsync(call, StreetAccess.Write, office => ChangeAsync(call, office));

    private async Task<ExitCode> ChangeAsync(Call call, Office office)
    {
        if (choice.Read(call).Areas is not [var area])
        {
            call.Screen.Faults([NoArea]);
            return ExitCode.Usage;
        }

        var use = new PinSeats(office);
        if (call.Value(remove))
        {
            return Tell(call, await use.RemoveAsync(area, seat.Read(call), call.Stop), isSet: false);
        }

        var (card, ended) = await new OneResident(call, office, call.Value(names)).FindAsync(call.Value(resident)!);
        return card is null
            ? ended
            : Tell(call, await use.AddAsync(area, seat.Read(call), card.Resident, call.Stop), isSet: true);
    }

    private ExitCode Tell(Call call, Outcome<PinChanged> changed, bool isSet)
    {
        if (!changed.Succeeded)
        {
            return call.Refuse(changed.Faults);
        }

        var (screen, pin) = (call.Screen, changed.Value);
        var who = $"{OneResident.NameOf(screen, pin.Resident, call.Value(names))} {pin.Resident.Number}";
        var words = SeatWords.Of(pin.Seat);
        screen.Say(
            $"{pin.Area.Code} {words.Zh}：{(isSet ? "已指定" : "已取消指定")} {who}。",
            $"{pin.Area.Code} {words.En}: {who} is {(isSet ? "pinned" : "pinned no longer")}."
        );
        var its = $"{StateWords.Of(pin.Seat.Night.ToYearMonth())} --area {pin.Area.Code}";
        if (pin.IsEdited)
        {
            screen.Note(
                $"草稿在此之前人工改过，不会自动重新起草；发布时会先暂缓，请用 rota assign {its} 改，或 rota draft {its} --discard-edits",
                $"The draft was edited by hand before this and is not drafted again by itself; publishing holds it back. Change it with rota assign {its}, or rota draft {its} --discard-edits"
            );
        }
        else if (pin.IsDrafted)
        {
            screen.Note(
                $"草稿是在此之前起草的，请重新起草：rota draft {its}",
                $"The draft was made before this; draft it again: rota draft {its}"
            );
        }

        screen.Document(
            new
            {
                Area = pin.Area.Code,
                Seat = words.En,
                Resident = pin.Resident.Code,
                WatchNumber = pin.Resident.Number.ToString(),
                IsPinned = isSet,
                pin.IsPublished,
                IsDraftOutrun = pin.IsDrafted,
            }
        );
        return ExitCode.Done;
    }

    private async Task<ExitCode> ListAsync(Call call, Office office)
    {
        var pins = await new PinSeats(office).ListAsync(call.Value(list), choice.Read(call), call.Stop);
        if (!pins.Succeeded)
        {
            return call.Refuse(pins.Faults);
        }

        var screen = call.Screen;
        var isNamed = call.Value(names);
        if (pins.Value.Count == 0)
        {
            screen.Say("没有指定。", "There are no pins.");
        }
        else
        {
            var listing = new Listing(screen.Language)
                .Column("片区", "Area")
                .Column("席位", "seat")
                .Column("指定", "pinned")
                .Column("不妥", "problem");
            foreach (var pin in pins.Value)
            {
                listing.Row(
                    pin.Area.Code,
                    SeatAsked.Of(pin.Seat).ToString(),
                    $"{OneResident.NameOf(screen, pin.Resident, isNamed)} {pin.Resident.Number}",
                    pin.Problem is { } problem ? screen.In(problem) : ""
                );
            }

            screen.Show(listing);
        }

        screen.Document(
            new
            {
                Pins = pins.Value.Select(p => new
                {
                    Area = p.Area.Code,
                    Night = StateWords.Of(p.Seat.Night),
                    p.Seat.Watch,
                    p.Seat.Post,
                    Seat = p.Seat.Number,
                    Resident = p.Resident.Code,
                    WatchNumber = p.Resident.Number.ToString(),
                    Problem = p.Problem is { } problem ? screen.In(problem) : null,
                }),
            }
        );
        return ExitCode.Done;
    }

    private static Fault NoArea =>
        new(
            new Place("--area"),
            new("要写一个片区", "one area has to be named"),
            new("请写 --area 和片区编号", "give --area with its code")
        );
}
