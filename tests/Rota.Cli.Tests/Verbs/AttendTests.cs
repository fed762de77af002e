using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>Who came, as an organiser types it; and that nothing of it hangs on a wall.</summary>
public sealed class AttendTests(DemoStreet street)
{
    private const string Night = "2026-12-05";
    private static readonly string[] After = ["--as-of", "2026-12-06"];
    private static readonly string[] At = ["attend", "--area", "LJ-01", "--night", Night];

    [Fact]
    public async Task TheNightIsListed_Masked_AndNothingIsWritten()
    {
        var before = street.Room.Fingerprint();

        var en = await street.Room.RunAsync([.. At, .. After]);
        var zh = await street.Room.RunAsync([.. At, .. After, "--lang", "zh"]);
        var named = await street.Room.RunAsync([.. At, .. After, "--names"]);
        var early = await street.Room.RunAsync([.. At, "--as-of", "2026-12-04"]);

        Assert.All([en, zh, named, early], a => Assert.Equal(ExitCode.Done, a.Code));
        Assert.Contains("not marked", en.Out, StringComparison.Ordinal);
        Assert.Contains("未记", zh.Out, StringComparison.Ordinal);
        Assert.Contains("*", zh.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("*", named.Out, StringComparison.Ordinal);
        Assert.Contains("has not begun", early.Out, StringComparison.Ordinal);
        Assert.Equal(before, street.Room.Fingerprint());
    }

    [Fact]
    public async Task MarkingSomebodyMissed_ChangesNoBoardAndNoExport()
    {
        using var room = street.Room.Copy();
        var number = await GuardAsync(room);
        await ExportAsync(room, "before");

        var marked = await room.RunAsync([.. At, .. After, "--missed", number, "--all-came", "--by-lead"]);
        await ExportAsync(room, "after");
        var json = Json.Of(await room.RunAsync([.. At, .. After, "--json"]));

        Assert.Equal(ExitCode.Done, marked.Code);
        Assert.Equal(4, room.Files("before").Count);
        Assert.Equal(
            room.Files("before").Select(f => (f.Key["before".Length..], f.Value)).Order(),
            room.Files("after").Select(f => (f.Key["after".Length..], f.Value)).Order()
        );
        Assert.Equal(
            [true, false, true],
            json.GetProperty("duties").EnumerateArray().Select(d => d.GetProperty("attended").GetBoolean())
        );
        var edition = Json.Of(await room.RunAsync("show", "2026-12", "--area", "LJ-01", "--json"));
        Assert.Equal(1, edition.GetProperty("rotas")[0].GetProperty("edition").GetInt32());
        var trail = await room.RunAsync("trail", "--last", "1");
        Assert.Contains($"missed {number}; by word of lead", trail.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMissedIsAskedInPrivate_WithANightAndTheCommandForIt_UntilItIsTaken()
    {
        using var room = street.Room.Copy();
        var number = await GuardAsync(room);
        var other = await GuardAsync(room, "2026-12-26");
        await room.RunAsync("swap", "--resident", other, "--night", "2026-12-26", "--call");

        var zh = await room.RunAsync([.. At, .. After, "--missed", number, "--lang", "zh"]);
        var en = await room.RunAsync(["attend", "--make-up", "--area", "LJ-01", .. After]);
        var own = await OwnAsync(room, number);

        var command = Assert.Single(own.GetProperty("ways").EnumerateArray()).GetProperty("command").GetString()!;
        Assert.Equal($"rota swap --proposal 1 --taken-by {number}", command);
        Assert.All([zh, en], a => Assert.Contains(command, a.Out, StringComparison.Ordinal));
        Assert.Contains("您好！12月5日（周六）", zh.Out, StringComparison.Ordinal);
        Assert.Contains("12月26日（周六）", zh.Out, StringComparison.Ordinal);
        Assert.Contains("No reason is needed", en.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await room.RunAsync([.. command.Split(' ')[1..], .. After])).Code);
        Assert.Equal(default, await OwnAsync(room, number));
    }

    [Fact]
    public async Task WhileTheWatchRuns_ThePartnerIsToldWhomToCall()
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 12, 5, 12, 0, 0);
        using var copy = street.Room.Copy(clock);
        var number = await GuardAsync(copy);

        var marked = await copy.RunAsync([.. At, "--missed", number]);

        Assert.Contains(
            $"rota swap --resident {number} --night {Night} --phones",
            marked.Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("attend")]
    [InlineData("attend", "--area", "LJ-01")]
    [InlineData("attend", "--night", Night, "--all-came")]
    [InlineData("attend", "--area", "LJ-01", "--night", Night, "--by-lead")]
    [InlineData("attend", "--area", "LJ-01", "--night", Night, "--make-up")]
    [InlineData("attend", "--make-up", "--all-came")]
    public async Task WhatCannotBeMeant_IsToldAndEndsWith2(params string[] args) =>
        Assert.Equal(ExitCode.Usage, (await street.Room.RunAsync(args)).Code);

    [Fact]
    public async Task WhatIsNotThere_OrTooEarly_IsToldInWords()
    {
        using var room = street.Room.Copy();
        var number = await GuardAsync(room);
        var before = room.Fingerprint();

        var early = await room.RunAsync([.. At, "--missed", number, "--as-of", "2026-12-04", "--lang", "zh"]);
        var nobody = await room.RunAsync(["attend", "--area", "LJ-01", "--night", "2031-01-01", "--all-came"]);
        var area = await room.RunAsync(["attend", "--area", "XX-99", "--night", Night]);

        Assert.Equal(ExitCode.Refused, early.Code);
        Assert.Contains("还没有开始", early.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.NothingThere, ExitCode.NothingThere), (nobody.Code, area.Code));
        Assert.Equal(before, room.Fingerprint());
    }

    private static async Task ExportAsync(Room room, string folder)
    {
        foreach (var format in (string[])["html", "csv", "json"])
        {
            var made = await room.RunAsync(
                "export",
                "2026-12",
                "--format",
                format,
                "--out",
                room.At(folder, format == "html" ? "boards" : $"rota.{format}")
            );
            Assert.Equal(ExitCode.Done, made.Code);
        }
    }

    private static async Task<JsonElement> OwnAsync(Room room, string number) =>
        Json.Of(await room.RunAsync(["attend", "--make-up", "--json", .. After]))
            .GetProperty("make_ups")
            .EnumerateArray()
            .FirstOrDefault(m => m.GetProperty("watch_number").GetString() == number);

    private static async Task<string> GuardAsync(Room room, string night = Night) =>
        Json.Of(await room.RunAsync("attend", "--area", "LJ-01", "--night", night, "--json"))
            .GetProperty("duties")
            .EnumerateArray()
            .First(d => d.GetProperty("post").GetString() == "guard")
            .GetProperty("watch_number")
            .GetString()!;
}
