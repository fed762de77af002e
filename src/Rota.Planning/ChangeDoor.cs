using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Explanations;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>
/// The one door through which changes of published rotas come into force: months read, change judged and editions written inside one
/// transaction, so that what was judged is what is changed.
/// </summary>
internal static class ChangeDoor
{
    /// <summary>
    /// Writes a change: one new edition a month it touches, the ledger's entries, waivers. Its writer commits, or nothing of it counts.
    /// </summary>
    /// <param name="writer">The transaction in which the months were read.</param>
    /// <param name="hand">The months.</param>
    /// <param name="change">The change.</param>
    /// <param name="subject">What it belongs to, for the trail.</param>
    /// <param name="proposal">Number of the proposal that it carries out or takes back; null for none.</param>
    /// <param name="cancellation">Stops it; the writer must then not commit.</param>
    /// <returns>The editions; fails, with nothing written, when it cannot be made or adds a breach.</returns>
    public static async Task<Outcome<IReadOnlyList<MadeEdition>>> CommitAsync(
        StreetWriter writer,
        MonthsInHand hand,
        RotaChange change,
        string subject,
        int? proposal,
        CancellationToken cancellation
    )
    {
        var judged = ChangeAudit.Of(hand.Months, change, hand.Terms, hand.Now);
        if (!judged.Succeeded)
        {
            return Failed(judged.Faults);
        }

        change = judged.Value.Change;

        if (!judged.Value.IsLegal)
        {
            return Failed(judged.Value.Refusals);
        }

        var touched = change.Moves.Select(m => m.Seat.Night.ToYearMonth()).Distinct().Order().ToList();
        var entries = new List<LedgerEntry>();
        var editions = new List<NewEdition>();
        foreach (var month in touched)
        {
            var (before, after) = (hand.Months.Month(month)!, judged.Value.After.Month(month)!);
            entries.AddRange(
                await SupersedingEntries.OfAsync(
                    writer.Read,
                    hand.Area.Id,
                    before.Problem,
                    before.Rota,
                    after.Rota,
                    cancellation
                )
            );
            editions.Add(EditionOf(hand.Editions[month], before, after, change.Kind, proposal));
        }

        var marks = await MarksMoved.OfAsync(writer.Read, hand, change, judged.Value.After, cancellation);
        entries.AddRange(marks.Entries);
        var outcome = await writer.Editions.PublishAsync(
            new Publication(hand.Area.Id, hand.Version, editions, entries),
            cancellation
        );
        if (outcome != WriteOutcome.Done)
        {
            return Failed(
                new Fault(
                    new Place($"{hand.Area.Code} {touched[0]:uuuu-MM}"),
                    outcome.Sentence(),
                    new("请看最新的值班表，再重新提出", "look at the latest edition and propose it again")
                )
            );
        }

        await writer.Attendance.FollowAsync(marks.Now, marks.Ended, cancellation);
        await StaleProposals.EndAsync(writer, hand.Area.Id, proposal, cancellation);
        await writer.Waivers.AddAsync(
            hand.Area.Id,
            [.. change.Waivers.Except(hand.Months.Waivers)],
            subject,
            cancellation
        );
        return Outcome<IReadOnlyList<MadeEdition>>.Of([
            .. touched.Select((m, i) => new MadeEdition(m, editions[i].Cause!.Supersedes + 1)),
        ]);
    }

    /// <summary>The month's next edition.</summary>
    private static NewEdition EditionOf(
        Edition edition,
        PublishedMonth before,
        PublishedMonth after,
        ChangeKind kind,
        int? proposal
    ) =>
        new(
            new EditionCause(edition.Head.Number, kind, proposal),
            edition.Head.Covenant,
            SheetOf(edition.Sheet, before, after, kind)
        );

    /// <summary>
    /// A rota that people changed. Its cost is counted anew; its bound is that of the rota as it was, as far as it still lies below.
    /// </summary>
    /// <param name="sheet">The rota as it was.</param>
    /// <param name="before">Its month before the change.</param>
    /// <param name="after">Its month after it.</param>
    /// <param name="kind">The kind of the change.</param>
    public static FrozenRota SheetOf(FrozenRota sheet, PublishedMonth before, PublishedMonth after, ChangeKind kind)
    {
        var rota = WithReasons(before, after, kind);
        var cost = Audit.Of(after.Problem, rota).Cost;
        var standing = new Standing(RotaStatus.Edited, cost, Math.Min(sheet.Standing.Bound, cost), ClosedBy.Nothing);
        return new FrozenRota(rota, sheet.Watches, standing);
    }

    /// <summary>A seat that is given up gets the reason why nobody fills it; where a standby moved up, that stands there already.</summary>
    private static WatchRota WithReasons(PublishedMonth before, PublishedMonth after, ChangeKind kind)
    {
        var opened = after.Rota.Gaps.Where(g => before.Holder(g.Seat) is not null).Select(g => g.Seat).ToHashSet();
        if (opened.Count == 0 || kind == ChangeKind.Promotion)
        {
            return after.Rota;
        }

        var filled = GapReason.Fill(after.Problem, after.Rota).Gaps.ToDictionary(g => g.Seat);
        return after.Rota with
        {
            Gaps = [.. after.Rota.Gaps.Select(g => opened.Contains(g.Seat) ? filled[g.Seat] : g)],
        };
    }

    private static Outcome<IReadOnlyList<MadeEdition>> Failed(params IReadOnlyList<Fault> faults) =>
        Outcome<IReadOnlyList<MadeEdition>>.Failed(faults);
}
