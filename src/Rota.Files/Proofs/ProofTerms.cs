using System.Text.Json;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Files.Covenants;

namespace Rota.Files.Proofs;

/// <summary>Reads the terms of a proof, whoever wrote them, within the ranges in which all sums stay exact.</summary>
internal static class ProofTerms
{
    /// <summary>The most that a night weighs, in thousandths of a point.</summary>
    public const int MostThousandths = 1_000_000;

    /// <summary>The most seats of a post.</summary>
    public const int MostSeats = 20;

    private const long HighestPrice = 10_000_000_000_000;
    private const long HighestPerPoint = 1_000_000_000_000;

    /// <summary>The terms.</summary>
    /// <exception cref="FormatException">A limit, a price, points or seats are out of range.</exception>
    /// <exception cref="JsonException">It is none of what the program writes.</exception>
    public static Terms Read(JsonElement element)
    {
        var terms = CovenantJson.ReadTerms(element);
        var points = terms.Points;
        var prices =
            from rule in terms.Rules.All
            from field in RuleFields.Of(rule.GetType())
            let value = field.Of(rule)
            where value is long
            select (long)value;
        int[] weights = [points.Ordinary, points.BeforeDayOff, points.Holiday, points.Eve];
        var patterns = terms
            .Watches.Concat(terms.Seasons.SelectMany(s => s.Watches))
            .Concat(terms.Exceptions.SelectMany(e => e.Watches));
        return
            weights.All(w => w is >= 0 and <= MostThousandths / 1000)
            && points.StandbyPart is >= 1 and <= 100
            && prices.All(p => p is >= -HighestPrice and <= HighestPrice)
            && terms.Rules.Get<Gaps>().PerPoint <= HighestPerPoint
            && patterns.All(w => Watch.Posts.All(p => w.Seats(p) is >= 0 and <= MostSeats))
            ? terms
            : throw new FormatException("points, seats or prices are out of range");
    }
}
