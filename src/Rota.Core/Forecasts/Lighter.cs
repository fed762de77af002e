using System.Collections.Immutable;
using NodaTime;
using Rota.Core.Covenants;

namespace Rota.Core.Forecasts;

/// <summary>Terms that ask less, for what-ifs: the same terms with other watches.</summary>
public static class Lighter
{
    /// <summary>
    /// The terms with one fewer out on every watch that sends out two or more: a guard, else a lead. Where one is left, that
    /// one is a guard, since nobody is there to lead. Seasons and exceptions change alike.
    /// </summary>
    public static Terms OneFewer(Terms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms with
        {
            Watches = OneFewer(terms.Watches),
            Seasons = [.. terms.Seasons.Select(s => s with { Watches = OneFewer(s.Watches) })],
            Exceptions = [.. terms.Exceptions.Select(e => e with { Watches = OneFewer(e.Watches) })],
        };
    }

    /// <summary>
    /// The terms with watches on some nights of the week only; what is kept on none of them falls away. Dated exceptions stay as
    /// they are, since each was decided for its nights.
    /// </summary>
    /// <param name="terms">The terms.</param>
    /// <param name="weekdays">Nights of the week, one or more.</param>
    public static Terms OnlyOn(Terms terms, IReadOnlyList<IsoDayOfWeek> weekdays)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(weekdays);
        return terms with
        {
            Watches = OnlyOn(terms.Watches, weekdays),
            Seasons = [.. terms.Seasons.Select(s => s with { Watches = OnlyOn(s.Watches, weekdays) })],
        };
    }

    private static ImmutableArray<WatchPattern> OneFewer(ImmutableArray<WatchPattern> watches) =>
        [.. watches.Select(OneFewer)];

    private static WatchPattern OneFewer(WatchPattern watch) =>
        (watch.Leads + watch.Guards) switch
        {
            < 2 => watch,
            2 => watch with { Leads = 0, Guards = 1 },
            _ when watch.Guards > 0 => watch with { Guards = watch.Guards - 1 },
            _ => watch with { Leads = watch.Leads - 1 },
        };

    private static ImmutableArray<WatchPattern> OnlyOn(
        ImmutableArray<WatchPattern> watches,
        IReadOnlyList<IsoDayOfWeek> weekdays
    ) =>
        [
            .. from watch in watches
            let kept = weekdays.Where(d => watch.Weekdays.IsEmpty || watch.Weekdays.Contains(d)).ToImmutableArray()
            where kept.Length > 0
            select watch with
            {
                Weekdays = kept,
            },
        ];
}
