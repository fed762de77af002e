using System.Globalization;

namespace Rota.Core.Rotas;

/// <summary>Nights, posts and seats as people say them.</summary>
public static class SeatWords
{
    /// <summary>A post's name.</summary>
    public static Words Of(Post post) =>
        post switch
        {
            Post.Lead => new("带班", "lead"),
            Post.Guard => new("值守员", "guard"),
            _ => new("备班", "standby"),
        };

    /// <summary>A kind of night's name.</summary>
    public static Words Of(NightKind kind) =>
        kind switch
        {
            NightKind.Eve => new("除夕等", "eve"),
            NightKind.Holiday => new("节假日", "holiday"),
            NightKind.BeforeDayOff => new("休息日前夜", "before a day off"),
            _ => new("平日", "ordinary"),
        };

    /// <summary>A seat: "12月5日值守员" / "2026-12-05 evening guard 1".</summary>
    public static Words Of(Seat seat) =>
        new(
            $"{seat.Night.Month}月{seat.Night.Day}日{Of(seat.Post).Zh}{(seat.Number > 1 ? $"第{seat.Number}席" : "")}",
            $"{seat.Night.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} {seat.Watch} {Of(seat.Post).En} {seat.Number}"
        );
}
