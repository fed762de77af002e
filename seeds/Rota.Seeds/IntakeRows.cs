using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Seeds.History;
using Rota.Seeds.Neighbourhoods;

namespace Rota.Seeds;

/// <summary>Turns neighbourhoods into the rows that files would have held, each with the place it would have stood at.</summary>
internal sealed class IntakeRows
{
    private const string Register = "register.csv";
    private const string AbsencesFile = "absences.csv";
    private const string WishesFile = "wishes.csv";
    private const string ApartFile = "apart.csv";
    private const string HistoryFile = "history.csv";

    private readonly List<ResidentRow> residents = [];
    private readonly List<AbsenceRow> absences = [];
    private readonly List<WishRow> wishes = [];
    private readonly List<ApartRow> apart = [];
    private readonly List<HistoryRow> history = [];

    public RegisterIntake Intake =>
        new()
        {
            Residents = residents,
            Absences = absences,
            Wishes = wishes,
            Apart = apart,
            History = history,
            Files = [Register, AbsencesFile, WishesFile, ApartFile, HistoryFile],
        };

    public void Add(Neighbourhood neighbourhood, IReadOnlyList<PastDuty> past)
    {
        foreach (var neighbour in neighbourhood.Everybody)
        {
            residents.Add(Row(neighbour, neighbourhood, residents.Count));
        }

        foreach (var family in neighbourhood.Families)
        {
            AddAbsences(family, neighbourhood);
        }

        foreach (var wish in neighbourhood.Wishes)
        {
            wishes.Add(new WishRow(At(WishesFile, wishes.Count), wish.Who.Code, wish.Night, wish.Weekday, wish.Kind));
        }

        foreach (var (a, b) in neighbourhood.Apart)
        {
            apart.Add(new ApartRow(At(ApartFile, apart.Count), CodeOf(a, neighbourhood), CodeOf(b, neighbourhood)));
        }

        foreach (var duty in past)
        {
            var household = CodeOf(duty.Who.Family!, neighbourhood);
            history.Add(
                new HistoryRow(
                    At(HistoryFile, history.Count),
                    household,
                    duty.Who.Code,
                    duty.Night,
                    duty.Post,
                    duty.Attended
                )
            );
        }
    }

    /// <summary>Row 1 of a file is its header.</summary>
    private static Place At(string file, int before) => new(file, before + 2);

    private static HouseholdCode CodeOf(Family family, Neighbourhood neighbourhood) =>
        new(neighbourhood.Plan.Code, family.Code);

    private static ResidentRow Row(Neighbour neighbour, Neighbourhood neighbourhood, int before) =>
        new()
        {
            At = At(Register, before),
            Community = neighbourhood.Plan.Community.Name,
            Grid = neighbourhood.Plan.Code,
            Beat = neighbourhood.Plan.Beat,
            Building = neighbour.Family?.Building,
            Household = neighbour.Family?.Code ?? "",
            Resident = neighbour.Code,
            Name = neighbour.Name,
            Sex = neighbour.Sex,
            BirthYear = neighbour.BirthYear,
            Phone = neighbour.Phone,
            Roles = neighbour.Roles,
            CanLead = neighbour.CanLead,
            WantsCompanion = neighbour.WantsCompanion,
            IsCarer = neighbour.IsCarer,
            Together = neighbour.Together,
            Participation = neighbour.Participation,
            ExemptUntil = neighbour.ExemptUntil,
            // Nobody lived here before birth.
            MovedIn = neighbour.Family?.MovedIn is { } date && date.Year >= neighbour.BirthYear ? date : null,
            MovedOut = neighbour.Family?.MovedOut,
        };

    /// <summary>What is over is left out; what comes again is told from its round at the register's day.</summary>
    private void AddAbsences(Family family, Neighbourhood neighbourhood)
    {
        var asOf = neighbourhood.AsOf;
        var shared = family.Members.SelectMany(m => m.Away).Where(a => a.WithFamily && a.Last >= asOf).Distinct();
        foreach (var away in shared)
        {
            absences.Add(
                new AbsenceRow(
                    At(AbsencesFile, absences.Count),
                    null,
                    CodeOf(family, neighbourhood),
                    away.From,
                    away.To,
                    null,
                    null
                )
            );
        }

        foreach (var member in family.Members)
        {
            foreach (var away in member.Away.Where(a => !a.WithFamily && a.Last >= asOf).OrderBy(a => a.From))
            {
                var from = FirstToTell(away, LocalDate.Max(asOf, family.MovedIn ?? asOf));
                var to = from + (away.To - away.From);
                absences.Add(
                    new AbsenceRow(
                        At(AbsencesFile, absences.Count),
                        member.Code,
                        null,
                        from,
                        to,
                        away.Every,
                        away.Until
                    )
                );
            }
        }
    }

    private static LocalDate FirstToTell(Away away, LocalDate asOf)
    {
        if (away.Every is not { } every || away.From >= asOf)
        {
            return away.From;
        }

        var rounds = Period.DaysBetween(away.From, asOf) / every;
        return away.From.PlusDays(rounds * every);
    }
}
