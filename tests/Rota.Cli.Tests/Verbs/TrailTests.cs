using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class TrailTests
{
    [Fact]
    public async Task TheTrailEndsWithWhatWasDoneLast()
    {
        using var room = new Room();
        await room.RunAsync(
            "import",
            room.Register(SmallRegister.Of(grids: 1, households: 12).Build()),
            "--by",
            "王科"
        );
        await room.RunAsync("draft", "2026-12");
        await room.RunAsync("publish", "2026-12", "--by", "李主任");
        await room.RunAsync("withdraw", "2026-12", "--by", "张书记");

        var all = (await room.RunAsync("trail")).Out;
        var last = Json.Of(await room.RunAsync("trail", "--last", "1", "--json")).GetProperty("trail");

        int[] at = [.. new[] { "王科", "李主任", "张书记" }.Select(n => all.IndexOf(n, StringComparison.Ordinal))];
        Assert.Equal(at.Order(), at);
        Assert.DoesNotContain(-1, at);
        // Noon in Chenzhou, four in the morning in Greenwich.
        Assert.Contains("2026-11-20  12:00", all, StringComparison.Ordinal);
        Assert.Equal("张书记", Assert.Single(last.EnumerateArray()).GetProperty("by").GetString());
    }

    /// <summary>In Chinese no English word is left but the name of the one who did it, codes and file names; machines read what stands in the books.</summary>
    [Fact]
    public async Task InChinese_TheTrailIsChinese()
    {
        using var room = new Room();
        await room.RunAsync(
            "import",
            room.Register(SmallRegister.Of(grids: 1, households: 100).Build()),
            "--by",
            "王科"
        );
        string[] area = ["--area", "G1", "--by", "王科"];
        await room.RunAsync(["draft", "2026-12", .. area]);
        var duties = Json.Of(await room.RunAsync("show", "2026-12", "--area", "G1", "--json"))
            .GetProperty("rotas")[0]
            .GetProperty("duties");
        var (number, night) = (
            duties[0].GetProperty("watch_number").GetString()!,
            duties[0].GetProperty("night").GetString()!
        );
        string[] seat = ["--area", "G1", "--night", night, "--post", "lead"];
        await room.RunAsync(["assign", "2026-12", .. seat, "--nobody", "--yes", "--by", "王科"]);
        await room.RunAsync(["pin", .. seat, "--resident", number, "--by", "王科"]);
        await room.RunAsync(["pin", .. seat, "--remove", "--by", "王科"]);
        await room.RunAsync(["draft", "2026-12", "--discard-edits", .. area]);
        await room.RunAsync(["post", "2026-12", "--hold", "等通知", .. area]);
        await room.RunAsync(["post", "2026-12", "--release", .. area]);
        await room.RunAsync(["post", "2026-12", .. area]);
        await room.RunAsync(["publish", "2026-12", .. area]);
        string[] duty = ["swap", "--resident", number, "--night", night, "--by", "王科"];
        await room.RunAsync([.. duty, "--phones"]);
        await room.RunAsync([.. duty, "--call"]);
        await room.RunAsync("swap", "--proposal", "1", "--withdraw", "--by", "王科");
        await room.RunAsync([.. duty, "--take", "1", "--agreed", "--by-phone"]);
        await room.RunAsync("swap", "--proposal", "2", "--undo", "--by", "王科");
        await room.RunAsync("absent", number, "--night", night, "--excused", "--by", "王科");
        await room.RunAsync([
            "attend",
            "--area",
            "G1",
            "--night",
            night,
            "--all-came",
            "--as-of",
            "2026-12-31",
            "--by",
            "王科",
        ]);

        var said = (await room.RunAsync("trail", "--last", "100", "--lang", "zh")).Out;
        var verbs = Json.Of(await room.RunAsync("trail", "--last", "100", "--json"))
            .GetProperty("trail")
            .EnumerateArray()
            .Select(e => e.GetProperty("verb").GetString())
            .ToHashSet();

        Assert.True(verbs.Count >= 15, string.Join(", ", verbs));
        Assert.DoesNotMatch("(?<![a-z0-9.-])[a-z]{2,}(?![a-z0-9.])", said);
        Assert.Contains("等通知", said, StringComparison.Ordinal);
    }
}
