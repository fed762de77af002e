using Rota.Cli.Screens;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>People and moves of a change as the screen shows them.</summary>
internal static class SwapWords
{
    /// <summary>A resident: a name, masked unless organisers asked for it whole, and the watch number.</summary>
    public static string Name(
        Screen screen,
        IReadOnlyDictionary<ResidentId, ResidentCard> people,
        ResidentId resident,
        bool isNamed
    ) =>
        people.TryGetValue(resident, out var card)
            ? $"{OneResident.NameOf(screen, card, isNamed)} {card.Number}"
            : screen.In("已注销", "erased");

    /// <summary>A change of a sum, with its sign.</summary>
    public static string Signed(decimal number) =>
        number.ToString("+#,0.###;-#,0.###;0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Who takes which seat, in a line; of an open call that somebody is sought for it, since the duty stays its holder's.</summary>
    public static string Moves(
        Screen screen,
        IReadOnlyDictionary<ResidentId, ResidentCard> people,
        IReadOnlyList<Move> moves,
        bool isNamed,
        bool isSought = false
    ) =>
        string.Join(
            screen.In("；", "; "),
            moves.Select(m =>
            {
                var seat = screen.In(SeatWords.Of(m.Seat));
                return m.To is { } to
                        ? screen.In(
                            $"{Name(screen, people, to, isNamed)} 接{seat}",
                            $"{Name(screen, people, to, isNamed)} takes {seat}"
                        )
                    : isSought ? screen.In($"{seat}找人接", $"somebody is sought for {seat}")
                    : screen.In($"{seat}空出", $"{seat} is left empty");
            })
        );

    /// <summary>The moves for machines.</summary>
    public static IEnumerable<object> Document(
        Screen screen,
        IReadOnlyDictionary<ResidentId, ResidentCard> people,
        IReadOnlyList<Move> moves,
        bool isNamed
    ) =>
        moves.Select(m =>
            (object)
                new
                {
                    Night = StateWords.Of(m.Seat.Night),
                    m.Seat.Watch,
                    m.Seat.Post,
                    Seat = m.Seat.Number,
                    From = m.From is { } from ? Name(screen, people, from, isNamed) : null,
                    To = m.To is { } to ? Name(screen, people, to, isNamed) : null,
                }
        );
}
