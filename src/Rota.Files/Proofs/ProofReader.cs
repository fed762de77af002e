using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using static Rota.Files.Proofs.ProofFields;

namespace Rota.Files.Proofs;

/// <summary>
/// Reads the proof of an area from JSON, whoever wrote it: whatever will not do is a <see cref="FormatException"/> that says what, and
/// <see cref="At"/> then says in which part. Ranges are those within which all sums stay exact.
/// </summary>
internal sealed class ProofReader(JsonElement json)
{
    private const long MostThousandths = 1_000_000_000_000;
    private const int MostWatches = 31 * 20;

    private readonly Dictionary<string, GridId> grids = [];
    private readonly Dictionary<string, HouseholdId> households = [];
    private readonly Dictionary<string, ResidentId> residents = [];
    private readonly HashSet<(LocalDate, string)> watches = [];
    private readonly List<Household> homes = [];
    private readonly List<Resident> people = [];
    private readonly List<Absence> absences = [];
    private readonly List<Wish> wishes = [];
    private readonly List<KnownDuty> around = [];
    private readonly List<(HouseholdId, string)> festivals = [];
    private readonly Dictionary<HouseholdId, Points> balances = [];
    private readonly Dictionary<ResidentId, int> stood = [];
    private YearMonth month;

    /// <summary>The part that is read, or was when reading ended.</summary>
    public string At { get; set; } = "head";

    /// <summary>The proof.</summary>
    public Proof Read()
    {
        var head = Part("head");
        if (Text(head, "form") != ProofPart.Form)
        {
            throw new FormatException($"form is \"{Text(head, "form")}\"; this program reads {ProofPart.Form}");
        }

        month = Month(Text(head, "month"));
        var heads = Items(head, "grids").Select(Grid).ToList();
        var terms = ProofTerms.Read(Part("terms"));
        var frozen = ItemsAt("nights", "night").SelectMany(Watches).ToList();
        foreach (var household in ItemsAt("households", "household"))
        {
            Household(household);
        }

        var apart = ItemsAt("apart").Select(Apart).ToList();
        var pins = ItemsAt("pins").Select(Pin).ToList();
        var duties = new List<Duty>();
        var gaps = new List<Gap>();
        foreach (var night in ItemsAt("rota", "night"))
        {
            Rota(night, duties, gaps);
        }

        var standing = Standing(Part("standing"));
        return new Proof(
            Text(head, "covenant"),
            new ProblemFacts
            {
                Area = Text(head, "area"),
                Month = month,
                Terms = terms,
                Calendar = new DayCalendar([]),
                Frozen = frozen,
                Grids = heads,
                Households = homes,
                Residents = people,
                Absences = absences,
                Wishes = wishes,
                Apart = apart,
                Balances = balances,
                Around = around,
                FestivalsStood = festivals,
                WatchesStood = stood,
                Pins = pins,
            },
            new WatchRota(month, duties, gaps),
            standing,
            [.. ItemsAt("prices", "rule").SelectMany(Prices)]
        );
    }

    private JsonElement Part(string section)
    {
        At = section;
        return Field(json, section);
    }

    private IEnumerable<JsonElement> ItemsAt(string section, string? item = null)
    {
        At = section;
        foreach (var element in Items(json, section))
        {
            At = item is null
                ? section
                : $"{ProofPart.Sections.First(s => s.Section == section).Prefix} {Text(element, item)}";
            yield return element;
            At = section;
        }
    }

    private static YearMonth Month(string text) =>
        YearMonthPattern.Iso.Parse(text) is { Success: true, Value.Year: > 1901 and < 2100 } read
            ? read.Value
            : throw new FormatException($"\"{text}\" is no month of this time");

    private Grid Grid(JsonElement grid)
    {
        var id = new GridId(grids.Count + 1);
        var code = Text(grid, "grid");
        return grids.TryAdd(code, id)
            ? new Grid(id, code, Text(grid, "community"), Beat: null)
            : throw new FormatException($"grid {code} stands twice");
    }

    private IEnumerable<Watch> Watches(JsonElement element)
    {
        var night = new Night(
            InMonth(Text(element, "night")),
            OneOf<NightKind>(element, "kind"),
            new Points(Whole(element, "thousandths", 0, ProofTerms.MostThousandths)),
            new Points(Whole(element, "standby_thousandths", 0, ProofTerms.MostThousandths)),
            TextIfAny(element, "festival")
        );
        foreach (var watch in Items(element, "watches"))
        {
            var name = Text(watch, "watch");
            if (watches.Count == MostWatches)
            {
                throw new FormatException($"there are more than {MostWatches} watches");
            }

            yield return watches.Add((night.Date, name))
                ? new Watch(
                    night,
                    name,
                    TimeOf(watch, "start"),
                    TimeOf(watch, "end"),
                    Int(watch, "leads", 0, ProofTerms.MostSeats),
                    Int(watch, "guards", 0, ProofTerms.MostSeats),
                    Int(watch, "standbys", 0, ProofTerms.MostSeats)
                )
                : throw new FormatException($"watch {name} stands twice");
        }
    }

