using Rota.Core.Rotas;

namespace Rota.Files.Exports;

/// <summary>The seats that a board has columns for: as many a post as any watch of the month has.</summary>
/// <param name="Seats">Post and seat number, in the order of posts.</param>
/// <param name="HasHours">Whether watches differ in their hours, so that each says its own.</param>
internal sealed record BoardColumns(IReadOnlyList<(Post Post, int Number)> Seats, bool HasHours)
{
    /// <summary>All columns: day, kind, perhaps hours, seats.</summary>
    public int Count => (HasHours ? 3 : 2) + Seats.Count;

    public static BoardColumns Of(RotaSheet sheet) =>
        new(
            [
                .. Watch.Posts.SelectMany(post =>
                    Enumerable
                        .Range(1, sheet.Watches.Select(w => w.Seats(post)).DefaultIfEmpty(0).Max())
                        .Select(number => (post, number))
                ),
            ],
            sheet.Watches.Select(w => (w.Start, w.End)).Distinct().Skip(1).Any()
        );

    public int SeatsOf(Post post) => Seats.Count(s => s.Post == post);
}
