using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Who came to a night, and who is to be asked in private for another one.</summary>
internal sealed class Attend : Verb
{
    private readonly Option<string?> area;
    private readonly Option<LocalDate?> night;
    private readonly Option<string[]> came;
    private readonly Option<string[]> missed;
    private readonly Option<bool> allCame;
    private readonly Option<bool> byLead;
    private readonly Option<bool> makeUp;
    private readonly Option<bool> names;

    public Attend(VerbTools tools)
        : base(
            "attend",
            tools,
            new(
                "记谁到岗，不贴出去：没有到岗的不计分，私下约一夜补上；--make-up 列出还没补的和能补的夜。",
                "Marks who came, never in public: who did not has no points for it and is asked in private for another night; --make-up lists what is not made up yet, and the nights for it."
            ),
            "rota attend --area LJ-03 --night 2026-12-05",
            "rota attend --area LJ-03 --night 2026-12-05 --all-came",
            "rota attend --area LJ-03 --night 2026-12-05 --missed 0427 --all-came --by-lead",
            "rota attend --make-up --area LJ-03"
        )
    {
        area = new Option<string?>("--area")
        {
            HelpName = tools.Screen.In("片区", "CODE"),
            Description = tools.Screen.In(
                "哪个片区；与 --make-up 同用时可以不写",
                "Which area, by its code or that of a grid in it; with --make-up it may be left out"
            ),
        };
        night = Asked.Date(
            "--night",
            Language,
            new("哪一夜；已经开始的才能记", "Which night; marked once it has begun")
        );
        came = Who("--came", new("此人到岗；可以写几次", "They came; may be given several times"));
        missed = Who("--missed", new("此人未到；可以写几次", "They did not come; may be given several times"));
        allCame = Flag("--all-came", new("其余在班的都到岗", "Everybody else on duty came"));
        byLead = Flag("--by-lead", new("是带班的人说的", "The lead of the watch said so"));
        makeUp = Flag(
            "--make-up",
            new(
                "列出还没补的班和能补的夜，供排班员用",
                "List what is not made up yet, and nights for it; for organisers"
            )
        );
        names = Asked.Names(Language);
        foreach (var option in (Option[])[area, night, came, missed, allCame, byLead, makeUp, names])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            bool Has(Option option) => asked.GetResult(option) is { Implicit: false };
            var isTelling = Has(came) || Has(missed) || Has(allCame);
            var isNight = Has(area) && Has(night) && !Has(makeUp) && (isTelling || !Has(byLead));
            var isMakeUp = Has(makeUp) && !Has(night) && !isTelling && !Has(byLead);
            if (!isNight && !isMakeUp)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --area 和 --night（再加 --came、--missed 或 --all-came 便记下），或 --make-up。",
                        "Give --area and --night (with --came, --missed or --all-came to mark), or --make-up."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call)
    {
        var isTelling = call.Value(allCame) || Given(call, came).Length + Given(call, missed).Length > 0;
        return OpenOffice.AndAsync(
            call,
            isTelling ? StreetAccess.Write : StreetAccess.Read,
            office =>
                call.Value(makeUp)
                    ? new AttendMakeUp(call, office, call.Value(names)).RunAsync(
                        new AreaChoice(null, call.Value(area) is { } code ? [code] : [])
                    )
                : isTelling ? TellAsync(call, office)
                : new AttendNight(call, office, call.Value(names)).ShowAsync(
                    call.Value(area)!,
                    call.Value(night)!.Value
                )
        );
    }

    private async Task<ExitCode> TellAsync(Call call, Office office)
    {
        var (code, date) = (call.Value(area)!, call.Value(night)!.Value);
        var read = await new MarkAttendance(office).ReadAsync(code, date, call.Stop);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        var told = new List<ResidentId>[2];
        foreach (var (who, index) in new[] { Given(call, came), Given(call, missed) }.Select((w, i) => (w, i)))
        {
            told[index] = [];
            foreach (var one in who)
            {
                var (card, ended) = await new OneResident(call, office, call.Value(names)).FindAsync(
                    one,
                    c => read.Value.People.ContainsKey(c.Resident)
                );
                if (card is null)
                {
                    return ended;
                }

                told[index].Add(card.Resident);
            }
        }

        return await new AttendNight(call, office, call.Value(names)).MarkAsync(
            code,
            date,
            new AttendanceTold(told[0], told[1], call.Value(allCame), call.Value(byLead))
        );
    }

    private static string[] Given(Call call, Option<string[]> option) => call.Value(option) ?? [];

    private Option<string[]> Who(string name, Words description) =>
        new(name) { HelpName = Tools.Screen.In("居民", "WHO"), Description = description.In(Language) };

    private Option<bool> Flag(string name, Words description) => new(name) { Description = description.In(Language) };
}
