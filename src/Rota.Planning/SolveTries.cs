using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// Keeps count of solves that may die. A solve runs in a library that can abort, and then the process is gone and nothing catches it; so
/// each try is on record before it begins and taken off when it ends, whatever its end. What is on record and under way nowhere died with
/// its process. While another process drafts the same month its tries look the same: then its areas come last here, and wait no longer.
/// </summary>
/// <param name="office">What it works with.</param>
internal sealed class SolveTries(Office office)
{
    /// <summary>After so many tries that died an area is left aside.</summary>
    public const int Most = 2;

    /// <summary>The areas of which a try may have died. Where they are asked for again, their tries are forgotten, and they come last all the same.</summary>
    public async Task<IReadOnlySet<AreaId>> SuspectsAsync(
        IReadOnlyList<AreaMonth> areas,
        YearMonth month,
        bool again,
        CancellationToken cancellation
    )
    {
        HashSet<AreaId> suspects;
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            suspects = [.. (await reader.Tries.OfMonthAsync(month, cancellation)).Keys];
        }

        suspects.IntersectWith(areas.Select(a => a.State.Area.Id));
        if (again && suspects.Count > 0)
        {
            await using var writer = await office.WriteAsync(cancellation);
            foreach (var area in areas.Select(a => a.State.Area.Id).Where(suspects.Contains))
            {
                await writer.Tries.AgainAsync(area, month, cancellation);
            }

            await writer.CommitAsync(cancellation);
        }

        return suspects;
    }

    /// <summary>Puts a try on record, or says why there is to be none.</summary>
    /// <param name="area">The area.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Words?> BeginAsync(WatchArea area, YearMonth month, CancellationToken cancellation)
    {
        await using var writer = await office.WriteAsync(cancellation);
        if (await writer.Read.Tries.OfAreaAsync(area.Id, month, cancellation) >= Most)
        {
            return GivenUp(area, month);
        }

        await writer.Tries.BeginAsync(area.Id, month, cancellation);
        await writer.CommitAsync(cancellation);
        return null;
    }

    /// <summary>
    /// Takes a try off the record. One that was stopped leaves those that died before it; any other end clears them too. A database that is away is
    /// waited for, since its going is nothing that a solve has done.
    /// </summary>
    public async Task EndAsync(WatchArea area, YearMonth month, bool wasStopped)
    {
        for (var left = wasStopped ? 0 : 60; ; left--)
        {
            try
            {
                await EndOnceAsync(area, month, wasStopped);
                return;
            }
            catch (Exception e) when (left > 0 && StoreTrouble.Of(e) is not null)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task EndOnceAsync(WatchArea area, YearMonth month, bool wasStopped)
    {
        await using var writer = await office.WriteAsync(CancellationToken.None);
        await (
            wasStopped
                ? writer.Tries.StopAsync(area.Id, month, CancellationToken.None)
                : writer.Tries.EndAsync(area.Id, month, CancellationToken.None)
        );
        await writer.CommitAsync(CancellationToken.None);
    }

    private static Words GivenUp(WatchArea area, YearMonth month) =>
        new(
            $"求解这个片区已有 {Most} 次让程序中断，先放下不排，以免连累其他片区。要再试一次：rota draft {month:uuuu-MM} --area {area.Code} --again",
            $"Solving this area has ended the program {Most} times; it is left aside, so that it takes no other area with it. To try once more: rota draft {month:uuuu-MM} --area {area.Code} --again"
        );
}
