using Rota.Core;
using Rota.Core.Measures;
using Rota.Store;

namespace Rota.Planning;

/// <summary>Reads the books of chosen areas, those in which nothing is booked left out.</summary>
internal static class ChosenBooks
{
    /// <summary>One book or more, in the order of area codes; a fault where nothing is booked.</summary>
    public static async Task<Outcome<IReadOnlyList<AreaBooks>>> LoadAsync(
        StreetReader reader,
        FairnessSpan span,
        AreaChoice choice,
        bool withBalances,
        CancellationToken cancellation
    )
    {
        var areas = await choice.PickAsync(reader, span.Last, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaBooks>>.Failed(areas.Faults);
        }

        var books = new List<AreaBooks>();
        foreach (var area in areas.Value)
        {
            var book = await AreaBooks.LoadAsync(reader, area.State.Area, span, withBalances, cancellation);
            if (book.Months.Count > 0)
            {
                books.Add(book);
            }
        }

        return books.Count > 0
            ? Outcome<IReadOnlyList<AreaBooks>>.Of(books)
            : Outcome<IReadOnlyList<AreaBooks>>.Failed(Nothing(span));
    }

    private static Fault Nothing(FairnessSpan span) =>
        new(
            new Place("ledger"),
            new($"守望账上没有 {span} 的班次", $"nothing of {span} is in the ledger"),
            new(
                "请选已发布的月份，或先用 history.csv 导入以往的值守",
                "choose a month that is published, or import what was stood before with history.csv"
            )
        );
}
