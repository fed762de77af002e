using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>A draft on an organiser's desk: pinned, edited, posted, held back, published.</summary>
public sealed class EditTests
{
    private static readonly string[] Guard =
    [
        "assign",
        "2026-12",
        "--area",
        "G1",
        "--night",
        "2026-12-05",
        "--post",
        "guard",
    ];

    [Fact]
    public async Task ADraftIsEditedPostedHeldAndPublished_AndEveryStepIsSaid()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 80).Build()));
        await room.RunAsync("draft", "2026-12");
        var before = room.Fingerprint();
        var shown = await room.RunAsync([.. Guard, "--nobody"]);
        Assert.Equal(ExitCode.Done, shown.Code);
        Assert.Contains("→ open", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing is written yet", shown.Out, StringComparison.Ordinal);
        Assert.Equal(before, room.Fingerprint());

        Assert.Contains(
            "Written",
            (await room.RunAsync([.. Guard, "--nobody", "--yes"])).Out,
            StringComparison.Ordinal
        );
        Assert.Contains("draft, edited", (await room.RunAsync("show", "2026-12")).Out, StringComparison.Ordinal);
        var kept = await room.RunAsync("draft", "2026-12");
        Assert.Equal(ExitCode.Refused, kept.Code);
        Assert.Contains("--discard-edits", kept.Error, StringComparison.Ordinal);
        await room.RunAsync("export", "2026-12", "--format", "proof", "--out", "proof.json");
        Assert.Equal(ExitCode.Done, (await room.RunAsync("verify", "proof.json")).Code);

        var posted = await room.RunAsync("post", "2026-12");
        Assert.Contains("2026-11-25", posted.Out, StringComparison.Ordinal);
        var sheet = await room.RunAsync("show", "2026-12", "--area", "G1", "--lang", "zh");
        Assert.Contains("征求意见稿", sheet.Out, StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.Done,
            (await room.RunAsync("post", "2026-12", "--hold", "等居委会答复", "--by", "李主任")).Code
        );
        var held = await room.RunAsync("publish", "2026-12", "--area", "G1", "--as-edited");
        Assert.Equal(ExitCode.Refused, held.Code);
        Assert.Contains("李主任", held.Error, StringComparison.Ordinal);
        Assert.Contains(
            "draft, posted, edited, held back",
            (await room.RunAsync("show", "2026-12")).Out,
            StringComparison.Ordinal
        );
        await room.RunAsync("post", "2026-12", "--release");
        Assert.Equal(ExitCode.Done, (await room.RunAsync("publish", "2026-12")).Code);
    }

    [Fact]
    public async Task PinsAreSetListedAndTakenBack_WithNamesMasked()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 80).Build()));
        string[] seat = ["pin", "--area", "G1", "--night", "2026-12-05/evening/lead"];
        Assert.Equal(ExitCode.Usage, (await room.RunAsync(seat)).Code);
        Assert.Equal(ExitCode.Done, (await room.RunAsync([.. seat, "--resident", "R1-0007-1"])).Code);
        var refused = await room.RunAsync([.. seat, "--resident", "R1-0008-1"]);
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("one seat", refused.Error, StringComparison.Ordinal);

        foreach (
            var list in (string[][])
                [
                    ["pin", "--list"],
                    ["pin", "--list", "2026-12"],
                ]
        )
        {
            var listed = await room.RunAsync(list);
            Assert.Contains("2026-12-05/evening/lead/1", listed.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("居民1之7之1", listed.Out, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, (await room.RunAsync([.. seat, "--remove"])).Code);
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync([.. seat, "--remove"])).Code);
    }
}
