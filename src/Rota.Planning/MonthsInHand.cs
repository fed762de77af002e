using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Published months of an area as a change finds them: the books at one moment, with the area's version then.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">Its version that was read.</param>
/// <param name="Months">The months.</param>
/// <param name="Editions">Their editions in force.</param>
/// <param name="Terms">What the covenant asks of changes, as it stood when the first of the months was published.</param>
/// <param name="Now">The moment, on the area's wall clock.</param>
internal sealed record MonthsInHand(
    WatchArea Area,
    long Version,
    PublishedMonths Months,
    IReadOnlyDictionary<YearMonth, Edition> Editions,
    ChangeTerms Terms,
    LocalDateTime Now
)
{
    /// <summary>
    /// Loads the months of some nights, and the published months before and after them as far as what has to lie apart reaches in. Fails
    /// where a night's month is not published.
    /// </summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="area">The area.</param>
    /// <param name="nights">The nights; one or more.</param>
    /// <param name="isWide">Whether the months before and after are wanted wholly: duties of theirs may be traded.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<MonthsInHand>> LoadAsync(
        Office office,
        StreetReader reader,
        AreaId area,
        IReadOnlyCollection<LocalDate> nights,
        bool isWide,
        CancellationToken cancellation
    )
    {
        var now = office.Now;
        var editions = new SortedDictionary<YearMonth, Edition>(Comparer<YearMonth>.Default);
        foreach (var month in nights.Select(n => n.ToYearMonth()).Distinct().Order())
        {
            if (await reader.Editions.InForceAsync(area, month, cancellation) is not { } edition)
            {
                return Outcome<MonthsInHand>.Failed(Unpublished(month));
            }

            editions.Add(month, edition);
        }

        var months = new List<PublishedMonth>();
        AreaState? state = null;
        ChangeTerms? terms = null;
        var reach = 0;
        foreach (var edition in editions.Values.ToList())
        {
            var (month, books, covenant) = await MonthAsync(office, reader, edition, cancellation);
            if (!month.Succeeded)
            {
                return Outcome<MonthsInHand>.Failed(month.Faults);
            }

            months.Add(month.Value);
            state ??= books;
            terms ??= covenant.Changes;
            var rules = month.Value.Problem.Terms.Rules;
            reach = Math.Max(reach, Math.Max(rules.Get<Rest>().FreeNights, rules.Get<Standby>().NightsApart) + 1);
        }

        foreach (var month in Beside(nights, isWide ? 31 : reach).Where(m => !editions.ContainsKey(m)))
        {
            // What is over moves no more, and the facts of the months in hand know its nights.
            if (
                await reader.Editions.InForceAsync(area, month, cancellation) is { } edition
                && edition.Sheet.Watches.Any(w => w.Begins > now)
            )
            {
                var (beside, _, _) = await MonthAsync(office, reader, edition, cancellation);
                if (!beside.Succeeded)
                {
                    return Outcome<MonthsInHand>.Failed(beside.Faults);
                }

                editions.Add(month, edition);
                months.Add(beside.Value);
            }
        }

        var ordered = editions.Keys.ToList();
        var waivers = await reader.Waivers.OfAreaAsync(
            area,
            ordered[0].OnDayOfMonth(1),
            ordered[^1].ToDateInterval().End,
            cancellation
        );
        var missed = await reader.Attendance.MissedAsync(area, ordered[0].OnDayOfMonth(1), ordered[^1], cancellation);
        var published = PublishedMonths.Of(
            months,
            [.. waivers, .. NotOut(months.SelectMany(m => m.Rota.Duties), missed)]
        );
        return Outcome<MonthsInHand>.Of(new MonthsInHand(state!.Area, state.Version, published, editions, terms!, now));
    }

    /// <summary>The first night of each of some months in a row that has an edition in force.</summary>
    public static async Task<IReadOnlyList<LocalDate>> PublishedAsync(
        StreetReader reader,
        AreaId area,
        YearMonth first,
        int months,
        CancellationToken cancellation
    )
    {
        var nights = new List<LocalDate>();
        for (var month = first; month < first.PlusMonths(months); month = month.PlusMonths(1))
        {
            if (await reader.Editions.HeadInForceAsync(area, month, cancellation) is not null)
            {
                nights.Add(month.OnDayOfMonth(1));
            }
        }

        return nights;
    }

    /// <summary>The watch of a seat; null where the months in hand have none.</summary>
    public Watch? WatchOf(Seat seat) => Months.Of(seat.Night)?.Problem.Watch(seat.Night, seat.Watch);

    /// <summary>
    /// Who did not come was not out: what counts or spaces a household's nights leaves a missed duty alone, so that it can be made up for.
    /// </summary>
    public static IEnumerable<Waiver> NotOut(IEnumerable<Duty> duties, IReadOnlyList<StoodNight> missed)
    {
        var nights = missed.Select(s => (s.Resident, s.Night)).ToHashSet();
        return from duty in duties
            where nights.Contains((duty.Resident, duty.Seat.Night))
            from rule in (string[])["month", "rest", "standby"]
            select new Waiver(rule, duty.Seat, duty.Resident, "未到岗 / did not come");
    }

    private static async Task<(Outcome<PublishedMonth> Month, AreaState Area, Covenant Covenant)> MonthAsync(
        Office office,
        StreetReader reader,
        Edition edition,
        CancellationToken cancellation
    )
    {
        var head = edition.Head;
        var covenant = (await CovenantInForce.OfAsync(office, reader, head.Covenant, cancellation)).Covenant;
        var books = await AreaFacts.LoadAsync(reader, head.Area, head.Month, covenant, office.Calendar, cancellation);
        var facts = books!.Problem with { Frozen = edition.Sheet.Watches };
        return (PublishedMonth.Of(facts, edition.Sheet.Rota), books.State, covenant);
    }

    /// <summary>Months that nights so many days away lie in.</summary>
    private static IEnumerable<YearMonth> Beside(IEnumerable<LocalDate> nights, int days) =>
        nights
            .SelectMany(n => (YearMonth[])[n.PlusDays(-days).ToYearMonth(), n.PlusDays(days).ToYearMonth()])
            .Distinct()
            .Order();

    private static Fault Unpublished(YearMonth month) =>
        new(
            new Place($"{month:uuuu-MM}"),
            new("这个月没有生效的值班表", "no rota of this month is in force"),
            new("请选已公布的月份", "choose a month that is published")
        );
}
