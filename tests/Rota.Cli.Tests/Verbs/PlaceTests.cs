using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>Where the database is: an option, the environment, the configuration, the data folder, in this order; and no password is ever seen.</summary>
public sealed class PlaceTests
{
    private const string Secret = "geheim7";

    [Fact]
    public async Task A_database_is_where_the_option_says_and_else_the_environment_and_else_the_configuration()
    {
        using var room = new Room();
        var config = room.Config($"database: there/three.db\n");
        async Task<string> Fault(string? variable, params string[] args) =>
            (await room.With("ROTA_DATABASE", variable).RunAsync(["trail", .. args, "--config", config])).Error;

        Assert.Contains("one.db", await Fault("two.db", "--database", "one.db"), StringComparison.Ordinal);
        Assert.Contains("two.db", await Fault("two.db"), StringComparison.Ordinal);
        Assert.Contains(Path.Combine("there", "three.db"), await Fault(null), StringComparison.Ordinal);
        room.Config("# nothing\n");
        Assert.Contains("street.db", await Fault(null), StringComparison.Ordinal);
        room.Config("databse: x\n");
        Assert.Contains("Did you mean database?", await Fault(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u;Password=geheim7")]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u;Pwd='geheim7;x'")]
    [InlineData("Host=127.0.0.1;Database=d;Password=\"geheim7")]
    [InlineData("Host=127.0.0.1;Nonsense=1;Database=d;Password=geheim7")]
    [InlineData("Password=geheim7")]
    [InlineData("postgres://u:geheim7@127.0.0.1:1/d")]
    [InlineData("postgres://u:ge/heim7@127.0.0.1:1/geheim7")]
    [InlineData("postgres://u:geh#geheim7@127.0.0.1:1/d")]
    [InlineData("postgres://u:12?geheim7@127.0.0.1/d")]
    [InlineData("postgres://u:x@geheim7@127.0.0.1:1/d")]
    [InlineData("mysql://u:geheim7@127.0.0.1/d")]
    public async Task A_password_is_seen_nowhere(string place)
    {
        using var room = new Room();
        var config = room.Config($"database: '{place.Replace("'", "''", StringComparison.Ordinal)}'\n");
        Answer[] answers =
        [
            await room.RunAsync("trail", "--verbose", "--database", place),
            await room.RunAsync("trail", "--json", "--verbose", "--database", place),
            await room.RunAsync("covenant", "--database", place),
            await room.RunAsync("demo", "--database", place),
            await room.RunAsync("trail", "--config", config),
            await room.With("ROTA_DATABASE", place).RunAsync("trail"),
        ];

        Assert.All(
            answers,
            a =>
            {
                Assert.Equal(ExitCode.Refused, a.Code);
                Assert.DoesNotContain(Secret, a.Out + a.Error, StringComparison.Ordinal);
                Assert.Contains("1 fault", a.Error, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Password=geheim7")]
    [InlineData("postgres://u:geheim7@127.0.0.1/d")]
    public async Task A_password_in_the_wrong_place_of_a_command_is_not_repeated(string place)
    {
        using var room = new Room();
        var config = room.Config(place + "\n");
        Answer[] answers =
        [
            await room.RunAsync(place),
            await room.RunAsync("trail", place),
            await room.RunAsync("show", place),
            await room.RunAsync("trail", "--config", config),
        ];

        Assert.All(answers, a => Assert.DoesNotContain(Secret, a.Out + a.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_in_words()
    {
        using var room = new Room();
        var answer = await room.RunAsync("trail", "--database", "Host=127.0.0.1;Port=1;Database=d;Username=u");

        Assert.Contains(
            "127.0.0.1:1/d: the database server cannot be reached.",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(ExitCode.Refused, answer.Code);
    }
}
