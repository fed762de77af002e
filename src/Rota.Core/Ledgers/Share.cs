using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Registers;

namespace Rota.Core.Ledgers;

/// <summary>What a household can carry (应担份额), fixed on the first of the month.</summary>
public static class Share
{
    /// <summary>
    /// The weight n with which a household owes: how many of its residents join, are of age, and are neither exempt nor away
    /// for the whole month. 0 owes nothing; a helper owes nothing.
    /// </summary>
    /// <param name="terms">Ages and the kind of share.</param>
    /// <param name="household">The household.</param>
    /// <param name="residents">Its residents.</param>
    /// <param name="absences">Absences of these residents, by resident.</param>
    /// <param name="month">The month.</param>
    public static int Weight(
        Terms terms,
        Household household,
        IEnumerable<Resident> residents,
        ILookup<ResidentId, Absence> absences,
        YearMonth month
    )
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(household);
        if (household.IsHelper)
        {
            return 0;
        }

        var nights = month.ToDateInterval();
        var adults = residents.Count(r =>
            r.Participation == Participation.Joins
            && r.IsHere(nights.Start)
            && IsOfAge(terms.Guards, r, month.Year)
            && !r.IsExempt(nights.End)
            && !nights.All(n => absences[r.Id].Any(a => a.Covers(n)))
        );
        return terms.Share switch
        {
            ShareKind.Adults => adults,
            ShareKind.AdultsCapped => Math.Min(2, adults),
            _ => Math.Min(1, adults),
        };
    }

    /// <summary>Whether a resident's age in a year lets them guard, as they take part.</summary>
    public static bool IsOfAge(GuardAges ages, Resident resident, int year)
    {
        ArgumentNullException.ThrowIfNull(ages);
        ArgumentNullException.ThrowIfNull(resident);
        var age = resident.AgeIn(year);
        return age >= ages.From
            && resident.Participation switch
            {
                Participation.Joins => age <= ages.JoinsTo,
                Participation.Volunteer => age <= ages.VolunteersTo,
                _ => false,
            };
    }
}
