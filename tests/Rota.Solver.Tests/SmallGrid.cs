using CsCheck;
using NodaTime;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Streets;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rows;
using Rota.Seeds;

namespace Rota.Solver.Tests;

/// <summary>
/// Some households of a made-up grid and the first nights of a month: large enough that many rotas tie and every rule of the
/// covenant comes up, small enough to be solved in a blink.
/// </summary>
/// <param name="Seed">The seed of the street.</param>
/// <param name="Profile">Few who can lead, or many.</param>
/// <param name="Households">How many households.</param>
/// <param name="Nights">How many nights of each month have a watch.</param>
/// <param name="AtMost">How often a household is out in a month.</param>
/// <param name="LeadRequired">Whether a lead is required.</param>
/// <param name="Guards">Guards on a watch.</param>
internal sealed record SmallGrid(
    int Seed,
    SeedProfile Profile,
    int Households,
    int Nights,
    int AtMost,
    bool LeadRequired,
    int Guards
)
{
    /// <summary>Any small grid.</summary>
    public static readonly Gen<SmallGrid> Any = Gen.Select(
        Gen.Int,
        Gen.Bool.Select(ample => ample ? SeedProfile.Ample : SeedProfile.Std),
        Gen.Int[15, 40],
        Gen.Int[4, 9],
        Gen.Int[1, 2],
        Gen.Bool,
        Gen.Int[1, 2],
        (seed, profile, households, nights, most, required, guards) =>
            new SmallGrid(seed, profile, households, nights, most, required, guards)
    );

    private Terms Terms
    {
        get
        {
            var terms = LeadRequired ? MeasuringTerms.LeadRequired : MeasuringTerms.AsAdopted;
            var none = new Words("停值", "suspended");
            return terms.With(watches: 1, leads: 1, Guards, standbys: 1) with
            {
                Rules = terms.Rules.Replacing(new Month(AtMost)),
                Exceptions =
                [
                    .. from month in Enumerable.Range(0, 12).Select(Instance.Month.PlusMonths)
                    let nights = month.ToDateInterval()
                    select new DatedException(nights.Start.PlusDays(Nights), nights.End, [], none),
                ],
            };
        }
    }

    /// <summary>Its books, with a year of history.</summary>
    public AreaBooks Books()
    {
        var options = new SeedOptions
        {
            AsOf = Instance.AsOf,
            Seed = Seed,
            Profile = Profile,
            Grids = 1,
        };
        var street = SeedStreet.Of(options);
        return street.Books(street.Grids, Terms, MeasuringTerms.Calendar, Households);
    }

    /// <summary>What its first month's rota follows from.</summary>
    public ProblemFacts Facts() => Books().Facts(Instance.Month);

    /// <summary>Its first month as rows.</summary>
    public RowModel Model() => RowModel.From(RotaProblem.From(Facts()).Value);
}
