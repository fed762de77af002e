using NodaTime;

namespace Rota.Core.Rotas;

/// <summary>A place to fill on a watch (岗位). Lead and guard are out; standby is at home.</summary>
public enum Post
{
    /// <summary>带班: leads the watch.</summary>
    Lead,

    /// <summary>值守员: guards with the lead.</summary>
    Guard,

    /// <summary>备班: at home, ready to be called.</summary>
    Standby,
}

/// <summary>What kind of night it is: the highest that applies.</summary>
public enum NightKind
{
    /// <summary>平日: none of the others.</summary>
    Ordinary,

    /// <summary>休息日前夜: the next day is a day off.</summary>
    BeforeDayOff,

    /// <summary>节假日: the night is a public holiday.</summary>
    Holiday,

    /// <summary>除夕, and other eves the covenant lists.</summary>
    Eve,
}

/// <summary>A night of a month and what it weighs.</summary>
/// <param name="Date">The date of the evening.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Points">What standing on it earns.</param>
/// <param name="StandbyPoints">What being on standby on it earns.</param>
/// <param name="Festival">The name of the festival it belongs to ("春节", "除夕"); null for a common night.</param>
public sealed record Night(LocalDate Date, NightKind Kind, Points Points, Points StandbyPoints, string? Festival)
{
    /// <summary>What a duty on a post earns.</summary>
    public Points PointsOf(Post post) => post == Post.Standby ? StandbyPoints : Points;
}

/// <summary>One turn of guarding in one area on one night: start, end, seats.</summary>
/// <param name="Night">The night it belongs to; a watch that starts before noon belongs to the night before.</param>
/// <param name="Name">Unique on its night: "evening".</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends; at or before <paramref name="Start"/> means on the next day.</param>
/// <param name="Leads">Seats on the lead post, 0 or more.</param>
/// <param name="Guards">Seats on the guard post, 0 or more.</param>
/// <param name="Standbys">Seats on the standby post, 0 or more.</param>
public sealed record Watch(
    Night Night,
    string Name,
    LocalTime Start,
    LocalTime End,
    int Leads,
    int Guards,
    int Standbys
)
{
    /// <summary>Its place among the watches of its month, from 0; watches stand in order of night and beginning.</summary>
    public int Index { get; init; }

    /// <summary>The posts in their order.</summary>
    public static IReadOnlyList<Post> Posts { get; } = [Post.Lead, Post.Guard, Post.Standby];

    /// <summary>The posts that are out, not at home.</summary>
    public static IReadOnlyList<Post> OutPosts { get; } = [Post.Lead, Post.Guard];

    /// <summary>Whether a post is out on the street; standby is at home.</summary>
    public static bool IsOut(Post post) => post != Post.Standby;

    /// <summary>How many seats a post has.</summary>
    public int Seats(Post post) =>
        post switch
        {
            Post.Lead => Leads,
            Post.Guard => Guards,
            _ => Standbys,
        };

    /// <summary>Seats that are out: lead and guard.</summary>
    public int OutSeats => Leads + Guards;

    /// <summary>The moment it begins, on the wall clock.</summary>
    public LocalDateTime Begins => (Start.Hour < 12 ? Night.Date.PlusDays(1) : Night.Date) + Start;

    /// <summary>The moment it ends, on the wall clock.</summary>
    public LocalDateTime Ends => End > Start ? Begins.Date + End : Begins.Date.PlusDays(1) + End;

    /// <summary>Whether two watches share a moment.</summary>
    public bool Overlaps(Watch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Begins < other.Ends && other.Begins < Ends;
    }
}
