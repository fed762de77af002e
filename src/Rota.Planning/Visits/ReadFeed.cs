using NodaTime;
using NodaTime.Text;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Store.Tokens;

namespace Rota.Planning.Visits;

/// <summary>
/// Reads what a calendar feed shows: the duties in force, and those that some edition gave and another took back. It follows from the editions, which never
/// change, from the names, buildings and meeting points of now, and from when one of these was changed last: so it is the same by whichever process it is read. Writes nothing.
/// </summary>
/// <remarks>
/// A feed tells of the last three months, as long as a missed duty is asked after, and of all that is published. A phone fetches the whole of it whenever something has
/// changed, and without an end it would grow year by year; nights further back stand on the resident's page and in the ledger.
/// </remarks>
/// <param name="office">What it works with.</param>
public sealed class ReadFeed(Office office)
{
    /// <summary>How many months of the past a feed keeps.</summary>
    public const int MonthsKept = 3;

    /// <summary>The feed that a token opens; null where it opens none (any more).</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<DutyFeed?> OfAsync(string token, CancellationToken cancellation = default) =>
        await new OpenAccess(office).FeedAsync(token, cancellation) switch
        {
            { Kind: TokenKind.Feed, Resident: { } resident } => await ResidentAsync(resident, cancellation),
            { Kind: TokenKind.AreaFeed, Area: { } area } => await AreaAsync(area, cancellation),
            _ => null,
        };

    /// <summary>
    /// What the feed that a token opens hangs on, as a text: the same text is the same feed. Read from a few rows, so that a calendar which asks whether something has
    /// changed costs little. Null where the token opens none (any more).
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<string?> VersionAsync(string token, CancellationToken cancellation = default)
    {
        if (await new OpenAccess(office).FeedAsync(token, cancellation) is not { } opened)
        {
            return null;
        }

        await using var reader = await office.Database.ReadAsync(cancellation);
        if (
            opened.Resident is { } whose
                ? await CardAsync(reader, whose, cancellation) is null
                : opened.Area is { } which && await CodeAsync(reader, which, cancellation) is null
        )
        {
            return null;
        }

        var shown = await reader.Shown.ChangesAsync(cancellation);
        var (nights, editions) = opened switch
        {
            { Resident: { } resident } => await reader.DutyHistory.MarksOfResidentAsync(resident, From, cancellation),
            // The nights that are kept hang on the day alone.
            { Area: { } area } => ([From], await reader.DutyHistory.MarksOfAreaAsync(area, From, cancellation)),
            _ => ([], []),
        };
        return string.Join(
            '\n',
            [
                $"{opened.Kind} {opened.Resident?.Value} {opened.Area?.Value} {office.Zone.Id}",
                await reader.StreetNameAsync(cancellation),
                $"{shown.Times} {At(shown.LastAt)}",
                string.Join(' ', nights.Select(LocalDatePattern.Iso.Format)),
                .. editions.Select(e => $"{e.Edition.Value} {At(e.WithdrawnAt)}"),
            ]
        );

        static string At(Instant? moment) => moment is { } at ? InstantPattern.ExtendedIso.Format(at) : "-";
    }

    /// <summary>A resident's feed; null where there is no such person any more.</summary>
    public async Task<DutyFeed?> ResidentAsync(ResidentId resident, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        if (await CardAsync(reader, resident, cancellation) is not { } card)
        {
            return null;
        }

        var editions = await reader.DutyHistory.OfResidentAsync(resident, From, cancellation);
        var given = Given(
            editions,
            isShown: d => d.Duty.Resident == resident,
            beside: (duty, all) =>
                [
                    .. all.Where(d =>
                        d.Duty.Resident != resident
                        && d.Duty.Seat.Night == duty.Duty.Seat.Night
                        && d.Duty.Seat.Watch == duty.Duty.Seat.Watch
                    ),
                ]
        );
        return await FeedAsync(reader, null, card.Number, given, cancellation);
    }

    /// <summary>An area's feed; null where there is no such area any more.</summary>
    public async Task<DutyFeed?> AreaAsync(AreaId area, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        if (await CodeAsync(reader, area, cancellation) is not { } code)
        {
            return null;
        }

        var editions = await reader.DutyHistory.OfAreaAsync(area, From, cancellation);
        var given = Given(editions, isShown: _ => true, beside: (duty, _) => [duty]);
        return await FeedAsync(reader, code, null, given, cancellation);
    }

    /// <summary>Whose feed it is; null for somebody who was erased.</summary>
    private static async Task<ResidentCard?> CardAsync(
        StreetReader reader,
        ResidentId resident,
        CancellationToken cancellation
    ) =>
        (await reader.People.OfAsync([resident], cancellation)).GetValueOrDefault(resident) is { Name: not null } card
            ? card
            : null;

