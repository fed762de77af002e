using System.Text.RegularExpressions;
using NodaTime;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests;

public sealed class CommandLineTests(DemoStreet street)
{
    private static readonly string[] Verbs =
    [
        "demo",
        "seed",
        "import",
        "covenant",
        "forecast",
        "draft",
        "show",
        "why",
        "publish",
        "withdraw",
        "access",
        "swap",
        "export",
        "audit",
        "fairness",
        "trail",
    ];

    [Theory]
    [InlineData("shw 2026-12", "\"shw\"")]
    [InlineData("drfat 2026-12", "Did you mean draft?")]
    [InlineData("show 2026-12 --are LJ-01", "Did you mean --area?")]
    [InlineData("show 2026-13", "MONTH: there is no month 2026-13")]
    [InlineData("show", "MONTH is missing")]
    [InlineData("draft 2026-12 --area", "--area needs")]
    [InlineData("draft 2026-12 --area --json", "--area needs")]
    [InlineData("export 2026-12", "--format is missing")]
    [InlineData("export 2026-12 --format xml", "json, csv, html")]
    [InlineData("draft 2026-12 --workers 0", "1 to 256")]
    [InlineData("demo --as-of 20.11.2026", "2026-11-20")]
    [InlineData("seed x --grids 3", "--profile std")]
    [InlineData("seed x --as-of 1850-01-01", "1850")]
    [InlineData("covenant --html x.html", "--print")]
    [InlineData("show 2026-12 extra", "\"extra\"")]
    [InlineData("why", "--resident and --night")]
    [InlineData("why --resident 0427", "--resident and --night")]
    [InlineData("why --gap 2026-12-05", "--area")]
    [InlineData("why --gap 2026-12-05 --gaps 2026-12 --area LJ-01", "--gap (or --gaps)")]
    [InlineData("why --gap 2026-12-05/evening/boss --area LJ-01", "2026-11-20/evening/guard/1")]
    [InlineData("why --gap 2026-12-05/evening/guard/0 --area LJ-01", "2026-11-20/evening/guard/1")]
    [InlineData("fairness", "MONTH|YEAR is missing")]
    [InlineData("fairness 26", "2026-12 or a year such as 2026")]
    [InlineData("fairness 2026 --show who", "measures, board, festivals")]
    [InlineData("fairness 2026 --show board --format svg", "--show measures")]
    [InlineData("fairness 2026 --show festivals --format html", "--show board")]
    [InlineData("fairness 2026 --out x.csv", "--format")]
    [InlineData("forecast --weekdays Fri", "--what-if")]
    [InlineData("forecast --what-if --weekdays Someday", "Fri,Sat")]
    public async Task WhatCannotBeUnderstoodIsToldAndEndsWith2(string line, string told)
    {
        using var room = new Room();

        var answer = await room.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(told, answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(room.Folder));
    }

