using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

public sealed class ResolveTests
{
    [Fact]
    public async Task WhatWouldChangeIsShown_WrittenWithYes_AndComparedAfterwards()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(grids: 1, households: 80).Build()));
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("diff", "2026-12", "--area", "G1")).Code);
        var unpublished = await room.RunAsync("resolve", "2026-12", "--area", "G1");
        Assert.Equal(ExitCode.Refused, unpublished.Code);
        Assert.Contains("rota draft 2026-12", unpublished.Error, StringComparison.Ordinal);
        await room.RunAsync("draft", "2026-12");
        await room.RunAsync("publish", "2026-12");
        Assert.Contains(
            "needs no change",
            (await room.RunAsync("resolve", "2026-12", "--area", "G1")).Out,
            StringComparison.Ordinal
        );

        var register = SmallRegister.Of(grids: 1, households: 80);
        var night = new NodaTime.LocalDate(2026, 12, 31);
        for (var home = 1; home <= 80; home += 2)
        {
            register
                .Absent(SmallRegister.Household(1, home), night, night)
                .Absent(SmallRegister.Household(1, home), night.PlusDays(-1), night.PlusDays(-1));
        }

        await room.RunAsync("import", room.Register(register.Build(), "later"));
        var before = room.Fingerprint();
        var shown = await room.RunAsync("resolve", "2026-12", "--area", "G1");
        Assert.Equal(before, room.Fingerprint());
        Assert.Equal(ExitCode.Done, shown.Code);
        Assert.Contains("proven to be the fewest", shown.Out, StringComparison.Ordinal);
        Assert.Contains("cannot be on it any more", shown.Out, StringComparison.Ordinal);
        Assert.Contains("--yes", shown.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("diff", "2026-12", "--area", "G1")).Code);

        var written = await room.RunAsync("resolve", "2026-12", "--area", "G1", "--yes", "--by", "R1-0001-1");
        Assert.Contains("Written as edition 2", written.Out, StringComparison.Ordinal);
        var diff = await room.RunAsync("diff", "2026-12", "--area", "G1", "--from-edition", "1", "--to-edition", "2");
        Assert.Equal(ExitCode.Done, diff.Code);
        Assert.Contains("editions 1 and 2 differ", diff.Out, StringComparison.Ordinal);
        Assert.Contains("Edition 2: solved again", diff.Out, StringComparison.Ordinal);
        Assert.Contains("2026-12-3", diff.Out, StringComparison.Ordinal);
        // Who made it is a resident here: called as elsewhere, not by a code.
        Assert.Contains("居*1 0001.", diff.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("R1-0001-1.", diff.Out, StringComparison.Ordinal);
        Assert.Contains("*", diff.Out, StringComparison.Ordinal);
        Assert.Contains(
            "needs no change",
            (await room.RunAsync("resolve", "2026-12", "--area", "G1")).Out,
            StringComparison.Ordinal
        );
        var duty = Json.Of(await room.RunAsync("show", "2026-12", "--area", "G1", "--json"))
            .GetProperty("rotas")[0]
            .GetProperty("duties")[0];
        var why = await room.RunAsync(
            "why",
            "--resident",
            duty.GetProperty("watch_number").GetString()!,
            "--night",
            duty.GetProperty("night").GetString()!
        );
        Assert.Contains("with as few published seats changed as could be", why.Out, StringComparison.Ordinal);
        var none = await room.RunAsync("diff", "2026-12", "--area", "G1", "--to-edition", "9");
        Assert.Equal(ExitCode.NothingThere, none.Code);
        Assert.Contains("1, 2", none.Error, StringComparison.Ordinal);
    }
}
