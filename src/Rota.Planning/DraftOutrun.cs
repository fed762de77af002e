using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Rotas;
using NightReader = Rota.Core.Calendars.NightReader;

namespace Rota.Planning;

/// <summary>What has moved on since a draft was made.</summary>
internal static class DraftOutrun
{
    /// <summary>Names it; nothing where the draft may be published as it is.</summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="area">The area.</param>
    /// <param name="draft">Its draft.</param>
    /// <param name="covenant">The covenant that governs the month now.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<Words>> ByAsync(
        Office office,
        StreetReader reader,
        WatchArea area,
        Draft draft,
        Covenant covenant,
        CancellationToken cancellation
    )
    {
        var made = await CovenantInForce.OfAsync(office, reader, draft.Head.Covenant, cancellation);
        var moved = new List<Words>();
        if (draft.Head.AreaVersion != await reader.Areas.VersionAsync(area.Id, cancellation))
        {
            moved.Add(
                new(
                    "片区的资料（名册、请假、指定或邻月的值班表）",
                    "the area's books (register, absences, pins, or the months beside it)"
                )
            );
        }

        if (!CovenantInForce.AsksTheSame(office, covenant, made.Covenant, area))
        {
            moved.Add(new("公约", "the covenant"));
        }
        else if (!HoldsTheNights(office, draft, covenant.For(area.Code, area.Community)))
        {
            moved.Add(new("日历", "the calendar"));
        }

        return moved;
    }

    /// <summary>What has moved on, in a row.</summary>
    public static Words Listed(IReadOnlyList<Words> moved) =>
        new(string.Join("、", moved.Select(m => m.Zh)), string.Join(" and ", moved.Select(m => m.En)));

    /// <summary>Whether the nights weigh what they weighed when the draft was made: a calendar may have been announced since.</summary>
    private static bool HoldsTheNights(Office office, Draft draft, Terms terms) =>
        draft.Sheet.Watches.All(w => w.Night.Equals(NightReader.Read(w.Night.Date, terms, office.Calendar)));
}
