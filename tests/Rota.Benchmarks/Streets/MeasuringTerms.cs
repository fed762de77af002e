using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Testing;

namespace Rota.Benchmarks.Streets;

/// <summary>The covenant and the calendar of the project, and what measuring asks for beyond them.</summary>
internal static class MeasuringTerms
{
    private static readonly Lazy<Covenant> Read = new(() =>
        Sound(CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")))
    );

    private static readonly Lazy<DayCalendar> Days = new(() =>
        Sound(CalendarReader.Read(ProjectFiles.At("config", "calendars")))
    );

    /// <summary>The calendar of the project.</summary>
    public static DayCalendar Calendar => Days.Value;

    /// <summary>The covenant's terms as they stand.</summary>
    public static Terms AsAdopted => Read.Value.Terms;

    /// <summary>
    /// The terms for the measuring profiles: a lead is required, and only who is marked can lead, so that as many can as
    /// the profile says.
    /// </summary>
    public static Terms LeadRequired =>
        AsAdopted with
        {
            Guards = AsAdopted.Guards with { LeadsAfter = int.MaxValue },
            Rules = AsAdopted.Rules.Replacing(AsAdopted.Rules.Get<LeadSeats>() with { Required = true }),
        };

    /// <summary>The same with so many watches a night one after the other, each with these seats.</summary>
    public static Terms With(this Terms terms, int watches, int leads, int guards, int standbys) =>
        terms with
        {
            Watches =
            [
                .. Enumerable
                    .Range(0, watches)
                    .Select(i => new WatchPattern(
                        $"watch {i + 1}",
                        new LocalTime((19 + (2 * i)) % 24, 0),
                        new LocalTime((21 + (2 * i)) % 24, 0),
                        leads,
                        guards,
                        standbys,
                        []
                    )),
            ],
        };

    private static T Sound<T>(Outcome<T> outcome)
        where T : class =>
        outcome.Succeeded
            ? outcome.Value
            : throw new InvalidOperationException(string.Join(' ', outcome.Faults.Select(f => f.Sentence.En)));
}
