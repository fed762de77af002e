using Rota.Core.Changes;
using Rota.Planning;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Asks for proposals, and looks at what has become of them.</summary>
internal static class Offers
{
    /// <summary>Somebody says that they cannot come on 12 December, and sees what can be done.</summary>
    public static async Task<Read> SaidAsync(Guest guest)
    {
        await guest.PostAsync("/me/cannot/2026-12-12", (await guest.GetAsync("/me")).Text);
        return await guest.GetAsync("/me/cannot/2026-12-12");
    }

    /// <summary>A proposal as the books have it.</summary>
    public static async Task<Proposal> FindAsync(WebStreet street, int number)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return (await reader.Proposals.FindAsync(number, WebStreet.Stop))!;
    }

    /// <summary>The code of a resident.</summary>
    public static async Task<string> CodeAsync(WebStreet street, Core.Registers.ResidentId resident)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return (await reader.People.OfAsync([resident], WebStreet.Stop))[resident].Code;
    }

    /// <summary>Who could take an open call, each tried by itself through the use case of organisers.</summary>
    public static async Task<IReadOnlyList<string>> TakersAsync(WebStreet street, int number)
    {
        var call = await FindAsync(street, number);
        var may = new List<string>();
        for (var household = 1; household <= 12; household++)
        {
            foreach (var one in (int[])[1, 2])
            {
                var card = await street.CardAsync(Testing.Registers.SmallRegister.Resident(1, household, one));
                var change = await new ProposeChange(street.Office).WithAsync(
                    new SeatHeld(call.Area, call.Seat, call.Moves[0].From),
                    card.Resident,
                    null,
                    WebStreet.Stop
                );
                if (
                    change.Succeeded
                    && change.Value.Kind is ChangeKind.StandIn or ChangeKind.HouseholdMember
                    && (
                        await new ProposeChange(street.Office).PreviewAsync(call.Area, change.Value, WebStreet.Stop)
                    ).Succeeded
                )
                {
                    may.Add(card.Code);
                }
            }
        }

        return may;
    }
}
