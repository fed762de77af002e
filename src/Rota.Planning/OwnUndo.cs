using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store;

namespace Rota.Planning;

/// <summary>
/// What a resident may undo alone: a change by which they gave duties away and nothing else, so that nobody gets a duty back who has not agreed to it; and
/// not once finding somebody for the watch would be an emergency. Their absence of that one night goes with it.
/// </summary>
internal static class OwnUndo
{
    /// <summary>Whether every duty of it goes back to who asked for it.</summary>
    public static bool IsTheirs(Proposal proposal, ResidentId asker) => proposal.Moves.All(m => m.From == asker);

    /// <summary>Until when a change that was carried out can be undone.</summary>
    /// <param name="done">The change.</param>
    /// <param name="hand">Its months.</param>
    /// <param name="zone">The street's zone.</param>
    /// <param name="isAlone">Whether by the resident who asked for it; else by an organiser, until the first watch begins.</param>
    public static Instant Until(Proposal done, MonthsInHand hand, DateTimeZone zone, bool isAlone) =>
        done
            .Moves.Select(m => hand.Months.Of(m.Seat.Night)?.Problem.Watch(m.Seat.Night, m.Seat.Watch)?.Begins)
            .OfType<LocalDateTime>()
            .Select(b => b.InZoneLeniently(zone).ToInstant())
            .Select(b => isAlone ? b - Duration.FromHours(hand.Terms.EmergencyHours) : b)
            .Append(done.DoneAt!.Value + Duration.FromHours(hand.Terms.UndoHours))
            .Min();

    /// <summary>The nights of it on which they are away, to be taken back with it; fails, in words, where such a night is part of a longer absence.</summary>
    public static async Task<Outcome<IReadOnlyList<LocalDate>>> AwayAsync(
        StreetReader reader,
        Proposal proposal,
        ResidentId asker,
        CancellationToken cancellation
    )
    {
        var absences = await reader.Said.AbsencesAsync(asker, cancellation);
        var nights = proposal.Moves.Where(m => m.From == asker).Select(m => m.Seat.Night).Distinct();
        var away = nights.Where(n => absences.Any(a => a.Covers(n))).ToList();
        return absences.Any(a => a.From < a.To && away.Any(a.Covers))
            ? Outcome<IReadOnlyList<LocalDate>>.Failed(LongerAway(proposal))
            : Outcome<IReadOnlyList<LocalDate>>.Of(away);
    }

    /// <summary>Others would get duties back.</summary>
    public static Fault NotAlone(Proposal proposal) =>
        Fault(
            proposal,
            new("换回来也要对方同意，不能一个人撤回", "others would get duties back, and have to agree to that"),
            new("要换回来，请再提一次换班", "to change it back, ask for an exchange again")
        );

    /// <summary>The watch is near.</summary>
    public static Fault TooNear(Proposal proposal) =>
        Fault(
            proposal,
            new("离这一班太近，自己不能撤回了", "the watch is too near to undo it alone"),
            new("又能来了，请告诉排班员", "if you can come after all, tell the organiser")
        );

    private static Fault LongerAway(Proposal proposal) =>
        Fault(
            proposal,
            new("这一夜在您的一段请假里，那段请假不止这一夜", "that night is part of a longer absence of yours"),
            new("请先在“请假”里取消那一段，再来撤回", "take that absence back under Away first, and then undo it")
        );

    private static Fault Fault(Proposal proposal, Words what, Words right) =>
        new(new Place(string.Create(CultureInfo.InvariantCulture, $"#{proposal.Number}")), what, right);
}
