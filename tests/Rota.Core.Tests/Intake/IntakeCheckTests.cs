using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Core.Tests.Intake;

/// <summary>What an intake says against itself and against the books: refused with both rows, or told and let pass.</summary>
public partial class IntakeCheckTests
{
    private static readonly LocalDate AsOf = new(2026, 11, 20);
    private static readonly LocalDate Night = new(2026, 12, 24);
    private static readonly HouseholdCode First = new("LJ-01", "0001");

    private static readonly KnownRegister Known = new()
    {
        Residents = new Dictionary<string, HouseholdCode>
        {
            ["K1"] = new("LJ-01", "0012"),
            ["R000123"] = new("LJ-01", "0012"),
            ["H1"] = new("LJ-01", ""),
        },
        Households = new HashSet<HouseholdCode> { new("LJ-01", "0012") },
        Grids = new Dictionary<string, string> { ["LJ-01"] = "丽景" },
        Areas = new HashSet<string> { "LJ-A" },
    };

    private static ResidentRow Who(int row, string code = "R1", string household = "0001", string grid = "LJ-01") =>
        new()
        {
            At = At(row),
            Community = "丽景",
            Grid = grid,
            Household = household,
            Resident = code,
            Name = "某人",
            Sex = Sex.Woman,
            BirthYear = 1980,
        };

    private static Place At(int row) => new("some.csv", row);

    private static IntakeFindings Check(params ResidentRow[] rows) => Check(new RegisterIntake { Residents = rows });

    private static IntakeFindings Check(RegisterIntake intake) => IntakeCheck.Check(intake, Known, AsOf);

    private static IntakeFindings Beside(Func<RegisterIntake, RegisterIntake> with) =>
        Check(with(new RegisterIntake { Residents = [Who(2), Who(3, "R2", "0002")] }));

    private static AbsenceRow Away(
        LocalDate from,
        LocalDate to,
        int? every = null,
        LocalDate? until = null,
        string? who = "R1"
    ) => new(At(9), who, who is null ? First : null, from, to, every, until);

    private static IntakeFindings Absence(AbsenceRow row) => Beside(i => i with { Absences = [row] });

    private static HistoryRow Stood(int row, string who, HouseholdCode household, LocalDate? night = null) =>
        new(At(row), household, who, night ?? new LocalDate(2026, 1, 5), Post.Guard, Attended: true);

    private static PinRow Pin(int row, string who, int seat = 1, string area = "LJ-01", LocalDate? night = null) =>
        new(At(row), area, new Seat(night ?? Night, "evening", Post.Guard, seat), who);

    private static void Refused(IntakeFindings found, int row, string column, params string[] words) =>
        Told(found.Faults, row, column, words);

    private static void Told(IReadOnlyList<Fault> faults, int row, string column, params string[] words)
    {
        var fault = Assert.Single(faults);
        Assert.Equal((row, column), (fault.Where.Line!.Value, fault.Where.Column));
        Assert.All(words, w => Assert.Contains(w, fault.Sentence.En, StringComparison.Ordinal));
        Assert.Contains($"第 {row} 行", fault.Sentence.Zh, StringComparison.Ordinal);
    }

    private static void Passes(IntakeFindings found)
    {
        Assert.Empty(found.Faults);
        Assert.Empty(found.Remarks);
    }

    [Fact]
    public void A_resident_twice_names_both_rows() =>
        Refused(Check(Who(2), Who(3, "R2"), Who(7)), 7, "resident", "\"R1\"", "row 2", "One row a resident");

    [Fact]
    public void A_fault_names_the_column_as_the_file_writes_it()
    {
        var headers = new Dictionary<(string, string), string> { [("some.csv", "resident")] = "居民编号" };
        Refused(Check(new RegisterIntake { Residents = [Who(2), Who(3)], Headers = headers }), 3, "居民编号");
    }

    [Fact]
    public void A_grid_is_in_one_community_and_one_beat()
    {
        Refused(
            Check(Who(2), Who(3, "R2") with { Community = "福泉" }),
            3,
            "community",
            "LJ-01",
            "福泉",
            "丽景",
            "row 2"
        );
        Refused(
            Check(Who(2) with { Beat = "J1" }, Who(3, "R2"), Who(4, "R3") with { Beat = "J2" }),
            4,
            "beat",
            "J1",
            "J2",
            "row 2"
        );
    }

    [Fact]
    public void A_household_is_in_one_building()
    {
        Refused(
            Check(Who(2) with { Building = "3栋" }, Who(3, "R2") with { Building = "5栋" }),
            3,
            "building",
            "LJ-01/0001",
            "3栋"
        );
        Passes(Check(Who(2) with { Building = "3栋" }, Who(3, "R2"), Who(4, "R3", "0002") with { Building = "5栋" }));
        Passes(Check(Who(2, household: "") with { Building = "3栋" }, Who(3, "R2", "") with { Building = "5栋" }));
    }

