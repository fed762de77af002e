using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Rotas;

/// <summary>One seat of one watch of one area: what a duty fills or a gap leaves open.</summary>
/// <param name="Night">The night.</param>
/// <param name="Watch">The watch's name on that night.</param>
/// <param name="Post">The post.</param>
/// <param name="Number">The seat on that post, from 1.</param>
public readonly record struct Seat(LocalDate Night, string Watch, Post Post, int Number) : IComparable<Seat>
{
    /// <summary>Orders seats as a rota reads: night, watch, post, number.</summary>
    public int CompareTo(Seat other)
    {
        var order = Night.CompareTo(other.Night);
        order = order != 0 ? order : string.CompareOrdinal(Watch, other.Watch);
        order = order != 0 ? order : Post.CompareTo(other.Post);
        return order != 0 ? order : Number.CompareTo(other.Number);
    }
}

/// <summary>A resident on a seat (班次).</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Who.</param>
/// <param name="Household">Of which household.</param>
/// <param name="Points">What it weighs, frozen.</param>
/// <param name="Leads">Whether the resident could lead when the rota was made; on a lead seat, false means "no lead".</param>
public sealed record Duty(Seat Seat, ResidentId Resident, HouseholdId Household, Points Points, bool Leads)
{
    /// <summary>A lead seat with somebody who cannot lead on it.</summary>
    public bool LacksLead => Seat.Post == Post.Lead && !Leads;
}

/// <summary>A seat that nobody can fill (待补).</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Reason">Why, in words that name nobody.</param>
public sealed record Gap(Seat Seat, Words Reason);

/// <summary>What is known of a rota's cost.</summary>
public enum RotaStatus
{
    /// <summary>Nothing cheaper exists under the covenant.</summary>
    Optimal,

    /// <summary>A rota with a proven distance: cost less bound.</summary>
    Feasible,

    /// <summary>Changed by people since it was solved.</summary>
    Edited,

    /// <summary>The solve did not come to an end; there is no rota.</summary>
    Failed,
}

/// <summary>What closed the last unit between bound and cost.</summary>
public enum ClosedBy
{
    /// <summary>Nothing did: the rota is not proven optimal.</summary>
    Nothing,

    /// <summary>The bound that anybody can recompute equals the cost.</summary>
    Certificate,

    /// <summary>The solver's search closed it.</summary>
    Search,
}

/// <summary>What the solve of a rota said of it.</summary>
/// <param name="Status">What is known of its cost.</param>
/// <param name="Cost">Its cost, a whole number in the covenant's units.</param>
/// <param name="Bound">No rota the covenant allows costs less, as far as prices that anybody can recompute show.</param>
/// <param name="ClosedBy">What closed the rest.</param>
public sealed record Standing(RotaStatus Status, long Cost, long Bound, ClosedBy ClosedBy);

/// <summary>
/// All duties of one area for one month (值班表): plain facts. Every seat is a duty or a gap; both lists are in seat order, and
/// read back from the books in the order of the watches.
/// </summary>
/// <param name="Month">The month.</param>
/// <param name="Duties">Seats that somebody fills.</param>
/// <param name="Gaps">Seats that nobody can fill.</param>
public sealed record WatchRota(YearMonth Month, IReadOnlyList<Duty> Duties, IReadOnlyList<Gap> Gaps);
