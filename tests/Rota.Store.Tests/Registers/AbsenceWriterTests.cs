using CsCheck;
using NodaTime;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Store.Tests.Registers;

/// <summary>Absences recorded and taken back are the nights that remain, whatever blocks they are kept in.</summary>
public sealed class AbsenceWriterTests
{
    private static readonly LocalDate First = new(2026, 12, 1);

    [Fact]
    public async Task AfterAnyBlocksRecordedAndTakenBack_ExactlyTheNightsThatRemainAreAway()
    {
        await using var street = await TempStreet.SmallAsync();
        var residents = (await street.RegisterAsync("G1")).Residents;
        var (who, other) = (residents[0].Id, residents[1].Id);
        var steps = Gen.Select(Gen.Int[0, 25], Gen.Int[0, 5], Gen.Bool);
        await steps
            .Array[1, 12]
            .SampleAsync(
                async blocks =>
                {
                    var away = new HashSet<LocalDate>();
                    await using var writer = await street.Database.WriteAsync(
                        "tester",
                        TempStreet.Now,
                        TempStreet.Stop
                    );
                    foreach (var (day, length, isBack) in blocks)
                    {
                        var (from, to) = (First.PlusDays(day), First.PlusDays(day + length));
                        var nights = Enumerable.Range(0, length + 1).Select(n => from.PlusDays(n)).ToList();
                        if (isBack)
                        {
                            var was = await writer.Absences.TakeBackAsync([who], from, to, TempStreet.Stop);
                            Assert.Equal(nights.Exists(away.Contains) ? 1 : 0, was);
                            away.ExceptWith(nights);
                        }
                        else
                        {
                            await writer.Absences.AddAsync([who, other], from, to, TempStreet.Stop);
                            away.UnionWith(nights);
                        }
                    }

                    var area = (await writer.Read.Areas.FindAsync("G1", TempStreet.Stop))!.Area.Id;
                    var register = await writer.Read.Register.OfAreaAsync(area, TempStreet.December, TempStreet.Stop);
                    var kept = register!.Absences.Where(a => a.Resident == who).ToList();
                    foreach (var night in Enumerable.Range(0, 31).Select(n => First.PlusDays(n)))
                    {
                        Assert.Equal(away.Contains(night), kept.Exists(a => a.Covers(night)));
                    }
                },
                iter: 60,
                threads: 1
            );
    }

    [Fact]
    public async Task TheAreasVersionMoves_WhereAnythingIsNew_AndOnlyThere()
    {
        await using var street = await TempStreet.SmallAsync();
        var who = (await street.RegisterAsync("G1")).Residents[0].Id;
        async Task<(long, long)> VersionsAsync() =>
            ((await street.RegisterAsync("G1")).State.Version, (await street.RegisterAsync("G2")).State.Version);
        async Task<int> AddAsync()
        {
            await using var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop);
            var added = await writer.Absences.AddAsync([who], First, First.PlusDays(3), TempStreet.Stop);
            await writer.CommitAsync(TempStreet.Stop);
            return added;
        }

        var (mine, others) = await VersionsAsync();
        Assert.Equal(1, await AddAsync());
        Assert.Equal((mine + 1, others), await VersionsAsync());
        Assert.Equal(0, await AddAsync());
        Assert.Equal((mine + 1, others), await VersionsAsync());
    }
}
