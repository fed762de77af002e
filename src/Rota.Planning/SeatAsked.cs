using NodaTime;
using Rota.Core;
using Rota.Core.Rotas;

namespace Rota.Planning;

/// <summary>Seats that somebody asks about: all of a night, or of one of its watches, or of a post of it, or one seat.</summary>
/// <param name="Night">The night.</param>
/// <param name="Watch">The watch's name; null for every watch of the night.</param>
/// <param name="Post">The post; null for every post.</param>
/// <param name="Number">The seat on the post, from 1; null for every one.</param>
public sealed record SeatAsked(LocalDate Night, string? Watch = null, Post? Post = null, int? Number = null)
{
    /// <summary>One seat, written whole.</summary>
    public static SeatAsked Of(Seat seat) => new(seat.Night, seat.Watch, seat.Post, seat.Number);

    /// <summary>Whether a seat is meant.</summary>
    public bool Means(Seat seat) =>
        seat.Night == Night
        && (Watch is null || string.Equals(seat.Watch, Watch, StringComparison.Ordinal))
        && (Post is null || seat.Post == Post)
        && (Number is null || seat.Number == Number);

    /// <summary>The one seat that is meant; fails where none is or several are.</summary>
    /// <param name="seats">The seats there are.</param>
    /// <param name="of">What they are the seats of.</param>
    public Outcome<SeatMeant> OneOf(IReadOnlyList<Seat> seats, Words of)
    {
        var meant = seats.Where(Means).Distinct().Order().ToList();
        if (meant.Count == 1)
        {
            return Outcome<SeatMeant>.Of(new SeatMeant(meant[0]));
        }

        var there = meant.Count > 1 ? meant : [.. seats.Where(s => s.Night == Night).Distinct().Order()];
        var named = there.Select(s => Of(s).ToString()).ToList();
        return Outcome<SeatMeant>.Failed(
            new Fault(
                new Place("--night"),
                meant.Count > 1
                    ? new($"“{this}”有 {meant.Count} 席", $"\"{this}\" fits {meant.Count} seats")
                    : new($"{of.Zh}里没有“{this}”这一席", $"{of.En} has no seat \"{this}\""),
                there.Count == 0
                    ? new("这一夜没有班，请另选一夜", "there is no watch that night; choose another")
                    : new(
                        $"请用 --watch、--post、--seat 写明一席：{string.Join("、", named)}",
                        $"name one with --watch, --post and --seat: {string.Join(", ", named)}"
                    )
            )
        );
    }

    /// <summary>As it is typed: "2026-12-05/evening/guard/1".</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Night.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Watch,
            Post is { } post ? SeatWords.Of(post).En : null,
            Number?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ];
        return string.Join('/', parts.TakeWhile(p => p is not null));
    }
}

/// <summary>The one seat that somebody means.</summary>
/// <param name="Seat">The seat.</param>
public sealed record SeatMeant(Seat Seat);
