using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Shows a household's ledger, line by line.</summary>
/// <param name="screen">Where.</param>
/// <param name="explained">The ledger.</param>
/// <param name="from">The first month that is listed; null for all.</param>
/// <param name="today">Today.</param>
internal sealed class ShowLedger(Screen screen, LedgerExplained explained, YearMonth? from, LocalDate today)
{
    private readonly LedgerAccount account = explained.Account;

    /// <summary>Lines that are listed; those of earlier months are one sum.</summary>
    private IReadOnlyList<LedgerLine> Listed =>
        [.. account.Lines.Where(l => from is not { } first || l.Entry.Month >= first)];

    private Points Before =>
        account
            .Lines.Where(l => from is { } first && l.Entry.Month < first)
            .Aggregate(Points.Zero, (sum, l) => sum + l.Entry.Amount);

    /// <summary>Whole points need no digits; else all have as many, so that they line up.</summary>
    private int Digits => account.Lines.All(l => l.Entry.Amount.Thousandths % 1000 == 0) ? 0 : 3;

    /// <summary>Shows it.</summary>
    public void Tell()
    {
        screen.Say($"{explained.Household} 守望账", $"Ledger of {explained.Household}");
        if (account.Lines.Count == 0)
        {
            screen.Say("账上还没有一笔。", "There is no entry yet.");
        }
        else
        {
            screen.Show(Table());
        }

        foreach (var said in Standing())
        {
            screen.Line(screen.In(said));
        }

        screen.Document(Document());
    }

    private Listing Table()
    {
        var listing = new Listing(screen.Language)
            .Column("日期", "Night")
            .Column("", "")
            .Column("夜", "kind")
            .Column("事由", "why")
            .Number("分", "points")
            .Number("结余", "balance");
        // The balance runs down the lines as they are listed: what was before stands above, of whichever part.
        var running = Before;
        if (from is { } first)
        {
            listing.Row(
                "",
                "",
                "",
                screen.In($"{StateWords.Of(first)} 以前", $"before {StateWords.Of(first)}"),
                "",
                Fixed(running)
            );
        }

        foreach (var isToCome in (bool[])[false, true])
        {
            var lines = Listed.Where(l => l.IsToCome == isToCome).ToList();
            foreach (var line in lines)
            {
                running += line.Entry.Amount;
                Row(listing, line.Entry, running);
            }

            var sum = lines.Aggregate(Points.Zero, (all, l) => all + l.Entry.Amount);
            listing.Row(
                "",
                "",
                "",
                isToCome
                    ? screen.In("将来的合计", "to come, in all")
                    : screen.In($"到 {StateWords.Of(today)} 的合计", $"up to {StateWords.Of(today)}, in all"),
                LedgerWords.Signed(sum, Digits),
                Fixed(running)
            );
        }

        return listing;
    }

    private void Row(Listing listing, LedgerEntry entry, Points running)
    {
        var (when, day) = entry.Night is { } night
            ? (StateWords.Of(night), screen.In(StateWords.Of(night.DayOfWeek)))
            : (StateWords.Of(entry.Month), "");
        listing.Row(
            when,
            day,
            Kind(entry) is { } kind ? screen.In(kind) : "",
            screen.In(Why(entry)),
            LedgerWords.Signed(entry.Amount, Digits),
            Fixed(running)
        );
    }

    private Words? Kind(LedgerEntry entry) =>
        entry.Night is not { } date ? null
        : explained.Nights[date] is { Festival: { } festival } ? new Words(festival, festival)
        : SeatWords.Of(explained.Nights[date].Kind);

    /// <summary>
    /// Why, and how dues came about: by which part of what was divided. Where a later edition divided anew, that stands with the last of a month.
    /// </summary>
    private Words Why(LedgerEntry entry)
    {
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
                $"{why.En}: {StateWords.Some(share.Shares, "share")} of {StateWords.Whole(share.AllShares)} in the area's {share.Pool} points"
            )
            : why;
    }

    /// <summary>The balance, and what it is beside those of the area.</summary>
    private IEnumerable<Words> Standing()
    {
        yield return new($"结余 {account.Balance} 分。", $"The balance is {account.Balance} points.");
        if (explained.Standing is not { } standing)
        {
            yield break;
        }

        var month = StateWords.Of(account.Next);
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

    private string Fixed(Points points) => LedgerWords.Fixed(points, Digits);

    private object Document() =>
        new
        {
            Household = explained.Household.ToString(),
            Area = explained.Area.Code,
            From = from is { } first ? StateWords.Of(first) : null,
            Before = Before.ToString(),
            Entries = Listed.Select(l => new
            {
                Month = StateWords.Of(l.Entry.Month),
                Night = l.Entry.Night is { } night ? StateWords.Of(night) : null,
                Kind = l.Entry.Night is { } date ? (NightKind?)explained.Nights[date].Kind : null,
                l.Entry.Reason,
                Points = l.Entry.Amount.ToString(),
                l.IsToCome,
                Why = screen.In(Why(l.Entry)),
            }),
            Done = account.Sum(isToCome: false).ToString(),
            ToCome = account.Sum(isToCome: true).ToString(),
            Balance = account.Balance.ToString(),
            NextMonth = StateWords.Of(account.Next),
            PerShare = explained.Standing is { Shares: > 0 } s ? s.PerShare.ToString() : null,
            AveragePerShare = explained.Average?.ToString(),
            Standing = Standing().Select(screen.In),
        };
}
