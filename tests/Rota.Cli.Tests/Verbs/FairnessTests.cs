using System.Xml.Linq;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class FairnessTests(DemoStreet street)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh", "基尼系数", "能带班的户", "每份应担平均", "除夕")]
    [InlineData("en", "Gini is", "can lead", "on average of a share", "除夕")]
    public async Task ItIsToldInBothLanguages(string language, string even, string leads, string average, string eve)
    {
        var measures = await street.Room.RunAsync("fairness", "2026", "--lang", language);
        var board = await street.Room.RunAsync("fairness", "2026", "--show", "board", "--lang", language);
        var festivals = await street.Room.RunAsync("fairness", "2026", "--show", "festivals", "--lang", language);

        Assert.Contains(even, measures.Out, StringComparison.Ordinal);
        Assert.Contains(leads, measures.Out, StringComparison.Ordinal);
        Assert.Contains(average, board.Out, StringComparison.Ordinal);
        Assert.Contains(eve, festivals.Out, StringComparison.Ordinal);
        Assert.All([measures, board, festivals], a => Assert.Equal(ExitCode.Done, a.Code));
    }

    [Fact]
    public async Task NoFormShowsAFullName()
    {
        using var room = street.Room.Copy();
        var register = await File.ReadAllTextAsync(room.At(".rota", "seed", "register.csv"), Stop);
        var names = register
            .Split("\r\n")
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => l.Split(',')[6])
            .ToHashSet(StringComparer.Ordinal);
        await room.RunAsync("fairness", "2026", "--format", "html", "--out", "pages");
        await room.RunAsync("fairness", "2026", "--format", "svg", "--out", "fairness.svg");
        string[] shown =
        [
            .. await Task.WhenAll(
                ((string[])["board", "festivals"]).SelectMany(s =>
                    ((string[])["screen", "csv"]).Select(async f =>
                        (await room.RunAsync("fairness", "2026", "--show", s, "--format", f)).Out
                    )
                )
            ),
            (await room.RunAsync("fairness", "2026", "--show", "board", "--json")).Out,
            await File.ReadAllTextAsync(room.At("pages", "stood-LJ-01.html"), Stop),
            await File.ReadAllTextAsync(room.At("fairness.svg"), Stop),
        ];
        Assert.Equal(7, shown.Length);
        Assert.All(shown, text => Assert.DoesNotContain(Words(text), names.Contains));
        Assert.All(shown[..6], text => Assert.Contains("*", text, StringComparison.Ordinal));

        static IEnumerable<string> Words(string text) => text.Split([' ', '\n', ',', '(', '<', '>', '"', '、']);
    }

    [Fact]
    public async Task ATableToAFileIsTheOneOnTheScreen()
    {
        using var room = street.Room.Copy();
        foreach (var part in (string[])["measures", "board", "festivals"])
        {
            var screen = await room.RunAsync("fairness", "2026", "--show", part, "--format", "csv");
            await room.RunAsync("fairness", "2026", "--show", part, "--format", "csv", "--out", "x/file.csv");
            var bytes = await File.ReadAllBytesAsync(room.At("x", "file.csv"), Stop);
            Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
            Assert.Equal(screen.Out, System.Text.Encoding.UTF8.GetString(bytes[3..]));
        }
    }

    [Fact]
    public async Task PicturesGoWhereTheyAreAskedFor_AndAPathThatCannotBeWrittenIsTold()
    {
        using var room = street.Room.Copy();
        await File.WriteAllTextAsync(room.At("taken"), "", Stop);
        foreach (
            var line in (string[])
                [
                    "forecast --picture a/p.svg",
                    "forecast --what-if --picture a/w.svg --text en",
                    "fairness 2026-12 --format svg --out a/f.svg",
                ]
        )
        {
            var answer = await room.RunAsync(line.Split(' '));
            Assert.Equal(ExitCode.Done, answer.Code);
            var path = line.Split(' ').Single(w => w.StartsWith("a/", StringComparison.Ordinal));
            Assert.Equal("svg", XDocument.Load(room.At(path.Split('/'))).Root!.Name.LocalName);
            var refused = await room.RunAsync(line.Replace("a/", "taken/", StringComparison.Ordinal).Split(' '));
            Assert.Equal(ExitCode.Refused, refused.Code);
            Assert.Contains("cannot be written", refused.Error, StringComparison.Ordinal);
        }

        await room.RunAsync("fairness", "2026", "--format", "svg");
        Assert.True(File.Exists(room.At("out", "fairness-2026.svg")));
    }

    [Theory]
    [InlineData("zh", "现行公约", "每班少一人", "只守周六、周日")]
    [InlineData("en", "as it stands", "one fewer a watch", "Sat and Sun only")]
    public async Task WhatIfsAreARowEachAndASentence(string language, string today, string fewer, string nights)
    {
        var answer = await street.Room.RunAsync("forecast", "--what-if", "--weekdays", "周六、Sun", "--lang", language);
        foreach (var name in (string[])[today, fewer, nights])
        {
            Assert.Equal(
                2,
                answer
                    .Out.Split('\n')
                    .Count(l =>
                        l.StartsWith(
                            name
                                + (
                                    l.Contains("  ", StringComparison.Ordinal) ? " "
                                    : language == "zh" ? "："
                                    : ":"
                                ),
                            StringComparison.Ordinal
                        )
                    )
            );
        }
    }
}
