using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>Moves of seats as people say them.</summary>
public static class MoveWords
{
    /// <summary>Who takes which seat, in a line; of an open call that somebody is sought for it, since the duty stays its holder's.</summary>
    /// <param name="moves">The moves.</param>
    /// <param name="name">What the reader may see of a resident.</param>
    /// <param name="isSought">Whether it is an open call that nobody has taken.</param>
    public static Words Of(IReadOnlyList<Move> moves, Func<ResidentId, Words> name, bool isSought = false)
    {
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(name);
        var said = moves.Select(m => Of(m, name, isSought)).ToList();
        return new(string.Join("；", said.Select(w => w.Zh)), string.Join("; ", said.Select(w => w.En)));
    }

    private static Words Of(Move move, Func<ResidentId, Words> name, bool isSought)
    {
        var seat = SeatWords.Of(move.Seat);
        return move.To is { } to ? new($"{name(to).Zh} 接{seat.Zh}", $"{name(to).En} takes {seat.En}")
            : isSought ? new($"{seat.Zh}找人接", $"somebody is sought for {seat.En}")
            : new($"{seat.Zh}空出", $"{seat.En} is left empty");
    }
}
