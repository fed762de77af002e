using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Explains a rota: why somebody has a night or has it not, why a seat stays empty, and what fills it.</summary>
internal sealed class Why : Verb
{
    private readonly Option<string?> resident;
    private readonly Option<LocalDate?> night;
    private readonly Option<SeatAsked?> gap;
    private readonly Option<YearMonth?> gaps;
    private readonly Option<string?> area;
    private readonly Option<bool> names;

    public Why(VerbTools tools)
        : base(
            "why",
            tools,
            new(
                "说明值班表的道理：某人这一夜为什么值守或不值守；哪些席位为什么空着、怎样补上。",
                "Explains a rota: why somebody has a night or has it not; why a seat stays empty, and what fills it."
            ),
            "rota why --resident 0427 --night 2026-12-05",
            "rota why --gap 2026-12-06 --area BT-06",
            "rota why --gap 2026-12-06/evening/guard/1 --area BT-06",
            "rota why --gaps 2026-12 --area BT-06"
        )
    {
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "为谁说明：居民编号、守望号，或姓名（重名时加楼栋）",
                "Explain to whom: a resident code, a watch number, or a name (with the building where names repeat)"
            ),
        };
        night = Asked.Date("--night", Language, new("哪一夜，与 --resident 同用", "Which night; with --resident"));
        gap = Asked.Seats(
            "--gap",
            Language,
            new(
                "哪个待补的席位：一夜，或其中一班、一岗、一席；列出补法，供排班员用",
                "Which open seat: a night, or one watch, post or seat of it; with what fills it, for organisers"
            )
        );
        gaps = Asked.MonthOption(
            "--gaps",
            Language,
            new("哪个月：说明这个月所有待补的席位", "Which month: explains all its open seats")
        );
        area = new Option<string?>("--area")
        {
            HelpName = tools.Screen.In("片区", "CODE"),
            Description = tools.Screen.In(
                "哪个片区，与 --gap 或 --gaps 同用",
                "Which area, by its code or that of a grid in it; with --gap or --gaps"
            ),
        };
        names = new Option<bool>("--names")
        {
            Description = tools.Screen.In(
                "显示全名，只供排班员使用",
                "Show full names, for organisers only; else they are masked, or watch numbers stand alone"
            ),
        };
        foreach (var option in (Option[])[resident, night, gap, gaps, area, names])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            bool Has(Option option) => asked.GetResult(option) is { Implicit: false };
            var isDuty = Has(resident) && Has(night) && !Has(gap) && !Has(gaps) && !Has(area);
            var isGap = (Has(gap) ^ Has(gaps)) && Has(area) && !Has(resident) && !Has(night);
            if (!isDuty && !isGap)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --resident 和 --night，或者 --gap（或 --gaps）和 --area。",
                        "Give --resident and --night, or --gap (or --gaps) and --area."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(
            call,
            StreetAccess.Read,
            office =>
                call.Value(resident) is { } who
                    ? new WhyDuty(call, office, call.Value(names)).RunAsync(who, call.Value(night)!.Value)
                    : new WhyGap(call, office, call.Value(names)).RunAsync(
                        call.Value(gaps) ?? call.Value(gap)!.Night.ToYearMonth(),
                        call.Value(area)!,
                        call.Value(gap)
                    )
        );
}
