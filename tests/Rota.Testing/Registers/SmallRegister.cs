using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Testing.Registers;

/// <summary>
/// Builds small registers as intakes: grids of one community, households of two adults each, codes that tell where they
/// belong ("G1/0002", "R1-0002-1"). What a test needs otherwise it says row by row.
/// </summary>
public sealed class SmallRegister
{
    private readonly List<ResidentRow> residents = [];
    private readonly List<AbsenceRow> absences = [];
    private readonly List<WishRow> wishes = [];
    private readonly List<ApartRow> apart = [];
    private readonly List<HistoryRow> history = [];
    private readonly List<PinRow> pins = [];

    /// <summary>A register of some grids with so many households each.</summary>
    public static SmallRegister Of(int grids, int households, int adults = 2)
    {
        var register = new SmallRegister();
        for (var g = 1; g <= grids; g++)
        {
            for (var h = 1; h <= households; h++)
            {
                for (var r = 1; r <= adults; r++)
                {
                    register.residents.Add(Row(g, h, r));
                }
            }
        }

        return register;
    }

    /// <summary>Code of a grid by its number.</summary>
    public static string Grid(int grid) => string.Create(CultureInfo.InvariantCulture, $"G{grid}");

    /// <summary>Code of a household by its numbers.</summary>
    public static HouseholdCode Household(int grid, int household) =>
        new(Grid(grid), household.ToString("0000", CultureInfo.InvariantCulture));

    /// <summary>Code of a resident by its numbers.</summary>
    public static string Resident(int grid, int household, int resident) =>
        string.Create(CultureInfo.InvariantCulture, $"R{grid}-{household:0000}-{resident}");

    /// <summary>A row of an adult; odd residents are men who can lead, even ones women.</summary>
    public static ResidentRow Row(int grid, int household, int resident) =>
        new()
        {
            At = At("register.csv"),
            Community = "丽景",
            Grid = Grid(grid),
            Beat = "J1",
            Building = string.Create(CultureInfo.InvariantCulture, $"{((household - 1) / 10) + 1}栋"),
            Household = Household(grid, household).Household,
            Resident = Resident(grid, household, resident),
            Name = string.Create(CultureInfo.InvariantCulture, $"居民{grid}之{household}之{resident}"),
            Sex = resident % 2 == 1 ? Sex.Man : Sex.Woman,
            BirthYear = 1985,
            Phone = string.Create(CultureInfo.InvariantCulture, $"1000{grid:00}{household:0000}{resident}"),
            CanLead = resident % 2 == 1,
        };

    /// <summary>Adds a row.</summary>
    public SmallRegister With(ResidentRow row)
    {
        residents.Add(row);
        return this;
    }

    /// <summary>Changes the row of a resident.</summary>
    public SmallRegister Change(string resident, Func<ResidentRow, ResidentRow> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var at = residents.FindIndex(r => string.Equals(r.Resident, resident, StringComparison.Ordinal));
        residents[at] = change(residents[at]);
        return this;
    }

    /// <summary>Leaves out everybody but these.</summary>
    public SmallRegister Only(params string[] kept)
    {
        residents.RemoveAll(r => !kept.Contains(r.Resident, StringComparer.Ordinal));
        return this;
    }

    /// <summary>Adds an absence.</summary>
    public SmallRegister Absent(string resident, LocalDate from, LocalDate to)
    {
        absences.Add(new AbsenceRow(At("absences.csv"), resident, Household: null, from, to, Every: null, Until: null));
        return this;
    }

    /// <summary>Adds an absence of a whole household.</summary>
    public SmallRegister Absent(HouseholdCode household, LocalDate from, LocalDate to)
    {
        absences.Add(new AbsenceRow(At("absences.csv"), Resident: null, household, from, to, Every: null, Until: null));
        return this;
    }

    /// <summary>Adds a wish about a date.</summary>
    public SmallRegister Wishes(string resident, LocalDate night, WishKind kind)
    {
        wishes.Add(new WishRow(At("wishes.csv"), resident, night, Weekday: null, kind));
        return this;
    }

    /// <summary>Adds a wish about a weekday.</summary>
    public SmallRegister Wishes(string resident, IsoDayOfWeek weekday, WishKind kind)
    {
        wishes.Add(new WishRow(At("wishes.csv"), resident, Night: null, weekday, kind));
        return this;
    }

    /// <summary>Keeps two households apart.</summary>
    public SmallRegister Apart(HouseholdCode a, HouseholdCode b)
    {
        apart.Add(new ApartRow(At("apart.csv"), a, b));
        return this;
    }

    /// <summary>Adds a duty of the past.</summary>
    public SmallRegister Stood(
        HouseholdCode household,
        string resident,
        LocalDate night,
        Post post,
        bool attended = true
    )
    {
        history.Add(new HistoryRow(At("history.csv"), household, resident, night, post, attended));
        return this;
    }

    /// <summary>Pins a resident to a seat.</summary>
    public SmallRegister Pinned(string area, Seat seat, string resident)
    {
        pins.Add(new PinRow(At("pins.csv"), area, seat, resident));
        return this;
    }

    /// <summary>The intake.</summary>
    public RegisterIntake Build() =>
        new()
        {
            Residents = [.. residents],
            Absences = [.. absences],
            Wishes = [.. wishes],
            Apart = [.. apart],
            History = [.. history],
            Pins = [.. pins],
            Files = ["register.csv"],
        };

    private static Place At(string file) => new(file, Line: 2);
}
