using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Files.Intake;
using Xunit;
using static Rota.Files.Tests.Intake.Brought;

namespace Rota.Files.Tests.Intake;

/// <summary>What is understood: headers, values and dates in every way that people and spreadsheets write them.</summary>
public class RegisterReaderTests
{
    [Fact]
    public void Chinese_headers_in_any_order_mean_the_same()
    {
        var english = Register(Good).Value.Residents[0];
        var chinese = Brought
            .File(
                "名册.csv",
                "电话, 姓名 ,性别,出生年,居民编号,户号,楼栋,网格,社区",
                " 13800000000,张三 ,M,1980,R1,0001,3栋,LJ-01, 丽景"
            )
            .Value.Residents[0];
        Assert.Equal(english, chinese with { At = english.At });
    }

    [Fact]
    public void Every_value_is_understood_in_both_languages()
    {
        var headers =
            "社区,网格,警格,户号,居民编号,姓名,性别,出生年,身份,可带班,结伴,家中须留人,同班,参加情况,免值至,迁入日期,迁出日期";
        var outcome = Brought.File(
            "register.csv",
            headers,
            "丽景,LJ-01,J1,0001,R1,李梅,女,1980,在职党员；志愿者、楼栋长,是,是,是,T1,自愿,长期,2020/1/5,2027年1月15日",
            "丽景,LJ-01,J1,0001,R2,李梅,f,1980,party_on_duty; volunteer ,yes,YES,yes,T1,Volunteer,always,2020-01-05,2027/1/15 0:00",
            "丽景,LJ-01,J1,,R3,王五,男,1980,,否,,no,,,2026.12.31,,"
        );
        var rows = outcome.Value.Residents;
        Assert.Equal(Roles.PartyOnDuty | Roles.Volunteer | Roles.BuildingHead, rows[0].Roles);
        Assert.Equal(
            rows[0] with
            {
                At = rows[1].At,
                Resident = "R2",
                Roles = Roles.PartyOnDuty | Roles.Volunteer,
            },
            rows[1]
        );
        Assert.Equal((true, true, true), (rows[0].CanLead, rows[0].WantsCompanion, rows[0].IsCarer));
        Assert.Equal((Participation.Volunteer, Resident.Always), (rows[0].Participation, rows[0].ExemptUntil));
        Assert.Equal((new LocalDate(2020, 1, 5), new LocalDate(2027, 1, 15)), (rows[0].MovedIn, rows[0].MovedOut));
        Assert.Equal(
            ("", Participation.Joins, new LocalDate(2026, 12, 31)),
            (rows[2].Household, rows[2].Participation, rows[2].ExemptUntil)
        );
        Assert.Equal([2, 3, 4], rows.Select(r => r.At.Line));
    }

    [Theory]
    [InlineData("a.csv", "户甲,户乙", "LJ-01/0001,LJ-01/0002", 1, 0, 0)]
    [InlineData("b.csv", "居民编号,夜,意愿", "R1,周六,不愿", 0, 1, 0)]
    [InlineData("c.csv", "网格,夜,班,岗位,席,居民编号", "LJ-01,2026/12/24,evening,带班,1,R1", 0, 0, 1)]
    public void A_file_of_another_name_is_known_by_its_headers(
        string name,
        string headers,
        string row,
        int apart,
        int wishes,
        int pins
    )
    {
        var read = Brought.File(name, headers, row).Value;
        Assert.Equal((apart, wishes, pins), (read.Apart.Count, read.Wishes.Count, read.Pins.Count));
    }

    [Fact]
    public void Weekdays_and_dates_are_wishes()
    {
        var read = Brought
            .File("wishes.csv", "resident,night,wish", "R1,Sat,like", "R1,星期天,不愿", "R1,2026/12/24,愿")
            .Value.Wishes;
        Assert.Equal([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday, null], read.Select(w => w.Weekday));
        Assert.Equal([WishKind.Like, WishKind.Avoid, WishKind.Like], read.Select(w => w.Kind));
        Assert.Equal(new LocalDate(2026, 12, 24), read[2].Night);
    }

    [Fact]
    public void Forty_unknown_columns_are_told_and_ignored()
    {
        var more = string.Join(',', Enumerable.Range(1, 40).Select(i => $"备注{i}"));
        var read = Brought.File("register.csv", $"{Usual},{more}", $"{Good},{new string(',', 39)}").Value;
        Assert.Single(read.Residents);
        Assert.Equal(40, read.UnknownColumns.Count);
        Assert.Equal(
            ("register.csv", 1, "备注40"),
            (read.UnknownColumns[39].Source, read.UnknownColumns[39].Line, read.UnknownColumns[39].Column)
        );
    }

    [Fact]
    public void Empty_rows_are_passed_over_and_counted()
    {
        var read = Register("", Good, ",,,,,,,,", Good.Replace("R1", "R2", StringComparison.Ordinal), "").Value;
        Assert.Equal([3, 5], read.Residents.Select(r => r.At.Line));
    }

    [Fact]
    public void A_line_break_inside_quotes_is_one_row_of_a_spreadsheet()
    {
        var read = Brought.File("register.csv", $"{Usual},备注", $"{Good},\"一\n二\n三\"", $"{Good},").Value;
        Assert.Equal([2, 3], read.Residents.Select(r => r.At.Line));
    }

    [Fact]
    public void Optional_files_may_have_headers_only()
    {
        Assert.Empty(Brought.File("absences.csv", "resident,from,to").Value.Absences);
    }

    [Fact]
    public void A_folder_is_read_whole_and_a_helper_has_history()
    {
        using var brought = new Brought();
        brought.Put("Register.CSV", System.Text.Encoding.UTF8.GetBytes($"{Usual}\n{Good}"));
        brought.Put("history.csv", "household,resident,night,post,attended\nLJ-01/,H1,2026-01-05,lead,no"u8.ToArray());
        brought.Put("notes.txt", "hello"u8.ToArray());
        var read = brought.Read().Value;
        Assert.Equal(["Register.CSV", "history.csv"], read.Files);
        Assert.Equal((new HouseholdCode("LJ-01", ""), false), (read.History[0].Household, read.History[0].Attended));
    }

    [Fact]
    public void Gb18030_is_told_from_utf8_even_where_it_looks_like_it()
    {
        // In GB18030 the bytes of this name are valid UTF-8 too, for two letters that no register has.
        var text = $"{Usual}\nA,B-1,,1,R1,童通,M,1980,";
        var read = Bytes(
            "register.csv",
            Encodings.Gb18030(System.Text.DecoderFallback.ExceptionFallback).GetBytes(text)
        );
        Assert.Equal("童通", read.Value.Residents[0].Name);
    }

    [Fact]
    public void A_row_that_begins_like_a_comment_is_a_row()
    {
        var read = Brought.File("apart.csv", "户甲,户乙", "#1/0001,#1/0002", "A/1,A/2");
        Assert.Equal(new HouseholdCode("#1", "0001"), read.Value.Apart[0].A);
        TheFault(Brought.File("apart.csv", "户甲,户乙", "\uFFFF1/0001,A/2", "A/1,A/2"), 2, "户甲", "broken byte");
    }
}
