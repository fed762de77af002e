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
}
