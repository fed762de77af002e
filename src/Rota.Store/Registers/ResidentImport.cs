using NodaTime;
using Rota.Core.Intake;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Brings residents, their homes, names and phones up to date with the rows of a register.</summary>
internal sealed class ResidentImport(Session session, RegisterState state, LocalDate today)
{
    private static readonly string[] ResidentColumns =
    [
        "id",
        "code",
        "watch_number",
        "sex",
        "birth_year",
        "roles",
        "can_lead",
        "wants_companion",
        "is_carer",
        "together",
        "participation",
        "exempt_until",
    ];

    private readonly List<object?[]> added = [];
    private readonly List<object?[]> changed = [];
    private readonly List<object?[]> persons = [];
    private readonly List<object?[]> newHomes = [];
    private readonly List<object?[]> changedHomes = [];

    public RowCounts Counts { get; private set; } = RowCounts.None;

    public int Moved { get; private set; }

    public int Ended { get; private set; }

    public int NotNamed { get; private set; }

    /// <summary>Whether somebody who was on the register has another name now.</summary>
    public bool IsRenamed { get; private set; }

    public async Task ApplyAsync(IReadOnlyList<ResidentRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        // The order of codes, not of rows: a file sorted otherwise gives the same numbers.
        var ordered = rows.OrderBy(r => r.Resident, StringComparer.Ordinal).ToList();
        var named = ordered.Select(r => r.Resident).ToHashSet(StringComparer.Ordinal);
        NotNamed = state.Residents.Values.Count(r =>
            !named.Contains(r.Code) && !state.IsErased(r.Code) && IsHere(r.Id)
        );
        var isNew = ordered.Count(r => !state.Residents.ContainsKey(r.Resident));
        var id = isNew == 0 ? 0 : (int)await session.TakeAsync("resident", isNew, cancellation);
        var number = isNew == 0 ? 0 : (int)await session.TakeAsync("watch_number", isNew, cancellation);
        var differing = 0;
        foreach (var row in ordered)
        {
            if (state.Residents.TryGetValue(row.Resident, out var known))
            {
                differing += Update(known, row) ? 1 : 0;
            }
            else
            {
                Add(row, id++, number++);
            }
        }

        await WriteAsync(cancellation);
        Counts = new RowCounts(isNew, differing, ordered.Count - isNew - differing);
    }

    private bool IsHere(int resident) => state.Homes[resident].Last.EndNight is not { } end || today < end;

    private void Add(ResidentRow row, int id, int number)
    {
        var resident = new StoredResident
        {
            Id = id,
            Code = row.Resident,
            WatchNumber = number,
        };
        Fill(resident, row);
        state.Residents.Add(row.Resident, resident);
        added.Add(Values(resident));
        state.Persons.Add(id, (row.Name, row.Phone));
        persons.Add([id, row.Name, row.Phone]);
        var first = row.MovedIn ?? TextForm.AlwaysHere;
        Settle(id, HouseholdOf(row), first, row.MovedOut, isOnly: true);
        state.TouchResident(id);
    }

    private bool Update(StoredResident known, ResidentRow row)
    {
        var differs = false;
        if (Fill(known, row))
        {
            changed.Add(Values(known));
            state.TouchResident(known.Id);
            differs = true;
        }

        if (!state.Persons.TryGetValue(known.Id, out var person) || person != (row.Name, row.Phone))
        {
            IsRenamed |= person.Name != row.Name;
            state.Persons[known.Id] = (row.Name, row.Phone);
            persons.Add([known.Id, row.Name, row.Phone]);
            differs = true;
        }

        return House(known.Id, row) || differs;
    }

    /// <summary>Brings a resident's home up to date; says whether anything is different.</summary>
    private bool House(int resident, ResidentRow row)
    {
        var (home, isOnly) = state.Homes[resident];
        var household = HouseholdOf(row);
        if (home.HouseholdId != household)
        {
            Move(resident, home, household, row);
            Moved++;
            return true;
        }

        if (home.EndNight is { } left && row.MovedIn is { } back && back >= left && back > home.FirstNight)
        {
            Settle(resident, household, back, row.MovedOut, isOnly: false);
            state.TouchResident(resident);
            return true;
        }

        var first = isOnly
            ? row.MovedIn ?? TextForm.AlwaysHere
            : LocalDate.Max(row.MovedIn ?? home.FirstNight, home.FirstNight);
        first = NotAfter(first, row.MovedOut);
        if (first == home.FirstNight && row.MovedOut == home.EndNight)
        {
            return false;
        }

        Ended += home.EndNight is null && row.MovedOut is not null ? 1 : 0;
        Change(home, first, household, row.MovedOut);
        state.TouchResident(resident);
        return true;
    }

