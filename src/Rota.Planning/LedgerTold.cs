using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;

namespace Rota.Planning;

/// <summary>A household's ledger in words, the same at every door.</summary>
/// <param name="explained">The ledger.</param>
public sealed class LedgerTold(LedgerExplained explained)
{
    private readonly LedgerAccount account = explained.Account;

    /// <summary>Digits behind the point of every amount: the fewest that round none of them, and as many for all, so that they line up.</summary>
    public int Digits => account.Lines.Count == 0 ? 0 : account.Lines.Max(l => DigitsOf(l.Entry.Amount));

    /// <summary>What kind of night an entry is of: its festival, else its kind; and that it was stood by at home, where so. Null for an entry of a month.</summary>
    public Words? Kind(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Night is not { } date)
        {
            return null;
        }

        var night = explained.Nights[date];
        var kind = night.Festival is { } festival ? Words.Same(festival) : SeatWords.Of(night.Kind);
        // What a standby earns no other duty of the night does.
        return
            Math.Abs(entry.Amount.Thousandths) == night.StandbyPoints.Thousandths && night.StandbyPoints != night.Points
            ? new($"{kind.Zh}备班", $"{kind.En}, standby")
            : kind;
    }

    private static int DigitsOf(Points points) =>
        points.Thousandths % 1000 == 0 ? 0
        : points.Thousandths % 100 == 0 ? 1
        : points.Thousandths % 10 == 0 ? 2
        : 3;

    /// <summary>
    /// Why an entry stands there, and how dues came about: by which part of what was divided. Where a later edition divided anew, that stands with the
    /// last of a month.
    /// </summary>
    public Words Why(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Reason != LedgerReason.Dues)
        {
            return LedgerWords.Of(entry.Reason);
        }

        var dues = account
            .Lines.Select(l => l.Entry)
            .Where(e => e.Month == entry.Month && e.Reason == LedgerReason.Dues)
            .ToList();
        var why = ReferenceEquals(entry, dues[0])
            ? LedgerWords.Of(entry.Reason)
            : new Words("应担重分", "due, divided anew");
        return ReferenceEquals(entry, dues[^1]) && explained.Shares.TryGetValue(entry.Month, out var share)
            ? new(
                $"{why.Zh}：全片区 {share.Pool} 分，{share.AllShares} 份中的 {share.Shares} 份",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{why.En}: {share.Shares} {(share.Shares == 1 ? "share" : "shares")} of {share.AllShares} in the area's {share.Pool} points"
                )
            )
            : why;
    }

    /// <summary>The balance, and what it is beside those of the area.</summary>
    public IEnumerable<Words> Standing()
    {
        yield return new($"结余 {account.Balance} 分。", $"The balance is {account.Balance} points.");
        if (explained.Standing is not { } standing)
        {
            yield break;
        }

        var month = account.Next.ToString("uuuu-MM", CultureInfo.InvariantCulture);
        yield return new(
            $"到排 {month} 时又淡出十二分之一：",
            $"By the time {month} is planned another twelfth has faded:"
        );
        yield return standing.Words;
        if (explained.Average is { } average)
        {
            yield return new(
                $"本片区平均每份 {LedgerWords.Fixed(average, 1)} 分。",
                $"The area's average is {LedgerWords.Fixed(average, 1)} points for each share."
            );
        }
    }
}
