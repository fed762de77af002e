using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Rotas;
using NightReader = Rota.Core.Calendars.NightReader;

namespace Rota.Planning;

/// <summary>Reads who was out on festivals, as far back as the covenant remembers.</summary>
internal static class FestivalNights
{
    /// <summary>Nights out of an area's households before a month, each with its festival, in order.</summary>
    public static async Task<IReadOnlyList<(NightOnDuty Night, string Festival)>> BeforeAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        Terms terms,
        DayCalendar calendar,
        CancellationToken cancellation
    )
    {
        var since = month.OnDayOfMonth(1).PlusYears(-terms.Rules.Get<FestivalMemory>().Years);
        var nights = await reader.Nights.SinceAsync(area, month, since, cancellation);
        return
        [
            .. from night in nights
            where night.IsOut
            // What an edition froze holds though the calendar of its year is gone; the rest is read by the calendar.
            let festival = night.Festival ?? NightReader.Read(night.Night, terms, calendar).Festival
            where festival is not null
            select (night, festival),
        ];
    }
}
