using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Files.Tests.Intake;

/// <summary>Intakes of any shape that files can hold, their texts full of what CSV finds hard.</summary>
internal static class IntakeGen
{
    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 60_000]
        .Select(d => new LocalDate(1990, 1, 1).PlusDays(d));

    // Begins with a Chinese family name, and ends with what is no space.
    private static readonly Gen<string> Names =
        from family in Gen.OneOf("张", "欧阳", "刘", "谢")
        from middle in Gen.OneOf("三", "𠮷", "\"", ",", " ", "#", "·", "é").Array[0, 5]
        from last in Gen.OneOf("三", "\"", ",", "龘", "€", "𠮷", "'")
        select family + string.Concat(middle) + last;

    // Begins with a letter, so that it is no date and no number.
    private static readonly Gen<string> Codes =
        from first in Gen.OneOf("L", "R", "栋", "#")
        from rest in Gen.OneOf("0", "1", "-", ",", "\"", " 0", "号").Array[1, 6]
        select first + string.Concat(rest);

    private static readonly Gen<HouseholdCode> Households = Gen.Select(Codes, Codes, (g, h) => new HouseholdCode(g, h));

    private static readonly Gen<ResidentRow> Residents =
        from place in Gen.Select(Codes, Gen.Null(Codes), Gen.Null(Codes), Gen.OneOf(Codes, Gen.Const("")))
        from who in Gen.Select(Codes, Names, Gen.Enum<Sex>(), Gen.Int[1900, Brought.AsOf.Year])
        from marks in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 63])
        from part in Gen.Select(
            Gen.Enum<Participation>(),
            Gen.Null(Codes),
            Gen.Null(Gen.OneOf("13800000000", "0735-2222222"))
        )
        from exempt in Gen.OneOf(Gen.Nullable(Dates), Gen.Const((LocalDate?)Resident.Always))
        from moved in Gen.Select(Gen.Nullable(Dates), Gen.Nullable(Dates))
        select new ResidentRow
        {
            At = new Place(""),
            Community = "丽景社区",
            Grid = place.Item1,
            Beat = place.Item2,
            Building = place.Item3,
            Household = place.Item4,
            Resident = who.Item1,
            Name = who.Item2,
            Sex = who.Item3,
            BirthYear = who.Item4,
            CanLead = marks.Item1,
            WantsCompanion = marks.Item2,
            IsCarer = marks.Item3,
            Roles = (Roles)marks.Item4,
            Participation = part.Item1,
            Together = part.Item2,
            Phone = part.Item3,
            ExemptUntil = exempt,
            MovedIn = moved.Item1,
            MovedOut = moved.Item2,
        };

    private static readonly Gen<AbsenceRow> Absences =
        from who in Gen.OneOf(
            Codes.Select(r => ((string?)r, (HouseholdCode?)null)),
            Households.Select(h => ((string?)null, (HouseholdCode?)h))
        )
        from nights in Gen.Select(Dates, Dates, Gen.Nullable(Gen.Int[1, 366]), Gen.Nullable(Dates))
        select new AbsenceRow(
            new Place(""),
            who.Item1,
            who.Item2,
            nights.Item1,
            nights.Item2,
            nights.Item3,
            nights.Item4
        );

    private static readonly Gen<WishRow> Wishes =
        from night in Gen.OneOf(
            Dates.Select(d => ((LocalDate?)d, (IsoDayOfWeek?)null)),
            Gen.Int[1, 7].Select(d => ((LocalDate?)null, (IsoDayOfWeek?)(IsoDayOfWeek)d))
        )
        from who in Codes
        from kind in Gen.Enum<WishKind>()
        select new WishRow(new Place(""), who, night.Item1, night.Item2, kind);

    private static readonly Gen<HistoryRow> History =
        from household in Gen.OneOf(Households, Codes.Select(g => new HouseholdCode(g, "")))
        from duty in Gen.Select(Codes, Dates, Gen.Enum<Post>(), Gen.Bool)
        select new HistoryRow(new Place(""), household, duty.Item1, duty.Item2, duty.Item3, duty.Item4);

    private static readonly Gen<PinRow> Pins =
        from area in Codes
        from seat in Gen.Select(Dates, Codes, Gen.Enum<Post>(), Gen.Int[1, 99], (n, w, p, s) => new Seat(n, w, p, s))
        from who in Codes
        select new PinRow(new Place(""), area, seat, who);

    /// <summary>An intake with at least one resident; each row knows the place it will have.</summary>
    public static readonly Gen<RegisterIntake> Intakes =
        from residents in Residents.Array[1, 8]
        from absences in Absences.Array[0, 4]
        from wishes in Wishes.Array[0, 4]
        from apart in Gen.Select(Households, Households, (a, b) => new ApartRow(new Place(""), a, b)).Array[0, 4]
        from history in History.Array[0, 4]
        from pins in Pins.Array[0, 4]
        select new RegisterIntake
        {
            Residents = [.. residents.Select((r, i) => r with { At = new Place("register.csv", i + 2) })],
            Absences = [.. absences.Select((r, i) => r with { At = new Place("absences.csv", i + 2) })],
            Wishes = [.. wishes.Select((r, i) => r with { At = new Place("wishes.csv", i + 2) })],
            Apart = [.. apart.Select((r, i) => r with { At = new Place("apart.csv", i + 2) })],
            History = [.. history.Select((r, i) => r with { At = new Place("history.csv", i + 2) })],
            Pins = [.. pins.Select((r, i) => r with { At = new Place("pins.csv", i + 2) })],
        };
}
