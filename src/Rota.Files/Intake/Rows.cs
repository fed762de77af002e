using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Files.Intake;

/// <summary>What one row of each file becomes; null when something in it is wrong, which is then noted.</summary>
internal static class Rows
{
    private const int MostNightsBetween = 366;
    private const int MostSeats = 99;

    /// <summary>A row of the register.</summary>
    /// <param name="row">The row.</param>
    /// <param name="asOf">Today: nobody on the register is born after this year.</param>
    public static ResidentRow? Resident(Cells row, LocalDate asOf)
    {
        var (exemptUntil, always) = row.DateOr(FileColumn.ExemptUntil, Choices.Ends, needed: false);
        var read = new ResidentRow
        {
            At = row.At,
            Community = row.Code(FileColumn.Community),
            Grid = row.Code(FileColumn.Grid),
            Beat = row.MaybeCode(FileColumn.Beat),
            Building = row.MaybeCode(FileColumn.Building),
            Household = row.MaybeCode(FileColumn.Household) ?? "",
            Resident = row.Code(FileColumn.Resident),
            Name = row.Text(FileColumn.Name),
            Sex = row.Word(FileColumn.Sex, Choices.Sexes),
            BirthYear = BirthYear(row, asOf.Year),
            Phone = row.MaybePhone(FileColumn.Phone),
            Roles = row.Roles(FileColumn.Roles),
            CanLead = row.Flag(FileColumn.Lead),
            WantsCompanion = row.Flag(FileColumn.Companion),
            IsCarer = row.Flag(FileColumn.Carer),
            Together = row.MaybeCode(FileColumn.Together),
            Participation = row.MaybeWord(FileColumn.Participation, Choices.Participations) ?? Participation.Joins,
            ExemptUntil = always ?? exemptUntil,
            MovedIn = row.MaybeDate(FileColumn.MovedIn),
            MovedOut = row.MaybeDate(FileColumn.MovedOut),
        };
        NoStroke(row, FileColumn.Grid, read.Grid);
        NoStroke(row, FileColumn.Household, read.Household);
        return row.Sound ? read : null;
    }

    /// <summary>A row of absences.</summary>
    public static AbsenceRow? Absence(Cells row)
    {
        var both = row.Says(FileColumn.SomeResident) && row.Says(FileColumn.SomeHousehold);
        if (both || !(row.Says(FileColumn.SomeResident) || row.Says(FileColumn.SomeHousehold)))
        {
            row.Fault(
                FileColumn.SomeResident,
                both
                    ? new Words("这一行既写了居民又写了户", "the row names both a resident and a household")
                    : new Words("这一行没有写是谁请假", "the row does not say who is away"),
                new Words(
                    "填居民编号，或者填户（网格/户号）表示全户请假，只填一个",
                    "Give either a resident, or a household (grid/household) when all of it is away"
                )
            );
        }

        var read = new AbsenceRow(
            row.At,
            row.MaybeCode(FileColumn.SomeResident),
            row.MaybeHousehold(FileColumn.SomeHousehold),
            row.Date(FileColumn.From),
            row.Date(FileColumn.To),
            row.MaybeNumber(FileColumn.Every, 1, MostNightsBetween),
            row.MaybeDate(FileColumn.Until)
        );
        return row.Sound ? read : null;
    }

    /// <summary>A row of wishes.</summary>
    public static WishRow? Wish(Cells row)
    {
        var resident = row.Code(FileColumn.Resident);
        var (night, weekday) = row.DateOr(FileColumn.Night, Choices.Weekdays, needed: true);
        var read = new WishRow(row.At, resident, night, weekday, row.Word(FileColumn.Wish, Choices.Wishes));
        return row.Sound ? read : null;
    }

    /// <summary>A row of households to keep apart.</summary>
    public static ApartRow? Apart(Cells row)
    {
        var read = new ApartRow(row.At, row.Household(FileColumn.HouseholdA), row.Household(FileColumn.HouseholdB));
        return row.Sound ? read : null;
    }

    /// <summary>A row of history. A helper's household is named by its grid alone: "LJ-03/".</summary>
    public static HistoryRow? History(Cells row)
    {
        var read = new HistoryRow(
            row.At,
            row.Household(FileColumn.OfHousehold, ofHelper: true),
            row.Code(FileColumn.Resident),
            row.Date(FileColumn.Night),
            row.Word(FileColumn.Post, Choices.Posts),
            row.Word(FileColumn.Attended, Choices.Flags)
        );
        return row.Sound ? read : null;
    }

    /// <summary>A row of pins.</summary>
    public static PinRow? Pin(Cells row)
    {
        var area = row.Code(FileColumn.Area);
        var seat = new Seat(
            row.Date(FileColumn.Night),
            row.Code(FileColumn.Watch),
            row.Word(FileColumn.Post, Choices.Posts),
            row.Number(FileColumn.Seat, 1, MostSeats)
        );
        var read = new PinRow(row.At, area, seat, row.Code(FileColumn.Resident));
        return row.Sound ? read : null;
    }

    private static int BirthYear(Cells row, int thisYear) =>
        row.Number(FileColumn.BirthYear, DateText.FirstYear, thisYear);

    // Other files name a household "grid/household": a stroke inside either part would name another one.
    private static void NoStroke(Cells row, Column column, string code)
    {
        if (code.Contains('/', StringComparison.Ordinal))
        {
            row.Fault(
                column,
                new Words(
                    $"“{CellFault.Shown(code)}”里有斜线（/）",
                    $"\"{CellFault.Shown(code)}\" has a stroke (/) in it"
                ),
                new Words(
                    "编码里不能有斜线，它用来隔开网格和户号",
                    "A code has no stroke, which separates grid and household; use a hyphen"
                )
            );
        }
    }
}
