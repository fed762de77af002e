using NodaTime;
using Rota.Core;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Proofs;
using Rota.Store.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A planned street with December drafted, whose draft people edit.</summary>
internal static class EditedStreet
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    public static async Task<PlannedStreet> DraftedAsync(int households = 12)
    {
        var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, households).Build(), SwappedStreet.Roomy);
        await street.DraftAsync(December);
        return street;
    }

    public static Task<Outcome<DraftEdited>> PreviewAsync(
        PlannedStreet street,
        Seat seat,
        ResidentId? resident,
        bool isSwap = false
    ) =>
        new EditDraft(street.Office).PreviewAsync(
            new Assignment(December, "G1", new(seat.Night, seat.Watch, seat.Post, seat.Number), resident, isSwap),
            Stop
        );

    public static async Task EditAsync(PlannedStreet street, Seat seat, ResidentId? resident, bool isSwap = false)
    {
        var shown = await PreviewAsync(street, seat, resident, isSwap);
        Assert.True((await new EditDraft(street.Office).RunAsync(shown.Value, Stop)).Succeeded);
    }

    /// <summary>A guard's seat, and two residents who may sit there without breaking anything.</summary>
    public static async Task<(Seat Seat, ResidentId First, ResidentId Second)> TwoWhoCanAsync(PlannedStreet street)
    {
        var draft = await street.DraftOfAsync("G1", December);
        foreach (var duty in draft.Sheet.Rota.Duties.Where(d => d.Seat.Post == Post.Guard))
        {
            var free = new List<ResidentId>();
            foreach (var resident in await ResidentsAsync(street, households: 12))
            {
                if (resident != duty.Resident && (await PreviewAsync(street, duty.Seat, resident)).Succeeded)
                {
                    free.Add(resident);
                }
            }

            if (free.Count > 1)
            {
                return (duty.Seat, free[0], free[^1]);
            }
        }

        throw new InvalidOperationException("No guard's seat of the draft has two others for it.");
    }

    public static async Task<List<ResidentId>> ResidentsAsync(PlannedStreet street, int households)
    {
        var found = new List<ResidentId>();
        for (var home = 1; home <= households; home++)
        {
            for (var one = 1; one <= 2; one++)
            {
                var code = SmallRegister.Resident(1, home, one);
                found.Add((await new FindPeople(street.Office).RunAsync(code, Stop))[0].Resident);
            }
        }

        return found;
    }

    public static async Task<WatchRota> SeatedAsync(PlannedStreet street, Draft draft, Seat seat, ResidentId resident)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var register = await reader.Register.OfAreaAsync(draft.Head.Area, December, Stop);
        var who = register!.Residents.First(r => r.Id == resident);
        return draft.Sheet.Rota with
        {
            Duties =
            [
                .. draft.Sheet.Rota.Duties.Select(d =>
                    d.Seat == seat ? d with { Resident = resident, Household = who.Household, Leads = who.CanLead } : d
                ),
            ],
        };
    }

    public static async Task<Audit> AuditAsync(PlannedStreet street) =>
        Assert.Single((await new AuditMonth(street.Office).RunAsync(December, AreaChoice.All, Stop)).Value).Audit;

    public static async Task<ResidentId?> HolderAsync(PlannedStreet street, Seat seat) =>
        (await street.DraftOfAsync("G1", December)).Sheet.Rota.Duties.FirstOrDefault(d => d.Seat == seat)?.Resident;

    public static async Task AbsentAsync(PlannedStreet street, Duty duty)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var card = (await reader.People.OfAsync([duty.Resident], Stop))[duty.Resident];
        await street.ImportAsync(
            SmallRegister.Of(1, 12).Absent(card.Household, duty.Seat.Night, duty.Seat.Night).Build()
        );
    }

    public static async Task<Proof> ProofAsync(PlannedStreet street)
    {
        var sealedOne = Assert.Single(
            (await new ReadProofs(street.Office).RunAsync(December, AreaChoice.All, Stop)).Value
        );
        return ProofBytes.Read("G1", sealedOne.Proof!.Digest, sealedOne.Proof.Content).Value;
    }

    public static async Task<AreaPublished> PublishAsEditedAsync(PlannedStreet street) =>
        Assert.Single(
            (await new PublishMonth(street.Office).RunAsync(December, AreaChoice.All, asEdited: true, Stop)).Value
        );
}