    private void Household(JsonElement element)
    {
        var id = new HouseholdId(households.Count + 1);
        var (whole, grid) = (Text(element, "household"), Text(element, "grid"));
        if (!grids.TryGetValue(grid, out var itsGrid) || !whole.StartsWith($"{grid}/", StringComparison.Ordinal))
        {
            throw new FormatException($"it is not of the grid \"{grid}\"");
        }

        if (!households.TryAdd(whole, id))
        {
            throw new FormatException("it stands twice");
        }

        homes.Add(
            new Household
            {
                Id = id,
                Grid = itsGrid,
                Code = whole[(grid.Length + 1)..],
                Building = TextIfAny(element, "building"),
                IsHelper = Truth(element, "helper"),
            }
        );
        balances[id] = new Points(Whole(element, "balance_thousandths", -MostThousandths, MostThousandths));
        around.AddRange(ItemsIfAny(element, "out").Select(n => new KnownDuty(id, default, Date(Text(n)), Post.Guard)));
        around.AddRange(
            ItemsIfAny(element, "standby").Select(n => new KnownDuty(id, default, Date(Text(n)), Post.Standby))
        );
        festivals.AddRange(ItemsIfAny(element, "festivals").Select(f => (id, Text(f))));
        foreach (var resident in Items(element, "residents"))
        {
            Resident(resident, id);
        }
    }

    private void Resident(JsonElement element, HouseholdId household)
    {
        var id = new ResidentId(residents.Count + 1);
        var code = Text(element, "resident");
        if (!residents.TryAdd(code, id))
        {
            throw new FormatException($"resident {code} stands twice");
        }

        people.Add(
            new Resident
            {
                Id = id,
                Code = code,
                Number = new WatchNumber(Int(element, "watch_number", 0, int.MaxValue)),
                Household = household,
                Sex = OneOf<Sex>(element, "sex"),
                BirthYear = Int(element, "birth_year", 1, 9999),
                Participation = OneOf<Participation>(element, "participation"),
                CanLead = Truth(element, "lead"),
                WantsCompanion = Truth(element, "companion"),
                IsCarer = Truth(element, "carer"),
                Together = TextIfAny(element, "together"),
                ExemptUntil = DateIfAny(element, "exempt_until"),
                MovedIn = DateIfAny(element, "moved_in"),
                MovedOut = DateIfAny(element, "moved_out"),
            }
        );
        if (Optional(element, "stood") is not null)
        {
            stood[id] = Int(element, "stood", 1, int.MaxValue);
        }

        absences.AddRange(ItemsIfAny(element, "absent").Select(a => Absence(Text(a), id)));
        wishes.AddRange(ItemsIfAny(element, "likes").Select(w => Wish(Text(w), id, WishKind.Like)));
        wishes.AddRange(ItemsIfAny(element, "avoids").Select(w => Wish(Text(w), id, WishKind.Avoid)));
    }

    private static Absence Absence(string text, ResidentId who) =>
        text.Split("..") is [var from, var to]
            ? new Absence(who, Date(from), Date(to))
            : throw new FormatException($"\"{text}\" is no absence");

    private static Wish Wish(string text, ResidentId who, WishKind kind)
    {
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            if (day.ToString()[..3] == text)
            {
                return new Wish(who, Night: null, day, kind);
            }
        }

        return new Wish(who, Date(text), Weekday: null, kind);
    }

    private Apart Apart(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? new Apart(Home(Text(pair[0])), Home(Text(pair[1])))
            : throw new FormatException($"{pair} are no two households");

    private (Seat, ResidentId) Pin(JsonElement pin) =>
        (SeatOn(pin, InMonth(Text(pin, "night"))), Who(Text(pin, "resident")));

    private void Rota(JsonElement element, List<Duty> duties, List<Gap> gaps)
    {
        var night = InMonth(Text(element, "night"));
        duties.AddRange(
            Items(element, "duties")
                .Select(d => new Duty(
                    SeatOn(d, night),
                    Who(Text(d, "resident")),
                    Home(Text(d, "household")),
                    new Points(Whole(d, "thousandths", 0, ProofTerms.MostThousandths)),
                    Truth(d, "leads")
                ))
        );
        gaps.AddRange(Items(element, "gaps").Select(g => new Gap(SeatOn(g, night), Words.Same(""))));
    }

    private static Standing Standing(JsonElement element) =>
        new(
            OneOf<RotaStatus>(element, "status"),
            Whole(element, "cost", long.MinValue, long.MaxValue),
            Whole(element, "bound", long.MinValue, long.MaxValue),
            OneOf<ClosedBy>(element, "closed_by")
        );

    private static IEnumerable<RowPrice> Prices(JsonElement element)
    {
        var rule = Text(element, "rule");
        foreach (var row in Items(element, "rows"))
        {
            var numbers =
                row.ValueKind == JsonValueKind.Array
                    ? row.EnumerateArray()
                        .Select(n =>
                            n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var whole) ? whole : (long?)null
                        )
                        .ToList()
                    : [];
            yield return numbers is [{ } place, { } first, { } second, { } price]
            && new[] { place, first, second }.All(n => n is >= int.MinValue and <= int.MaxValue)
                ? new RowPrice((int)place, new RowKey(rule, (int)first, (int)second), price)
                : throw new FormatException($"{row} is no row and price");
        }
    }

    private LocalDate InMonth(string text) =>
        Date(text) is var date && date.ToYearMonth() == month
            ? date
            : throw new FormatException($"{text} is not of the month");

    private HouseholdId Home(string code) =>
        households.TryGetValue(code, out var id) ? id : throw new FormatException($"there is no household \"{code}\"");

    private ResidentId Who(string code) =>
        residents.TryGetValue(code, out var id) ? id : throw new FormatException($"there is no resident \"{code}\"");
}
