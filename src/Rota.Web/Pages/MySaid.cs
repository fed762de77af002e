using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning.Visits;
using Rota.Store.Rotas;
using Rota.Web.Hosting;

namespace Rota.Web.Pages;

/// <summary>What several of a resident's pages say alike.</summary>
internal static class MySaid
{
    /// <summary>"19:30–22:30"; an end on the next day says so.</summary>
    public static string Hours(Reader reader, StandingDuty duty)
    {
        var nextDay = duty.Ends.Date == duty.Begins.Date ? "" : reader.Say("次日", "next day ");
        return $"{Time(duty.Begins)}–{nextDay}{Time(duty.Ends)}";
    }

    /// <summary>"19:30".</summary>
    public static string Time(LocalDateTime at) =>
        at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"值守员", or "值守员第2席".</summary>
    public static Words Post(Seat seat)
    {
        var post = SeatWords.Of(seat.Post);
        return seat.Number == 1 ? post : new($"{post.Zh}第{seat.Number}席", $"{post.En} {seat.Number}");
    }

    /// <summary>How far away a night is: "今天", "明天", "还有 5 天".</summary>
    public static Words Away(LocalDate night, LocalDate today)
    {
        var days = Period.DaysBetween(today, night);
        return days switch
        {
            < 0 => new("还没结束", "not over yet"),
            0 => new("今天", "today"),
            1 => new("明天", "tomorrow"),
            _ => new($"还有 {days} 天", $"in {days} days"),
        };
    }

    /// <summary>What kind of proposal it is.</summary>
    public static Words Kind(Proposal proposal) =>
        proposal.IsOpenCall ? new("找人替班", "open call") : proposal.Kind.Words();

    /// <summary>Somebody whom a proposal names.</summary>
    public static Words Who(MyOffer offer, ResidentId who) =>
        offer.People.TryGetValue(who, out var seen) ? seen.Words : new("已注销", "erased");

    /// <summary>Who goes on which night once moves are carried out, a line each, the reader first; of an open call that somebody is sought.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="moves">The moves.</param>
    /// <param name="who">What the reader may see of somebody.</param>
    public static IEnumerable<Words> Lines(Reader reader, IReadOnlyList<Move> moves, Func<ResidentId, Words> who)
    {
        var me = reader.Visitor!.Card.Resident;
        Words Seat(Move move)
        {
            var (post, night) = (Post(move.Seat), move.Seat.Night);
            return new(
                $"{night.Month}月{night.Day}日 {reader.Words.Weekday(night)} {post.Zh}",
                $"{reader.Day(night)}, {post.En}"
            );
        }

        return moves is [{ To: null } sought]
            ? [new($"{Seat(sought).Zh} 正在找人接", $"{Seat(sought).En}: somebody is sought")]
            : moves
                .Where(m => m.To is not null)
                .OrderBy(m => m.To != me)
                .Select(m => (Seat: Seat(m), Who: who(m.To!.Value)))
                .Select(m => new Words($"{m.Who.Zh} 去{m.Seat.Zh}", $"{m.Who.En}: {m.Seat.En}"));
    }
}
