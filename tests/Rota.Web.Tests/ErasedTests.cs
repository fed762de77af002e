using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>What erasing leaves to others: registers that still have the name, proposals that waited for an answer.</summary>
public sealed class ErasedTests
{
    [Fact]
    public async Task TheSameRegisterImportedAgain_BringsNothingBack_AndSaysSo()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).Idle().First();
        await EraseAsync(street, code);
        var before = street.Fingerprint("trail", "counter");
        var register = SmallRegister
            .Of(2, 12)
            .Wishes(code, new NodaTime.LocalDate(2027, 1, 9), Rota.Core.Registers.WishKind.Like)
            .Absent(code, new(2027, 1, 2), new(2027, 1, 3));

        var report = (
            await new ImportRegister(street.Office).RunAsync("甜水街道", register.Build(), WebStreet.Stop)
        ).Value;

        Assert.Null((await street.CardAsync(code)).Name);
        Assert.Equal(before, street.Fingerprint("trail", "counter"));
        var remark = Assert.Single(report.Remarks, r => r.What.Zh.Contains(code, StringComparison.Ordinal));
        Assert.Contains("已按本人意愿注销", remark.What.Zh, StringComparison.Ordinal);
        Assert.Equal(0, report.Counts.NotNamed);
    }

    [Fact]
    public async Task AProposalThatEndsWithIt_IsOnTheTrail()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(new(2026, 12, 12), Post.Guard));
        await guest.PostAsync("/me/cannot/2026-12-12", (await guest.GetAsync("/me")).Text);
        var page = await guest.GetAsync("/me/cannot/2026-12-12");
        var (asked, number) = ("", 0);
        foreach (var way in page.AllWays(ChangeKind.StandIn))
        {
            number = (await guest.PostAsync("/me/cannot/2026-12-12/way", page.Text, ("way", way))).Offer();
            await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
            var proposal = (await reader.Proposals.FindAsync(number, WebStreet.Stop))!;
            var party = proposal.Parties.Single(p => p.Answer == PartyAnswer.None).Resident;
            asked = (await reader.People.OfAsync([party], WebStreet.Stop))[party].Code;
            if (sheet.NightsOf(asked).Count == 0)
            {
                break;
            }
        }

        Assert.Empty(sheet.NightsOf(asked));
        await EraseAsync(street, asked);

        await using var after = await street.Office.Database.ReadAsync(WebStreet.Stop);
        Assert.Equal(ProposalState.Refused, (await after.Proposals.FindAsync(number, WebStreet.Stop))!.State);
        var row = Assert.Single(await after.Trail.LastAsync(50, WebStreet.Stop), t => t.Verb == "refuse");
        Assert.Equal((asked, $"G1 proposal {number}"), (row.By, row.Subject));
    }

    private static async Task EraseAsync(WebStreet street, string code)
    {
        using var guest = await street.ResidentAsync(code);
        var page = await guest.GetAsync("/me/data");
        Assert.Contains(
            "已注销",
            (await guest.PostAsync("/me/erase", page.Text, ("sure", "yes"))).Text,
            StringComparison.Ordinal
        );
    }
}
