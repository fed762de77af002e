using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class SeedTests
{
    private static readonly string[] Small = ["seed", "street", "--profile", "std", "--grids", "1"];

    [Fact]
    public async Task ASeedIsWrittenTwiceButNeverOverAnotherRegister()
    {
        using var room = new Room();
        Assert.Equal(ExitCode.Done, (await room.RunAsync(Small)).Code);
        Assert.Equal(6, room.Files("street").Count);
        Assert.Equal(ExitCode.Done, (await room.RunAsync(Small)).Code);
        await File.WriteAllTextAsync(room.At("street", "register.csv"), "real", TestContext.Current.CancellationToken);
        File.Delete(room.At("street", "wishes.csv"));
        var files = room.Files("street");

        var answer = await room.RunAsync([.. Small, "--lang", "en"]);

        Assert.Equal(ExitCode.Refused, answer.Code);
        Assert.Contains("register.csv: there is another file here already", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 fault.", answer.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(files, room.Files("street"));
    }
}
