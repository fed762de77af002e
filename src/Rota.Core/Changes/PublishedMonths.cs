using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>
/// Published months in a row of one area, as they stand and as the books are now: what a change is tried on. Where it touches one month, the
/// others see the households' changed nights. Experience, festivals and balances stay as the books have them: they are read again
/// when a change is in the books.
/// </summary>
public sealed class PublishedMonths
{
    private PublishedMonths(IReadOnlyList<PublishedMonth> months, IReadOnlyList<Waiver> waivers)
    {
        Months = months;
        Waivers = waivers;
    }

    /// <summary>The months, in order.</summary>
    public IReadOnlyList<PublishedMonth> Months { get; }

    /// <summary>Waivers on record.</summary>
    public IReadOnlyList<Waiver> Waivers { get; }

    /// <summary>Takes months in hand. Each one's facts know the others' duties: <see cref="ProblemFacts.Around"/> holds them.</summary>
    /// <param name="months">Different months of one area, one or more.</param>
    /// <param name="waivers">Waivers on record.</param>
    public static PublishedMonths Of(IEnumerable<PublishedMonth> months, IEnumerable<Waiver> waivers) =>
        new([.. months.OrderBy(m => m.Month)], [.. waivers]);

    /// <summary>A month in hand; null when it is not.</summary>
    public PublishedMonth? Month(YearMonth month) => Months.FirstOrDefault(m => m.Month == month);

    /// <summary>The month of a night; null when it is not in hand.</summary>
    public PublishedMonth? Of(LocalDate night) => Month(night.ToYearMonth());

    /// <summary>What a plain reading finds broken, one of each, that no waiver lets go.</summary>
    public IReadOnlyList<Breach> Breaches() => [.. MonthsAudit.Breaches(this).All.Select(b => b.Breach)];

    /// <summary>
    /// The months after a change. Fails when it names a seat or a resident that is not of them, or a seat twice, is not of its kind, or is
    /// stale: a seat is not held any more by whom it names.
    /// </summary>
    public Outcome<PublishedMonths> With(RotaChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var faults = ChangeFaults.Of(this, change).ToList();
        return Outcome<PublishedMonths>.Of(
            faults,
            () => Moved(change.Moves, change.Kind, [.. Waivers, .. change.Waivers])
        );
    }

    /// <summary>The months without the duties that a rule is to leave alone; null where there are none.</summary>
    internal PublishedMonths? Without(string rule)
    {
        var waived = Waivers
            .Where(w => w.Rule == rule && Of(w.Seat.Night)?.Holder(w.Seat) == w.Resident)
            .Select(w => new Move(w.Seat, w.Resident, null))
            .Distinct()
            .ToList();
        return waived.Count == 0 ? null : Moved(waived, ChangeKind.Edit, Waivers);
    }

    private PublishedMonths Moved(IReadOnlyList<Move> moves, ChangeKind kind, IReadOnlyList<Waiver> waivers)
    {
        var byMonth = moves.ToLookup(m => m.Seat.Night.ToYearMonth());
        return new(
            [
                .. Months.Select(month =>
                    month
                        .Moved([.. byMonth[month.Month]], kind)
                        .Seeing([
                            .. byMonth
                                .Where(g => g.Key != month.Month)
                                .SelectMany(g => g.Select(m => (Month(g.Key)!, m))),
                        ])
                ),
            ],
            waivers
        );
    }
}
