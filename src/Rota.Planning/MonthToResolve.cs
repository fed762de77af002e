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
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>An edition in force beside the problem as the books have it now.</summary>
/// <param name="Area">The area.</param>
/// <param name="SeenVersion">Its version that was read.</param>
/// <param name="Edition">The edition.</param>
/// <param name="Problem">The problem: the facts of now, the edition's watches.</param>
/// <param name="Baseline">Its rota, and what of it may not change.</param>
/// <param name="PinsLeftAside">Pins of somebody who cannot be assigned on that night any more.</param>
/// <param name="Waivers">What is waived for published duties of the month.</param>
internal sealed record MonthToResolve(
    WatchArea Area,
    long SeenVersion,
    Edition Edition,
    RotaProblem Problem,
    Baseline Baseline,
    IReadOnlyList<(Seat Seat, ResidentId Resident)> PinsLeftAside,
    IReadOnlyList<Waiver> Waivers
)
{
    /// <summary>What a solve has to take as let go: rules that leave published duties alone, by a waiver or because nobody came.</summary>
    public Supposition? AsWaived
    {
        get
        {
            if (Waivers.Count == 0)
            {
                // Most months have none, and then no row has to be asked of it.
                return null;
            }

            var waived = Waivers.Select(w => (w.Rule, w.Resident, w.Seat.Night, w.Seat.Watch, w.Seat.Post)).ToHashSet();
            return new Supposition
            {
                Waives = (rule, resident, watch, post) =>
                    waived.Contains((rule.Key, resident.Id, watch.Night.Date, watch.Name, post)),
            };
        }
    }

    /// <summary>Loads it.</summary>
    public static async Task<Outcome<MonthToResolve>> LoadAsync(
        Office office,
        StreetReader reader,
        Edition edition,
        Covenant covenant,
        Func<Watch, bool> isFrozen,
        CancellationToken cancellation
    )
    {
        var (area, month) = (edition.Head.Area, edition.Head.Month);
        var rota = edition.Sheet.Rota;
        var books = (await AreaFacts.LoadAsync(reader, area, month, covenant, office.Calendar, cancellation))!;
        var frozen = edition.Sheet.Watches.Where(isFrozen).Select(w => (w.Night.Date, w.Name)).ToHashSet();
        var nights = month.ToDateInterval();
        var waivers = await reader.Waivers.OfAreaAsync(area, nights.Start, nights.End, cancellation);
        var missed = await reader.Attendance.MissedAsync(area, nights.Start, month, cancellation);
        var holders = rota.Duties.ToDictionary(d => d.Seat, d => d.Resident);
        var here = books.Problem.Residents.Select(r => r.Id).ToHashSet();
        var facts = books.Problem with
        {
            Frozen = edition.Sheet.Watches,
            OnDuty = rota.Duties.Select(d => d.Resident).ToHashSet(),
            // Whoever is not of the area any more stood for the household all the same.
            Around =
            [
                .. books.Problem.Around,
                .. from duty in rota.Duties
                where frozen.Contains((duty.Seat.Night, duty.Seat.Watch)) && !here.Contains(duty.Resident)
                select new KnownDuty(duty.Household, duty.Resident, duty.Seat.Night, duty.Seat.Post),
            ],
            // A pin that a waiver has moved somebody from does not bring them back.
            Pins =
            [
                .. books.Problem.Pins.Where(p =>
                    !frozen.Contains((p.Seat.Night, p.Seat.Watch))
                    && !(
                        holders.GetValueOrDefault(p.Seat) != p.Resident
                        && waivers.Any(w => w.LetsPinGo(p.Seat, p.Resident))
                    )
                ),
            ],
        };
        var free = RotaProblem.From(facts with { Pins = [] });
        if (!free.Succeeded)
        {
            return Outcome<MonthToResolve>.Failed(free.Faults);
        }

        var aside = facts.Pins.Where(p => free.Value.Resident(p.Resident)?.MayGuard(p.Seat.Night) != true).ToList();
        var problem =
            facts.Pins.Count == aside.Count
                ? free
                : RotaProblem.From(facts with { Pins = [.. facts.Pins.Except(aside)] });
        return problem.Succeeded
            ? Outcome<MonthToResolve>.Of(
                new MonthToResolve(
                    books.State.Area,
                    books.State.Version,
                    edition,
                    problem.Value,
                    new Baseline(problem.Value, rota, isFrozen),
                    aside,
                    [
                        .. waivers.Where(w => holders.GetValueOrDefault(w.Seat) == w.Resident),
                        .. MonthsInHand.NotOut(rota.Duties, missed),
                    ]
                )
            )
            : Outcome<MonthToResolve>.Failed(problem.Faults);
    }

    /// <summary>Whether a published duty by itself is allowed now.</summary>
    public bool Allows(Duty duty) =>
        Problem.Resident(duty.Resident) is { } resident
        && Problem.Watch(duty.Seat.Night, duty.Seat.Watch) is { } watch
        && Problem.Terms.Rules.All.All(r => r.Allows(resident, watch, duty.Seat.Post));

    /// <summary>A breach of another rota of the month that does not stand already; null where it adds none.</summary>
    public Breach? Adds(WatchRota rota) =>
        ChangeAudit.AddedBetween(Problem, Baseline.Rota, rota, Waivers).FirstOrDefault();

    /// <summary>A rota with the reasons of its gaps; those of watches that may not change are as they were published.</summary>
    public WatchRota WithReasons(WatchRota rota)
    {
        var filled = GapReason.Fill(Problem, rota);
        var published = Baseline.Rota.Gaps.ToDictionary(g => g.Seat);
        return filled with
        {
            Gaps =
            [
                .. filled.Gaps.Select(g =>
                    Baseline.IsFrozen(Problem.Watch(g.Seat.Night, g.Seat.Watch)!) ? published[g.Seat] : g
                ),
            ],
        };
    }

    /// <summary>What an edition with another rota would write into the ledger.</summary>
    public Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        StreetReader reader,
        WatchRota rota,
        CancellationToken cancellation
    ) => SupersedingEntries.OfAsync(reader, Area.Id, Problem, Baseline.Rota, rota, cancellation);
}
