using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Core.Intake;

/// <summary>Checks duties of the past and pins.</summary>
internal static class DutyCheck
{
    public static void Check(RegisterIntake intake, Codebook book, LocalDate asOf, Findings found)
    {
        History(intake.History, book, asOf, found);
        Pins(intake.Pins, book, asOf, found);
    }

    private static void History(IReadOnlyList<HistoryRow> rows, Codebook book, LocalDate asOf, Findings found)
    {
        var nights = new Dictionary<(string, LocalDate), Place>(rows.Count);
        foreach (var row in rows)
        {
            var isKnown = book.Has(row.Resident, out var household);
            if (!isKnown)
            {
                found.UnknownResident(row.At, row.Resident, book);
            }

            // Whoever has moved stood for the household of then. A helper has none, or stands in the books by their own code.
            var isHelper = isKnown && household.Household.Length == 0;
            var ofHelper = row.Household.Household.Length == 0 || row.Household.Household == row.Resident;
            if (!book.Has(row.Household) && !(isHelper && ofHelper && book.HasPlace(row.Household.Grid)))
            {
                found.UnknownHousehold(row.At, "household", row.Household, book);
            }

            if (row.Night > asOf)
            {
                found.Fault(
                    row.At,
                    "night",
                    new Words($"{row.Night:R} 还没有到", $"the night {row.Night:R} is still to come"),
                    new Words(
                        $"往期值班最晚到 {asOf:R}；今后的请写在 pins.csv",
                        $"History ends on {asOf:R}; what is to come goes into pins.csv"
                    )
                );
            }

            if (!nights.TryAdd((row.Resident, row.Night), row.At))
            {
                found.Twice(
                    row.At,
                    "night",
                    nights[(row.Resident, row.Night)],
                    new Words(
                        $"居民“{row.Resident}”在 {row.Night:R} 这一夜有两个岗位",
                        $"resident \"{row.Resident}\" stands twice on {row.Night:R}"
                    ),
                    new Words("一位居民一夜只有一个岗位，请留一行", "One post a resident and night: keep one row")
                );
            }
        }
    }

    private static void Pins(IReadOnlyList<PinRow> rows, Codebook book, LocalDate asOf, Findings found)
    {
        var seats = new Dictionary<(string, Seat), Place>();
        var nights = new Dictionary<(string, LocalDate), Place>();
        foreach (var row in rows)
        {
            if (!book.HasPlace(row.Area))
            {
                found.UnknownArea(row.At, row.Area, book);
            }

            if (!book.Has(row.Resident, out _))
            {
                found.UnknownResident(row.At, row.Resident, book);
            }

            if (!seats.TryAdd((row.Area, row.Seat), row.At))
            {
                found.Twice(
                    row.At,
                    "seat",
                    seats[(row.Area, row.Seat)],
                    new Words("同一席指定了两次", "the same seat is pinned twice"),
                    new Words("一席只有一个人，请留一行", "One resident a seat: keep one row")
                );
            }

            if (!nights.TryAdd((row.Resident, row.Seat.Night), row.At))
            {
                found.Twice(
                    row.At,
                    "resident",
                    nights[(row.Resident, row.Seat.Night)],
                    new Words(
                        $"居民“{row.Resident}”在 {row.Seat.Night:R} 这一夜指定了两次",
                        $"resident \"{row.Resident}\" is pinned twice on {row.Seat.Night:R}"
                    ),
                    new Words("一位居民一夜只站一席，请留一行", "One seat a resident and night: keep one row")
                );
            }

            if (row.Seat.Night < asOf)
            {
                found.Remark(
                    row.At,
                    "night",
                    new Words($"{row.Seat.Night:R} 已经过去", $"the night {row.Seat.Night:R} is past"),
                    new Words(
                        "指定班次只对今后有效；已站的请写在 history.csv",
                        "A pin is for nights to come; what was stood goes into history.csv"
                    )
                );
            }
        }
    }
}
