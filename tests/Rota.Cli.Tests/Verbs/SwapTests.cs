using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>Stand-ins and exchanges as an organiser types them.</summary>
public sealed class SwapTests(DemoStreet street)
{
    [Fact]
    public async Task TheWaysAreListed_MaskedAndNumbered_AndNothingIsWritten()
    {
        var (number, night) = await SomebodyOnDutyAsync(street.Room);
        var before = street.Room.Fingerprint();

        var en = await street.Room.RunAsync("swap", "--resident", number, "--night", night);
        var zh = await street.Room.RunAsync("swap", "--resident", number, "--night", night, "--lang", "zh");
        var named = await street.Room.RunAsync("swap", "--resident", number, "--night", night, "--names");
        var json = await WaysAsync(street.Room, number, night);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (en.Code, zh.Code));
        Assert.Contains("Nothing is changed yet", en.Out, StringComparison.Ordinal);
        Assert.Contains("只是查看，还没有改", zh.Out, StringComparison.Ordinal);
        Assert.Contains("*", zh.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("*", named.Out, StringComparison.Ordinal);
        Assert.All(json.CountBy(w => w.GetProperty("kind").GetString()!), k => Assert.InRange(k.Value, 1, 3));
        Assert.Contains(json, w => w.GetProperty("kind").GetString() == "exchange");
        Assert.Equal(1, json[0].GetProperty("number").GetInt32());
        Assert.Equal(before, street.Room.Fingerprint());
    }

    [Fact]
    public async Task AWayIsProposed_AgreedTo_Done_AndUndone()
    {
        using var room = street.Room.Copy();
        var (number, night) = await SomebodyOnDutyAsync(room);
        var way = (await WaysAsync(room, number, night)).First(w => w.GetProperty("kind").GetString() == "stand_in");
        var place = way.GetProperty("number").GetInt32().ToString(CultureInfo.InvariantCulture);

        var made = await room.RunAsync(
            "swap",
            "--resident",
            number,
            "--night",
            night,
            "--take",
            place,
            "--by",
            "李主任"
        );
        var list = Json.Of(await room.RunAsync("swap", "--list", "--json")).GetProperty("proposals")[0];
        var taker = list.GetProperty("moves")[0].GetProperty("to").GetString()!.Split(' ')[^1];
        var done = await room.RunAsync("swap", "--proposal", "1", "--consent", taker, "--by-phone", "--by", "李主任");
        var after = await SomebodyOnDutyAsync(room);
        var trail = await room.RunAsync("trail", "--last", "5");
        var undone = await room.RunAsync("swap", "--proposal", "1", "--undo", "--lang", "zh");

        Assert.Contains("Waits for", made.Out, StringComparison.Ordinal);
        Assert.Equal("proposed", list.GetProperty("state").GetString());
        Assert.Equal(ExitCode.Done, done.Code);
        Assert.Contains("2026-12: edition 2", done.Out, StringComparison.Ordinal);
        Assert.Equal((taker, night), after);
        Assert.Contains($"resident {taker}, by an organiser for them, by phone", trail.Out, StringComparison.Ordinal);
        Assert.Contains("已撤回", undone.Out, StringComparison.Ordinal);
        Assert.Contains("2026-12 现在是第 3 版，换班的第 2 版不再有效。", undone.Out, StringComparison.Ordinal);
        Assert.Equal((number, night), await SomebodyOnDutyAsync(room));
    }

