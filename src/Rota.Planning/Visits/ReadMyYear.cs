using NodaTime;

namespace Rota.Planning.Visits;

/// <summary>A calendar year of an area's nights, as one household sees it.</summary>
/// <param name="Year">The year.</param>
/// <param name="Guarded">Nights on which somebody of the area is out, as far as they are stood or published.</param>
/// <param name="Own">Those of them on which somebody of the household is.</param>
/// <param name="OwnStandbys">Nights on which somebody of the household is on standby in the area.</param>
public sealed record MyYear(
    int Year,
    IReadOnlySet<LocalDate> Guarded,
    IReadOnlySet<LocalDate> Own,
    IReadOnlySet<LocalDate> OwnStandbys
);

/// <summary>Reads the year of a visitor's area. Of neighbours it tells no more than that somebody was out. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadMyYear(Office office)
{
    /// <summary>Reads this year; null where the visitor lives in no area.</summary>
    public async Task<MyYear?> RunAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (visitor.Area is not { } area)
        {
            return null;
        }

        await using var reader = await office.Database.ReadAsync(cancellation);
        var household = await reader.People.HouseholdOfAsync(visitor.Card.Resident, office.Today, cancellation);
        var year = office.Today.Year;
        var (first, last) = (new YearMonth(year, 1), new YearMonth(year, 12));
        var own = household is { } home
            ? await reader.Nights.OfHouseholdAsync(
                home,
                area.Id,
                first.OnDayOfMonth(1),
                last.OnDayOfMonth(31),
                cancellation
            )
            : [];
        var guarded = await reader.Nights.GuardedAsync(area.Id, first, last, cancellation);
        return new MyYear(
            year,
            guarded,
            own.Where(n => n.IsOut && guarded.Contains(n.Night)).Select(n => n.Night).ToHashSet(),
            own.Where(n => !n.IsOut).Select(n => n.Night).ToHashSet()
        );
    }
}
