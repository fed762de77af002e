using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Planning;

/// <summary>Seats that somebody asks about: all of a night, or of one of its watches, or of a post of it, or one seat.</summary>
/// <param name="Night">The night.</param>
/// <param name="Watch">The watch's name; null for every watch of the night.</param>
/// <param name="Post">The post; null for every post.</param>
/// <param name="Number">The seat on the post, from 1; null for every one.</param>
public sealed record SeatAsked(LocalDate Night, string? Watch = null, Post? Post = null, int? Number = null)
{
    /// <summary>Whether a seat is meant.</summary>
    public bool Means(Seat seat) =>
        seat.Night == Night
        && (Watch is null || string.Equals(seat.Watch, Watch, StringComparison.Ordinal))
        && (Post is null || seat.Post == Post)
        && (Number is null || seat.Number == Number);

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
