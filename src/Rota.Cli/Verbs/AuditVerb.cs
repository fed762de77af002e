using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Reads rotas plainly, rule by rule, and adds up their cost again.</summary>
internal sealed class AuditVerb(VerbTools tools)
    : MonthVerb(
        "audit",
        tools,
        new(
            "审核一个月的值班表：不靠求解器，逐条对照公约，重新计算代价。违反公约或代价不符时退出码为 1。",
            "Reads the rotas of a month rule by rule, without the solver, and adds up their cost again. Exit code 1 when a rule is broken or a cost differs."
        ),
        "rota audit 2026-12",
        "rota audit 2026-12 --area LJ-03 --json"
    )
{
    /// <inheritdoc/>
    protected override StreetAccess Access => StreetAccess.Read;

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        var audits = await new AuditMonth(office).RunAsync(month, choice, call.Stop);
        if (!audits.Succeeded)
        {
            return call.Refuse(audits.Faults);
        }

        if (audits.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        var screen = call.Screen;
        screen.Show(Table(screen, audits.Value));
        foreach (var audit in audits.Value)
        {
            foreach (var breach in audit.Audit.Breaches)
            {
                var night = breach.Night is { } its ? $" {StateWords.Of(its)}" : "";
                screen.Note(
                    $"{audit.Area.Code}{night}：{breach.What.Zh}",
                    $"{audit.Area.Code}{night}: {breach.What.En}"
                );
            }
        }

        var wrong = audits.Value.Count(a => !a.IsSound);
        var moved = audits.Value.Count(a => a.IsSound && !a.CostsTheSame);
        screen.Line();
        screen.Say(
            wrong == 0
                ? $"{audits.Value.Count} 个片区都符合公约，代价重算{(moved == 0 ? "一致" : $"有 {moved} 个片区因发布后的变动与记录不同")}。"
                : $"{audits.Value.Count} 个片区中有 {wrong} 个违反公约或代价不符。",
            wrong == 0
                ? $"{StateWords.Some(audits.Value.Count, "area keeps", "areas keep")} the covenant; {(moved == 0 ? "the costs add up" : $"{moved} would cost otherwise now, by what was said or booked since")}."
                : $"{wrong} of {StateWords.Some(audits.Value.Count, "area")}: the covenant broken, or a cost other than recorded."
        );
        screen.Document(Document(screen, month, audits.Value));
        return wrong == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static Listing Table(Screen screen, IReadOnlyList<AreaAudit> audits)
    {
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("社区", "Community")
            .Column("版次", "edition")
            .Number("违反", "breaches")
            .Column("解", "status")
            .Column("证明", "proven by")
            .Number("重算代价", "cost again")
            .Number("记录代价", "cost recorded")
            .Number("可证下界", "proven bound");
        foreach (var a in audits)
        {
            listing.Row(
                a.Area.Code,
                a.Area.Community,
                screen.In(StateWords.Edition(a.Edition)),
                StateWords.Whole(a.Audit.Breaches.Count),
                screen.In(StateWords.Of(a.Standing.Status)),
                screen.In(StateWords.Of(a.Standing.ClosedBy)),
                StateWords.Cost(a.Audit.Cost),
                StateWords.Cost(a.Standing.Cost),
                StateWords.Cost(a.Standing.Bound)
            );
        }

        return listing;
    }

    private static object Document(Screen screen, YearMonth month, IReadOnlyList<AreaAudit> audits) =>
        new
        {
            Month = StateWords.Of(month),
            Areas = audits.Select(a => new
            {
                Area = a.Area.Code,
                a.Edition,
                a.Audit.Cost,
                RecordedCost = a.Standing.Cost,
                a.Standing.Bound,
                a.Standing.Status,
                a.Standing.ClosedBy,
                Charges = a
                    .Audit.Charges.GroupBy(c => c.Rule, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Sum(c => c.Amount), StringComparer.Ordinal),
                Breaches = a.Audit.Breaches.Select(b => new
                {
                    b.Rule,
                    Night = b.Night is { } n ? StateWords.Of(n) : null,
                    What = screen.In(b.What),
                }),
            }),
        };
}