    [Fact]
    public async Task AnOpenCall_IsTakenByTheFirst_AndTheSecondIsToldSo()
    {
        using var room = street.Room.Copy();
        var (number, night) = await SomebodyOnDutyAsync(room);
        var takers = (await WaysAsync(room, number, night, "9"))
            .Where(w => w.GetProperty("kind").GetString() == "stand_in")
            .Select(w => w.GetProperty("moves")[0].GetProperty("to").GetString()!.Split(' ')[^1])
            .Take(2)
            .ToList();

        var called = await room.RunAsync("swap", "--resident", number, "--night", night, "--call", "--lang", "zh");
        var twice = await room.RunAsync("swap", "--resident", number, "--night", night, "--call", "--lang", "zh");
        var looked = await room.RunAsync("swap", "--resident", number, "--night", night, "--lang", "zh");
        var first = await room.RunAsync("swap", "--proposal", "1", "--taken-by", takers[0], "--lang", "zh");
        var closed = await room.RunAsync("swap", "--resident", takers[0], "--night", night, "--lang", "zh");
        var second = await room.RunAsync("swap", "--proposal", "1", "--taken-by", takers[1], "--lang", "zh");

        Assert.Contains("找人替班", called.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, twice.Code);
        Assert.Contains("--proposal 1 --withdraw", twice.Error, StringComparison.Ordinal);
        Assert.Contains("这一班已有第 1 号提议：找人替班，等答复。", looked.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("已有第", closed.Out, StringComparison.Ordinal);
        Assert.Contains("已换好", first.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, second.Code);
        Assert.Contains("已有邻居先一步接下了这一班", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOpenSeatIsFilledByWhoeverIsNamed()
    {
        using var room = street.Room.Copy();
        const string night = "2026-12-12";
        var duties = Json.Of(await room.RunAsync("attend", "--area", "LJ-01", "--night", night, "--json"))
            .GetProperty("duties")
            .EnumerateArray()
            .ToDictionary(d => d.GetProperty("post").GetString()!, d => d.GetProperty("watch_number").GetString()!);
        var (guard, standby) = (duties["guard"], duties["standby"]);
        await room.RunAsync("swap", "--resident", guard, "--night", night, "--with", standby);
        await room.RunAsync("swap", "--proposal", "1", "--consent", standby);

        string[] fill = ["swap", "--area", "LJ-01", "--seat", night + "/evening/standby/1", "--with"];
        var twice = await room.RunAsync([.. fill, standby]);
        var (made, taker) = (twice, "");
        for (var number = 1; made.Code != ExitCode.Done && number <= 100; number++)
        {
            taker = number.ToString("0000", CultureInfo.InvariantCulture);
            made = await room.RunAsync([.. fill, taker]);
        }

        var done = await room.RunAsync("swap", "--proposal", "2", "--consent", taker, "--lang", "zh");
        var none = await room.RunAsync([.. fill, taker]);

        Assert.Equal(ExitCode.Refused, twice.Code);
        Assert.Contains("Waits for", made.Out, StringComparison.Ordinal);
        Assert.Contains("第 3 版", done.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, none.Code);
    }

    [Theory]
    [InlineData("swap")]
    [InlineData("swap", "--resident", "0001")]
    [InlineData("swap", "--proposal", "1")]
    [InlineData("swap", "--proposal", "1", "--approve", "--undo")]
    [InlineData("swap", "--resident", "0001", "--night", "2026-12-05", "--call", "--take", "1")]
    [InlineData("swap", "--resident", "0001", "--night", "2026-12-05", "--night2", "2026-12-12")]
    public async Task WhatCannotBeMeant_IsToldAndEndsWith2(params string[] args) =>
        Assert.Equal(ExitCode.Usage, (await street.Room.RunAsync(args)).Code);

    [Fact]
    public async Task WhatIsNotThere_IsToldAndEndsWith4()
    {
        using var room = street.Room.Copy();
        var proposal = await room.RunAsync("swap", "--proposal", "7", "--approve");
        var duty = await room.RunAsync("swap", "--resident", "0001", "--night", "2031-01-01");

        Assert.Equal((ExitCode.NothingThere, ExitCode.NothingThere), (proposal.Code, duty.Code));
    }

    private static async Task<List<JsonElement>> WaysAsync(Room room, string number, string night, string top = "3") =>
        [
            .. Json.Of(await room.RunAsync("swap", "--resident", number, "--night", night, "--top", top, "--json"))
                .GetProperty("ways")
                .EnumerateArray(),
        ];

    private static async Task<(string Number, string Night)> SomebodyOnDutyAsync(Room room)
    {
        var rota = Json.Of(await room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json"));
        var duty = rota.GetProperty("rotas")[0].GetProperty("duties")[4];
        return (duty.GetProperty("watch_number").GetString()!, duty.GetProperty("night").GetString()!);
    }
}
