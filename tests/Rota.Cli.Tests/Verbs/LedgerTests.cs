using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>A household's ledger as it is read to them.</summary>
public sealed class LedgerTests(DemoStreet street)
{
    [Fact]
    public async Task TheEntriesSumToTheBalance_FromAnyMonth_ByHouseholdOrResident()
    {
        var home = await HomeAsync();
        var all = Json.Of(await street.Room.RunAsync("ledger", "--household", home.Household, "--json"));
        var late = Json.Of(
            await street.Room.RunAsync("ledger", "--resident", home.Number, "--from", "2026-06", "--json")
        );

        Assert.Equal(home.Household, late.GetProperty("household").GetString());
        foreach (var ledger in (JsonElement[])[all, late])
        {
            var sum = Number(ledger, "before") + Entries(ledger).Sum(e => Number(e, "points"));
            Assert.Equal(Number(ledger, "balance"), sum);
            Assert.Equal(Number(ledger, "balance"), Number(ledger, "done") + Number(ledger, "to_come"));
        }

        Assert.Equal(Number(all, "balance"), Number(late, "balance"));
        Assert.All(
            Entries(late),
            e => Assert.True(string.CompareOrdinal(e.GetProperty("month").GetString(), "2026-06") >= 0)
        );
        Assert.Contains(Entries(all), e => e.GetProperty("is_to_come").GetBoolean());
    }

    [Fact]
    public async Task ItIsToldInPlainWords_InBothLanguages_WithTheBalanceRunningDown()
    {
        var home = await HomeAsync();

        var en = await street.Room.RunAsync("ledger", "--household", home.Household);
        var zh = await street.Room.RunAsync("ledger", "--household", home.Household, "--lang", "zh");

        var running = 0m;
        var rows = 0;
        foreach (
            var line in en
                .Out.ReplaceLineEndings("\n")
                .Split('\n')
                .Where(l => !l.Contains("in all", StringComparison.Ordinal))
        )
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [.., ['+' or '-', _, ..] points, var balance])
            {
                running += decimal.Parse(points, CultureInfo.InvariantCulture);
                Assert.Equal(running, decimal.Parse(balance, CultureInfo.InvariantCulture));
                rows++;
            }
        }

        Assert.True(rows > 1, en.Out);
        Assert.Contains("put on duty", en.Out, StringComparison.Ordinal);
        Assert.Contains(" in the area's ", en.Out, StringComparison.Ordinal);
        Assert.Contains("to come, in all", en.Out, StringComparison.Ordinal);
        Assert.Contains("The area's average is", en.Out, StringComparison.Ordinal);
        Assert.Contains("应担：全片区", zh.Out, StringComparison.Ordinal);
        Assert.Contains("结余淡出十二分之一", zh.Out, StringComparison.Ordinal);
        Assert.Contains("将来的合计", zh.Out, StringComparison.Ordinal);
        Assert.Contains("您家月初结余", zh.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotThere_OrCannotBeMeant_IsTold()
    {
        var none = await street.Room.RunAsync("ledger", "--household", "LJ-01/9999");
        var nobody = await street.Room.RunAsync("ledger", "--resident", "nobody");
        var both = await street.Room.RunAsync("ledger", "--household", "LJ-01/0001", "--resident", "0001");
        var neither = await street.Room.RunAsync("ledger");
        var form = await street.Room.RunAsync("ledger", "--household", "0001");

        Assert.Equal((ExitCode.NothingThere, ExitCode.NothingThere), (none.Code, nobody.Code));
        Assert.All([both, neither, form], a => Assert.Equal(ExitCode.Usage, a.Code));
        Assert.Contains("LJ-03/0012", form.Error, StringComparison.Ordinal);
    }

    /// <summary>A household with a duty to come, and the watch number of who has it.</summary>
    private async Task<(string Household, string Number)> HomeAsync()
    {
        var rota = Json.Of(await street.Room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json"));
        var number = rota.GetProperty("rotas")[0].GetProperty("duties")[4].GetProperty("watch_number").GetString()!;
        var ledger = Json.Of(await street.Room.RunAsync("ledger", "--resident", number, "--json"));
        return (ledger.GetProperty("household").GetString()!, number);
    }

    private static IEnumerable<JsonElement> Entries(JsonElement ledger) =>
        ledger.GetProperty("entries").EnumerateArray();

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
