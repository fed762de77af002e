using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>What became of an area's draft.</summary>
public enum PostState
{
    /// <summary>It is shown for comment from now on.</summary>
    Posted,

    /// <summary>It was shown for comment before, as it is; nothing was touched.</summary>
    PostedBefore,

    /// <summary>It is held back from now on.</summary>
    Held,

    /// <summary>It is held back no longer.</summary>
    Released,

    /// <summary>It was not held back; nothing was touched.</summary>
    NotHeld,

    /// <summary>The month is published; nothing was touched.</summary>
    AlreadyPublished,

    /// <summary>There is no draft.</summary>
    NoDraft,
}

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="State">What became of its draft.</param>
/// <param name="PostedAt">Since when it is shown for comment; null when it is not.</param>
/// <param name="Outrun">What has moved on since it was drafted; null for nothing.</param>
/// <param name="IsEdited">Whether people edited it.</param>
/// <param name="IsHeld">Whether it is held back.</param>
public sealed record AreaPosted(
    WatchArea Area,
    PostState State,
    Instant? PostedAt = null,
    Words? Outrun = null,
    bool IsEdited = false,
    bool IsHeld = false
);

/// <summary>A month's drafts, shown for comment.</summary>
/// <param name="From">From which day on the covenant has them posted.</param>
/// <param name="Until">The day on which the covenant has them published: comments count until then.</param>
/// <param name="Areas">What became of each area, in the order of codes.</param>
public sealed record MonthPosted(LocalDate From, LocalDate Until, IReadOnlyList<AreaPosted> Areas);

/// <summary>Shows drafts for comment (公示), and holds them back or releases them.</summary>
/// <param name="office">What it works with.</param>
public sealed class PostMonth(Office office)
{
    /// <summary>The longest reason for holding a draft back, in characters.</summary>
    public const int LongestReason = 200;

    /// <summary>Marks drafts as shown for comment. What is posted already is left alone unless it was edited since.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public Task<Outcome<MonthPosted>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    ) =>
        EachAsync(
            month,
            choice,
            async (writer, draft) =>
            {
                if (draft.PostedAt is { } posted && !(draft.EditedAt >= posted))
                {
                    return PostState.PostedBefore;
                }

                await writer.Drafts.PostAsync(draft, cancellation);
                return PostState.Posted;
            },
            cancellation
        );

    /// <summary>Holds drafts back: they are neither published nor drafted again before somebody releases them.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="reason">Words for colleagues; they stand in the trail, so there is no resident's name in them.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public Task<Outcome<MonthPosted>> HoldAsync(
        YearMonth month,
        AreaChoice choice,
        string reason,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(reason);
        var said = string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return said.Length is 0 or > LongestReason
            ? Task.FromResult(
                Outcome<MonthPosted>.Failed(
                    new Fault(
                        new Place("--hold"),
                        new($"理由要写 1 到 {LongestReason} 个字", $"a reason has 1 to {LongestReason} characters"),
                        new(
                            "请写给同事看的一句话，不写居民姓名",
                            "write a sentence for colleagues, without a resident's name"
                        )
                    )
                )
            )
            : EachAsync(
                month,
                choice,
                async (writer, draft) =>
                {
                    await writer.Drafts.HoldAsync(draft, said, cancellation);
                    return PostState.Held;
                },
                cancellation
            );
    }

    /// <summary>Releases drafts that are held back.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public Task<Outcome<MonthPosted>> ReleaseAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    ) =>
        EachAsync(
            month,
            choice,
            async (writer, draft) =>
            {
                if (!draft.IsHeld)
                {
                    return PostState.NotHeld;
                }

                await writer.Drafts.ReleaseAsync(draft, cancellation);
                return PostState.Released;
            },
            cancellation
        );

    private async Task<Outcome<MonthPosted>> EachAsync(
        YearMonth month,
        AreaChoice choice,
        Func<StreetWriter, DraftHead, Task<PostState>> act,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var writer = await office.WriteAsync(cancellation);
        var areas = await choice.PickAsync(writer.Read, month, cancellation);
        var covenant = await CovenantInForce.AsWouldBeAsync(office, writer.Read, month, cancellation);
        if (!areas.Succeeded || !covenant.Succeeded)
        {
            return Outcome<MonthPosted>.Failed([.. areas.Faults, .. covenant.Faults]);
        }

        var done = new List<AreaPosted>();
        foreach (var at in areas.Value)
        {
            if (at.Edition is not null || at.Draft is null)
            {
                var state = at.Edition is null ? PostState.NoDraft : PostState.AlreadyPublished;
                done.Add(new AreaPosted(at.State.Area, state));
                continue;
            }

            var became = await act(writer, at.Draft);
            done.Add(await ToldAsync(writer.Read, at, became, covenant.Value, cancellation));
        }

        await writer.CommitAsync(cancellation);
        var before = month.PlusMonths(-1);
        var cycle = covenant.Value.Cycle;
        return Outcome<MonthPosted>.Of(
            new MonthPosted(before.OnDayOfMonth(cycle.Post), before.OnDayOfMonth(cycle.Publish), done)
        );
    }

    private async Task<AreaPosted> ToldAsync(
        StreetReader reader,
        AreaMonth at,
        PostState became,
        Core.Covenants.Covenant covenant,
        CancellationToken cancellation
    )
    {
        var area = at.State.Area;
        var draft = (await reader.Drafts.FindAsync(area.Id, at.Draft!.Month, cancellation))!;
        var moved = await DraftOutrun.ByAsync(office, reader, area, draft, covenant, cancellation);
        return new AreaPosted(
            area,
            became,
            draft.Head.PostedAt,
            moved.Count > 0 ? DraftOutrun.Listed(moved) : null,
            draft.Head.IsEdited,
            draft.Head.IsHeld
        );
    }
}
