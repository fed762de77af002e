using System.Globalization;
using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Proofs;

/// <summary>
/// Where the nights of a proof are not what its terms make of them: the watches that are kept, what each kind of night weighs, which night
/// the moon makes an eve. That a night is a holiday stands in the calendar, and is taken as told.
/// </summary>
internal static class NightFaults
{
    /// <summary>The faults.</summary>
    public static IEnumerable<Fault> Of(RotaProblem problem, ProofPlace at)
    {
        var kept = problem.Watches.ToLookup(w => w.Night.Date);
        foreach (var date in problem.Month.ToDateInterval())
        {
            var place = $"night {date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}";
            var told = Joined(kept[date].Select(w => Written(w.Name, w.Start, w.End, w.Leads, w.Guards, w.Standbys)));
            var planned = Joined(
                problem
                    .Terms.WatchesOn(date)
                    .Select(p => Written(p.Name, p.Start, p.End, p.Leads, p.Guards, p.Standbys))
            );
            if (told != planned)
            {
                yield return at.Differs($"{place}, watches", told, planned);
            }

            if (kept[date].FirstOrDefault() is { } watch)
            {
                foreach (var fault in Weights(problem, watch.Night, place, at))
                {
                    yield return fault;
                }
            }
        }
    }

    private static IEnumerable<Fault> Weights(RotaProblem problem, Night night, string place, ProofPlace at)
    {
        var eve = problem.Terms.Eves.FirstOrDefault(name => Lunar.Is(name, night.Date));
        if ((eve is not null) != (night.Kind == NightKind.Eve) || (eve is not null && night.Festival != eve))
        {
            yield return at.Differs(
                $"{place}, kind",
                $"{SeatWords.Of(night.Kind).En} {night.Festival}",
                eve ?? "no eve"
            );
        }

        var points = problem.Terms.Points.Of(night.Kind);
        if (night.Points != points)
        {
            yield return at.Differs($"{place}, points", night.Points, points);
        }

        var standby = points.DividedBy(problem.Terms.Points.StandbyPart);
        if (night.StandbyPoints != standby)
        {
            yield return at.Differs($"{place}, standby points", night.StandbyPoints, standby);
        }
    }

    private static string? Joined(IEnumerable<string> watches) =>
        string.Join("; ", watches.Order(StringComparer.Ordinal)) is { Length: > 0 } all ? all : null;

    private static string Written(string name, LocalTime start, LocalTime end, int leads, int guards, int standbys) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {start:HH:mm}-{end:HH:mm} {leads}+{guards}+{standbys}");
}
