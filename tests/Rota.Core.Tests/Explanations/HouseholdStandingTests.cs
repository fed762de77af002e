using Rota.Core.Explanations;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Explanations;

/// <summary>A household's place is by balance per share, who owes most first; only households that owe are counted.</summary>
public sealed class HouseholdStandingTests
{
    [Fact]
    public void HouseholdsArePlacedByBalancePerShare()
    {
        var problem = new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"), A.Woman("Chen"))
            .Home("3", A.Man("Zhao"))
            .Home("4", A.Man("He") with { Participation = Core.Registers.Participation.Volunteer })
            .Balance("1", -5)
            .Balance("2", -12)
            .Balance("3", -6)
            .Balance("4", -30)
            .Problem()
            .Value;

        var all = problem.Households.Select(h => HouseholdStanding.Of(problem, h)).ToList();

        Assert.Equal([3, 1, 1], all.Take(3).Select(s => s.Rank));
        Assert.Equal([0, 1, 1], all.Take(3).Select(s => s.Level));
        Assert.Equal([3, 3, 3, 3], all.Select(s => s.Among));
        Assert.Equal(
            "Your household opened the month with −12 points, −6 for each of its 2 shares: 1st of the 3 that owe in the area, who owes most first, level with 1 other.",
            all[1].Words.En
        );
        Assert.Equal(
            "您家月初结余 −12 分，应担 2 份，每份 −6 分；本片区应担值守的 3 户从欠得最多的排起，您家排第 1，另有 1 户并列。",
            all[1].Words.Zh
        );
        Assert.Contains("owes nothing", all[3].Words.En, StringComparison.Ordinal);
    }
}
