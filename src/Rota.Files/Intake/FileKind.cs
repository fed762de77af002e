using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>One of the six files of an intake: its name and its columns, in the order in which they are written.</summary>
/// <param name="Name">The file's name in a folder.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record FileKind(string Name, Words Title, Column[] Columns)
{
    /// <summary>One row a resident.</summary>
    public static FileKind Register { get; } =
        new(
            "register.csv",
            new Words("名册", "register"),
            [
                FileColumn.Community,
                FileColumn.Grid,
                FileColumn.Beat,
                FileColumn.Building,
                FileColumn.Household,
                FileColumn.Resident,
                FileColumn.Name,
                FileColumn.Sex,
                FileColumn.BirthYear,
                FileColumn.Phone,
                FileColumn.Roles,
                FileColumn.Lead,
                FileColumn.Companion,
                FileColumn.Carer,
                FileColumn.Together,
                FileColumn.Participation,
                FileColumn.ExemptUntil,
                FileColumn.MovedIn,
                FileColumn.MovedOut,
            ]
        );

    /// <summary>Nights on which residents cannot guard.</summary>
    public static FileKind Absences { get; } =
        new(
            "absences.csv",
            new Words("请假表", "absences"),
            [
                FileColumn.SomeResident,
                FileColumn.SomeHousehold,
                FileColumn.From,
                FileColumn.To,
                FileColumn.Every,
                FileColumn.Until,
            ]
        );

    /// <summary>What residents would like.</summary>
    public static FileKind Wishes { get; } =
        new("wishes.csv", new Words("意愿表", "wishes"), [FileColumn.Resident, FileColumn.Night, FileColumn.Wish]);

    /// <summary>Households to keep apart.</summary>
    public static FileKind Apart { get; } =
        new(
            "apart.csv",
            new Words("不同班表", "households to keep apart"),
            [FileColumn.HouseholdA, FileColumn.HouseholdB]
        );

    /// <summary>Duties of the past.</summary>
    public static FileKind History { get; } =
        new(
            "history.csv",
            new Words("往期值班", "history"),
            [FileColumn.OfHousehold, FileColumn.Resident, FileColumn.Night, FileColumn.Post, FileColumn.Attended]
        );

    /// <summary>Seats that are given.</summary>
    public static FileKind Pins { get; } =
        new(
            "pins.csv",
            new Words("指定班次", "pins"),
            [FileColumn.Area, FileColumn.Night, FileColumn.Watch, FileColumn.Post, FileColumn.Seat, FileColumn.Resident]
        );

    /// <summary>All six, the register first: what the others name stands in it.</summary>
    public static IReadOnlyList<FileKind> All { get; } = [Register, Absences, Wishes, Apart, History, Pins];

    /// <summary>The columns the file must have.</summary>
    public IEnumerable<Column> Needed => Columns.Where(c => c.Needed);
}