    private void Move(int resident, HouseholdMembership home, int household, ResidentRow row)
    {
        state.TouchResident(resident);
        var first = row.MovedIn is { } movedIn && movedIn > home.FirstNight ? movedIn : today;
        first = NotAfter(first, row.MovedOut);
        if (first <= home.FirstNight)
        {
            // Nobody lived a night in the first home: it was put down wrongly.
            Change(home, home.FirstNight, household, row.MovedOut);
        }
        else
        {
            Change(home, home.FirstNight, home.HouseholdId, LocalDate.Min(home.EndNight ?? first, first));
            Settle(resident, household, first, row.MovedOut, isOnly: false);
        }

        state.TouchResident(resident);
    }

    private void Settle(int resident, int household, LocalDate first, LocalDate? end, bool isOnly)
    {
        var home = new HouseholdMembership
        {
            ResidentId = resident,
            FirstNight = NotAfter(first, end),
            HouseholdId = household,
            EndNight = end,
        };
        state.Homes[resident] = (home, isOnly);
        newHomes.Add([resident, home.FirstNight, household, end]);
    }

    private void Change(HouseholdMembership home, LocalDate first, int household, LocalDate? end)
    {
        changedHomes.Add([home.ResidentId, home.FirstNight, first, household, end]);
        home.FirstNight = first;
        home.HouseholdId = household;
        home.EndNight = end;
    }

    private static LocalDate NotAfter(LocalDate first, LocalDate? end) =>
        end is { } last && last < first ? last : first;

    private int HouseholdOf(ResidentRow row) => state.Households[PlaceImport.KeyOf(state, row)];

    /// <summary>Takes over what the row says of the resident; says whether anything is different.</summary>
    private static bool Fill(StoredResident resident, ResidentRow row)
    {
        var before = Said(resident);
        resident.Sex = row.Sex;
        resident.BirthYear = row.BirthYear;
        resident.Roles = (int)row.Roles;
        resident.CanLead = row.CanLead;
        resident.WantsCompanion = row.WantsCompanion;
        resident.IsCarer = row.IsCarer;
        resident.Together = row.Together;
        resident.Participation = row.Participation;
        resident.ExemptUntil = row.ExemptUntil;
        return !Said(resident).Equals(before);

        static object Said(StoredResident r) =>
            (
                r.Sex,
                r.BirthYear,
                r.Roles,
                r.CanLead,
                r.WantsCompanion,
                r.IsCarer,
                r.Together,
                r.Participation,
                r.ExemptUntil
            );
    }

    private static object?[] Values(StoredResident r) =>
        [
            r.Id,
            r.Code,
            r.WatchNumber,
            r.Sex,
            r.BirthYear,
            r.Roles,
            r.CanLead,
            r.WantsCompanion,
            r.IsCarer,
            r.Together,
            r.Participation,
            r.ExemptUntil,
        ];

    private async Task WriteAsync(CancellationToken cancellation)
    {
        await session.InsertAsync("resident", ResidentColumns, added, onConflict: null, cancellation);
        var assignments = string.Join(", ", ResidentColumns.Select((c, i) => $"{c} = @p{i}").Skip(1));
        await session.RunManyAsync(
            $"UPDATE resident SET {assignments} WHERE street_id = @street AND id = @p0",
            ResidentColumns.Length,
            changed,
            cancellation
        );
        await session.InsertAsync(
            "person",
            ["resident_id", "name", "phone"],
            persons,
            "(street_id, resident_id) DO UPDATE SET name = excluded.name, phone = excluded.phone",
            cancellation
        );
        await session.RunManyAsync(
            "UPDATE household_membership SET first_night = @p2, household_id = @p3, end_night = @p4 "
                + "WHERE street_id = @street AND resident_id = @p0 AND first_night = @p1",
            places: 5,
            changedHomes,
            cancellation
        );
        await session.InsertAsync(
            "household_membership",
            ["resident_id", "first_night", "household_id", "end_night"],
            newHomes,
            onConflict: null,
            cancellation
        );
    }
}
