using System.Text.Json;
using Rota.Core.Proofs;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>From the books to a file, from the file to a verdict, and back to the board.</summary>
public sealed class VerifyTests(DemoStreet street)
{
    [Fact]
    public async Task WhatIsExported_IsVerified_WithoutTheBooks()
    {
        using var elsewhere = new Room();
        var file = await ExportedAsync(elsewhere);

        var answer = await elsewhere.RunAsync("verify", "proof.json", "--digest", await OnBoardAsync());

        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
        Assert.Contains("1 area fits", answer.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(elsewhere.At(".rota")));
        var digest = street.Room.Files("out").Keys.Single(f => f.EndsWith("rota.json", StringComparison.Ordinal));
        var whole = JsonDocument
            .Parse(await ReadAsync(street.Room, digest))
            .RootElement.GetProperty("rotas")[0]
            .GetProperty("proof_digest");
        Assert.Equal(ExitCode.Done, (await elsewhere.RunAsync("verify", file, "--digest", whole.GetString()!)).Code);
    }

    [Fact]
    public async Task AMachineReadsTheVerdict()
    {
        using var elsewhere = new Room();
        var file = await ExportedAsync(elsewhere);

        var area = Json.Of(await elsewhere.RunAsync("verify", file, "--json")).GetProperty("areas")[0];

        Assert.Equal("LJ-01", area.GetProperty("area").GetString());
        Assert.True(area.GetProperty("clean").GetBoolean());
        Assert.False(area.GetProperty("on_board").GetBoolean());
        Assert.Equal(
            area.GetProperty("cost").GetInt64() - area.GetProperty("bound").GetInt64(),
            area.GetProperty("on_search").GetInt64()
        );
    }

    [Fact]
    public async Task AChangedFact_IsRefusedWithItsHousehold_InBothLanguages()
    {
        using var elsewhere = new Room();
        var file = await ExportedAsync(elsewhere);
        var text = await ReadAsync(elsewhere, file);
        var at = text.IndexOf("\"household\":\"LJ-01/0005\"", StringComparison.Ordinal);
        var birth =
            text.IndexOf("\"balance_thousandths\":", at, StringComparison.Ordinal) + "\"balance_thousandths\":".Length;
        await File.WriteAllTextAsync(
            elsewhere.At(file),
            text.Insert(birth, "1"),
            TestContext.Current.CancellationToken
        );

        foreach (var language in (string[])["zh", "en"])
        {
            var answer = await elsewhere.RunAsync("verify", file, "--lang", language, "--digest", await OnBoardAsync());
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.Contains("LJ-01, household LJ-01/0005", answer.Error, StringComparison.Ordinal);
            Assert.Contains("--digest", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnotherDigest_AndWhatIsNone_AreRefused()
    {
        using var elsewhere = new Room();
        var file = await ExportedAsync(elsewhere);

        Assert.Equal(
            ExitCode.Refused,
            (await elsewhere.RunAsync("verify", file, "--digest", "0123-4567-89ab-cdef")).Code
        );
        Assert.Equal(ExitCode.Usage, (await elsewhere.RunAsync("verify", file, "--digest", "0123")).Code);
        Assert.Equal(ExitCode.Refused, (await elsewhere.RunAsync("verify", "nowhere.json")).Code);
        await File.WriteAllTextAsync(elsewhere.At("x.json"), "{\n  \"a\": }", TestContext.Current.CancellationToken);
        var answer = await elsewhere.RunAsync("verify", "x.json");
        Assert.Equal(ExitCode.Refused, answer.Code);
        Assert.Contains("x.json, row 2", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>The digest shows whether a rota was changed, and none of what households asked for is in what everybody sees.</summary>
    [Fact]
    public async Task WhatEverybodySees_HasTheDigestAndNothingElseOfTheProof()
    {
        foreach (var file in street.Room.Files("out").Keys)
        {
            var text = await ReadAsync(street.Room, file);
            Assert.All(
                ["absent", "avoids", "likes", "balance", "birth_year"],
                word => Assert.DoesNotContain($"\"{word}", text, StringComparison.Ordinal)
            );
        }
    }

    private async Task<string> ExportedAsync(Room to)
    {
        var path = to.At("proof.json");
        var answer = await street.Room.RunAsync("export", "2026-12", "--format", "proof", "--out", path);
        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
        return "proof.json";
    }

    /// <summary>What somebody copies off the board.</summary>
    private async Task<string> OnBoardAsync()
    {
        var page = await ReadAsync(street.Room, Path.Combine("out", "2026-12", "board-LJ-01.html"));
        var digest = page.Split("<span class=\"code\">")[1].Split('<')[0];
        Assert.NotNull(ProofDigest.Read(digest));
        return digest;
    }

    private static Task<string> ReadAsync(Room room, string file) =>
        File.ReadAllTextAsync(room.At(file), TestContext.Current.CancellationToken);
}
