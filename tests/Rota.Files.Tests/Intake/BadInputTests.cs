using System.Text;
using Rota.Files.Intake;
using Xunit;
using static Rota.Files.Tests.Intake.Brought;

namespace Rota.Files.Tests.Intake;

/// <summary>What cannot be: each is told with row, column, the value and what would be right.</summary>
public class BadInputTests
{
    [Fact]
    public void A_missing_grid_is_one_fault_that_lists_what_is_there() =>
        TheFault(
            Brought.File(
                "register.csv",
                Usual.Replace(",grid", "", StringComparison.Ordinal),
                "丽景,3栋,0001,R1,张三,男,1980,"
            ),
            1,
            null,
            "grid (网格)",
            "community, building, household",
            "The first row holds the headers"
        );

    [Fact]
    public void An_empty_grid_cell_is_told() =>
        TheFault(
            Register(Good, Good.Replace("LJ-01", " ", StringComparison.Ordinal)),
            3,
            "grid",
            "empty",
            "Every row needs"
        );

    [Theory]
    [InlineData("x")]
    [InlineData("男女")]
    public void A_bad_sex(string sex) =>
        TheFault(Register(Good.Replace("男", sex, StringComparison.Ordinal)), 2, "sex", $"\"{sex}\"", "M (男), F (女)");

    [Theory]
    [InlineData("1850")]
    [InlineData("2027")]
    [InlineData("1980-05-01")]
    [InlineData("八零")]
    public void A_bad_birth_year(string year) =>
        TheFault(
            Register(Good.Replace("1980", year, StringComparison.Ordinal)),
            2,
            "birth_year",
            $"\"{year}\"",
            "from 1900 to 2026"
        );

    [Theory]
    [InlineData("3月2日")]
    [InlineData("2026年3月2日")]
    [InlineData("2-Mar")]
    [InlineData("Mar-02")]
    [InlineData("2026/3/2")]
    [InlineData("2026-03-02")]
    [InlineData("3/2/2026")]
    [InlineData("2026/3/2 0:00")]
    public void A_building_that_became_a_date(string building) =>
        TheFault(
            Register(Good.Replace("3栋", building, StringComparison.Ordinal)),
            2,
            "building",
            $"\"{building}\"",
            "\"3-2\"",
            "text",
            "文本"
        );

    [Fact]
    public void Household_grid_and_both_halves_of_a_household_may_become_dates()
    {
        TheFault(Register(Good.Replace("0001", "3月2日", StringComparison.Ordinal)), 2, "household", "3-2");
        TheFault(Register(Good.Replace("LJ-01", "2026年3月", StringComparison.Ordinal)), 2, "grid", "2026-3");
        TheFault(Brought.File("apart.csv", "household_a,household_b", "2026/3/2,LJ-01/1"), 2, "household_a", "3-2");
        TheFault(Brought.File("apart.csv", "household_a,household_b", "LJ-01/1,LJ-01/3月2日"), 2, "household_b", "3-2");
    }

    [Fact]
    public void A_phone_in_scientific_notation() =>
        TheFault(
            Register(Good.Replace("13800000000", "1.38E+10", StringComparison.Ordinal)),
            2,
            "phone",
            "1.38E+10",
            "last digits are lost",
            "text"
        );

    [Theory]
    [InlineData("#####", "too narrow")]
    [InlineData("#REF!", "error mark")]
    public void What_a_spreadsheet_shows_instead_of_a_value(string cell, string words) =>
        TheFault(Register(Good.Replace("张三", cell, StringComparison.Ordinal)), 2, "name", words);

