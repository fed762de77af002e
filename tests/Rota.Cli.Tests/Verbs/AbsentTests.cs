using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>An absence as an organiser types it: what is told at once, to whom phones are shown, what is left open.</summary>
public sealed class AbsentTests(DemoStreet street)
{
    [Fact]
    public async Task AnAbsence_IsAnsweredWithWays_AndIsOpenUntilSomebodyHasTakenTheDuty()
    {
        using var room = street.Room.Copy();
        var (number, night) = await OnDutyAsync(room);

        var zh = await room.RunAsync("absent", number, "--night", night, "--lang", "zh");
        var open = await room.RunAsync("absent", "--list", "--area", "LJ-01", "--lang", "zh");
        var json = Json.Of(await room.RunAsync("absent", "--list", "--json")).GetProperty("problems");
        var done = await room.RunAsync("swap", "--resident", number, "--night", night, "--take", "1", "--agreed");
        var closed = await room.RunAsync("absent", "--list", "--lang", "zh");

        Assert.Contains("已记请假", zh.Out, StringComparison.Ordinal);
        Assert.Contains($"rota swap --resident {number} --night {night} --take 1", zh.Out, StringComparison.Ordinal);
        Assert.Contains(number, open.Out, StringComparison.Ordinal);
        Assert.Equal(1, json.GetArrayLength());
        Assert.Contains("edition 2", done.Out, StringComparison.Ordinal);
        Assert.Contains("没有待办", closed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnTheDay_ACallListHasNamesAndPhones_AndWhoReadItIsOnRecord()
    {
        using var room = street.Room.Copy();
        var (number, night) = await OnDutyAsync(room);
        var household = await HouseholdAsync(room, number);

        var told = await room.RunAsync(
            "absent",
            "--household",
            household,
            "--from",
            night,
            "--nights",
            "49",
            "--excused",
            "--as-of",
            night,
            "--lang",
            "zh"
        );
        var before = await room.RunAsync("absent", "--list", "--as-of", night, "--lang", "zh");
        var seat = told.Out.Split('\n').Single(l => l.Contains("就记：", StringComparison.Ordinal));
        var command = seat[(seat.IndexOf("rota ", StringComparison.Ordinal) + 5)..].Trim().Split(' ');
        var taken = await room.RunAsync([.. command, "--as-of", night]);
        var trail = await room.RunAsync("trail", "--last", "8");
        var after = await room.RunAsync("absent", "--list", "--as-of", night, "--lang", "zh");

        Assert.Contains("第 2 版：班已放下", told.Out, StringComparison.Ordinal);
        Assert.Contains("已放下，还没有人接", before.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(night, after.Out, StringComparison.Ordinal);
        Assert.Contains("本班备班", told.Out, StringComparison.Ordinal);
        Assert.Contains("能带班", told.Out, StringComparison.Ordinal);
        Assert.Matches("1[3-9][0-9]{9}", told.Out);
        Assert.Equal(ExitCode.Done, taken.Code);
        Assert.Contains("edition 3", taken.Out, StringComparison.Ordinal);
        Assert.Contains("phones", trail.Out, StringComparison.Ordinal);
        Assert.DoesNotMatch("1[3-9][0-9]{9}", trail.Out);
    }

    [Fact]
    public async Task AnEmptySeat_IsNamedByAreaAndSeat()
    {
        using var room = street.Room.Copy();
        var (number, night) = await OnDutyAsync(room);
        await room.RunAsync("absent", number, "--night", night, "--excused");
        var gap = Json.Of(await room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json"))
            .GetProperty("rotas")[0]
            .GetProperty("gaps")
            .EnumerateArray()
            .First(g => g.GetProperty("night").GetString() == night);
        var seat = $"{night}/{gap.GetProperty("watch").GetString()}/{gap.GetProperty("post").GetString()}/1";

        var ways = await room.RunAsync("swap", "--area", "LJ-01", "--seat", seat, "--lang", "zh");
        var vague = await room.RunAsync("swap", "--area", "LJ-01", "--seat", night);
        var nowhere = await room.RunAsync("swap", "--seat", seat);

        Assert.Contains("（空）", ways.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Refused, ExitCode.Refused), (vague.Code, nowhere.Code));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("absent", "0001")]
    [InlineData("absent", "0001", "--night", "2026-12-05", "--from", "2026-12-05")]
    [InlineData("absent", "0001", "--household", "LJ-01/0001", "--night", "2026-12-05")]
    [InlineData("absent", "0001", "--night", "2026-12-05", "--back", "--excused")]
    [InlineData("absent", "--list", "--night", "2026-12-05")]
    public async Task WhatCannotBeMeant_IsToldAndEndsWith2(params string[] args) =>
        Assert.Equal(ExitCode.Usage, (await street.Room.RunAsync(args)).Code);

    [Fact]
    public async Task AHouseholdThatIsNotThere_IsToldAndEndsWith4() =>
        Assert.Equal(
            ExitCode.NothingThere,
            (await street.Room.RunAsync("absent", "--household", "LJ-01/9999", "--night", "2026-12-05")).Code
        );

    private static async Task<(string Number, string Night)> OnDutyAsync(Room room)
    {
        var duty = (await RotaAsync(room)).GetProperty("duties")[4];
        return (duty.GetProperty("watch_number").GetString()!, duty.GetProperty("night").GetString()!);
    }

    private static async Task<string> HouseholdAsync(Room room, string number)
    {
        var resident = Json.Of(await room.RunAsync("show", "2026-12", "--resident", number, "--json"));
        return Text(resident, "household");
    }

    private static async Task<JsonElement> RotaAsync(Room room) =>
        Json.Of(await room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json")).GetProperty("rotas")[0];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
