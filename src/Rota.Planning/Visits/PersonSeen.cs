using Rota.Core;
using Rota.Core.Registers;
using Rota.Store.Registers;

namespace Rota.Planning.Visits;

/// <summary>
/// Somebody as a visitor may see them. Pages are given these and never a <see cref="ResidentCard"/> of a neighbour, so that no page can show more.
/// </summary>
/// <param name="Number">Watch number.</param>
/// <param name="Called">The name as it may be shown: whole for the visitor's own family, for who is out with them tonight, and for who has agreed to a proposal of theirs, masked else; null once erased.</param>
/// <param name="Building">The building; null when not known.</param>
/// <param name="Phone">The phone, for who is on duty with the visitor tonight; null else.</param>
/// <param name="IsMe">Whether it is the visitor.</param>
public sealed record PersonSeen(WatchNumber Number, string? Called, string? Building, string? Phone, bool IsMe)
{
    /// <summary>"张*三（0427，3栋）"; of the visitor "您".</summary>
    public Words Words
    {
        get
        {
            var place = Building is null ? "" : $"，{Building}";
            var at = Building is null ? "" : $", {Building}";
            return IsMe
                ? new("您", "you")
                : new($"{Called ?? "已注销"}（{Number}{place}）", $"{Called ?? "erased"} ({Number}{at})");
        }
    }

    /// <summary>The number alone, so that a log line cannot carry name or phone.</summary>
    public override string ToString() => Number.ToString();

    /// <summary>Somebody as a visitor sees them on any day.</summary>
    internal static PersonSeen Of(ResidentCard card, VisitorHome home) =>
        new(
            card.Number,
            card.Name is not { } name ? null
                : home.Has(card.Resident) ? name
                : MaskedName.Of(name),
            card.Building,
            Phone: null,
            home.Visitor == card.Resident
        );

    /// <summary>Somebody as the other parties of a proposal see them once they have agreed to it: with the name, without the phone.</summary>
    internal static PersonSeen Agreed(ResidentCard card, VisitorHome home) =>
        Of(card, home) with
        {
            Called = card.Name,
        };

    /// <summary>Somebody as who is on duty with them sees them on the night: with name and phone.</summary>
    internal static PersonSeen OnWatch(ResidentCard card, VisitorHome home) =>
        new(card.Number, card.Name, card.Building, card.Phone, home.Visitor == card.Resident);
}
