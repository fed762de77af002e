using System.Net;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Who moves sees the household and the area where they live today, not before and not after.</summary>
public sealed class MovedTests
{
    private static readonly LocalDate First = new(2026, 12, 5);

    [Fact]
    public async Task WhoMoves_ReadsTheLedgerAndAreaOfToday()
    {
        await using var street = await WebStreet.OpenAsync();
        // An idle resident whose family stands a night, so that the two ledgers differ.
        var sheet = await street.SheetAsync();
        var household = Enumerable.Range(1, 12).First(h => Family(sheet, h) is (0, > 0) or (> 0, 0));
        var (one, two) = (SmallRegister.Resident(1, household, 1), SmallRegister.Resident(1, household, 2));
        var (mover, family) = sheet.NightsOf(one).Count == 0 ? (one, two) : (two, one);
        using var guest = await street.ResidentAsync(mover);
        using var before = await street.ResidentAsync(family);
        var there = (await street.SheetAsync("G2")).Idle(2).First();
        using var after = await street.ResidentAsync(there);
        var flat = (await street.CardAsync(there)).Household;
        await ImportAsync(
            street,
            mover,
            r =>
                r with
                {
                    Grid = flat.Grid,
                    Household = flat.Household,
                    Building = Row(flat),
                    MovedIn = new(2026, 12, 20),
                }
        );

        Assert.Equal(await LedgerAsync(before), await LedgerAsync(guest));
        Assert.Contains("/areas/G1\"", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);

        street.At(2026, 12, 20, 12, 0);
        Assert.NotEqual(await LedgerAsync(before), await LedgerAsync(guest));
        Assert.Equal(await LedgerAsync(after), await LedgerAsync(guest));
        Assert.Contains("/areas/G2\"", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoHasMovedOut_ComesInWhileADutyIsToCome_AndSeesNoLedger()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var duty = sheet.On(First, Post.Guard);
        var idle = sheet.Idle().First();
        using var stands = await street.ResidentAsync(duty);
        using var gone = await street.ResidentAsync(idle);
        await ImportAsync(street, duty, r => r with { MovedOut = First });
        await ImportAsync(street, idle, r => r with { MovedOut = First });

        Assert.Equal(HttpStatusCode.Redirect, (await gone.GetAsync("/me")).Status);
        Assert.Contains("id=\"n2026-12-05\"", (await stands.GetAsync("/me")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stands.GetAsync("/me/ledger")).Status);

        // Once the last duty is over nothing opens any more.
        street.At(2026, 12, 31, 12, 0);
        Assert.Equal(HttpStatusCode.Redirect, (await stands.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task NightsInAnotherArea_AreNoneOfThisAreasYear()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync((await street.SheetAsync()).On(First, Post.Lead));
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        foreach (var code in (string[])["G1", "G2"])
        {
            var area = (await reader.Areas.FindAsync(code, WebStreet.Stop))!.Area;
            // As if the household's grid belonged to that area today.
            var visitor = new Visitor(card, card.Household, area, 1);
            var year = (await new ReadMyYear(street.Office).RunAsync(visitor, WebStreet.Stop))!;

            Assert.Equal(4, year.Guarded.Count);
            Assert.Equal(code == "G1", year.Own.Contains(First));
            Assert.Subset(year.Guarded.ToHashSet(), year.Own.ToHashSet());
            Assert.True(code == "G1" || year.OwnStandbys.Count == 0);
        }
    }

    private static (int One, int Two) Family(RotaSheet sheet, int household) =>
        (
            sheet.NightsOf(SmallRegister.Resident(1, household, 1)).Count,
            sheet.NightsOf(SmallRegister.Resident(1, household, 2)).Count
        );

    private static string? Row(HouseholdCode flat) =>
        SmallRegister.Row(2, int.Parse(flat.Household, System.Globalization.CultureInfo.InvariantCulture), 1).Building;

    private static async Task<string> LedgerAsync(Guest guest)
    {
        var page = (await guest.GetAsync("/me/ledger")).Text;
        Assert.Contains("<table", page, StringComparison.Ordinal);
        return page[
            page.IndexOf("<h1", StringComparison.Ordinal)..page.LastIndexOf("</table>", StringComparison.Ordinal)
        ];
    }

    private static async Task ImportAsync(WebStreet street, string code, Func<ResidentRow, ResidentRow> change)
    {
        var register = SmallRegister.Of(2, 12).Change(code, change).Only(code).Build();
        Assert.True((await new ImportRegister(street.Office).RunAsync("甜水街道", register, WebStreet.Stop)).Succeeded);
    }
}
