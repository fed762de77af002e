using System.Text;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>What lets residents in: given once, listed without secrets, revoked, printed as slips.</summary>
public sealed class AccessTests
{
    private const string Address = "https://watch.example";

    [Fact]
    public async Task WithoutAnAddress_OnlyACodeIsGiven()
    {
        using var room = await RoomAsync(address: null);
        var before = room.Fingerprint();
        foreach (
            var asked in (string[][])
                [
                    ["--resident", "0001"],
                    ["--resident", "0001", "--feed"],
                    ["--area", "G1", "--feed"],
                ]
        )
        {
            var refused = await room.RunAsync(["access", .. asked]);
            Assert.Equal(ExitCode.Refused, refused.Code);
            Assert.Contains("--code", refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("http", refused.Out + refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, room.Fingerprint());
        var zh = await room.RunAsync("access", "--resident", "0001", "--code", "--lang", "zh");
        Assert.Equal(ExitCode.Done, zh.Code);
        Assert.Matches("守望号 0001，码 [0-9A-Z]{5}-[0-9A-Z]{5}，2027-02-20 前有效", zh.Out);
        Assert.DoesNotContain("http", zh.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsGiven_IsShownOnceAndStandsNowhereElse()
    {
        using var room = await RoomAsync(Address);
        var secrets = new List<string>();
        foreach (
            var asked in (string[][])
                [
                    [],
                    ["--code"],
                    ["--feed"],
                ]
        )
        {
            var json = Json.Of(await room.RunAsync(["access", "--resident", "0001", .. asked, "--json"]));
            var secret =
                json.TryGetProperty("code", out var code) ? code.GetString()!
                : json.TryGetProperty("link", out var link) ? link.GetString()![(Address + "/m/").Length..]
                : json.GetProperty("address").GetString()![(Address + "/feeds/").Length..^4];
            secrets.Add(secret);
        }

        var list = await room.RunAsync("access", "--resident", "0001", "--list");
        var trail = await room.RunAsync("trail", "--json");
        Assert.All(["link", "code", "feed"], k => Assert.Contains(k, list.Out, StringComparison.Ordinal));
        Assert.Equal(3, list.Out.Split("good").Length - 1);
        var kept = string.Concat(
            Directory
                .GetFiles(room.At(".rota"), "*", SearchOption.AllDirectories)
                .Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)))
        );
        Assert.All(
            secrets,
            s => Assert.DoesNotContain(s, list.Out + trail.Out + kept, StringComparison.OrdinalIgnoreCase)
        );

        var link2 = await room.RunAsync("access", "--resident", "0001");
        Assert.Contains(Address + "/m/", link2.Out, StringComparison.Ordinal);
        Assert.Contains(
            "revoked",
            (await room.RunAsync("access", "--resident", "0001", "--list")).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 revoked",
            (await room.RunAsync("access", "--resident", "0001", "--revoke", "code")).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2 revoked",
            (await room.RunAsync("access", "--resident", "0001", "--revoke", "all")).Out,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "good",
            (await room.RunAsync("access", "--resident", "0001", "--list")).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AnAreaHasAFeedThatIsRevoked()
    {
        using var room = await RoomAsync(Address);
        var given = await room.RunAsync("access", "--area", "G1", "--feed", "--lang", "zh");
        Assert.Contains(Address + "/feeds/", given.Out, StringComparison.Ordinal);
        Assert.Contains(
            "有效",
            (await room.RunAsync("access", "--area", "G1", "--list", "--lang", "zh")).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "已作废 1 个",
            (await room.RunAsync("access", "--area", "G1", "--revoke", "feed", "--lang", "zh")).Out,
            StringComparison.Ordinal
        );
        Assert.Equal(ExitCode.Refused, (await room.RunAsync("access", "--area", "G1", "--revoke", "link")).Code);
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("access", "--area", "G9", "--feed")).Code);
        Assert.Equal(ExitCode.Usage, (await room.RunAsync("access", "--area", "G1")).Code);
        Assert.Equal(ExitCode.Usage, (await room.RunAsync("access", "--resident", "0001", "--slips", "x.html")).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Address)]
    public async Task SlipsAreForEverybodyWhoMayGuard_AndForNobodyElse(string? address)
    {
        using var room = await RoomAsync(address);

        await room.RunAsync("access", "--resident", "0001", "--code");
        var before = room.Fingerprint();
        var told = await room.RunAsync("access", "--area", "G1", "--slips", "out/slips.html");
        Assert.Equal(ExitCode.Done, told.Code);
        Assert.Matches("16 residents .* 1 code", told.Out);
        Assert.Contains("--yes", told.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(room.At("out", "slips.html")));
        Assert.Equal(before, room.Fingerprint());

        var made = await room.RunAsync("access", "--area", "G1", "--slips", "out/slips.html", "--yes");

        Assert.Equal(ExitCode.Done, made.Code);
        var page = await File.ReadAllTextAsync(room.At("out", "slips.html"), TestContext.Current.CancellationToken);
        // Ten households of two; one has moved away, one takes no part, one is exempt for good, one a child.
        Assert.Equal(16, page.Split("<section").Length - 1);
        Assert.Equal(address is not null, page.Contains(Address + "/enter", StringComparison.Ordinal));
        Assert.Equal(address is null ? 0 : 16, page.Split("<svg").Length - 1);
        Assert.Equal(address is not null, page.Contains("http", StringComparison.Ordinal));
        Assert.Contains("G1", made.Out, StringComparison.Ordinal);
        var list = await room.RunAsync("access", "--area", "G1", "--list");
        Assert.Equal(address is null ? 16 : 32, list.Out.Split("2026-11-20").Length - 1);
        Assert.Contains("1栋", list.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(room.At("out", "slips.html"))
            );
        }
    }

