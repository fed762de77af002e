using System.Globalization;
using NodaTime;

namespace Rota.Core.Intake;

/// <summary>Checks absences, wishes and households to keep apart.</summary>
internal static class AvailabilityCheck
{
    private const int MostYearsOfBlocks = 10;

    public static void Check(RegisterIntake intake, Codebook book, Findings found)
    {
        foreach (var row in intake.Absences)
        {
            Absence(row, book, found);
        }

        Wishes(intake.Wishes, book, found);
        foreach (var row in intake.Apart)
        {
            Apart(row, book, found);
        }
    }

    private static void Absence(AbsenceRow row, Codebook book, Findings found)
    {
        if (row.Resident is { } resident && !book.Has(resident, out _))
        {
            found.UnknownResident(row.At, resident, book);
        }

        if (row.Household is { } household && !book.Has(household))
        {
            found.UnknownHousehold(row.At, "household", household, book);
        }

        if (row.From > row.To)
        {
            found.Fault(
                row.At,
                "to",
                new Words(
                    $"止 {row.To:R} 早于起 {row.From:R}",
                    $"it ends on {row.To:R}, before it begins on {row.From:R}"
                ),
                new Words(
                    "起、止是第一夜和最后一夜；请核对，多半写反了",
                    "They are the first and the last night; they may have changed places"
                )
            );
            return;
        }

        Blocks(row, found);
    }

    private static void Blocks(AbsenceRow row, Findings found)
    {
        if (row.Every is null != row.Until is null)
        {
            found.Fault(
                row.At,
                row.Every is null ? "every" : "until",
                row.Every is null
                    ? new Words("写了“至”，没有写“每隔”", "it says until when, but not every how many nights")
                    : new Words("写了“每隔”，没有写“至”", "it says every how many nights, but not until when"),
                new Words("两格要么都填，要么都空", "Fill in both, or neither")
            );
            return;
        }

        if (row.Every is not { } every || row.Until is not { } until)
        {
            return;
        }

        var nights = Period.DaysBetween(row.From, row.To) + 1;
        if (every < nights)
        {
            var (e, n) = (Text(every), Text(nights));
            found.Fault(
                row.At,
                "every",
                new Words($"每隔 {e} 夜重复，但一次就有 {n} 夜", $"it repeats every {e} nights, but lasts {n}"),
                new Words(
                    $"“每隔”从第一夜算到下一次的第一夜，至少是 {n}",
                    $"It counts from first night to first night: at least {n}"
                )
            );
        }

        if (until < row.To)
        {
            found.Fault(
                row.At,
                "until",
                new Words(
                    $"至 {until:R} 早于止 {row.To:R}",
                    $"it repeats until {until:R}, before its first block ends on {row.To:R}"
                ),
                new Words("“至”是重复到哪一夜为止", "Until is the night on which repeating ends")
            );
        }
        else if (until > row.From.PlusYears(MostYearsOfBlocks))
        {
            found.Fault(
                row.At,
                "until",
                new Words($"一直重复到 {until:R}", $"it repeats until {until:R}"),
                new Words(
                    $"最多写 {Text(MostYearsOfBlocks)} 年，到时再续",
                    $"At most {Text(MostYearsOfBlocks)} years; renew it then"
                )
            );
        }
    }

    private static void Wishes(IReadOnlyList<WishRow> rows, Codebook book, Findings found)
    {
        var seen = new Dictionary<(string, LocalDate?, IsoDayOfWeek?), WishRow>();
        foreach (var row in rows)
        {
            if (!book.Has(row.Resident, out _))
            {
                found.UnknownResident(row.At, row.Resident, book);
            }

            var about = (row.Resident, row.Night, row.Weekday);
            if (!seen.TryAdd(about, row) && seen[about].Kind != row.Kind)
            {
                found.Fault(
                    row.At,
                    "wish",
                    new Words(
                        $"同一夜又愿又不愿，见{Findings.RowOf(seen[about].At).Zh}",
                        $"liked and avoided at once, see {Findings.RowOf(seen[about].At).En}"
                    ),
                    new Words("请只留一行", "Keep one of the two rows")
                );
            }
        }
    }

    private static void Apart(ApartRow row, Codebook book, Findings found)
    {
        foreach (var (column, household) in ((string, HouseholdCode)[])[("household_a", row.A), ("household_b", row.B)])
        {
            if (!book.Has(household))
            {
                found.UnknownHousehold(row.At, column, household, book);
            }
        }

        if (row.A == row.B)
        {
            found.Fault(
                row.At,
                "household_b",
                new Words($"户甲和户乙都是“{row.A}”", $"both households are \"{row.A}\""),
                new Words("请写两个不同的户", "Name two different households")
            );
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
