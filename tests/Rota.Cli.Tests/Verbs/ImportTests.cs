using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class ImportTests
{
    [Theory]
    [InlineData("男", "未知")]
    [InlineData("1985", "1850")]
    [InlineData("M", "unknown")]
    [InlineData("R1-0002-1", "R1-0001-1")]
    public async Task BadInputLeavesTheBooksAsTheyWere(string good, string bad)
    {
        using var room = new Room();
        var register = SmallRegister.Of(grids: 1, households: 3);
        await room.RunAsync("import", room.Register(register.Build()));
        var books = room.Fingerprint();
        var folder = room.Register(register.With(SmallRegister.Row(1, 9, 1)).Build(), "second");
        var file = Path.Combine(folder, "register.csv");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var wrong = text.Replace(good, bad, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, wrong, TestContext.Current.CancellationToken);

        var answer = await room.RunAsync("import", folder);

        Assert.Equal(wrong == text ? ExitCode.Done : ExitCode.Refused, answer.Code);
        Assert.Equal(wrong == text, books != room.Fingerprint());
        if (wrong != text)
        {
            Assert.Contains("register.csv, row ", answer.Error, StringComparison.Ordinal);
            Assert.Matches(@"(?m)^\d+ faults?\.\s*$", answer.Error);
            Assert.Empty(answer.Out);
        }
    }

    [Fact]
    public async Task TheSecondImportOfTheSameFilesFindsEverythingAsBefore()
    {
        using var room = new Room();
        var folder = room.Register(SmallRegister.Of(grids: 2, households: 3).Build());
        var first = await room.RunAsync("import", folder, "--json");
        var second = await room.RunAsync("import", folder, "--json");

        Assert.Equal(12, Json.Of(first).GetProperty("counts").GetProperty("residents").GetProperty("new").GetInt32());
        Assert.Equal(
            12,
            Json.Of(second).GetProperty("counts").GetProperty("residents").GetProperty("unchanged").GetInt32()
        );
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("form")]
    [InlineData("sense")]
    public async Task WhereNothingIsImportedNoBooksAreMade(string folder)
    {
        using var room = new Room();
        var form = SmallRegister.Of(grids: 1, households: 2).Change("R1-0001-1", r => r with { BirthYear = 1700 });
        var sense = SmallRegister
            .Of(grids: 1, households: 2)
            .Absent("R1-0099-1", new NodaTime.LocalDate(2026, 12, 1), new NodaTime.LocalDate(2026, 12, 2));
        room.Register(form.Build(), "form");
        room.Register(sense.Build(), "sense");

        var answer = await room.RunAsync("import", folder);

        Assert.Equal(ExitCode.Refused, answer.Code);
        Assert.False(Directory.Exists(room.At(".rota")));
        Assert.Equal(
            folder == "form",
            answer.Error.Contains("is checked once these are right", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("下湄桥街道平安守望公约", "下湄桥街道")]
    [InlineData("栖凤渡镇公约", "栖凤渡镇")]
    [InlineData("平安公约", "平安公约")]
    public void TheStreetIsTakenFromTheCovenantsName(string covenant, string street) =>
        Assert.Equal(street, Cli.Verbs.Import.StreetOf(covenant));
}
