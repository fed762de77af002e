using CsCheck;
using Rota.Core.Measures;
using Xunit;

namespace Rota.Core.Tests.Measures;

public class EvennessTests
{
    private const decimal Millionth = 0.000001m;

    /// <summary>Some households: what each did, and its share, small enough to take every single share by itself.</summary>
    private static readonly Gen<(Points Done, Points Share)[]> Parts = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 6])
        .Select(p => (new Points(p.Item1), new Points(p.Item2)))
        .Array[1, 12];

    [Fact]
    public void BothAreWhatTheirDefinitionsSay_OfEveryShareByItself() =>
        Parts.Sample(parts =>
        {
            var shares = parts
                .SelectMany(p =>
                    Enumerable.Repeat((decimal)p.Done.Thousandths / p.Share.Thousandths, (int)p.Share.Thousandths)
                )
                .ToList();
            var mean = shares.Average();
            if (mean == 0)
            {
                Assert.Null(Evenness.Gini(parts));
                Assert.Null(Evenness.Jain(parts));
                return;
            }

            var n = shares.Count;
            var gini = shares.Sum(a => shares.Sum(b => Math.Abs(a - b))) / (2m * n * n * mean);
            var jain = shares.Sum() * shares.Sum() / (n * shares.Sum(x => x * x));
            Assert.InRange(Evenness.Gini(parts)!.Value - gini, -Millionth, Millionth);
            Assert.InRange(Evenness.Jain(parts)!.Value - jain, -Millionth, Millionth);
        });

    [Fact]
    public void WhereAllDidTheirPart_GiniIsNothing_AndJainIsOne() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 100_000].Array[1, 200])
            .Sample(
                (times, shares) =>
                {
                    var parts = shares.Select(s => (new Points((long)s * times), new Points(s))).ToList();
                    Assert.Equal((0m, 1m), (Evenness.Gini(parts), Evenness.Jain(parts)));
                }
            );

    [Fact]
    public void BothStayWithinTheirBounds() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 100_000])
            .Select(p => (Done: new Points(p.Item1), Share: new Points(p.Item2)))
            .Array[1, 100]
            .Sample(parts =>
            {
                if (Evenness.Gini(parts) is not { } gini)
                {
                    return;
                }

                var least = (decimal)parts.Min(p => p.Share.Thousandths) / parts.Sum(p => p.Share.Thousandths);
                Assert.InRange(gini, 0, 1 - least + Millionth);
                Assert.InRange(Evenness.Jain(parts)!.Value, least - Millionth, 1);
            });

    [Fact]
    public void WhereOneHasItAll_BothAreAtTheirBounds() =>
        Gen.Int[2, 50]
            .Sample(n =>
            {
                var parts = Enumerable
                    .Range(0, n)
                    .Select(i => (new Points(i == 0 ? 77 : 0), new Points(1000)))
                    .ToList();
                Assert.InRange(Evenness.Gini(parts)!.Value - (1 - (1m / n)), -Millionth, Millionth);
                Assert.InRange(Evenness.Jain(parts)!.Value - (1m / n), -Millionth, Millionth);
            });

    [Fact]
    public void NeitherFeelsAnotherScale_AnotherOrder_OrAHouseholdTakenForTwo() =>
        Gen.Select(Parts, Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.ULong)
            .Sample(
                (parts, done, share, seed) =>
                {
                    var both = (Evenness.Gini(parts), Evenness.Jain(parts));
                    var scaled = parts.Select(p =>
                        (new Points(p.Done.Thousandths * done), new Points(p.Share.Thousandths * share))
                    );
                    var other = scaled.OrderBy(p => HashCode.Combine(seed, p)).ToList();
                    var halved = parts
                        .SelectMany(p => new[] { p, p })
                        .Concat(parts.Select(p => (p.Done + p.Done, p.Share + p.Share)))
                        .ToList();
                    Assert.Equal(both, (Evenness.Gini(other), Evenness.Jain(other)));
                    Assert.Equal(both, (Evenness.Gini(halved), Evenness.Jain(halved)));
                }
            );

    [Fact]
    public void OfNobody_OrNothing_ThereIsNoMeasure()
    {
        Assert.Null(Evenness.Gini([]));
        Assert.Null(Evenness.Jain([]));
        Assert.Null(Evenness.Gini([(Points.Zero, Points.Of(3))]));
        Assert.Throws<ArgumentException>(() => Evenness.Gini([(Points.Of(-1), Points.Of(3))]));
        Assert.Throws<ArgumentException>(() => Evenness.Jain([(Points.Of(1), Points.Zero)]));
    }
}
