using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class MonthTests(DemoStreet street)
{
    [Fact]
    public async Task ARotaIsDraftedPublishedWithdrawnAndDraftedAgain()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 12).Build()));

        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("publish", "2026-12")).Code);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("draft", "2026-12")).Code);
        Assert.Contains("draft", (await room.RunAsync("show", "2026-12")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("publish", "2026-12", "--by", "李主任")).Code);
        Assert.Contains("edition 1", (await room.RunAsync("show", "2026-12")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("audit", "2026-12")).Code);
        Assert.Equal(ExitCode.Refused, (await room.RunAsync("withdraw", "2026-12", "--as-of", "2026-12-02")).Code);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("withdraw", "2026-12")).Code);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("draft", "2026-12")).Code);
        Assert.Equal(ExitCode.Done, (await room.RunAsync("publish", "2026-12")).Code);
        Assert.Contains("edition 2", (await room.RunAsync("show", "2026-12")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesAreMaskedUnlessAnOrganiserAsks()
    {
        var number = street.First.Out.Split("--resident ")[1].Split('\n')[0].Trim();
        var register = await File.ReadAllTextAsync(
            street.Room.At(".rota", "seed", "register.csv"),
            TestContext.Current.CancellationToken
        );
        var names = register
            .Split("\r\n")
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => l.Split(',')[6])
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var what in (string[][])
                [
                    ["--area", "LJ-01"],
                    ["--resident", number],
                ]
        )
        {
            var masked = await street.Room.RunAsync(["show", "2026-12", .. what]);
            var named = await street.Room.RunAsync(["show", "2026-12", .. what, "--names"]);
            Assert.DoesNotContain(Words(masked.Out), names.Contains);
            Assert.Contains(Words(named.Out), names.Contains);
        }

        static IEnumerable<string> Words(string text) => text.Split([' ', '\n', ',', '(']);
    }

    [Fact]
    public async Task AnExportToAFileIsTheOneOnTheScreen()
    {
        using var room = street.Room.Copy();
        foreach (var format in (string[])["json", "csv"])
        {
            var screen = await room.RunAsync("export", "2026-12", "--format", format);
            await room.RunAsync("export", "2026-12", "--format", format, "--out", "x/file");
            var file = await File.ReadAllTextAsync(room.At("x", "file"), TestContext.Current.CancellationToken);
            Assert.Equal(screen.Out, file.TrimStart('\uFEFF'));
        }

        await room.RunAsync("export", "2026-12", "--format", "html", "--out", "boards");
        await room.RunAsync("export", "2026-12", "--format", "html", "--area", "LJ-01", "--out", "one.html");
        Assert.Equal(
            await File.ReadAllBytesAsync(room.At("boards", "board-LJ-01.html"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(room.At("one.html"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsToldAndNoBug()
    {
        using var room = street.Room.Copy();
        await File.WriteAllTextAsync(room.At("taken"), "", TestContext.Current.CancellationToken);

        var answer = await room.RunAsync("export", "2026-12", "--format", "html", "--out", "taken");

        Assert.Equal(ExitCode.Refused, answer.Code);
        Assert.Contains("taken: cannot be written", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseThatMayNotBeWrittenIsReadAndLeftAsItIs()
    {
        using var room = street.Room.Copy();
        File.SetAttributes(room.Database, FileAttributes.ReadOnly);
        await OnlyLookingWorksAsync(room);
        File.SetAttributes(room.Database, FileAttributes.Normal);
    }

    [Fact]
    public async Task AFolderThatMayNotBeWrittenIsReadAndLeftAsItIs()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Nothing is closed to whoever runs this.");
            return;
        }

        using var room = street.Room.Copy();
        var mode = File.GetUnixFileMode(room.At(".rota"));
        File.SetUnixFileMode(room.At(".rota"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await OnlyLookingWorksAsync(room);
        File.SetUnixFileMode(room.At(".rota"), mode);
    }

    private static async Task OnlyLookingWorksAsync(Room room)
    {
        var looks = (string[])
            [
                "show 2026-12",
                "show 2026-12 --area LJ-01",
                "audit 2026-12",
                "trail",
                "forecast",
                "forecast --what-if",
                "fairness 2026",
                "fairness 2026-12 --show board",
                "export 2026-12 --format csv",
            ];
        foreach (var line in looks)
        {
            Assert.Equal(ExitCode.Done, (await room.RunAsync(line.Split(' '))).Code);
        }

        foreach (var line in (string[])["draft 2027-01", "publish 2026-12", "withdraw 2026-12"])
        {
            var answer = await room.RunAsync(line.Split(' '));
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.Contains("can be read but not written", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ACovenantWithAMistakeIsRefusedEverywhere()
    {
        using var room = street.Room.Copy();
        Directory.CreateDirectory(room.At("conf", "calendars"));
        await File.WriteAllTextAsync(
            room.At("conf", "covenant.yaml"),
            "name: 1\nnonsense: 2\n",
            TestContext.Current.CancellationToken
        );
        foreach (var line in (string[])["covenant", "covenant --check", "draft 2027-01", "forecast"])
        {
            var answer = await room.RunAsync([.. line.Split(' '), "--config", "conf"]);
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.Contains("covenant.yaml, row 2", answer.Error, StringComparison.Ordinal);
        }
    }
}
