using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Measures;
using Rota.Planning;
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

    /// <summary>The street's name and the area of a code; null where there is no such area.</summary>
    public async Task<(string Street, WatchArea? Area)> AreaAsync(string code, CancellationToken cancellation)
    {
        var street = await StreetAsync(cancellation);
        var found = street.Communities.SelectMany(c => c.Areas).FirstOrDefault(a => a.Area.Code == code);
        return (street.Name, found?.Area);
    }

    /// <summary>Who is on duty in a community's areas on a night.</summary>
    public Task<ILookup<AreaId, (StandingDuty Duty, SheetPerson Person)>> OnDutyAsync(
        CommunityOverview community,
        LocalDate night,
        CancellationToken cancellation
    ) =>
        OfAsync(
            $"on {LocalDatePattern.Iso.Format(night)} {community.Name}",
            () => new ReadStreet(office).OnDutyAsync(community.Areas.Select(a => a.Area.Id), night),
            cancellation
        );

    /// <summary>What may be shown of an area's month: an edition, or a draft that is posted for comment; null else.</summary>
    public async Task<RotaSheet?> SheetAsync(string area, YearMonth month, CancellationToken cancellation) =>
        (await AreaAsync(area, cancellation)).Area is null
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
        (await AreaAsync(area, cancellation)).Area is null
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
        (await AreaAsync(area, cancellation)).Area is null
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

    /// <summary>The night that is on: until six in the morning, the one that began the evening before.</summary>
    public LocalDate Night => office.Now.Hour < 6 ? office.Today.PlusDays(-1) : office.Today;

    /// <summary>One moment for all that a page shows.</summary>
    private async Task<T> OfAsync<T>(string key, Func<Task<T>> read, CancellationToken cancellation) =>
        await (await (memory ??= remembered.NowAsync(office, cancellation))).OfAsync(key, read, cancellation);
}
