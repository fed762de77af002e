using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Explanations;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>
/// Solves a published month of an area again (重排): nights that are past or near stay, pins are kept, as few seats as possible go open, then
/// as few published duties as possible are given up, then the covenant's cost counts. Shown first, written as the next edition when told to.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ResolveMonth(Office office)
{
    /// <summary>
    /// Finds what the month would become and writes nothing, no try either: whoever looks at it sees the program end if the solve ends it, and
    /// nothing solves a published month again by itself.
    /// </summary>
    /// <param name="month">The month.</param>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="from">The first night that may change; null for tomorrow. Watches that have begun never change.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <returns>Fails where no edition is in force, no night may change any more, or the terms cannot be solved under.</returns>
    public async Task<Outcome<MonthResolved>> PreviewAsync(
        YearMonth month,
        string areaCode,
        LocalDate? from = null,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await new AreaChoice(null, [areaCode]).PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<MonthResolved>.Failed(areas.Faults);
        }

        if (areas.Value.FirstOrDefault(a => a.Edition is not null) is not { } at)
        {
            return Outcome<MonthResolved>.Failed(Unpublished(areas.Value[0].State.Area, month));
        }

        var covenant = await CovenantInForce.AsWouldBeAsync(office, reader, month, cancellation);
        if (!covenant.Succeeded)
        {
            return Outcome<MonthResolved>.Failed(covenant.Faults);
        }

        var edition = (await reader.Editions.InForceAsync(at.State.Area.Id, month, cancellation))!;
        var first = from ?? office.Today.PlusDays(1);
        var isFrozen = FrozenBefore(first);
        if (edition.Sheet.Watches.All(isFrozen))
        {
            return Outcome<MonthResolved>.Failed(NothingToChange(at.State.Area, month, first));
        }

        var made = await MonthToResolve.LoadAsync(office, reader, edition, covenant.Value, isFrozen, cancellation);
        return made.Succeeded
            ? await ResolveAsync(reader, made.Value, covenant.Value, first, cancellation)
            : Outcome<MonthResolved>.Failed(made.Faults);
    }

    /// <summary>Writes what was shown as the next edition, with its entries in the ledger.</summary>
    /// <param name="shown">What <see cref="PreviewAsync"/> found.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The edition; fails where something has changed since it was shown, where nothing would change, or where it adds a breach.</returns>
    public async Task<Outcome<EditionHead>> RunAsync(MonthResolved shown, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (shown.Changes.Count == 0)
        {
            return Outcome<EditionHead>.Failed(NothingChanges(shown));
        }

        await using var writer = await office.WriteAsync(cancellation);
        await CovenantInForce.RecordAsync(office, writer, cancellation);
        var covenant = await CovenantInForce.OfMonthAsync(office, writer.Read, shown.Month, cancellation);
        var edition = await writer.Read.Editions.InForceAsync(shown.Area.Id, shown.Month, cancellation);
        if (
            !covenant.Succeeded
            || covenant.Value.Version != shown.CovenantVersion
            || edition?.Head.Number != shown.Edition
            || await writer.Read.Areas.VersionAsync(shown.Area.Id, cancellation) != shown.SeenVersion
        )
        {
            return Outcome<EditionHead>.Failed(Stale(shown));
        }

        // What other areas publish moves no version of this one, and may lie near its households' nights.
        var isFrozen = FrozenBefore(shown.From);
        var made = await MonthToResolve.LoadAsync(
            office,
            writer.Read,
            edition,
            covenant.Value.Covenant,
            isFrozen,
            cancellation
        );
        if (!made.Succeeded)
        {
            return Outcome<EditionHead>.Failed(made.Faults);
        }

        var month = made.Value;
        if (shown.Changes.Any(c => month.Baseline.IsFrozen(month.Problem.Watch(c.Seat.Night, c.Seat.Watch)!)))
        {
            return Outcome<EditionHead>.Failed(Stale(shown));
        }

        if (month.Adds(shown.After.Rota) is { } breach)
        {
            return Outcome<EditionHead>.Failed(Breaks(shown.Area, shown.Month, breach));
        }

        var outcome = await writer.Editions.PublishAsync(
            new Publication(
                shown.Area.Id,
                shown.SeenVersion,
                [new NewEdition(new EditionCause(shown.Edition, ChangeKind.Resolve), covenant.Value.Id, shown.After)],
                await month.EntriesAsync(writer.Read, shown.After.Rota, cancellation)
            ),
            cancellation
        );
        if (outcome != WriteOutcome.Done)
        {
            return Outcome<EditionHead>.Failed(outcome == WriteOutcome.Stale ? Stale(shown) : Refused(shown, outcome));
        }

        var next = await writer.Read.Editions.HeadInForceAsync(shown.Area.Id, shown.Month, cancellation);
        await StaleProposals.EndAsync(writer, shown.Area.Id, carriedOut: null, cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<EditionHead>.Of(next!);
    }

    /// <summary>Which watches may not change: those before a night, and those that have begun.</summary>
    private Func<Watch, bool> FrozenBefore(LocalDate first)
    {
        var now = office.Now;
        return watch => watch.Night.Date < first || watch.Begins <= now;
    }

    private async Task<Outcome<MonthResolved>> ResolveAsync(
        StreetReader reader,
        MonthToResolve month,
        Covenant covenant,
        LocalDate first,
        CancellationToken cancellation
    )
    {
        var (problem, baseline, area) = (month.Problem, month.Baseline, month.Area);
        var model = RowModel.From(problem, month.AsWaived, baseline);
        if ((model.Shortfall() ?? model.CountingChanges().Shortfall()) is { } shortfall)
        {
            return Outcome<MonthResolved>.Failed(shortfall);
        }

        if (SolvedAgain.Of(model, cancellation) is not { } again)
        {
            return Outcome<MonthResolved>.Failed(Unsolved(area, problem.Month));
        }

        var rota = month.WithReasons(baseline.Seat(model.ToRota(again.Chosen.Chosen, _ => default)));
        if (month.Adds(rota) is { } breach)
        {
            return Outcome<MonthResolved>.Failed(Breaks(area, problem.Month, breach));
        }

        // What the rows leave out of nights that may not change is the same in every rota of them.
        var audit = Audit.Of(problem, rota);
        var bound = Certificate.Of(model, [.. again.Chosen.Prices.Take(model.Rows.Count)]).Bound;
        var standing = new Standing(
            RotaStatus.Edited,
            audit.Cost,
            audit.Cost - Math.Max(0, again.Chosen.Cost - bound),
            ClosedBy.Nothing
        );
        var changes = SeatChange.Between(baseline.Rota, rota);
        var entries = await month.EntriesAsync(reader, rota, cancellation);
        return Outcome<MonthResolved>.Of(
            new MonthResolved
            {
                Area = area,
                Edition = month.Edition.Head.Number,
                From = first,
                Before = baseline.Rota,
                After = new FrozenRota(rota, month.Edition.Sheet.Watches, standing),
                Changes = changes,
                NotAllowed = changes
                    .Where(c => c.Leaves is not null && !month.Allows(c.Leaves))
                    .Select(c => (c.Leaves!.Seat, c.Leaves.Resident))
                    .ToHashSet(),
                IsFewest = again.IsFewest,
                IsCheapest = again.Chosen.Status == RotaStatus.Optimal,
                CostBefore = Audit.Of(problem, baseline.Rota).Cost,
                PinsLeftAside = month.PinsLeftAside,
                Standing = audit.Breaches,
                Entries = entries,
                Households = problem.Households.ToDictionary(h => h.Id, h => h.Code),
                People = await reader.People.OfAsync(
                    changes
                        .SelectMany(c => (Duty?[])[c.Leaves, c.Comes])
                        .OfType<Duty>()
                        .Select(d => (d.Resident, d.Household, d.Seat.Night)),
                    cancellation
                ),
                SeenVersion = month.SeenVersion,
                CovenantVersion = office.Form.VersionOf(covenant),
            }
        );
    }

    private static Place At(WatchArea area, YearMonth month) => new($"{area.Code} {month:uuuu-MM}");

    private static Fault Unpublished(WatchArea area, YearMonth month) =>
        new(
            new Place($"{month:uuuu-MM}"),
            new(
                $"{area.Code} 这个月没有生效的版次，没有可重排的",
                $"no edition of {area.Code} is in force this month: nothing to solve again"
            ),
            new(
                $"没有发布就请起草：rota draft {month:uuuu-MM} --area {area.Code}",
                $"What is not published is drafted: rota draft {month:uuuu-MM} --area {area.Code}"
            )
        );

    private static Fault NothingToChange(WatchArea area, YearMonth month, LocalDate first) =>
        new(
            At(area, month),
            new($"从 {first:uuuu-MM-dd} 起没有还能改的班", $"no watch from {first:uuuu-MM-dd} on can change any more"),
            new(
                "已经开始的班不再改；今晚还没开始的班要改，请写 --from 今天的日期",
                "A watch that has begun is not changed; to change tonight's before it begins, give --from with today's date"
            )
        );

    private static Fault NothingChanges(MonthResolved shown) =>
        new(
            At(shown.Area, shown.Month),
            new(
                "重排后与现行版次相同，没有可写的",
                "solved again it is the edition in force: there is nothing to write"
            ),
            new("不用做什么", "nothing needs to be done")
        );

    private static Fault Stale(MonthResolved shown) =>
        new(
            At(shown.Area, shown.Month),
            new("看过之后资料又有变动，没有写入", "something has changed since this was shown; nothing was written"),
            new("请重新查看再写", "look at it again, then write")
        );

    private static Fault Unsolved(WatchArea area, YearMonth month) =>
        new(
            At(area, month),
            new("没有找到能保留全部指定的值班表", "no rota was found that keeps all pins"),
            new("请取消一些指定，或从更早的一夜重排", "take back some of the pins, or solve from an earlier night on")
        );

    private static Fault Breaks(WatchArea area, YearMonth month, Breach breach) =>
        new(
            At(area, month),
            new(
                $"会新违反公约：{breach.What.Zh.TrimEnd('。')}",
                $"it would break the covenant: {breach.What.En.TrimEnd('.')}"
            ),
            new("请重新查看", "look at it again")
        );

    private static Fault Refused(MonthResolved shown, WriteOutcome outcome) =>
        new(At(shown.Area, shown.Month), outcome.Sentence(), new("请重新查看", "look at it again"));
}