    /// <summary>Which area's feed it is; null for one that is no more.</summary>
    private static async Task<string?> CodeAsync(StreetReader reader, AreaId area, CancellationToken cancellation) =>
        (await reader.Areas.ListAsync(cancellation)).FirstOrDefault(a => a.Area.Id == area)?.Area.Code;

    private LocalDate From => office.Today.PlusMonths(-MonthsKept);

    /// <summary>Goes through the editions of each area and month in order and keeps, seat by seat, what was said last, when, and how often it was changed.</summary>
    private static List<GivenDuty> Given(
        IReadOnlyList<EditionDuties> editions,
        Func<StandingDuty, bool> isShown,
        Func<StandingDuty, IReadOnlyList<StandingDuty>, IReadOnlyList<StandingDuty>> beside
    )
    {
        var given = new Dictionary<(AreaId, YearMonth, Seat), GivenDuty>();
        foreach (var month in editions.GroupBy(e => (e.Area, e.Month)))
        {
            foreach (var (edition, at, duties) in month.SelectMany(Said))
            {
                var now = duties.Where(isShown).ToDictionary(d => d.Duty.Seat);
                var known = given.Keys.Where(k => k.Item1 == edition.Area && k.Item2 == edition.Month);
                foreach (var key in known.Union(now.Keys.Select(s => (edition.Area, edition.Month, s))).ToList())
                {
                    var before = given.GetValueOrDefault(key);
                    var next = now.TryGetValue(key.Item3, out var duty)
                        ? new GivenDuty(edition, duty, beside(duty, duties), IsOff: false, before?.Changes ?? -1, at)
                        : before! with
                        {
                            IsOff = true,
                        };
                    given[key] =
                        before is not null && before.SaysTheSame(next)
                            ? before
                            : next with
                            {
                                Changes = next.Changes + 1,
                                // Clocks of publishers differ.
                                At = before is null ? at : Instant.Max(before.At, at),
                            };
                }
            }
        }

        return [.. given.Values];
    }

    /// <summary>What an edition said from when on: its duties, and none once it was withdrawn.</summary>
    private static IEnumerable<(EditionDuties, Instant, IReadOnlyList<StandingDuty>)> Said(EditionDuties edition)
    {
        yield return (edition, edition.PublishedAt, edition.Duties);
        if (edition.WithdrawnAt is { } withdrawn)
        {
            yield return (edition, withdrawn, []);
        }
    }

    private async Task<DutyFeed> FeedAsync(
        StreetReader reader,
        string? area,
        WatchNumber? whose,
        List<GivenDuty> given,
        CancellationToken cancellation
    )
    {
        var people = await reader.People.OfAsync(
            given
                .SelectMany(g => g.People)
                .Select(d => (d.Duty.Resident, d.Duty.Household, d.Duty.Seat.Night))
                .Distinct(),
            cancellation
        );
        var shown = await reader.Shown.ChangesAsync(cancellation);
        return new DutyFeed(
            await reader.StreetNameAsync(cancellation),
            area,
            whose,
            [
                .. given
                    .Select(g => new FeedDuty(
                        g.Edition.AreaCode,
                        g.Duty.Duty.Seat,
                        g.Duty.Begins.InZoneLeniently(office.Zone).ToInstant(),
                        g.Duty.Ends.InZoneLeniently(office.Zone).ToInstant(),
                        g.IsOff,
                        g.Changes + shown.Times,
                        Instant.Max(g.At, shown.LastAt ?? g.At),
                        g.Edition.MeetingPoint,
                        [
                            .. from d in g.People
                            let card = people.GetValueOrDefault((d.Duty.Resident, d.Duty.Household))
                            where card is not null
                            select (d.Duty.Seat.Post, ReadSheets.PersonOf(card)),
                        ]
                    ))
                    .OrderBy(d => d.Begins)
                    .ThenBy(d => d.Area, StringComparer.Ordinal)
                    .ThenBy(d => d.Seat),
            ]
        );
    }

    /// <summary>A seat as it was said of last.</summary>
    private sealed record GivenDuty(
        EditionDuties Edition,
        StandingDuty Duty,
        IReadOnlyList<StandingDuty> People,
        bool IsOff,
        int Changes,
        Instant At
    )
    {
        /// <summary>Whether a calendar would show the same, names and meeting point aside, which no edition changes.</summary>
        public bool SaysTheSame(GivenDuty other) =>
            IsOff == other.IsOff
            && Duty.Begins == other.Duty.Begins
            && Duty.Ends == other.Duty.Ends
            && People
                .Select(p => (p.Duty.Seat, p.Duty.Resident))
                .SequenceEqual(other.People.Select(p => (p.Duty.Seat, p.Duty.Resident)));
    }
}
