using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Solves a published month of an area again: shows who moves, and writes it when told to.</summary>
internal sealed class ResolveVerb : Verb
{
    private readonly Argument<YearMonth> month;
    private readonly Option<string> area;
    private readonly Option<LocalDate?> from;
    private readonly Option<bool> yes;
    private readonly Option<bool> names;

    public ResolveVerb(VerbTools tools)
        : base(
            "resolve",
            tools,
            new(
                "重排已发布的值班表：过去和临近的夜不动，指定不变，改动的席位最少。先给看谁下谁上，加 --yes 才写入。",
                "Solves a published month again: past and near nights stay, pins are kept, as few seats change as possible. Shows who moves; writes it with --yes."
            ),
            "rota resolve 2026-12 --area LJ-03",
            "rota resolve 2026-12 --area LJ-03 --from 2026-12-10 --yes --by 李主任"
        )
    {
        Arguments.Add(month = Asked.Month(Language));
        area = Asked.OneArea(Language);
        from = Asked.Date(
            "--from",
            Language,
            new(
                "从哪一夜起可以改；不写就从明晚起。已开始的班不改",
                "The first night that may change; tomorrow when it is not given. A watch that has begun is never changed"
            )
        );
        yes = new Option<bool>("--yes")
        {
            Description = tools.Screen.In("写成新的版次", "Write it as the next edition"),
        };
        names = Asked.Names(Language);
        foreach (var option in (Option[])[area, from, yes, names])
        {
            Options.Add(option);
        }
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
        var use = new ResolveMonth(office);
        var shown = await use.PreviewAsync(call.Value(month), call.Value(area)!, call.Value(from), call.Stop);
        if (!shown.Succeeded)
        {
            return call.Refuse(shown.Faults);
        }

        var resolved = shown.Value;
        Tell(call.Screen, resolved, call.Value(names));
        int? written = null;
        if (resolved.Changes.Count > 0 && call.Value(yes))
        {
            var edition = await use.RunAsync(resolved, call.Stop);
            if (!edition.Succeeded)
            {
                return call.Refuse(edition.Faults);
            }

            written = edition.Value.Number;
            call.Screen.Say($"已写成第 {written} 版。", $"Written as edition {StateWords.Whole(written.Value)}.");
        }
        else if (resolved.Changes.Count > 0)
        {
            call.Screen.Say("还没有写入；加上 --yes 写成新的版次。", "Nothing is written yet; write it with --yes.");
        }

        Document(call, resolved, written);
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, MonthResolved resolved, bool isNamed)
    {
        var head = $"{resolved.Area.Code} {StateWords.Of(resolved.Month)}";
        if (resolved.Changes.Count == 0)
        {
            screen.Say(
                $"{head}：第 {resolved.Edition} 版不用改。",
                $"{head}: edition {StateWords.Whole(resolved.Edition)} needs no change."
            );
        }
        else
        {
            var proven = resolved.IsFewest
                ? new Words("已证明不能更少", "proven to be the fewest")
                : new Words("未证明最少", "not proven to be the fewest");
            screen.Say(
                $"{head}：从 {StateWords.Of(resolved.From)} 起重排第 {resolved.Edition} 版；已发布的席位改动 {resolved.ChangedSeats} 个（{proven.Zh}）。",
                $"{head}: edition {StateWords.Whole(resolved.Edition)} solved again from {StateWords.Of(resolved.From)} on; {StateWords.Some(resolved.ChangedSeats, "published seat")} changed ({proven.En})."
            );
            new ShowChanges(screen, resolved.Changes, resolved.People, isNamed).Tell(resolved.NotAllowed);
            screen.Say(
                $"待补 {resolved.Before.Gaps.Count} → {resolved.After.Rota.Gaps.Count}；公约代价 {StateWords.Cost(resolved.CostBefore)} → {StateWords.Cost(resolved.CostAfter)}。",
                $"Gaps {StateWords.Whole(resolved.Before.Gaps.Count)} → {StateWords.Whole(resolved.After.Rota.Gaps.Count)}; cost by the covenant {StateWords.Cost(resolved.CostBefore)} → {StateWords.Cost(resolved.CostAfter)}."
            );
            Ledgers(screen, resolved);
        }

        foreach (var pin in resolved.PinsLeftAside)
        {
            var seat = SeatWords.Of(pin.Seat);
            screen.Note(
                $"{seat.Zh}的指定放在一边：指定的人这一夜不能排。",
                $"The pin on {seat.En} is left aside: whoever is pinned cannot be assigned that night."
            );
        }

        if (resolved.Standing.Count > 0)
        {
            screen.Note(
                $"不能改的夜里原有 {resolved.Standing.Count} 处与公约不合，照旧。",
                $"{StateWords.Some(resolved.Standing.Count, "breach", "breaches")} in nights that may not change stand as before."
            );
        }
    }

    private static void Ledgers(Screen screen, MonthResolved resolved)
    {
        foreach (var (household, done, due) in Effects(resolved))
        {
            // Where dues alone move, they move for everybody by a little; what moves by a duty is told by name.
            if (done != Points.Zero)
            {
                screen.Say(
                    $"守望账 {household}：班次 {Signed(done)} 分，应担 {Signed(due)} 分。",
                    $"Ledger of {household}: duties {Signed(done)}, due {Signed(due)} points."
                );
            }
        }
    }

    private static IEnumerable<(string Household, Points Done, Points Due)> Effects(MonthResolved resolved) =>
        from entry in resolved.Entries
        group entry by entry.Household into its
        let code = resolved.Households.GetValueOrDefault(its.Key, "-")
        orderby code
        select (
            code,
            Sum(its.Where(e => e.Reason != LedgerReason.Dues)),
            -Sum(its.Where(e => e.Reason == LedgerReason.Dues))
        );

    private static Points Sum(IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate(Points.Zero, (sum, e) => sum + e.Amount);

    private static string Signed(Points points) => points > Points.Zero ? $"+{points}" : points.ToString();

    private void Document(Call call, MonthResolved resolved, int? written) =>
        call.Screen.Document(
            new
            {
                Month = StateWords.Of(resolved.Month),
                Area = resolved.Area.Code,
                resolved.Edition,
                From = StateWords.Of(resolved.From),
                resolved.ChangedSeats,
                resolved.IsFewest,
                resolved.IsCheapest,
                GapsBefore = resolved.Before.Gaps.Count,
                GapsAfter = resolved.After.Rota.Gaps.Count,
                resolved.CostBefore,
                resolved.CostAfter,
                Changes = new ShowChanges(call.Screen, resolved.Changes, resolved.People, call.Value(names)).Documents(
                    resolved.NotAllowed
                ),
                Ledger = Effects(resolved)
                    .Select(e => new
                    {
                        e.Household,
                        Done = e.Done.ToString(),
                        Due = e.Due.ToString(),
                    }),
                Written = written,
            }
        );
}
