using NodaTime;
using Rota.Core;
using Rota.Core.Registers;

namespace Rota.Planning.Visits;

/// <summary>A visitor's own wishes: to see, to say and to take back. They are weighed when a month is planned and move nothing that is published.</summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
public sealed class SayWish(Office office)
{
    /// <summary>Wishes about weekdays and nights to come that a resident may have at most.</summary>
    public const int Most = 40;

    private const int YearsAhead = 2;

    /// <summary>The wishes about weekdays and about dates that are not past. Writes nothing.</summary>
    public async Task<IReadOnlyList<Wish>> ReadAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        return [.. (await reader.Said.WishesAsync(visitor.Card.Resident, cancellation)).Where(IsToCome)];
    }

    /// <summary>Records a wish about a date or a weekday, in the place of another about the same. The same wish again writes nothing.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="night">The date; null where a weekday is meant.</param>
    /// <param name="weekday">The weekday; null where a date is meant.</param>
    /// <param name="kind">Like or avoid.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The wish; fails, in words, for a date that is past or too far, and where there are too many.</returns>
    public async Task<Outcome<Wish>> RunAsync(
        Visitor visitor,
        LocalDate? night,
        IsoDayOfWeek? weekday,
        WishKind kind,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var wish = new Wish(visitor.Card.Resident, night, weekday, kind);
        if (!IsToCome(wish))
        {
            return Outcome<Wish>.Failed(VisitFaults.Past);
        }

        if (night > office.Today.PlusYears(YearsAhead))
        {
            return Outcome<Wish>.Failed(VisitFaults.TooFar);
        }

        await using var writer = await office.WriteAsync(cancellation);
        var known = await writer.Read.Said.WishesAsync(visitor.Card.Resident, cancellation);
        if (known.Contains(wish))
        {
            return Outcome<Wish>.Of(wish);
        }

        if (known.Count(w => IsToCome(w) && (w.Night, w.Weekday) != (night, weekday)) >= Most)
        {
            return Outcome<Wish>.Failed(VisitFaults.TooManyWishes(Most));
        }

        await writer.Wishes.SetAsync(wish, cancellation);
        await writer.RecordAsync("wish", $"resident {visitor.Card.Number}", "", cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<Wish>.Of(wish);
    }

    /// <summary>Takes a wish of the visitor back; says whether there was one.</summary>
    public async Task<bool> TakeBackAsync(
        Visitor visitor,
        LocalDate? night,
        IsoDayOfWeek? weekday,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var writer = await office.WriteAsync(cancellation);
        var wish = new Wish(visitor.Card.Resident, night, weekday, WishKind.Like);
        if (!await writer.Wishes.TakeBackAsync(wish, cancellation))
        {
            return false;
        }

        await writer.RecordAsync("unwish", $"resident {visitor.Card.Number}", "", cancellation);
        await writer.CommitAsync(cancellation);
        return true;
    }

    private bool IsToCome(Wish wish) => wish.Night is not { } night || night >= office.Today;
}
