using System.CommandLine;
using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Stand-ins, exchanges, rings and open calls after a rota is published: what can be done, proposals, answers, undoing.</summary>
internal sealed class Swap : Verb
{
    private const int MostShown = 200;

    private readonly Option<string?> resident;
    private readonly Option<LocalDate?> night;
    private readonly Option<string?> with;
    private readonly Option<LocalDate?> night2;
    private readonly Option<int?> take;
    private readonly Option<bool> call;
    private readonly Option<int?> top;
    private readonly Option<int?> proposal;
    private readonly Option<string?> consent;
    private readonly Option<string?> refuse;
    private readonly Option<string?> takenBy;
    private readonly Option<bool> approve;
    private readonly Option<bool> turnDown;
    private readonly Option<bool> withdraw;
    private readonly Option<bool> undo;
    private readonly Option<bool> list;
    private readonly Option<SeatAsked?> seat;
    private readonly Option<bool> phones;
    private readonly Option<bool> agreed;
    private readonly Option<string[]> waive;
    private readonly Option<string?> why;
    private readonly Option<bool> byPhone;
    private readonly Option<bool> names;
    private readonly ChoiceOptions choice;

    public Swap(VerbTools tools)
        : base(
            "swap",
            tools,
            new(
                "发布之后替班、换班：先看有哪些办法（只看不写），再提出，各方同意后出新的一版。",
                "Stand-ins and exchanges after publishing: shows what can be done, which writes nothing; then proposes it, and once all have agreed makes the next edition."
            ),
            "rota swap --resident 0427 --night 2026-12-05",
            "rota swap --resident 0427 --night 2026-12-05 --take 2",
            "rota swap --resident 0427 --night 2026-12-05 --with 0133 --night2 2026-12-12",
            "rota swap --resident 0427 --night 2026-12-05 --call",
            "rota swap --resident 0427 --night 2026-12-05 --phones",
            "rota swap --resident 0427 --night 2026-12-05 --with 0133 --agreed --by-phone",
            "rota swap --area LJ-03 --seat 2026-12-05/evening/guard/1 --with 0133",
            "rota swap --proposal 12 --consent 0133 --by-phone",
            "rota swap --proposal 12 --undo",
            "rota swap --list --area LJ-03"
        )
    {
        resident = Who(
            "--resident",
            new(
                "谁的班：居民编号、守望号，或姓名（重名时加楼栋）",
                "Whose duty: a resident code, a watch number, or a name"
            )
        );
        night = Asked.Date(
            "--night",
            Language,
            new("哪一夜的班，与 --resident 同用", "On which night; with --resident")
        );
        with = Who(
            "--with",
            new("由谁接；同班的备班就是备班顶上", "Who takes it; the standby of the same watch goes out")
        );
        night2 = Asked.Date(
            "--night2",
            Language,
            new("换对方的哪一夜，与 --with 同用", "For which night of theirs; with --with")
        );
        take = Asked.Whole(
            "--take",
            1,
            MostShown,
            Language,
            new("提出所列的第几种办法", "Propose the way of this number in the list")
        );
        call = Flag(
            "--call",
            new("找人替班：谁能来都可以接", "Open call: offer the duty to everybody who may take it")
        );
        top = Asked.Whole(
            "--top",
            1,
            MostShown,
            Language,
            new(
                "每种方式最多列几种，不写时是 3 种；--take 时照看清单时的写法",
                "How many ways of each kind to list; 3 by default. With --take as it was for the list"
            )
        );
        proposal = Asked.Whole(
            "--proposal",
            1,
            int.MaxValue,
            Language,
            new("第几号提议", "The proposal of this number")
        );
        consent = Who("--consent", new("记下此人同意", "Record that this party agrees"));
        refuse = Who("--refuse", new("记下此人不同意", "Record that this party says no"));
        takenBy = Who("--taken-by", new("记下由此人接下正在找人的班", "Record that this resident takes the open call"));
        approve = Flag("--approve", new("排班员批准", "Approve it, as an organiser"));
        turnDown = Flag("--turn-down", new("排班员不批准", "Turn it down, as an organiser"));
        withdraw = Flag("--withdraw", new("收回还没换好的提议", "Take back a proposal that is not done yet"));
        undo = Flag("--undo", new("撤回已经换好的", "Undo a change that is done"));
        list = Flag("--list", new("列出提议", "List the proposals"));
        seat = Asked.Seats(
            "--seat",
            Language,
            new(
                "哪一席，空着的也行，与 --area 同用，代替 --resident 和 --night",
                "Which seat, an empty one too; with --area, in the place of --resident and --night"
            )
        );
        phones = Flag(
            "--phones",
            new(
                "电话名单：这一班可以找谁，姓名和电话全写，只供排班员打电话用；谁看过有记录",
                "Call list: whom to call for the duty, with names and phones, for organisers only; who looked is on record"
            )
        );
        agreed = Flag(
            "--agreed",
            new("各方都已同意，提出后当即换好", "All parties have agreed: it is carried out at once")
        );
        waive = new Option<string[]>("--waive")
        {
            HelpName = tools.Screen.In("条款", "RULE"),
            Description = tools.Screen.In(
                "特许：接班的人这一班不受这一条限制，如 rest；要写 --why",
                "Waiver: lets one rule go for whoever takes the duty, such as rest; needs --why"
            ),
            AllowMultipleArgumentsPerToken = true,
        };
        why = new Option<string?>("--why")
        {
            HelpName = tools.Screen.In("理由", "REASON"),
            Description = tools.Screen.In("特许的理由，记录在案", "Why it is waived; kept on record"),
        };
        byPhone = Flag("--by-phone", new("对方是在电话里说的", "They said so by phone"));
        names = Asked.Names(Language);
        choice = new ChoiceOptions(this, Language);
        Option[] all =
        [
            resident,
            night,
            with,
            night2,
            take,
            call,
            top,
            proposal,
            consent,
            refuse,
            takenBy,
            approve,
            turnDown,
            withdraw,
            undo,
            list,
            seat,
            phones,
            agreed,
            waive,
            why,
            byPhone,
            names,
        ];
        foreach (var option in all)
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            int Given(params Option[] options) => options.Count(o => asked.GetResult(o) is { Implicit: false });
            var acts = Given(consent, refuse, takenBy, approve, turnDown, withdraw, undo);
            var ways = Given(with, take, call, phones);
            var isAsking =
                (Given(resident, night) == 2 ? Given(seat) == 0 : Given(seat) == 1 && Given(resident, night) == 0)
                && ways <= 1
                && acts + Given(proposal, list) == 0
                && (Given(night2) == 0 || Given(with) == 1)
                && (Given(agreed, waive) == 0 || Given(with, take) == 1)
                && Given(waive) == Given(why);
            var isActing =
                Given(proposal) == 1
                && acts == 1
                && Given(resident, night, night2, list, seat, agreed, waive) + ways == 0;
            var isListing =
                Given(list) == 1 && acts + ways + Given(resident, night, night2, proposal, seat, agreed, waive) == 0;
            if (!isAsking && !isActing && !isListing)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --resident 和 --night，或 --area 和 --seat（再加 --with、--take 或 --call 之一便提出，加 --phones 看电话名单），或 --proposal 和一个动作，或 --list。--waive 和 --why 要一起写。",
                        "Give --resident and --night, or --area and --seat (with one of --with, --take and --call to propose, or --phones for a call list), or --proposal and one thing to do, or --list. --waive and --why go together."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call asked)
    {
        var isLooking =
            asked.Value(list)
            || (
                asked.Value(proposal) is null
                && asked.Value(with) is null
                && asked.Value(take) is null
                && !asked.Value(call)
                && !asked.Value(phones)
            );
        return OpenOffice.AndAsync(
            asked,
            isLooking ? StreetAccess.Read : StreetAccess.Write,
            office =>
                asked.Value(list) ? new SwapList(asked, office, asked.Value(names)).RunAsync(choice.Read(asked))
                : asked.Value(proposal) is { } number ? ActAsync(asked, office, number)
                : AskAsync(asked, office)
        );
    }

