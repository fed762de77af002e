using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Notices;
using Rota.Store.Rotas;
using Xunit;

namespace Rota.Planning.Tests.Crashes;

/// <summary>What must hold of the books whenever a process was killed, and what was acknowledged must be in them.</summary>
internal static class Aftermath
{
    /// <summary>Looks at every area and month; says how many have an edition in force.</summary>
    /// <param name="place">The books.</param>
    /// <param name="months">How many months from December on.</param>
    /// <param name="said">Everything that processes said on these books.</param>
    public static async Task<int> LookAsync(string place, int months, IReadOnlyCollection<string> said)
    {
        await using var street = await PlannedStreet.AtAsync(place);
        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        var published = 0;
        foreach (var area in (await reader.Areas.ListAsync(PlannedStreet.Stop)).Select(a => a.Area))
        {
            for (var at = PlannedStreet.December; at < PlannedStreet.December.PlusMonths(months); at = at.PlusMonths(1))
            {
                var edition = await reader.Editions.InForceAsync(area.Id, at, PlannedStreet.Stop);
                var acknowledged = said.Contains($"{Victim.Published} {area.Code} {at:uuuu-MM}");
                Assert.True(
                    edition is not null || !acknowledged,
                    $"{area.Code} {at:uuuu-MM} was published and is lost."
                );
                if (edition is not null)
                {
                    published++;
                    Assert.Equal(1, edition.Head.Number);
                    await AssertWholeAsync(reader, area.Id, at, edition);
                }
            }
        }

        return published;
    }

    /// <summary>An edition with all that goes with it: its seats, the duties in force, the ledger, the proof, a notice to each on duty, no draft left.</summary>
    private static async Task AssertWholeAsync(Store.StreetReader reader, AreaId area, YearMonth month, Edition edition)
    {
        var (rota, nights) = (edition.Sheet.Rota, month.ToDateInterval());
        var seats = edition.Sheet.Watches.Sum(w => Watch.Posts.Sum(w.Seats));
        Assert.Equal(seats, rota.Duties.Count + rota.Gaps.Count);
        var inForce = await reader.Duties.OfAreaAsync(area, nights.Start, nights.End, PlannedStreet.Stop);
        Assert.True(inForce.Select(d => d.Duty).ToHashSet().SetEquals(rota.Duties));
        var assigned = (await reader.Ledger.OfAreaAsync(area, month, PlannedStreet.Stop))
            .Where(e => e.Month == month && e.Reason == LedgerReason.Assigned)
            .Select(e => (e.Household, e.Night, e.Amount));
        var earned = rota.Duties.Select(d => (d.Household, (LocalDate?)d.Seat.Night, d.Points));
        Assert.Equal(
            earned.OrderBy(e => e.Household.Value).ThenBy(e => e.Item2),
            assigned.OrderBy(e => e.Household.Value).ThenBy(e => e.Night)
        );
        var told = (await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), PlannedStreet.Stop))
            .Where(n => (n.Area, n.Month) == (area, month))
            .Select(n => (n.Resident.Value, n.Edition, n.State));
        Assert.Equal(
            rota.Duties.Select(d => d.Resident.Value)
                .Distinct()
                .Order()
                .Select(r => (r, (EditionId?)edition.Head.Id, NoticeState.Queued)),
            told.OrderBy(t => t.Value)
        );
        Assert.NotNull(await reader.Editions.ProofAsync(edition.Head.Id, PlannedStreet.Stop));
        Assert.Null(await reader.Drafts.FindAsync(area, month, PlannedStreet.Stop));
    }
}