    [Fact]
    public void A_man_cannot_ask_for_a_companion()
    {
        Refused(Check(Who(2) with { Sex = Sex.Man, WantsCompanion = true }), 2, "companion", "Only a woman");
        Passes(Check(Who(2) with { WantsCompanion = true }));
    }

    [Fact]
    public void Dates_of_a_resident_are_in_order()
    {
        var moved = Who(2) with { MovedIn = new LocalDate(2026, 5, 1), MovedOut = new LocalDate(2026, 4, 30) };
        Refused(Check(moved), 2, "moved_out", "2026-04-30", "2026-05-01");
        Passes(Check(moved with { MovedOut = moved.MovedIn }, Who(3, "R2")));
        Refused(Check(Who(2) with { BirthYear = 2027 }), 2, "birth_year", "2027", "2026 at the latest");
    }

    [Fact]
    public void A_household_that_lost_its_zeros_is_not_a_new_one()
    {
        Refused(Check(Who(2, "K1", "12")), 2, "household", "\"LJ-01/12\"", "\"LJ-01/0012\"", "text");
        Passes(Check(Who(2, "K1", "0013")));
    }

    [Theory]
    [InlineData("13800000000", true)]
    [InlineData("+86 138 0000 0000", true)]
    [InlineData("0735-2222222", true)]
    [InlineData("(0735)2222222、13800000000", true)]
    [InlineData("2222222", true)]
    [InlineData("1380000000", false)]
    [InlineData("138000000000", false)]
    [InlineData("无", false)]
    [InlineData("12345", false)]
    public void A_phone_that_can_be_none_is_told_without_telling_it(string phone, bool canBe)
    {
        var found = Check(Who(2) with { Phone = phone });
        Assert.Empty(found.Faults);
        if (canBe)
        {
            Assert.Empty(found.Remarks);
            return;
        }

        Told(found.Remarks, 2, "phone", "11 digits");
        Assert.DoesNotContain(
            phone,
            found.Remarks[0].Sentence.En + found.Remarks[0].Sentence.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_only_carer_can_never_be_out()
    {
        Told(Check(Who(2), Who(3, "R2") with { IsCarer = true }).Remarks, 3, "carer", "LJ-01/0001", "never be out");
        Passes(Check(Who(2) with { IsCarer = true }, Who(3, "R2") with { IsCarer = true }));
        Passes(Check(Who(2), Who(3, "R2") with { IsCarer = true, Participation = Participation.None }));
        var left = Who(2) with { IsCarer = true, MovedOut = AsOf };
        Told(Check(left, Who(3, "R2") with { IsCarer = true }).Remarks, 3, "carer");
    }

    [Fact]
    public void Households_in_which_nobody_joins_are_told_by_grid()
    {
        var none = Who(2) with { Participation = Participation.None };
        var volunteers = Who(4, "R3", "0003") with { Participation = Participation.Volunteer };
        Told(Check(none, Who(3, "R2", "0002"), volunteers).Remarks, 2, "participation", "LJ-01", "2 households");
    }

    [Fact]
    public void Who_serve_together_are_of_one_watch_area()
    {
        var one = Who(2) with { Together = "T1" };
        var next = Who(3, "R2", "0001", "LJ-02") with { Together = "T1" };
        Passes(Check(one, Who(3, "R2") with { Together = "T1" }));
        Told(Check(one).Remarks, 2, "together", "one resident only");
        Told(Check(one, next).Remarks, 3, "together", "LJ-01", "LJ-02", "covenant joins");
        Refused(Check(one, next with { Community = "福泉" }), 3, "together", "福泉", "row 2");
    }

    [Fact]
    public void A_grid_that_changes_its_community_is_told() =>
        Told(Check(Who(2) with { Community = "福泉" }).Remarks, 2, "community", "丽景", "福泉");

    [Fact]
    public void Unknown_columns_are_told() =>
        Told(
            Check(new RegisterIntake { UnknownColumns = [new Place("some.csv", 1, "备注")] }).Remarks,
            1,
            "备注",
            "passed over"
        );

    [Fact]
    public void Faults_are_counted_beyond_the_limit()
    {
        var faults = Check([.. Enumerable.Range(2, 300).Select(i => Who(i))]).Faults;
        Assert.Equal(FaultList.Limit + 1, faults.Count);
        Assert.Contains("199 more", faults[^1].Sentence.En, StringComparison.Ordinal);
    }
}
