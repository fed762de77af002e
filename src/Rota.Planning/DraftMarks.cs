using NodaTime;
using Rota.Core;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>What is said of drafts that people edited, posted or hold back.</summary>
internal static class DraftMarks
{
    /// <summary>Why such a draft is not drafted again, and how to go on.</summary>
    public static Words Kept(AreaMonth area, YearMonth month)
    {
        var its = $"{month:uuuu-MM} --area {area.State.Area.Code}";
        return area.Draft!.IsEdited
            ? new(
                $"草稿经人工修改，没有重新起草。放弃修改、重新起草：rota draft {its} --discard-edits",
                $"The draft was edited by hand and was not drafted again. To give the edits up: rota draft {its} --discard-edits"
            )
            : new(
                $"草稿暂缓发布，没有重新起草。先放行：rota post {its} --release",
                $"The draft is held back and was not drafted again. To release it first: rota post {its} --release"
            );
    }

    /// <summary>What goes when a draft is drafted anew.</summary>
    public static Words? LostWith(DraftHead? draft)
    {
        Words?[] marks =
        [
            draft is { IsEdited: true } ? new("人工修改", "the edits by hand") : null,
            draft?.PostedAt is not null ? new("公示", "that it was posted for comment") : null,
            draft is { IsHeld: true } ? new("暂缓发布", "that it was held back") : null,
        ];
        var lost = marks.OfType<Words>().ToList();
        return lost.Count == 0
            ? null
            : new(
                $"重新起草后，原草稿的{string.Join("、", lost.Select(l => l.Zh))}不再有效{(draft!.PostedAt is null ? "" : "，要征求意见请再 rota post")}。",
                $"Drafted anew; gone with the draft before: {string.Join(", ", lost.Select(l => l.En))}.{(draft.PostedAt is null ? "" : " Post it again for comment with rota post.")}"
            );
    }
}
