using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Measures;
using Rota.Planning;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Web.Hosting;

/// <summary>What everybody may read of the books: published and posted rotas with masked names, who stood how often. Read once until something is written.</summary>
/// <param name="now">Gives the office.</param>
/// <param name="remembered">What was read already.</param>
internal sealed class PublicBooks(OfficeNow now, Remembered remembered)
{
    private readonly Office office = now.Current();
    private Task<Memory>? memory;

    /// <summary>The street with its communities and areas.</summary>
    public Task<StreetOverview> StreetAsync(CancellationToken cancellation) =>
        OfAsync("street", () => new ReadStreet(office).RunAsync(), cancellation);

    /// <summary>The first month that boards show: January three years ago. No books of a street begin so early that anybody would miss the ones before.</summary>
    public YearMonth First => new(office.Today.Year - 3, 1);

    /// <summary>The last month that boards show, a year ahead: nobody publishes further.</summary>
    public YearMonth Last => office.Today.ToYearMonth().PlusMonths(12);

    /// <summary>Whether boards show a year.</summary>
    public bool HasYear(int year) => First.Year <= year && year <= Last.Year;

    /// <summary>How far every area's rota of a month is: areas that hold grids now, and those that were joined or parted since and have an edition of it in force.</summary>
    public Task<IReadOnlyList<AreaMonth>> MonthAsync(YearMonth month, CancellationToken cancellation) =>
        OfAsync(
            string.Create(CultureInfo.InvariantCulture, $"month {month.Year} {month.Month}"),
            () => new ReadStreet(office).MonthAsync(month),
            cancellation
        );

    /// <summary>
    /// An area as it is in a month: one that holds grids now or has an edition of that month in force, or of a later one from last night's month on. Null
    /// where there is none, and for months that no board shows.
    /// </summary>
    public async Task<AreaMonth?> AreaAsync(string code, YearMonth month, CancellationToken cancellation)
    {
        if (month < First || month > Last)
        {
            return null;
        }

        async Task<AreaMonth?> In(YearMonth its) =>
            (await MonthAsync(its, cancellation)).FirstOrDefault(a => a.State.Area.Code == code);

        var found = await In(month);
        for (var m = office.Today.PlusDays(-1).ToYearMonth(); found is null && m <= Last; m = m.PlusMonths(1))
        {
            // What is published of it is of another month.
            found = await In(m) is { } later ? later with { Draft = null, Edition = null } : null;
        }

        return found;
    }

    /// <summary>An area as it is now; null where there is none.</summary>
    public async Task<WatchArea?> AreaAsync(string code, CancellationToken cancellation) =>
        (await AreaAsync(code, office.Today.ToYearMonth(), cancellation))?.State.Area;

    /// <summary>Who is on duty in a community's areas on a night.</summary>
    public Task<ILookup<AreaId, (StandingDuty Duty, SheetPerson Person)>> OnDutyAsync(
        CommunityOverview community,
        LocalDate night,
        CancellationToken cancellation
    ) =>
        OfAsync(
            $"on {LocalDatePattern.Iso.Format(night)} {string.Join(',', community.Areas.Select(a => a.Area.Id.Value))}",
            () => new ReadStreet(office).OnDutyAsync(community.Areas.Select(a => a.Area.Id), night),
            cancellation
        );

    /// <summary>What may be shown of an area's month: an edition, or a draft that is posted for comment; null else.</summary>
    public async Task<RotaSheet?> SheetAsync(string area, YearMonth month, CancellationToken cancellation) =>
        await AreaAsync(area, month, cancellation) is null
            ? null
            : await OfAsync(
                string.Create(CultureInfo.InvariantCulture, $"sheet {month.Year} {month.Month} {area}"),
                async () =>
                {
                    var read = await new ReadSheets(office).RunAsync(month, new AreaChoice(null, [area]));
                    return read.Succeeded
                        ? read.Value.FirstOrDefault(s => s.Area.Code == area && (!s.IsDraft || s.IsPosted))
                        : null;
                },
                cancellation
            );

    /// <summary>Who stood in an area in a year; null where nothing is booked in it.</summary>
    public async Task<StoodTable?> StoodAsync(string area, int year, CancellationToken cancellation) =>
        !HasYear(year) || await AreaAsync(area, cancellation) is null
            ? null
            : await OfAsync(
                string.Create(CultureInfo.InvariantCulture, $"stood {year} {area}"),
                async () =>
                {
                    var span = FairnessSpan.Of(year);
                    var read = await new ReadStood(office).TablesAsync(span, new AreaChoice(null, [area]));
                    return read.Succeeded ? read.Value.FirstOrDefault() : null;
                },
                cancellation
            );

    /// <summary>The picture of how evenly an area's year lay, as SVG; null where nothing is booked in it.</summary>
    public async Task<byte[]?> PictureAsync(string area, int year, Language language, CancellationToken cancellation) =>
        !HasYear(year) || await AreaAsync(area, cancellation) is null
            ? null
            : await OfAsync(
                string.Create(CultureInfo.InvariantCulture, $"picture {year} {language} {area}"),
                async () =>
                {
                    var span = FairnessSpan.Of(year);
                    var measured = await new MeasureFairness(office).RunAsync(span, new AreaChoice(null, [area]));
                    if (!measured.Succeeded)
                    {
                        return null;
                    }

                    using var svg = new MemoryStream();
                    FairnessPicture.Write(svg, measured.Value, language);
                    return svg.ToArray();
                },
                cancellation
            );

    /// <summary>An area's night that is on: from noon to noon, and longer while a watch of it goes on.</summary>
    public async Task<LocalDate> NightAsync(string area, CancellationToken cancellation) =>
        await SheetAsync(area, Before.ToYearMonth(), cancellation) is { IsDraft: false } sheet
            ? NightOf(sheet.Watches.Where(w => w.Night.Date == Before).Select(w => w.Ends))
            : NightOf([]);

    /// <summary>A community's night that is on: from noon to noon, and longer while a watch of it goes on.</summary>
    public async Task<LocalDate> NightAsync(CommunityOverview community, CancellationToken cancellation) =>
        NightOf((await OnDutyAsync(community, Before, cancellation)).SelectMany(a => a).Select(d => d.Duty.Ends));

    private LocalDate Before => office.Today.PlusDays(-1);

    /// <param name="ends">When watches of the night before end.</param>
    private LocalDate NightOf(IEnumerable<LocalDateTime> ends) =>
        office.Now.TimeOfDay < LocalTime.Noon || ends.Any(e => e > office.Now) ? Before : office.Today;

    /// <summary>One moment for all that a page shows.</summary>
    private async Task<T> OfAsync<T>(string key, Func<Task<T>> read, CancellationToken cancellation) =>
        await (await (memory ??= remembered.NowAsync(office, cancellation))).OfAsync(key, read, cancellation);
}
