using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>What is explained on the screen, in both languages, and to machines.</summary>
public sealed class WhyTests(DemoStreet street)
{
    [Fact]
    public async Task AResidentIsToldWhyTheyHaveANight_InBothLanguages()
    {
        var (number, night) = await SomebodyOnDutyAsync();

        var en = await street.Room.RunAsync("why", "--resident", number, "--night", night);
        var zh = await street.Room.RunAsync("why", "--resident", number, "--night", night, "--lang", "zh");
        var json = Json.Of(await street.Room.RunAsync("why", "--resident", number, "--night", night, "--json"));

        Assert.Equal((ExitCode.Done, ExitCode.Done), (en.Code, zh.Code));
        Assert.Contains("Your household opened the month with", en.Out, StringComparison.Ordinal);
        Assert.Contains("Without your household on this watch", en.Out, StringComparison.Ordinal);
        Assert.Contains("edition 1", en.Out, StringComparison.Ordinal);
        Assert.Contains("您家月初结余", zh.Out, StringComparison.Ordinal);
        Assert.Contains("若这一班不排您家，", zh.Out, StringComparison.Ordinal);
        Assert.Equal(night, json.GetProperty("night").GetString());
        Assert.True(json.GetProperty("standing").GetProperty("rank").GetInt32() >= 1);
        Assert.True(json.GetProperty("other").GetProperty("more_cost").GetInt64() >= 0);
    }

    [Fact]
    public async Task WhoIsNotOnDuty_IsToldWhy()
    {
        var (number, night) = await SomebodyOnDutyAsync();
        var other = night.EndsWith("15", StringComparison.Ordinal) ? "2026-12-16" : "2026-12-15";

        var answer = await street.Room.RunAsync("why", "--resident", number, "--night", other, "--lang", "zh");

        Assert.Equal(ExitCode.Done, answer.Code);
        Assert.Contains("没有值守", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GapsAndWhatFillsThem_AreShownByWatchNumbers()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 12).Build()));
        await room.RunAsync("draft", "2026-12");

        var month = await room.RunAsync("why", "--gaps", "2026-12", "--area", "G1");
        var json = Json.Of(await room.RunAsync("why", "--gaps", "2026-12", "--area", "G1", "--json"));
        var night = json.GetProperty("gaps")[0].GetProperty("night").GetString()!;
        var en = await room.RunAsync("why", "--gap", $"{night}/evening/guard/1", "--area", "G1");
        var zh = await room.RunAsync("why", "--gap", night, "--area", "G1", "--lang", "zh");
        var named = await room.RunAsync("why", "--gap", night, "--area", "G1", "--names");

        Assert.Contains(
            "The 62 lead and guard seats of 31 nights have only 12 households",
            month.Out,
            StringComparison.Ordinal
        );
        Assert.Equal(50, json.GetProperty("out").GetProperty("lacking").GetInt32());
        Assert.Contains("The smallest set:", en.Out, StringComparison.Ordinal);
        Assert.Contains("keep that watch with one guard seat less", en.Out, StringComparison.Ordinal);
        Assert.Contains("最小的一组：", zh.Out, StringComparison.Ordinal);
        Assert.Contains("放宽每月次数", zh.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("居民1之", en.Out + zh.Out, StringComparison.Ordinal);
        Assert.Contains("居民1之", named.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotThere_IsToldAndEndsWith4()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 12).Build()));

        foreach (var line in (string[])["why --resident R1-0001-1 --night 2026-12-05", "why --gaps 2026-12 --area G1"])
        {
            var answer = await room.RunAsync(line.Split(' '));
            Assert.Equal(ExitCode.NothingThere, answer.Code);
            Assert.Contains("rota draft 2026-12", answer.Error, StringComparison.Ordinal);
        }

        await room.RunAsync("draft", "2026-12");
        var filled = await room.RunAsync("why", "--gap", "2026-12-31/evening/lead/1", "--area", "G1");
        var dawn = await room.RunAsync("why", "--gap", "2026-12-31/dawn", "--area", "G1");

        Assert.Equal((ExitCode.NothingThere, ExitCode.NothingThere), (filled.Code, dawn.Code));
        Assert.Contains("is open", filled.Error, StringComparison.Ordinal);
        Assert.Contains("has no seat 2026-12-31/dawn", dawn.Error, StringComparison.Ordinal);
    }

    private async Task<(string Number, string Night)> SomebodyOnDutyAsync()
    {
        var rota = Json.Of(await street.Room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json"));
        var duty = rota.GetProperty("rotas")[0].GetProperty("duties")[4];
        return (duty.GetProperty("watch_number").GetString()!, duty.GetProperty("night").GetString()!);
    }
}
