using Rota.Core.Covenants.Rules;
using Rota.Core.Explanations;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Explanations;

/// <summary>What a repair asks for is said as the rota has it.</summary>
public sealed class RepairTests
{
    /// <summary>Two watches a month at most, and the household has both: the one that is open would be its third.</summary>
    [Theory]
    [InlineData(1, "每月次数（本月第 2 次）", "the month's limit (it is their 2nd time)")]
    [InlineData(2, "每月次数（本月第 3 次）", "the month's limit (it is their 3rd time)")]
    public void HowOftenTheHouseholdWouldBeOut_IsCounted(int atMost, string zh, string en)
    {
        int[] days = [1, 8, 15];
        var problem = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(days[..(atMost + 1)])
            .Rules(new Month(atMost), new Rest(0))
            .Home("1", A.Lead("Li"))
            .Problem()
            .Value;
        var rota = ProblemBuilder.RotaOf(
            problem,
            problem.Seats().Take(atMost).Select(s => (s, problem.Residents[0].Id))
        );

        var repair = Assert.Single(Repairs.Of(problem, rota, Assert.Single(rota.Gaps).Seat));

        Assert.Equal(atMost + 1, repair.Turn);
        Assert.Contains(zh, repair.Words(r => r.Code).Zh, StringComparison.Ordinal);
        Assert.Contains(en, repair.Words(r => r.Code).En, StringComparison.Ordinal);
    }
}
