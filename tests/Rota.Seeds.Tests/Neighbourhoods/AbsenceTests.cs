using CsCheck;
using NodaTime;
using Rota.Core.Intake;
using Xunit;

namespace Rota.Seeds.Tests.Neighbourhoods;

public sealed class AbsenceTests
{
    [Fact]
    public void Absences_StayWithinWhatIsKnownAndWithinTheStayOfTheResident() =>
        Made.Few.Sample(
            options =>
            {
                var intake = Street.Generate(options);
                var rows = intake.Residents.ToDictionary(r => r.Resident);
                var households = intake.Residents.ToLookup(r => new HouseholdCode(r.Grid, r.Household));
                var end = options.AsOf.With(DateAdjusters.StartOfMonth).PlusMonths(15);
                foreach (var absence in intake.Absences)
                {
                    Assert.True(absence.From <= absence.To);
                    Assert.True((absence.Until ?? absence.To) >= options.AsOf, "what is over is not told");
                    Assert.True((absence.Until ?? absence.To) < end);
                    Assert.Equal(absence.Every is null, absence.Until is null);
                    Assert.True(
                        absence.Every is not { } every || every > Period.DaysBetween(absence.From, absence.To) + 1
                    );
                    var who = absence.Resident is { } one ? rows[one] : households[absence.Household!.Value].First();
                    Assert.True(who.MovedOut is not { } o || (absence.Until ?? absence.To) < o);
                }
            },
            iter: 30
        );

    /// <summary>Shift workers and those who work away are known of for more than a year ahead.</summary>
    [Fact]
    public void Absences_ReachFourteenMonthsAhead()
    {
        var reach = Made.StreetOptions.AsOf.PlusMonths(14);
        Assert.Contains(Made.Street.Absences, a => a.Every is not null && a.Until >= reach);
        Assert.Contains(Made.Street.Absences, a => a.Every is null && a.To >= reach.PlusDays(-20));
        Assert.Contains(Made.Street.Absences, a => a.Household is not null);
        Assert.Contains(Made.Street.Absences, a => a.Every is null && Period.DaysBetween(a.From, a.To) > 250);
    }
}
