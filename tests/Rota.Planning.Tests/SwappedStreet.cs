using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A planned street with December and, where wanted, January published, whose duties change hands.</summary>
internal static class SwappedStreet
{
    public static CancellationToken Stop => PlannedStreet.Stop;

    /// <summary>Households enough that most exchanges are legal: Saturdays only, nine nights apart.</summary>
    public static Covenant Roomy { get; } = Terms(rest: 9, new ChangeTerms(false, 2, 24));

    public static Covenant Terms(int rest, ChangeTerms changes) =>
        PlannedStreet.Saturdays with
        {
            Changes = changes,
            Terms = PlannedStreet.Saturdays.Terms with
            {
                Rules = PlannedStreet.Saturdays.Terms.Rules.Replacing(new Rest(rest)),
            },
        };

    public static async Task<PlannedStreet> PublishedAsync(
        int households = 24,
        Covenant? covenant = null,
        bool hasJanuary = false,
        SmallRegister? register = null
    )
    {
        var street = await PlannedStreet.OpenAsync(
            (register ?? SmallRegister.Of(1, households)).Build(),
            covenant ?? Roomy
        );
        await street.KeepAsync(PlannedStreet.December);
        if (hasJanuary)
        {
            await street.KeepAsync(PlannedStreet.January);
        }

        return street;
    }

    public static async Task<AreaId> AreaAsync(this PlannedStreet street, string code = "G1")
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Areas.FindAsync(code, Stop))!.Area.Id;
    }

    public static async Task<Edition> EditionAsync(this PlannedStreet street, YearMonth month, int? number = null)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return number is { } one
            ? (await reader.Editions.FindAsync(area, month, one, Stop))!
            : (await reader.Editions.InForceAsync(area, month, Stop))!;
    }

    /// <summary>The duties in force of a month, seat by seat, as the board's readers see them.</summary>
    public static async Task<IReadOnlyList<StandingDuty>> DutiesAsync(this PlannedStreet street, YearMonth month)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var nights = month.ToDateInterval();
        return await reader.Duties.OfAreaAsync(area, nights.Start, nights.End, Stop);
    }

    public static async Task<IReadOnlyList<Suggestion>> WaysAsync(
        this PlannedStreet street,
        Seat seat,
        int most = 50
    ) => (await new SuggestChanges(street.Office).RunAsync(await street.AreaAsync(), seat, most, Stop)).Value.Best;

    /// <summary>Proposes a change that nobody has answered yet.</summary>
    public static async Task<Outcome<ProposalMade>> ProposeAsync(this PlannedStreet street, RotaChange change) =>
        await new ProposeChange(street.Office).RunAsync(await street.AreaAsync(), change, [], Stop);

    /// <summary>Every party but the last agrees; the last one's answer is left to the caller.</summary>
    public static async Task<ResidentId> AgreedButOneAsync(this PlannedStreet street, Proposal proposal)
    {
        foreach (var party in proposal.Parties.SkipLast(1))
        {
            var said = await street.AnswerAsync(proposal.Number, party.Resident);
            Assert.True(said.Succeeded);
        }

        return proposal.Parties[^1].Resident;
    }

    public static Task<Outcome<Proposal>> AnswerAsync(
        this PlannedStreet street,
        int number,
        ResidentId resident,
        bool consents = true
    ) => new AnswerProposal(street.Office).RunAsync(number, new Answering(resident, consents), Stop);

    /// <summary>Proposes a change, and everybody agrees.</summary>
    public static async Task<Outcome<Proposal>> AgreeAsync(this PlannedStreet street, RotaChange change)
    {
        var made = await street.ProposeAsync(change);
        if (!made.Succeeded)
        {
            return Outcome<Proposal>.Failed(made.Faults);
        }

        var last = await street.AgreedButOneAsync(made.Value.Proposal);
        return await street.AnswerAsync(made.Value.Proposal.Number, last);
    }

    /// <summary>The whole ledger as sums by household, month and reason, assigned and released together.</summary>
    public static async Task<SortedDictionary<string, long>> SumsAsync(this PlannedStreet street) =>
        new(
            (await street.LedgerAsync())
                .SelectMany(h => h.Select(e => (Key: Sum(h.Key, e), e.Amount.Thousandths)))
                .GroupBy(e => e.Key)
                .Select(g => (g.Key, Sum: g.Sum(e => e.Thousandths)))
                .Where(s => s.Sum != 0)
                .ToDictionary(s => s.Key, s => s.Sum, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static string Sum(string household, LedgerEntry entry) =>
        $"{household} {entry.Month:uuuu-MM} {(entry.Reason is LedgerReason.Released ? LedgerReason.Assigned : entry.Reason)}";
}
