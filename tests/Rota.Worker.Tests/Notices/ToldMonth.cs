using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store;
using Rota.Store.Notices;
using Rota.Store.Rotas;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>A December that is published, changes, and is believed as it was told.</summary>
internal static class ToldMonth
{
    private static CancellationToken Stop => WorkedStreet.Stop;

    /// <summary>Drafts December and publishes it.</summary>
    public static async Task PublishAsync(WorkedStreet street)
    {
        await new DraftMonth(street.Office).RunAsync(WorkedStreet.December, AreaChoice.All, cancellation: Stop);
        await new PublishMonth(street.Office).RunAsync(WorkedStreet.December, AreaChoice.All, cancellation: Stop);
    }

    /// <summary>Publishes the month, or its next edition with residents in one another's places.</summary>
    public static async Task TradeAsync(WorkedStreet street, int chance)
    {
        await using var writer = await street.Office.Database.WriteAsync("t", street.Clock.GetCurrentInstant(), Stop);
        var area = (await writer.Read.Areas.ListAsync(Stop))[0];
        if (await writer.Read.Editions.InForceAsync(area.Area.Id, WorkedStreet.December, Stop) is not { } edition)
        {
            await writer.DisposeAsync();
            await PublishAsync(street);
            return;
        }

        var duties = edition.Sheet.Rota.Duties;
        var register = (await writer.Read.Register.OfAreaAsync(area.Area.Id, WorkedStreet.December, Stop))!;
        var all = register.Residents.Select(r => r.Id).ToList();
        var turn = 1 + (chance % (all.Count - 1));
        Duty Moved(Duty duty)
        {
            // Some turns leave some where they are: not everybody is told of every edition.
            var at = all.IndexOf(duty.Resident);
            var to = chance % 3 == 0 && at % 2 == 0 ? at : (at + (chance % 3 == 0 ? 2 * turn : turn)) % all.Count;
            return duty with { Resident = all[to], Household = register.Residents[to].Household };
        }

        var moved = duties.Select(Moved).ToList();
        if (moved.Select(d => (d.Resident, d.Seat.Night)).Distinct().Count() < moved.Count)
        {
            return;
        }

        var sheet = edition.Sheet with { Rota = edition.Sheet.Rota with { Duties = [.. moved] } };
        var next = new NewEdition(new EditionCause(edition.Head.Number, ChangeKind.Edit), edition.Head.Covenant, sheet);
        var outcome = await writer.Editions.PublishAsync(new(area.Area.Id, area.Version, [next], []), Stop);
        Assert.Equal(WriteOutcome.Done, outcome);
        await writer.CommitAsync(Stop);
    }

    /// <summary>What the last notice that arrived tells is what holds, for everybody who ever got one or has a duty.</summary>
    public static async Task AssertBelievedAsync(WorkedStreet street, Postman postman)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = (await reader.Areas.ListAsync(Stop))[0].Area.Id;
        var edition = await reader.Editions.HeadInForceAsync(area, WorkedStreet.December, Stop);
        var believed = new Dictionary<ResidentId, EditionId?>();
        foreach (var arrived in postman.Arrived)
        {
            var notice = (await reader.Notices.FindAsync(arrived.Id, Stop))!;
            believed[notice.Resident] = notice.Edition;
        }

        var duties = await reader.Duties.OfAreaAsync(
            area,
            WorkedStreet.December.OnDayOfMonth(1),
            WorkedStreet.December.OnDayOfMonth(31),
            Stop
        );
        foreach (var resident in duties.Select(d => d.Duty.Resident).Concat(believed.Keys).Distinct())
        {
            Assert.Equal(
                await ToldAsync(reader, edition?.Id, resident),
                await ToldAsync(reader, believed.GetValueOrDefault(resident), resident)
            );
        }
    }

    private static async Task<IReadOnlyList<ToldDuty>> ToldAsync(
        StreetReader reader,
        EditionId? edition,
        ResidentId resident
    ) => edition is { } id ? await reader.Notices.DutiesAsync(id, resident, Stop) : [];
}
