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
    private readonly LedgerTold told = new(explained);

    /// <summary>Lines that are listed; those of earlier months are one sum.</summary>
    private IReadOnlyList<LedgerLine> Listed =>
        [.. account.Lines.Where(l => from is not { } first || l.Entry.Month >= first)];

    private Points Before =>
        account
            .Lines.Where(l => from is { } first && l.Entry.Month < first)
            .Aggregate(Points.Zero, (sum, l) => sum + l.Entry.Amount);

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

        foreach (var said in told.Standing())
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
                LedgerWords.Signed(sum, told.Digits),
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
            told.Kind(entry) is { } kind ? screen.In(kind) : "",
            screen.In(told.Why(entry)),
            LedgerWords.Signed(entry.Amount, told.Digits),
            Fixed(running)
        );
    }

    private string Fixed(Points points) => LedgerWords.Fixed(points, told.Digits);

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
                Why = screen.In(told.Why(l.Entry)),
            }),
            Done = account.Sum(isToCome: false).ToString(),
            ToCome = account.Sum(isToCome: true).ToString(),
            Balance = account.Balance.ToString(),
            NextMonth = StateWords.Of(account.Next),
            PerShare = explained.Standing is { Shares: > 0 } s ? s.PerShare.ToString() : null,
            AveragePerShare = explained.Average?.ToString(),
            Standing = told.Standing().Select(screen.In),
        };
}
