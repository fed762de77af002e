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

    private readonly List<Adult> adults = [];
    private readonly RandomStream chance;
    private readonly Span span;
    private readonly List<PastDuty> duties = [];

    private PastYear(Neighbourhood neighbourhood)
    {
        chance = neighbourhood.Stream("history");
        span = new Span(neighbourhood.AsOf);
        var books = new Dictionary<Family, Book>();
        foreach (var member in neighbourhood.Residents.Where(n => n.Participation != Participation.None))
        {
            var family = member.Family!;
            if (!books.TryGetValue(family, out var book))
            {
                books[family] = book = new Book(family);
            }

            adults.Add(new Adult(member, book, FreeNights(member)));
            book.Weight = Math.Min(2, book.Weight + (member.Participation == Participation.Joins ? 1 : 0));
        }

        foreach (var pair in adults.Where(a => a.Who.Together is not null).GroupBy(a => a.Who.Together))
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
        for (var night = year.span.HistoryFrom; night <= year.span.HistoryTo; night = night.PlusDays(1))
        {
            year.Fill(night);
        }

        return year.duties;
    }

    private BitArray FreeNights(Neighbour member)
    {
        var free = new BitArray(Period.DaysBetween(span.HistoryFrom, span.HistoryTo) + 1);
        for (var i = 0; i < free.Length; i++)
        {
            var night = span.HistoryFrom.PlusDays(i);
            free[i] = member.MayGuard(night) && !member.IsAway(night);
        }

        return free;
    }

    private void Fill(LocalDate night)
    {
        var at = new At(night, Period.DaysBetween(span.HistoryFrom, night), (night.Year * 12) + night.Month);
        var points = PastNights.Points(night) * Scale;
        var lead = Best(a => MayGoOut(a, at) && (a.Mate is not { } m || MayGoOut(m, at)), LeadIsWorth);
        if (lead is not null)
        {
            Out(lead, at, Post.Lead, points);
        }

        var guard = lead?.Mate ?? Best(a => a.Mate is null && MayGoOut(a, at) && MayJoin(a, lead), 0);
        if (guard is not null)
        {
            Out(guard, at, Post.Guard, points);
        }

        if (Best(a => MayStandBy(a, at), 0) is { } standby)
        {
            standby.Book.LastStandby = at.Index;
            standby.Book.StandbyMonth = at.Month;
            Enter(standby, night, Post.Standby, points / PastNights.StandbyPart);
        }
    }

    /// <summary>Who has done least, and for a lead somebody who can lead unless that one has done so much more.</summary>
    private Adult? Best(Predicate<Adult> may, int leadIsWorth)
    {
        Adult? best = null;
        var least = int.MaxValue;
        foreach (var adult in adults)
        {
            if (!may(adult))
            {
                continue;
            }

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

    private static bool MayGoOut(Adult adult, At at) =>
        adult.Free[at.Index]
        && at.Index - adult.Book.LastOut >= Rest
        && adult.Book.OutMonth != at.Month
        && at.Index - adult.Book.LastStandby >= StandbyDistance
        && LeavesACarer(adult, at);

    private static bool LeavesACarer(Adult adult, At at) =>
        !adult.Who.IsCarer
        || adult.Book.Family.Members.Exists(m => m.IsCarer && m != adult.Who && !m.IsAway(at.Night));

    /// <summary>Whether a guard may go out with a lead: apart and companion.</summary>
    private static bool MayJoin(Adult guard, Adult? lead) =>
        lead is null
        || (
            guard.Book != lead.Book
            && !guard.Book.Family.Apart.Contains(lead.Book.Family)
            && !(guard.Who.WantsCompanion && lead.Who.Sex == Sex.Man)
            && !(lead.Who.WantsCompanion && guard.Who.Sex == Sex.Man)
        );

    private static bool MayStandBy(Adult adult, At at) =>
        adult.Free[at.Index]
        && adult.Book.StandbyMonth != at.Month
        && at.Index - adult.Book.LastOut >= StandbyDistance;

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
