using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Who is on which duty of a street, and what of whom a page may show.</summary>
internal static class Neighbours
{
    /// <summary>The rota of an area's month as its readers have it.</summary>
    public static async Task<RotaSheet> SheetAsync(this WebStreet street, string area = "G1") =>
        (
            await new ReadSheets(street.Office).RunAsync(
                WebStreet.December,
                new AreaChoice(null, [area]),
                WebStreet.Stop
            )
        ).Value[0];

    /// <summary>Codes of who is on a night, by post.</summary>
    public static string On(this RotaSheet sheet, LocalDate night, Post post) =>
        sheet.People[sheet.Rota.Duties.First(d => d.Seat.Night == night && d.Seat.Post == post).Resident].Resident;

    /// <summary>Nights on which somebody has a duty, in order.</summary>
    public static IReadOnlyList<LocalDate> NightsOf(this RotaSheet sheet, string code) =>
        [.. sheet.Rota.Duties.Where(d => sheet.People[d.Resident].Resident == code).Select(d => d.Seat.Night).Order()];

    /// <summary>Codes of residents of a grid who have no duty in a month.</summary>
    public static IEnumerable<string> Idle(this RotaSheet sheet, int grid = 1) =>
        from household in Enumerable.Range(1, 12)
        from resident in (int[])[1, 2]
        let code = SmallRegister.Resident(grid, household, resident)
        where sheet.NightsOf(code).Count == 0
        select code;

    /// <summary>Everybody of the register but a household.</summary>
    public static async Task<IReadOnlyList<ResidentCard>> OthersAsync(this WebStreet street, HouseholdCode household)
    {
        var all = new List<ResidentCard>();
        foreach (var grid in (int[])[1, 2])
        {
            for (var h = 1; h <= 12; h++)
            {
                all.AddRange(
                    await new FindPeople(street.Office).OfHouseholdAsync(
                        SmallRegister.Household(grid, h).ToString(),
                        WebStreet.Stop
                    )
                );
            }
        }

        Assert.Equal(48, all.Count);
        return [.. all.Where(c => c.Household != household)];
    }

    /// <summary>No name and no phone of some people stands in a text.</summary>
    public static void Hides(this string text, IEnumerable<ResidentCard> people) =>
        Assert.All(
            people,
            p =>
            {
                Assert.DoesNotContain(p.Name!, text, StringComparison.Ordinal);
                Assert.DoesNotContain(p.Phone!, text, StringComparison.Ordinal);
            }
        );
}
