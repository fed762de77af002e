using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class DemoTests(DemoStreet street)
{
    [Fact]
    public void ADemoEndsWithPublishedRotasAndTheirFiles()
    {
        Assert.Equal(ExitCode.Done, street.First.Code);
        var files = street.Room.Files("out").Keys.Select(f => f.Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["board-LJ-01.html", "covenant.html", "index.html", "rota.csv", "rota.json"],
            files.Select(f => f["out/2026-12/".Length..])
        );
        Assert.Contains("1 of 1 area is proven optimal.", street.First.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTwiceADemoChangesNeitherBooksNorFiles()
    {
        using var room = street.Room.Copy();
        var (books, files) = (room.Fingerprint(), room.Files("out"));

        var again = await room.RunAsync(DemoStreet.Demo);

        Assert.Equal(ExitCode.Done, again.Code);
        Assert.Equal(books, room.Fingerprint());
        Assert.Equal(files, room.Files("out"));
        Assert.Contains("published already", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADemoAfterItsFilesWereLostGivesTheSameBytes()
    {
        using var room = street.Room.Copy();
        var files = room.Files("out");
        Directory.Delete(room.At("out"), recursive: true);

        await room.RunAsync(DemoStreet.Demo);

        Assert.Equal(files, room.Files("out"));
    }

    [Fact]
    public async Task TheCommandsThatADemoProposesWork()
    {
        var proposed = street
            .First.Out.Split('\n')
            .Where(l => l.StartsWith("  rota ", StringComparison.Ordinal))
            .Select(l => l.Trim()["rota ".Length..].Split(' '))
            .ToList();

        Assert.Equal(["show", "show", "audit", "access", "serve"], proposed.Select(p => p[0]));
        using var room = street.Room.Copy();
        // The last runs until it is stopped.
        foreach (var args in proposed.SkipLast(1))
        {
            var answer = await room.RunAsync(args);
            Assert.Equal(ExitCode.Done, answer.Code);
            Assert.NotEmpty(answer.Out);
            Assert.DoesNotContain("No duty", answer.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADemoLeavesAStreetThatIsNoDemoAlone()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 4).Build()));
        var books = room.Fingerprint();

        var answer = await room.RunAsync(DemoStreet.Demo);

        Assert.Equal(ExitCode.Refused, answer.Code);
        Assert.Equal(books, room.Fingerprint());
        Assert.False(Directory.Exists(room.At("out")));
    }
}
