using CsCheck;
using Rota.Seeds.Chance;
using Xunit;

namespace Rota.Seeds.Tests.Chance;

public sealed class RandomStreamTests
{
    /// <summary>The first numbers that the published splitmix64.c gives from the state 1234567.</summary>
    [Fact]
    public void Stream_IsSplitMix64()
    {
        var stream = RandomStream.FromState(1234567);
        ulong[] expected =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(_ => stream.Next()));
    }

    [Fact]
    public void Below_StaysBelowAndReachesEverything() =>
        Gen.Select(Gen.Int, Gen.Int[1, 12])
            .Sample(
                (seed, bound) =>
                {
                    var stream = new RandomStream(seed, "LJ-01", "test");
                    var seen = Enumerable.Range(0, 400).Select(_ => stream.Below(bound)).Distinct().Order();
                    Assert.Equal(Enumerable.Range(0, bound), seen);
                }
            );

    [Fact]
    public void Streams_OfAnotherPlaceOrPurposeDiffer()
    {
        var first = new RandomStream(1, "LJ-01", "names").Next();
        Assert.Equal(first, new RandomStream(1, "LJ-01", "names").Next());
        Assert.NotEqual(first, new RandomStream(2, "LJ-01", "names").Next());
        Assert.NotEqual(first, new RandomStream(1, "LJ-02", "names").Next());
        Assert.NotEqual(first, new RandomStream(1, "LJ-01", "roles").Next());
    }
}
