using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Notices;
using Rota.Store.Registers;

namespace Rota.Planning.Notices;

/// <summary>
/// Makes the words that ask somebody for their answer to a proposal: which duties they would take and give, and until when they can say so. Who asks is not
/// named, as on the pages before anybody has agreed; nor is why.
/// </summary>
/// <param name="office">What it works with.</param>
/// <param name="reader">The books at one moment.</param>
internal sealed class ComposeAsked(Office office, StreetReader reader)
{
    /// <summary>What is asked, in words; null once nothing waits for their answer.</summary>
    public async Task<Words?> RunAsync(Notice notice, CancellationToken cancellation)
    {
        var now = office.Clock.GetCurrentInstant();
        if (
            (await reader.Proposals.FindAsync(notice.Proposal!.Value, cancellation))?.At(now) is not { } proposal
            || !proposal.State.IsOpen()
            || proposal.Parties.All(p => p.Resident != notice.Resident || p.Answer != PartyAnswer.None)
        )
        {
            return null;
        }

        var takes = await SaidAsync(proposal, m => m.To == notice.Resident, cancellation);
        var gives = await SaidAsync(proposal, m => m.From == notice.Resident, cancellation);
        var until = proposal.ExpiresAt.InZone(office.Zone).LocalDateTime;
        var (zh, en) = (
            until.ToString("M月d日 HH:mm", CultureInfo.InvariantCulture),
            until.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)
        );
        return takes.Count == 0
                ? new Words(
                    $"有人提议，您的班由别人来：{Zh(gives)}。同意不同意，请在 {zh} 前说一声。",
                    $"it is proposed that somebody else takes your duty: {En(gives)}. Please say yes or no by {en}."
                )
            : gives.Count == 0
                ? new Words(
                    $"有人请您替班：{Zh(takes)}。愿意不愿意，请在 {zh} 前说一声，不愿意不用说原因。",
                    $"you are asked to take a duty: {En(takes)}. Please say yes or no by {en}; a no needs no reason."
                )
            : proposal.Kind == ChangeKind.Promotion
                ? new Words(
                    $"同一班缺人，请您换个岗位顶上：原来 {Zh(gives)}，改为 {Zh(takes)}。愿意不愿意，请在 {zh} 前说一声，不愿意不用说原因。",
                    $"the watch lacks somebody, and you are asked to take another post of it: {En(takes)} in the place of {En(gives)}. Please say yes or no by {en}; a no needs no reason."
                )
            : new Words(
                $"有人想和您换班：您的 {Zh(gives)} 由别人来，您改为 {Zh(takes)}。愿意不愿意，请在 {zh} 前说一声，不愿意不用说原因。",
                $"an exchange is asked of you: others take your {En(gives)}, and you take {En(takes)}. Please say yes or no by {en}; a no needs no reason."
            );
    }

    /// <summary>How an answer is given: on the own page, or by a word to the organiser, who needs the number.</summary>
    public Words How(Notice notice, AreaContact? area)
    {
        var phone = area?.Phone is { } number ? new Words($"（电话 {number}）", $" ({number})") : new Words("", "");
        // Without an address few have a page of their own.
        return office.Covenant.PublicUrl is null
            ? new(
                $"请告诉排班员{phone.Zh}，说是第 {notice.Proposal} 号提议。",
                $" Tell the organiser{phone.En}: it is proposal {notice.Proposal}."
            )
            : new(
                $"打开“我的班”就能答复；也可以告诉排班员{phone.Zh}，说是第 {notice.Proposal} 号提议。",
                $" Answer on your own page, or tell the organiser{phone.En}: it is proposal {notice.Proposal}."
            );
    }

    private static string Zh(IEnumerable<Words> seats) => string.Join('、', seats.Select(s => s.Zh));

    private static string En(IEnumerable<Words> seats) => string.Join(", ", seats.Select(s => s.En));

    /// <summary>The seats of some moves. Hours are those of whoever is on the watch; one on which nobody is yet is told by its night.</summary>
    private async Task<List<Words>> SaidAsync(Proposal proposal, Func<Move, bool> which, CancellationToken cancellation)
    {
        var said = new List<Words>();
        foreach (var seat in proposal.Moves.Where(which).Select(m => m.Seat))
        {
            var duties = await reader.Duties.OfAreaAsync(proposal.Area, seat.Night, seat.Night, cancellation);
            said.Add(
                duties.FirstOrDefault(d => d.Duty.Seat.Watch == seat.Watch) is { } crew
                    ? ComposeNotice.Said([
                        new ToldDuty(seat.Night, seat.Watch, seat.Post, crew.Begins.TimeOfDay, crew.Ends.TimeOfDay),
                    ])
                    : new Words(
                        $"{seat.Night.Month}月{seat.Night.Day}日 {SeatWords.Of(seat.Post).Zh}",
                        $"{seat.Night.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} {SeatWords.Of(seat.Post).En}"
                    )
            );
        }

        return said;
    }
}