    /// <summary>The exempt, the too young and those who take no part too: what they were given once is open, and would stay unseen.</summary>
    [Fact]
    public async Task TheListOfAnArea_HasEverybodyOfItWhoHoldsSomething_AndNobodyElse()
    {
        using var room = await RoomAsync(Address);
        async Task<string> GivenAsync(string who)
        {
            var given = Json.Of(await room.RunAsync("access", "--resident", who, "--json"));
            return given.GetProperty("watch_number").GetString()!;
        }

        var holders = new List<string>();
        foreach (var who in (string[])["R1-0001-1", "R1-0003-1", "R1-0004-1", "R1-0005-2"])
        {
            holders.Add(await GivenAsync(who));
        }

        await room.RunAsync("access", "--resident", await GivenAsync("R1-0006-1"), "--revoke", "all");

        var told = await room.RunAsync("access", "--area", "G1", "--list", "--json");
        var held = Json.Of(told).GetProperty("held").EnumerateArray().ToList();
        Assert.Equal(holders, held.Select(h => h.GetProperty("watch_number").GetString()));
        Assert.All(held, h => Assert.Equal("link", h.GetProperty("kind").GetString()));
        Assert.All(held, h => Assert.Contains('*', h.GetProperty("name").GetString()!));
        var shown = (await room.RunAsync("access", "--area", "G1", "--list")).Out;
        Assert.All(holders, h => Assert.Contains(h, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SlipsThatCannotBeWritten_CloseNothing()
    {
        using var room = await RoomAsync(Address);
        await File.WriteAllTextAsync(room.At("file"), "", TestContext.Current.CancellationToken);
        var before = room.Fingerprint();

        var refused = await room.RunAsync("access", "--area", "G1", "--slips", "file/slips.html", "--yes");

        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Equal(before, room.Fingerprint());
    }

    private static async Task<Room> RoomAsync(string? address)
    {
        var room = new Room();
        var config = room.Config("");
        var covenant = Path.Combine(config, "covenant.yaml");
        var text = await File.ReadAllTextAsync(covenant, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            covenant,
            text.Replace("\npublic_url:", $"\npublic_url: {address}", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        room.With("ROTA_CONFIG", config);
        var register = SmallRegister
            .Of(grids: 1, households: 10)
            .Change("R1-0002-1", r => r with { MovedOut = new(2026, 11, 1) })
            .Change("R1-0003-1", r => r with { Participation = Core.Registers.Participation.None })
            .Change("R1-0004-1", r => r with { ExemptUntil = Core.Registers.Resident.Always })
            .Change("R1-0005-2", r => r with { BirthYear = 2015 });
        Assert.Equal(ExitCode.Done, (await room.RunAsync("import", room.Register(register.Build()))).Code);
        return room;
    }
}
