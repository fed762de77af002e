using System.Text.RegularExpressions;
using Rota.Core;
using Rota.Files.Intake;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Intake;

/// <summary>The page about files, config/files.md, tells of every column that the reader knows, and of no other.</summary>
public sealed partial class FilesPageTests
{
    private static readonly string Page = File.ReadAllText(ProjectFiles.At("config/files.md"));

    public static TheoryData<string> Files => [.. FileKind.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EachColumnStandsUnderItsFile_AndWhetherItIsNeeded(string file)
    {
        var kind = FileKind.All.Single(k => k.Name == file);
        var told = Rows(file);
        Assert.All(told.SelectMany(t => t.Headers), h => Assert.Contains(kind.Columns, c => c.Bears(h)));
        Assert.All(
            kind.Columns,
            column =>
            {
                var row = Assert.Single(told, t => t.Headers.Any(column.Bears));
                Assert.All(row.Headers, h => Assert.True(column.Bears(h), $"{file}: {h} is another column."));
                Assert.Contains(column.In(Language.Chinese), row.Headers);
                Assert.Contains(column.In(Language.English), row.Headers);
                Assert.Equal(column.Needed, row.IsNeeded);
            }
        );
    }

    private static List<(string[] Headers, bool IsNeeded)> Rows(string file)
    {
        var section = Page.Split("\n## ").Single(s => s.Split('\n')[0].Contains($"`{file}`", StringComparison.Ordinal));
        return
        [
            .. section
                .Split('\n')
                .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
                .Select(l => l.Split('|'))
                .Where(cells =>
                    !cells[1].Contains("表头", StringComparison.Ordinal)
                    && !cells[1].Contains("---", StringComparison.Ordinal)
                )
                .Select(cells =>
                    (
                        (string[])
                            [
                                .. cells[1].Replace("●", "", StringComparison.Ordinal).Trim().Split('、'),
                                .. Code().Matches(cells[2]).Select(m => m.Groups["name"].Value),
                            ],
                        cells[1].Contains('●', StringComparison.Ordinal)
                    )
                ),
        ];
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
