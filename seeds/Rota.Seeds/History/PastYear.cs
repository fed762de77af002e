using System.Collections;
using System.Runtime.InteropServices;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Seeds.Chance;
using Rota.Seeds.Neighbourhoods;

namespace Rota.Seeds.History;

/// <summary>A duty of the past.</summary>
internal readonly record struct PastDuty(LocalDate Night, Post Post, Neighbour Who, bool Attended);

/// <summary>
/// A year of nights behind a grid, as an organiser with a list might have filled them: each night goes to whoever has done
/// least for the size of the household, with a little chance, and the covenant's main rules are kept. A seat that nobody
/// may fill stays empty.
/// </summary>
internal sealed class PastYear
{
    private const int Rest = 21;
    private const int StandbyDistance = 4;
    private const int LeadsAfter = 3;
    private const int LongAgo = -1000;

    /// <summary>Loads are kept in sixtieths of a point for a household of weight one.</summary>
    private const int Scale = 60;

    /// <summary>Chance moves somebody up or down the list by less than this.</summary>
    private const int Jitter = 4 * Scale;

    /// <summary>Somebody who can lead is taken although others have done less, up to so many points.</summary>
    private const int LeadIsWorth = 40 * Scale;

    private readonly List<Book> books = [];
    private readonly List<Adult> ready = [];
    private readonly RandomStream chance;
    private readonly LocalDate[] nights;
    private readonly List<PastDuty> duties = [];

    private PastYear(Neighbourhood neighbourhood)
    {
        chance = neighbourhood.Stream("history");
        var span = new Span(neighbourhood.AsOf);
        var first = span.HistoryFrom;
        nights = [.. Enumerable.Range(0, Period.DaysBetween(first, span.HistoryTo) + 1).Select(first.PlusDays)];
        foreach (var family in neighbourhood.Families)
        {
            var book = new Book(family);
            foreach (var member in family.Members.Where(m => m.Participation != Participation.None))
            {
                book.Adults.Add(new Adult(member, book, FreeNights(member)));
                book.Weight = Math.Min(2, book.Weight + (member.Participation == Participation.Joins ? 1 : 0));
            }

            books.Add(book);
        }

        foreach (
            var pair in books
                .SelectMany(b => b.Adults)
                .Where(a => a.Who.Together is not null)
                .GroupBy(a => a.Who.Together)
        )
        {
            if (pair.ToList() is [var one, var other])
            {
                (one.Mate, other.Mate) = (other, one);
            }
        }
    }

    public static IReadOnlyList<PastDuty> Of(Neighbourhood neighbourhood)
    {
        var year = new PastYear(neighbourhood);
        for (var i = 0; i < year.nights.Length; i++)
        {
            year.Fill(i);
        }

        return year.duties;
    }

    private BitArray FreeNights(Neighbour member)
    {
        var free = new BitArray(nights.Length);
        for (var i = 0; i < free.Length; i++)
        {
            free[i] = member.MayGuard(nights[i]) && !member.IsAway(nights[i]);
        }

        return free;
    }

    private void Fill(int index)
    {
        var night = nights[index];
        var at = new At(night, index, (night.Year * 12) + night.Month);
        var points = PastNights.Points(night) * Scale;
        Gather(ready, at, b => MayGoOut(b, at));
        ready.RemoveAll(a => !LeavesACarer(a, at));
        var lead = Best(ready.Where(a => a.Mate is not { } m || ready.Contains(m)), LeadIsWorth);
        if (lead is not null)
        {
            Out(lead, at, Post.Lead, points);
        }

        var guard = lead?.Mate ?? Best(ready.Where(a => a.Mate is null && MayJoin(a, lead)), 0);
        if (guard is not null)
        {
            Out(guard, at, Post.Guard, points);
        }

        Gather(ready, at, b => MayStandBy(b, at));
        if (Best(ready, 0) is { } standby)
        {
            standby.Book.LastStandby = at.Index;
            standby.Book.StandbyMonth = at.Month;
            Enter(standby, night, Post.Standby, points / PastNights.StandbyPart);
        }
    }

    /// <summary>Those who are free on a night, of households that may.</summary>
    private void Gather(List<Adult> into, At at, Predicate<Book> may)
    {
        into.Clear();
        foreach (var book in books)
        {
            if (may(book))
            {
                foreach (var adult in book.Adults)
                {
                    if (adult.Free[at.Index])
                    {
                        into.Add(adult);
                    }
                }
            }
        }
    }

    /// <summary>Who has done least, and for a lead somebody who can lead unless that one has done so much more.</summary>
    private Adult? Best(IEnumerable<Adult> from, int leadIsWorth)
    {
        Adult? best = null;
        var least = int.MaxValue;
        foreach (var adult in from)
        {
            var canLead = adult.Who.CanLead || adult.Stood >= LeadsAfter;
            var score =
                (adult.Book.Load / Math.Max(1, adult.Book.Weight))
                + (adult.Stood * Scale)
                + chance.Below(Jitter)
                - (canLead ? leadIsWorth : 0);
            if (score < least)
            {
                (best, least) = (adult, score);
            }
        }

        return best;
    }

    private static bool MayGoOut(Book book, At at) =>
        at.Index - book.LastOut >= Rest && book.OutMonth != at.Month && at.Index - book.LastStandby >= StandbyDistance;

    private static bool MayStandBy(Book book, At at) =>
        book.StandbyMonth != at.Month && at.Index - book.LastOut >= StandbyDistance;

    private static bool LeavesACarer(Adult adult, At at) =>
        !adult.Who.IsCarer || adult.Book.Family.Members.Exists(m => m.IsCarer && m != adult.Who && !m.IsAway(at.Night));

    /// <summary>Whether a guard may go out with a lead: apart and companion.</summary>
    private static bool MayJoin(Adult guard, Adult? lead) =>
        lead is null
        || (
            guard.Book != lead.Book
            && !guard.Book.Family.Apart.Contains(lead.Book.Family)
            && !(guard.Who.WantsCompanion && lead.Who.Sex == Sex.Man)
            && !(lead.Who.WantsCompanion && guard.Who.Sex == Sex.Man)
        );

    private void Out(Adult adult, At at, Post post, int points)
    {
        adult.Book.LastOut = at.Index;
        adult.Book.OutMonth = at.Month;
        adult.Stood++;
        Enter(adult, at.Night, post, points);
    }

    private void Enter(Adult adult, LocalDate night, Post post, int points)
    {
        adult.Book.Load += points;
        duties.Add(new PastDuty(night, post, adult.Who, !chance.Percent(1)));
    }

    /// <summary>A night, counted from the first of history, and its month.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct At(LocalDate Night, int Index, int Month);

    /// <summary>What a household has done so far.</summary>
    private sealed class Book(Family family)
    {
        public Family Family { get; } = family;
        public List<Adult> Adults { get; } = [];
        public int Weight { get; set; }
        public int Load { get; set; }
        public int LastOut { get; set; } = LongAgo;
        public int OutMonth { get; set; }
        public int LastStandby { get; set; } = LongAgo;
        public int StandbyMonth { get; set; }
    }

    /// <summary>Somebody who takes part.</summary>
    private sealed class Adult(Neighbour who, Book book, BitArray free)
    {
        public Neighbour Who { get; } = who;
        public Book Book { get; } = book;
        public BitArray Free { get; } = free;
        public Adult? Mate { get; set; }
        public int Stood { get; set; }
    }
}
