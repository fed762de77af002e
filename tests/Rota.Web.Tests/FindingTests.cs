using Rota.Testing.Registers;
using Rota.Web.Pages;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>How people find their board, however they write where they live.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("丽景社区35栋", "LJ-03", "35栋")]
    [InlineData("丽景 35 栋", "LJ-03", "35栋")]
    [InlineData("３５栋", "LJ-03", "35栋")]
    [InlineData("5栋", "LJ-02", "5栋")]
    [InlineData("LJ03", "LJ-03", null)]
    [InlineData("lj-03", "LJ-03", null)]
    public async Task ABuildingOrACode_FindsItsBoardFirst(string sought, string area, string? building)
    {
        var register = SmallRegister.Of(2, 12);
        foreach (var (grid, number) in ((int, int)[])[(1, 5), (2, 35)])
        {
            for (var h = 1; h <= 12; h++)
            {
                foreach (var r in (int[])[1, 2])
                {
                    register.Change(
                        SmallRegister.Resident(grid, h, r),
                        row => row with { Community = "丽景社区", Grid = $"LJ-0{grid + 1}", Building = $"{number}栋" }
                    );
                }
            }
        }

        await using var street = await WebStreet.OpenAsync(register.Build());
        using var guest = street.Guest();

        var found = await guest.GetAsync("/?q=" + Uri.EscapeDataString(sought));

        var links = Markup.Links(found.Raw).Where(l => l.StartsWith("/areas/", StringComparison.Ordinal)).ToList();
        Assert.Equal($"/areas/{area}", links[0]);
        if (building is not null)
        {
            Assert.Contains($"<bdi>{building}</bdi>", found.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("丽景3栋")]
    [InlineData("丽景社区3栋")]
    [InlineData("3栋")]
    public async Task ABuildingThatIsCalledAsItsCommunity_StandsBeforeOneThatOnlyContainsIt(string sought)
    {
        var register = SmallRegister.Of(2, 12);
        foreach (var (grid, number) in ((int, int)[])[(1, 13), (2, 3)])
        {
            for (var h = 1; h <= 12; h++)
            {
                foreach (var r in (int[])[1, 2])
                {
                    register.Change(
                        SmallRegister.Resident(grid, h, r),
                        row =>
                            row with
                            {
                                Community = "丽景社区",
                                Grid = $"LJ-0{grid + 1}",
                                Building = $"丽景{number}栋",
                            }
                    );
                }
            }
        }

        await using var street = await WebStreet.OpenAsync(register.Build());
        using var guest = street.Guest();

        var found = await guest.GetAsync("/?q=" + Uri.EscapeDataString(sought));

        Assert.Equal(
            ["/areas/LJ-03", "/areas/LJ-02"],
            Markup.Links(found.Raw).Where(l => l.StartsWith("/areas/", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("1栋,2栋,3栋,5栋", "1–3栋,5栋")]
    [InlineData("9栋,10栋,11栋", "9–11栋")]
    [InlineData("东区1栋,东区2栋,西区3栋", "东区1–2栋,西区3栋")]
    [InlineData("1栋,2组,3栋", "1栋,2组,3栋")]
    [InlineData("甲栋,01栋,02栋", "甲栋,01栋,02栋")]
    [InlineData("", "")]
    public void BuildingsThatFollowEachOther_AreOne(string buildings, string said) =>
        Assert.Equal(
            said,
            string.Join(',', Buildings.Grouped(buildings.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        );
}