    private async Task<ExitCode> AskAsync(Call asked, Office office)
    {
        var ways = new SwapWays(asked, office, asked.Value(names));
        var named = asked.Value(seat);
        if (named is not null && choice.Read(asked).Areas.Count != 1)
        {
            return asked.Refuse(OneArea);
        }

        var (duty, ended) = named is not null
            ? await ways.SeatAsync(choice.Read(asked).Areas[0], named)
            : await ways.DutyAsync(asked.Value(resident)!, asked.Value(night)!.Value);
        if (duty is null)
        {
            return ended;
        }

        var said = new Consent(asked.Value(byPhone), asked.Value(agreed), asked.Value(waive) ?? [], asked.Value(why));
        return asked.Value(call) ? await ways.CallAsync(duty, said)
            : asked.Value(phones)
                ? await new Phones(asked, office).ListAsync(duty, asked.Value(top) ?? Phones.ByDefault)
            : asked.Value(with) is { } who ? await ways.WithAsync(duty, who, asked.Value(night2), said)
            : asked.Value(take) is { } number
                ? await ways.TakeAsync(duty, number, asked.Value(top) ?? SwapWays.ByDefault, said)
            : await ways.ListAsync(duty, asked.Value(top) ?? SwapWays.ByDefault);
    }

    private static Fault OneArea =>
        new(
            new Place("--seat"),
            new("不知道是哪个片区的席位", "the seat is of no area"),
            new("请用 --area 写一个片区", "name one area with --area")
        );

    private async Task<ExitCode> ActAsync(Call asked, Office office, int number)
    {
        var answers = new AnswerProposal(office);
        var screens = new SwapList(asked, office, asked.Value(names));
        if ((asked.Value(consent) ?? asked.Value(refuse) ?? asked.Value(takenBy)) is { } who)
        {
            var (card, ended) = await new OneResident(asked, office, asked.Value(names)).FindAsync(who);
            if (card is null)
            {
                return ended;
            }

            var answer = new Answering(card.Resident, asked.Value(refuse) is null, office.By, asked.Value(byPhone));
            return screens.Tell(
                asked.Value(takenBy) is null
                    ? await answers.RunAsync(number, answer, asked.Stop)
                    : await answers.TakeAsync(number, answer, asked.Stop)
            );
        }

        return screens.Tell(
            asked.Value(undo) ? await new UndoChange(office).RunAsync(number, asked.Stop)
            : asked.Value(withdraw) ? await answers.WithdrawAsync(number, asked.Stop)
            : await new ApproveProposal(office).RunAsync(number, asked.Value(approve), asked.Stop)
        );
    }

    private Option<string?> Who(string name, Words description) =>
        new(name) { HelpName = Tools.Screen.In("居民", "WHO"), Description = description.In(Language) };

    private Option<bool> Flag(string name, Words description) => new(name) { Description = description.In(Language) };
}