    [Theory]
    [InlineData("show 2026-12 --area XX-99")]
    [InlineData("show 2026-12 --community 没有")]
    [InlineData("show 2026-12 --resident 999999")]
    [InlineData("why --resident 999999 --night 2026-12-05")]
    [InlineData("why --gaps 2027-03 --area LJ-01")]
    [InlineData("why --gaps 2026-12 --area XX-99")]
    [InlineData("why --gap 2026-12-05/dawn --area LJ-01")]
    [InlineData("show 2027-03 --area LJ-01")]
    [InlineData("export 2027-03 --format csv")]
    [InlineData("publish 2027-03")]
    [InlineData("withdraw 2027-03")]
    [InlineData("audit 2027-03")]
    [InlineData("show 2027-03")]
    [InlineData("forecast --area XX-99")]
    [InlineData("forecast --what-if --area XX-99")]
    [InlineData("fairness 2026 --area XX-99")]
    [InlineData("fairness 2027-03")]
    [InlineData("fairness 2019 --show board")]
    [InlineData("fairness 2026 --show festivals --community 没有")]
    public async Task WhatIsNotThereEndsWith4(string line)
    {
        var answer = await street.Room.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.NothingThere, answer.Code);
        Assert.NotEmpty(answer.Error);
    }

    [Fact]
    public async Task WithoutAStreetThereIsNothingToWorkOnAndNoneIsMade()
    {
        using var room = new Room();
        foreach (
            var line in (string[])["show 2026-12", "draft 2026-12", "forecast", "audit 2026-12", "publish 2026-12"]
        )
        {
            Assert.Equal(ExitCode.NothingThere, (await room.RunAsync(line.Split(' '))).Code);
        }

        Assert.Empty(Directory.GetFileSystemEntries(room.Folder));
    }

    [Fact]
    public async Task ADataFolderThatIsAFileIsToldByEveryVerb()
    {
        using var room = new Room();
        await File.WriteAllTextAsync(room.At("data"), "", TestContext.Current.CancellationToken);
        foreach (
            var line in (string[])
                ["show 2026-12", "draft 2026-12", "forecast", "covenant", "trail", "import register", "demo"]
        )
        {
            var answer = await room.RunAsync([.. line.Split(' '), "--data", "data"]);
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.Contains("data: this is a file, not a folder.", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("show 2026-12")]
    [InlineData("show 2026-12 --area LJ-01")]
    [InlineData("show 2026-12 --resident 1")]
    [InlineData("show 2026-12 --resident 999999")]
    [InlineData("why --resident 999999 --night 2026-12-05")]
    [InlineData("why --gaps 2027-03 --area LJ-01")]
    [InlineData("why --gaps 2026-12 --area XX-99")]
    [InlineData("why --gap 2026-12-05/dawn --area LJ-01")]
    [InlineData("show 2026-12 --area XX-99")]
    [InlineData("audit 2026-12")]
    [InlineData("trail --last 3")]
    [InlineData("forecast")]
    [InlineData("forecast --what-if")]
    [InlineData("fairness 2026")]
    [InlineData("fairness 2027-03")]
    [InlineData("fairness 2026-12 --show board")]
    [InlineData("fairness 2026 --show festivals")]
    [InlineData("covenant")]
    [InlineData("covenant --print")]
    [InlineData("publish 2026-12")]
    [InlineData("draft 2026-12")]
    [InlineData("withdraw 2027-03")]
    [InlineData("export 2026-12 --format json")]
    public async Task WithJsonStandardOutputIsOneDocument(string line)
    {
        var answer = await street.Room.RunAsync([.. line.Split(' '), "--json"]);

        Assert.Equal(System.Text.Json.JsonValueKind.Object, Json.Of(answer).ValueKind);
    }

    [Fact]
    public async Task TheHelpNamesEveryVerbAndEveryExitCode()
    {
        using var room = new Room();

        var help = (await room.RunAsync("--help")).Out;

        Assert.All(Verbs, v => Assert.Matches($@"(?m)^  {v}\s", help));
        Assert.All(Enum.GetValues<ExitCode>(), c => Assert.Matches($@"(?m)^  {(int)c}\s", help));
    }

    [Fact]
    public async Task EveryExampleOfTheHelpIsUnderstood()
    {
        foreach (var verb in Verbs)
        {
            var help = (await street.Room.RunAsync(verb, "--help")).Out;
            var examples = Regex.Matches(
                help,
                $"(?m)^  rota ({verb}( .*)?)$",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            );
            Assert.True(examples.Count > 1, verb);
            foreach (var example in examples.Skip(1).Select(m => m.Groups[1].Value))
            {
                // Asked for help besides, a line is parsed whole and not run; what is left over would not be understood.
                var parsed = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example).ToArray();
                var answer = await new Room { Locale = "C" }.RunAsync([.. parsed, "--as-of", "never"]);
                Assert.Single(answer.Error.Split('\n'), l => l.Contains("--as-of", StringComparison.Ordinal));
                Assert.DoesNotContain("is not understood", answer.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", "用法")]
    [InlineData("en_GB.UTF-8", "Usage")]
    public async Task TheSystemsLanguageIsSpokenUnlessAnotherIsAskedFor(string locale, string usage)
    {
        using var room = new Room { Locale = locale };

        Assert.Contains(usage, (await room.RunAsync("draft", "--help")).Out, StringComparison.Ordinal);
        Assert.Contains("用法", (await room.RunAsync("draft", "--help", "--lang", "zh")).Out, StringComparison.Ordinal);
        Assert.Contains("Usage", (await room.RunAsync("draft", "--lang=en", "--help")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InChineseNothingOfTheHelpIsLeftInEnglish()
    {
        using var room = new Room();
        foreach (var verb in Verbs)
        {
            var help = (await room.RunAsync(verb, "--help", "--lang", "zh")).Out;
            var described = help.Split('\n').Where(l => l.StartsWith("  -", StringComparison.Ordinal));
            Assert.All(described, l => Assert.Matches(@"[\u4e00-\u9fff]", l));
        }
    }

    [Fact]
    public async Task WhoeverStopsItIsToldSo()
    {
        using var room = street.Room.Copy();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var answer = await room.RunAsync(stop.Token, "draft", "2027-01");

        Assert.Equal(ExitCode.Cancelled, answer.Code);
        Assert.Equal(street.Room.Fingerprint(), room.Fingerprint());
    }

    [Fact]
    public async Task ABugIsOneLineAndItsTraceOnDemand()
    {
        using var room = new Room { Clock = new BrokenClock() };

        var plain = await room.RunAsync("seed", "x");
        var verbose = await room.RunAsync("seed", "x", "--verbose");

        Assert.Equal(ExitCode.Unexpected, plain.Code);
        Assert.Single(plain.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("--verbose", plain.Error, StringComparison.Ordinal);
        Assert.Contains("at Rota.Cli", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesakesAreToldApartWithoutTheirNames()
    {
        using var room = new Room();
        var register = SmallRegister
            .Of(grids: 1, households: 2)
            .Change("R1-0001-1", r => r with { Name = "张小伟" })
            .Change("R1-0002-1", r => r with { Name = "张小伟", Building = "9栋" })
            .Change("R1-0002-2", r => r with { Building = "9栋" });
        Assert.Equal(ExitCode.Done, (await room.RunAsync("import", room.Register(register.Build()))).Code);

        var both = await room.RunAsync("show", "2026-12", "--resident", "张小伟");
        var one = await room.RunAsync("show", "2026-12", "--resident", "张小伟 9栋");

        Assert.Equal(ExitCode.Usage, both.Code);
        Assert.Equal(2, Regex.Count(both.Error, @"\d{4}  张\*伟", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("9栋", both.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NothingThere, one.Code);
        Assert.Contains("no rota of this month", one.Error, StringComparison.Ordinal);
    }

    private sealed class BrokenClock : IClock
    {
        public Instant GetCurrentInstant() => throw new InvalidOperationException("The clock stands.");
    }

    [Theory]
    [InlineData("2026-02-30", "没有 2026-02-30 这一天", "show", "2026-12", "--as-of", "2026-02-30")]
    [InlineData("2026-02-30", "没有 2026-02-30 这一天", "swap", "--resident", "1", "--night", "2026-02-30")]
    [InlineData("2026-13", "没有 2026-13 这个月", "show", "2026-13")]
    public async Task ADayThatDoesNotExist_IsToldToBeNone(string day, string zh, params string[] args)
    {
        using var room = new Room();

        var said = await room.RunAsync([.. args, "--lang", "zh"]);
        var en = await room.RunAsync([.. args, "--lang", "en"]);

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (said.Code, en.Code));
        Assert.Contains(zh, said.Error, StringComparison.Ordinal);
        Assert.Matches($"there is no (day|month) {day}\\.", en.Error);
    }
}
