using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Cli.Verbs;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Cli.Tests.Screens;

public sealed class ListingTests
{
    private const string Alphabet = "张欧阳修丽景社区（）：，。、*0427 aZ-栋";

    private static readonly Gen<string> Cells = Gen.Int[0, Alphabet.Length - 1]
        .Select(i => Alphabet[i])
        .Array[1, 12]
        .Select(c => "x" + new string(c).Trim() + "x");

    [Fact]
    public void EveryColumnBeginsAtTheSamePlaceAndNoCellIsCut() =>
        Cells
            .Array[3]
            .Array[1, 6]
            .Sample(rows =>
            {
                var listing = new Listing(Language.English)
                    .Column("一", "Night")
                    .Column("二", "who")
                    .Column("三", "last");
                foreach (var row in rows)
                {
                    listing.Row(row);
                }

                var lines = Shown(Language.English, s => s.Show(listing)).Split('\n').Skip(2).ToList();
                var widths = Enumerable
                    .Range(0, 2)
                    .Select(c => Math.Max(rows.Max(r => Width(r[c])), c == 0 ? 5 : 3))
                    .ToArray();
                for (var r = 0; r < rows.Length; r++)
                {
                    Assert.Equal(rows[r][0], Part(lines[r], 0, Width(rows[r][0])));
                    Assert.Equal(rows[r][1], Part(lines[r], widths[0] + 2, Width(rows[r][1])));
                    Assert.Equal(rows[r][2], Part(lines[r], widths[0] + widths[1] + 4, Width(rows[r][2])));
                }
            });

    [Theory]
    [InlineData(Language.Chinese, "sheet.zh.txt")]
    [InlineData(Language.English, "sheet.en.txt")]
    public async Task AMonthReadsAsReviewed(Language language, string approved)
    {
        var sheet = Sheets.Of(
            new YearMonth(2027, 2),
            gaps: seat => seat is { Night.Day: 11, Post: Post.Guard },
            lacksLead: night => night.Day == 17
        );

        var shown = Shown(language, screen => new ShowSheet(screen, sheet, isNamed: false).Tell());

        var file = ProjectFiles.At("tests", "Rota.Cli.Tests", "Screens", approved);
        var reviewed = File.Exists(file)
            ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
            : "";
        if (reviewed != shown)
        {
            await File.WriteAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, approved),
                shown,
                TestContext.Current.CancellationToken
            );
        }

        Assert.Equal(reviewed, shown);
    }

    private static string Shown(Language language, Action<Screen> show)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var around = new Surroundings
        {
            Out = text,
            Error = text,
            Variable = _ => null,
            Folder = ".",
            ProgramFolder = ".",
            User = "tester",
            Clock = NodaTime.Testing.FakeClock.FromUtc(2026, 11, 20, 4, 0, 0),
        };
        show(new Screen(around, language, isJson: false));
        return text.ToString();
    }

    /// <summary>What stands on a terminal from a column on, so many columns wide.</summary>
    private static string Part(string line, int from, int width)
    {
        var part = new StringBuilder();
        var at = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (at >= from && at < from + width)
            {
                part.Append(rune);
            }

            at += Width(rune.ToString());
        }

        return part.ToString();
    }

    /// <summary>Columns on a terminal: everything of the alphabet above U+2E80 is wide.</summary>
    private static int Width(string text) => text.EnumerateRunes().Sum(r => r.Value >= 0x2E80 ? 2 : 1);
}