    [Fact]
    public void A_broken_gb18030_byte_is_told_with_its_row_and_column()
    {
        var gb = Encodings.Gb18030(DecoderFallback.ExceptionFallback);
        var bytes = gb.GetBytes($"{Usual}\n{Good}\n{Good.Replace("张三", "李~四", StringComparison.Ordinal)}\n");
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xFF;
        TheFault(Bytes("register.csv", bytes), 3, "name", "李‹FF›四", "GB18030", "CSV UTF-8");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_broken_utf8_byte_is_not_taken_for_gb18030(bool mark)
    {
        var bytes = Encoding.UTF8.GetBytes(
            $"{(mark ? "\uFEFF" : "")}{Usual}\n{Good}\n{Good.Replace("张三", "李~四", StringComparison.Ordinal)}\n"
        );
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0x80;
        TheFault(Bytes("register.csv", bytes), 3, "name", "李‹80›四", "UTF-8");
    }

    [Fact]
    public void A_broken_byte_in_an_unknown_column_is_told_too()
    {
        var bytes = Encoding.UTF8.GetBytes($"{Usual},备注\n{Good},好~\n");
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xC0;
        TheFault(Bytes("register.csv", bytes), 2, "备注", "‹C0›");
    }

    [Fact]
    public void A_nul_byte() =>
        TheFault(Register(Good.Replace("张三", "张\0三", StringComparison.Ordinal)), 2, "name", "NUL");

    [Fact]
    public void A_line_break_in_a_name() =>
        TheFault(Register(Good.Replace("张三", "\"张\n三\"", StringComparison.Ordinal)), 2, "name", "line break");

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n \r\n")]
    public void An_empty_file(string text) =>
        TheFault(
            Bytes("register.csv", Encoding.UTF8.GetBytes(text)),
            null,
            null,
            "empty",
            "The first row holds the headers"
        );

    [Fact]
    public void Headers_only() => TheFault(Register(), 1, null, "headers only", "one resident");

    [Fact]
    public void Rows_of_another_width()
    {
        TheFault(Register(Good, "丽景,LJ-01,3栋"), 3, null, "3 cells", "the headers are 9");
        TheFault(Register($"{Good},多"), 2, null, "10 cells");
        Assert.True(Register($"{Good},, ,").Succeeded);
    }

    [Fact]
    public void A_quote_that_is_not_closed() =>
        TheFault(
            Register(Good, Good.Replace("张三", "\"张三", StringComparison.Ordinal), Good),
            3,
            "6",
            "quote",
            "Nothing after this row was read"
        );

    [Fact]
    public void Text_behind_a_closing_quote() =>
        TheFault(
            Register(Good.Replace("张三", "\"张\"三", StringComparison.Ordinal)),
            2,
            "6",
            "quote",
            "written twice"
        );

    [Fact]
    public void A_row_that_is_too_long() =>
        TheFault(
            Register(Good, $"\"{string.Join('\n', Enumerable.Repeat(Good, 3000))}"),
            3,
            "1",
            "longer than",
            "quote"
        );

    [Fact]
    public void A_cell_that_is_too_long() =>
        TheFault(
            Register(Good.Replace("张三", new string('张', 300), StringComparison.Ordinal)),
            2,
            "name",
            "300 characters"
        );

    [Fact]
    public void A_header_twice_under_two_names() =>
        TheFault(
            Brought.File("register.csv", $"{Usual},姓名", $"{Good},李四"),
            1,
            "姓名",
            "twice",
            "cell 6",
            "cell 10"
        );

    [Fact]
    public void A_code_with_a_stroke_in_it() =>
        TheFault(
            Register(Good.Replace("0001", "3/1201", StringComparison.Ordinal)),
            2,
            "household",
            "stroke",
            "hyphen"
        );

    [Theory]
    [InlineData("LJ-01")]
    [InlineData("LJ-01/")]
    [InlineData("/0001")]
    [InlineData("a/b/c")]
    public void What_names_no_household(string code) =>
        TheFault(Brought.File("apart.csv", "户甲,户乙", $"{code},LJ-01/1"), 2, "户甲", $"\"{code}\"", "LJ-03/0012");

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("24/12/2026")]
    [InlineData("26-12-24")]
    [InlineData("2026-12/24")]
    [InlineData("明天")]
    public void What_is_no_date(string date) =>
        TheFault(
            Brought.File("absences.csv", "居民编号,起,止", $"R1,{date},2026-12-24"),
            2,
            "起",
            $"\"{date}\"",
            "2026-12-24"
        );

    [Fact]
    public void An_absence_of_nobody_or_of_two()
    {
        TheFault(Brought.File("absences.csv", "from,to", "2026-12-01,2026-12-02"), 1, null, "resident (居民编号)");
        TheFault(
            Brought.File("absences.csv", "resident,household,from,to", ",,2026-12-01,2026-12-02"),
            2,
            "resident",
            "does not say who"
        );
        TheFault(
            Brought.File("absences.csv", "resident,household,from,to", "R1,A/1,2026-12-01,2026-12-02"),
            2,
            "resident",
            "both"
        );
    }

    [Fact]
    public void Unknown_roles_posts_wishes_and_seats()
    {
        TheFault(
            Brought.File("register.csv", $"{Usual},身份", $"{Good},党员;物业"),
            2,
            "身份",
            "\"党员\"",
            "party_resident"
        );
        TheFault(Brought.File("wishes.csv", "居民编号,夜,意愿", "R1,周八,愿"), 2, "夜", "\"周八\"", "Sat (周六)");
        TheFault(
            Brought.File("pins.csv", "area,night,watch,post,seat,resident", "A,2026-12-01,evening,boss,1,R"),
            2,
            "post",
            "standby (备班)"
        );
        TheFault(
            Brought.File("pins.csv", "area,night,watch,post,seat,resident", "A,2026-12-01,evening,lead,0,R"),
            2,
            "seat",
            "from 1 to 99"
        );
    }

    [Fact]
    public void All_faults_are_told_at_once_up_to_a_limit()
    {
        var three = Register("丽景,,,1,R1,张三,x,1850,", Good);
        Assert.Equal(["grid", "sex", "birth_year"], three.Faults.Select(f => f.Where.Column));
        var many = Register([.. Enumerable.Repeat(Good.Replace("男", "x", StringComparison.Ordinal), 250)]);
        Assert.Equal(101, many.Faults.Count);
        Assert.Contains("150 more", many.Faults[^1].Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_csv()
    {
        TheFault(Bytes("register.csv", "PK\u0003\u0004rest"u8.ToArray()), null, null, "workbook", "CSV UTF-8");
        TheFault(Bytes("register.csv", Encoding.Unicode.GetPreamble()), null, null, "UTF-16");
        TheFault(Brought.File("register.csv", Usual.Replace(',', '\t')), 1, null, "separated by commas");
        TheFault(
            Brought.File("x.csv", "甲,乙", "1,2"),
            1,
            null,
            "none of the known files",
            "甲, 乙",
            "birth_year (出生年)"
        );
    }

    [Fact]
    public void A_folder_without_a_register_says_what_it_holds()
    {
        using var brought = new Brought();
        brought.Put("名册.xlsx", [1]);
        TheFault(brought.Read(), null, null, "no register.csv", "名册.xlsx");
    }

    [Fact]
    public void A_path_that_leads_nowhere() =>
        TheFault(RegisterReader.Read("/no/such/place", AsOf), null, null, "no such file");
}
