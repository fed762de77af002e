using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>
/// Changes by hand who sits on a seat of a draft. The edit is judged by the books as they are now, and refused for a breach that it adds;
/// what the draft breaks already is nobody's fault who edits it. Shown first, written when told to.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class EditDraft(Office office)
{
    /// <summary>Finds what the draft would become. Writes nothing.</summary>
    /// <param name="asked">The edit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Fails where there is no draft or no such seat, and where the edit adds a breach.</returns>
    public async Task<Outcome<DraftEdited>> PreviewAsync(Assignment asked, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await JudgeAsync(reader, asked, cancellation);
    }

    /// <summary>Writes what was shown in the place of the draft.</summary>
    /// <param name="shown">What <see cref="PreviewAsync"/> found.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The draft; fails where it is another by now, where the area has changed, or where the edit adds a breach by now.</returns>
    public async Task<Outcome<DraftHead>> RunAsync(DraftEdited shown, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shown);
        await using var writer = await office.WriteAsync(cancellation);
        var (area, month) = (shown.Area.Id, shown.Asked.Month);
        if ((await writer.Read.Drafts.HeadAsync(area, month, cancellation))?.Id != shown.Head.Id)
        {
            return Refused(shown, WriteOutcome.DraftMoved.Sentence());
        }

        // What other areas publish moves no version of this one, and may lie near its households' nights.
        var judged = await JudgeAsync(writer.Read, shown.Asked, cancellation);
        if (!judged.Succeeded)
        {
            return Outcome<DraftHead>.Failed(judged.Faults);
        }

        if (judged.Value.SeenVersion != shown.SeenVersion || judged.Value.Cost != shown.Cost)
        {
            return Refused(
                shown,
                new("看过之后资料又有变动，没有写入", "something has changed since this was shown; nothing was written")
            );
        }

        var edited = judged.Value;
        var draft = new EditedDraft(area, edited.Head.Id, edited.After, edited.Proof, Details(edited));
        var outcome = await writer.Drafts.EditAsync(draft, cancellation);
        if (outcome != WriteOutcome.Done)
        {
            return Refused(shown, outcome.Sentence());
        }

        var head = await writer.Read.Drafts.HeadAsync(area, month, cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<DraftHead>.Of(head!);
    }

    private async Task<Outcome<DraftEdited>> JudgeAsync(
        StreetReader reader,
        Assignment asked,
        CancellationToken cancellation
    )
    {
        var areas = await new AreaChoice(null, [asked.Area]).PickAsync(reader, asked.Month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<DraftEdited>.Failed(areas.Faults);
        }

        var at = areas.Value.FirstOrDefault(a => a.Draft is not null && a.Edition is null) ?? areas.Value[0];
        var area = at.State.Area;
        var covenant = await CovenantInForce.AsWouldBeAsync(office, reader, asked.Month, cancellation);
        if (at.Draft is null || at.Edition is not null || !covenant.Succeeded)
        {
            return Outcome<DraftEdited>.Failed(covenant.Succeeded ? [NoDraft(at, asked.Month)] : covenant.Faults);
        }

        var draft = (await reader.Drafts.FindAsync(area.Id, asked.Month, cancellation))!;
        var books = (
            await AreaFacts.LoadAsync(reader, area.Id, asked.Month, covenant.Value, office.Calendar, cancellation)
        )!;
        var facts = books.Problem with { Frozen = draft.Sheet.Watches };
        var month = PublishedMonth.Of(facts, draft.Sheet.Rota);
        if (!month.Succeeded)
        {
            return Outcome<DraftEdited>.Failed(month.Faults);
        }

        var nights = asked.Month.ToDateInterval();
        var waivers = await reader.Waivers.OfAreaAsync(area.Id, nights.Start, nights.End, cancellation);
        var judged = SeatEdit.Judge(month.Value, waivers, asked, office.Now);
        if (!judged.Succeeded)
        {
            return Outcome<DraftEdited>.Failed(judged.Faults);
        }

        var audit = judged.Value.Audit;
        var after = audit.After.Month(asked.Month)!;
        var sheet = ChangeDoor.SheetOf(draft.Sheet, month.Value, after, ChangeKind.Edit);
        var kept = await reader.Drafts.ProofAsync(area.Id, asked.Month, cancellation);
        var outrun = await DraftOutrun.ByAsync(office, reader, area, draft, covenant.Value, cancellation);
        return Outcome<DraftEdited>.Of(
            new DraftEdited
            {
                Asked = asked,
                Area = area,
                Moves = audit.Change.Moves,
                Cost = audit.Cost,
                Ledger = audit.Ledger,
                After = sheet,
                Standing = judged.Value.Standing,
                Outrun = outrun.Count > 0 ? DraftOutrun.Listed(outrun) : null,
                People = await reader.People.OfAsync(
                    audit.Change.Moves.SelectMany(m => (ResidentId?[])[m.From, m.To]).OfType<ResidentId>(),
                    cancellation
                ),
                Households = HouseholdsOf(after.Problem),
                Head = draft.Head,
                SeenVersion = books.State.Version,
                Proof = EditedProof.Of(office, kept, facts, sheet),
            }
        );
    }

    private static Dictionary<HouseholdId, string> HouseholdsOf(RotaProblem problem) =>
        problem.Households.ToDictionary(h => h.Id, h => h.Code);

    /// <summary>Who left and who came, seat by seat, by watch number.</summary>
    private static string Details(DraftEdited edited)
    {
        string Number(ResidentId? id) =>
            id is not { } one ? "nobody"
            : edited.People.TryGetValue(one, out var card) ? card.Number.ToString()
            : "-";

        return string.Join(
            "; ",
            edited.Moves.Select(m => $"{SeatWords.Of(m.Seat).En}: {Number(m.From)} -> {Number(m.To)}")
        );
    }

    private static Outcome<DraftHead> Refused(DraftEdited shown, Words what) =>
        Outcome<DraftHead>.Failed(
            new Fault(
                new Place($"{shown.Area.Code} {shown.Asked.Month:uuuu-MM}"),
                what,
                new("请重新查看再写", "look at it again, then write")
            )
        );

    private static Fault NoDraft(AreaMonth at, YearMonth month) =>
        at.Edition is not null
            ? new Fault(
                new Place($"{at.State.Area.Code} {month:uuuu-MM}"),
                new("这个月已经发布，草稿没有了", "the month is published; there is no draft any more"),
                new(
                    "发布之后请用 rota swap 替班换班，或 rota resolve 重排",
                    "what is published is changed with rota swap, or solved again with rota resolve"
                )
            )
            : new Fault(
                new Place($"{month:uuuu-MM}"),
                new($"{at.State.Area.Code} 这个月还没有草稿", $"{at.State.Area.Code} has no draft of this month"),
                new(
                    $"请先起草：rota draft {month:uuuu-MM} --area {at.State.Area.Code}",
                    $"Draft it first: rota draft {month:uuuu-MM} --area {at.State.Area.Code}"
                )
            );
}
