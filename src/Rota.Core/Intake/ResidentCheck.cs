using System.Globalization;
using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Intake;

/// <summary>Checks each resident's row by itself, and that nobody stands in two.</summary>
internal static class ResidentCheck
{
    public static void Check(IReadOnlyList<ResidentRow> rows, KnownRegister known, LocalDate asOf, Findings found)
    {
        var seen = new Dictionary<string, Place>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!seen.TryAdd(row.Resident, row.At))
            {
                found.Twice(
                    row.At,
                    "resident",
                    seen[row.Resident],
                    new Words($"居民编号“{row.Resident}”重复", $"resident \"{row.Resident}\" stands there twice"),
                    new Words("一位居民只写一行；两个人要有两个编号", "One row a resident; two people have two codes")
                );
            }

            CheckOne(row, asOf, found);
            CheckZeros(row, known, found);
        }
    }

    private static void CheckOne(ResidentRow row, LocalDate asOf, Findings found)
    {
        if (row.BirthYear > asOf.Year)
        {
            var year = row.BirthYear.ToString(CultureInfo.InvariantCulture);
            found.Fault(
                row.At,
                "birth_year",
                new Words($"出生年 {year} 还没有到", $"the birth year {year} is still to come"),
                new Words($"最晚是 {asOf.Year} 年", $"It is {asOf.Year} at the latest")
            );
        }

        if (row.MovedIn is { } movedIn && row.MovedOut is { } movedOut && movedOut < movedIn)
        {
            found.Fault(
                row.At,
                "moved_out",
                new Words(
                    $"迁出日期 {movedOut:R} 早于迁入日期 {movedIn:R}",
                    $"moved out on {movedOut:R}, before moving in on {movedIn:R}"
                ),
                new Words("请核对两个日期，多半写反了", "Check both dates; they may have changed places")
            );
        }

        if (row.WantsCompanion && row.Sex == Sex.Man)
        {
            found.Fault(
                row.At,
                "companion",
                new Words("男性居民不能选“结伴”", "a man is marked for a companion"),
                new Words(
                    "“结伴”只用于女性居民；请核对性别，或清空这一格",
                    "Only a woman can ask for one: check the sex, or clear the cell"
                )
            );
        }

        if (row.Phone is { } phone && !PhoneText.CanBe(phone))
        {
            var digits = PhoneText.Digits(phone).ToString(CultureInfo.InvariantCulture);
            found.Remark(
                row.At,
                "phone",
                new Words(
                    $"电话不像能打通的号码（有 {digits} 位数字）",
                    $"this can be no phone number (it has {digits} digits)"
                ),
                new Words(
                    "手机是 1 开头的 11 位，座机是 7 或 8 位（可加区号）",
                    "A mobile number has 11 digits and begins with 1, a fixed one has 7 or 8, with or without area code"
                )
            );
        }
    }

    // A household code that has lost its zeros would found a second household of the same people.
    private static void CheckZeros(ResidentRow row, KnownRegister known, Findings found)
    {
        if (
            !known.Residents.TryGetValue(row.Resident, out var before)
            || !Codebook.Resemble(before.ToString(), new HouseholdCode(row.Grid, row.Household).ToString())
        )
        {
            return;
        }

        found.Fault(
            row.At,
            "household",
            new Words(
                $"户号“{row.Grid}/{row.Household}”原来是“{before}”，只差开头的 0 或大小写",
                $"household \"{row.Grid}/{row.Household}\" was \"{before}\" before: only zeros or letter case differ"
            ),
            new Words(
                "请把这一栏设为“文本”，照原来的编号填写",
                "Set the cell format to text and type the code as it was"
            )
        );
    }
}
