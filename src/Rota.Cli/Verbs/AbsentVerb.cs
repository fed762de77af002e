using System.CommandLine;
using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Records who cannot come, and answers at once what can be done; lists what is open.</summary>
internal sealed class AbsentVerb : Verb
{
    private readonly Argument<string?> who;
    private readonly Option<string?> household;
    private readonly Option<LocalDate?> night;
    private readonly Option<LocalDate?> from;
    private readonly Option<LocalDate?> to;
    private readonly Option<int?> nights;
    private readonly Option<bool> excused;
    private readonly Option<bool> call;
    private readonly Option<bool> back;
    private readonly Option<bool> list;
    private readonly Option<int?> top;
    private readonly Option<bool> names;
    private readonly ChoiceOptions choice;

    public AbsentVerb(VerbTools tools)
        : base(
            "absent",
            tools,
            new(
                "来不了：记下请假，当即列出已公布的班怎么办。没人接以前，班还是原来的人的。不记原因。",
                "Cannot come: records the absence and tells at once what can be done about published duties, which stay whose they were until somebody has taken them. No reason is kept."
            ),
            "rota absent 0427 --night 2026-12-05",
            "rota absent 0427 --from 2026-12-05 --to 2026-12-20 --call",
            "rota absent --household LJ-03/0012 --from 2026-12-05 --nights 49 --excused",
            "rota absent 0427 --night 2026-12-05 --back",
            "rota absent --list --area LJ-03"
        )
    {
        who = new Argument<string?>(tools.Screen.In("居民", "WHO"))
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = tools.Screen.In(
                "谁：居民编号、守望号，或姓名（重名时加楼栋）",
                "Who: a resident code, a watch number, or a name"
            ),
        };
        Arguments.Add(who);
        household = new Option<string?>("--household")
        {
            HelpName = tools.Screen.In("网格/户号", "GRID/CODE"),
            Description = tools.Screen.In("全户的人", "Everybody of a household"),
        };
        night = Asked.Date("--night", Language, new("这一夜", "This one night"));
        from = Asked.Date(
            "--from",
            Language,
            new("从哪一夜起，不写就是今晚", "The first night; tonight when left out")
        );
        to = Asked.Date("--to", Language, new("到哪一夜止（含）", "The last night, inclusive"));
        nights = Asked.Whole("--nights", 1, ReportAbsence.MostNights, Language, new("共几夜", "How many nights"));
        excused = Flag(
            "--excused",
            new(
                "家有急事（如丧事）：这些夜里的班全部放下，记的分退回，不算缺勤；整月都请假的月份不分摊",
                "Excused, as by a death in the family: all duties of these nights are given up and their points taken off, and none counts as missed; months that are away from end to end owe nothing"
            )
        );
        call = Flag("--call", new("每一班都当即公开找人", "Offer each duty to everybody at once"));
        back = Flag("--back", new("销假：这些夜又能来了", "Takes it back: they can come after all"));
        list = Flag("--list", new("列出待办：已公布的班现在有什么问题", "List the open problems of published rotas"));
        top = Asked.Whole(
            "--top",
            1,
            50,
            Language,
            new(
                "每种方式最多列几种，电话名单最多几人",
                "How many ways of each kind, and people to call, to list at most"
            )
        );
        names = Asked.Names(Language);
        choice = new ChoiceOptions(this, Language);
        foreach (var option in (Option[])[household, night, from, to, nights, excused, call, back, list, top, names])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            int Given(params Option[] options) => options.Count(o => asked.GetResult(o) is { Implicit: false });
            var people = Given(household) + (asked.GetResult(who) is { Tokens.Count: > 0 } ? 1 : 0);
            var isWhen = Given(night) == 1 ? Given(from, to, nights) == 0 : Given(to, nights) == 1;
            var isListing = Given(list) == 1 && people + Given(night, from, to, nights, excused, call, back) == 0;
            var isAsking = Given(list) == 0 && people == 1 && isWhen && (Given(back) == 0 || Given(excused, call) == 0);
            if (!isListing && !isAsking)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写一个人或 --household 一户，再写 --night 一夜，或 --from 和 --to 或 --nights；或者只写 --list。",
                        "Give one resident or --household, and --night, or --from with --to or --nights; or --list alone."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call asked) =>
        OpenOffice.AndAsync(
            asked,
            asked.Value(list) ? StreetAccess.Read : StreetAccess.Write,
            office =>
                asked.Value(list)
                    ? new AbsentList(asked, office, asked.Value(names)).RunAsync(choice.Read(asked))
                    : RunAsync(asked, office)
        );

    private async Task<ExitCode> RunAsync(Call asked, Office office)
    {
        var (people, ended) = await WhoAsync(asked, office);
        if (people is null)
        {
            return ended;
        }

        var first = asked.Value(night) ?? asked.Value(from) ?? office.Today;
        var last = asked.Value(nights) is { } count ? first.PlusDays(count - 1) : asked.Value(to) ?? first;
        var absence = new AbsenceAsked(
            [.. people.Select(p => p.Resident)],
            first,
            last,
            asked.Value(excused),
            asked.Value(call)
        );
        var report = new ReportAbsence(office);
        var done = asked.Value(back)
            ? await report.TakeBackAsync(absence, asked.Stop)
            : await report.RunAsync(absence, asked.Stop);
        if (!done.Succeeded)
        {
            return asked.Refuse(done.Faults);
        }

        var answer = new AbsentAnswer(asked, office, people, asked.Value(names), asked.Value(top));
        return asked.Value(back) ? answer.Back(absence, done.Value) : await answer.TellAsync(absence, done.Value);
    }

    private async Task<(IReadOnlyList<ResidentCard>? People, ExitCode Ended)> WhoAsync(Call asked, Office office)
    {
        if (asked.Value(household) is { } code)
        {
            var home = await new FindPeople(office).OfHouseholdAsync(code, asked.Stop);
            return home.Count > 0 ? (home, ExitCode.Done) : (null, asked.Nothing(NotThere.Household(code)));
        }

        var (card, ended) = await new OneResident(asked, office, asked.Value(names)).FindAsync(asked.Value(who)!);
        return card is null ? (null, ended) : ([card], ExitCode.Done);
    }

    private Option<bool> Flag(string name, Words description) => new(name) { Description = description.In(Language) };
}
