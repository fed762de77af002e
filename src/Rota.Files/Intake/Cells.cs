using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;

namespace Rota.Files.Intake;

/// <summary>
/// The cells of one row after another as typed values. What a cell cannot be is noted with its place, and the row is
/// then not <see cref="Sound"/>: it goes on being read, so that all that is wrong with it is told at once.
/// </summary>
/// <param name="table">The sheet.</param>
/// <param name="positions">Where each column that the sheet has stands, from 0.</param>
/// <param name="faults">Where faults are noted.</param>
/// <param name="codes">Codes met before, in any file, and found to be sound.</param>
internal sealed class Cells(Table table, IReadOnlyDictionary<Column, int> positions, FaultList faults, StringPool codes)
{
    private const int LongestText = 200;

    private Place? at;

    /// <summary>The place of the row.</summary>
    public Place At => at ??= new Place(table.Source, table.Row);

    /// <summary>Whether nothing was wrong with the row so far.</summary>
    public bool Sound { get; private set; }

    /// <summary>Begins with the table's current row.</summary>
    public void Begin()
    {
        at = null;
        Sound = true;
    }

    /// <summary>A text that must be there.</summary>
    public string Text(Column column) => Take(column, needed: true, out var cell) ? cell.ToString() : "";

    /// <summary>A text that may be missing.</summary>
    public string? MaybeText(Column column) => Take(column, needed: false, out var cell) ? cell.ToString() : null;

    /// <summary>A code that must be there.</summary>
    public string Code(Column column) => MaybeCode(column, needed: true) ?? "";

    /// <summary>A code that may be missing.</summary>
    public string? MaybeCode(Column column, bool needed = false)
    {
        if (!Take(column, needed, out var cell))
        {
            return null;
        }

        return codes.TryGet(cell, out var known) ? known : NewCode(column, cell);
    }

    /// <summary>A phone that may be missing.</summary>
    public string? MaybePhone(Column column) =>
        Take(column, needed: false, out var cell) && !IsScientific(column, cell) ? cell.ToString() : null;

    /// <summary>A household as files name it, "LJ-03/0012", that may be missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="needed">Whether the cell must say something.</param>
    /// <param name="ofHelper">Whether the part behind the stroke may be empty: a helper of no household.</param>
    public HouseholdCode? MaybeHousehold(Column column, bool needed = false, bool ofHelper = false)
    {
        if (!Take(column, needed, out var cell) || IsDate(column, cell))
        {
            return null;
        }

        var stroke = cell.IndexOf('/');
        var grid = stroke < 0 ? default : cell[..stroke].Trim();
        var household = stroke < 0 ? default : cell[(stroke + 1)..].Trim();
        if (grid.IsEmpty || (household.IsEmpty && !ofHelper) || household.Contains('/'))
        {
            Fault(column, CellFault.NoHousehold(cell));
            return null;
        }

        return new HouseholdCode(Part(column, grid), household.IsEmpty ? "" : Part(column, household));
    }

    /// <summary>A household that must be there.</summary>
    public HouseholdCode Household(Column column, bool ofHelper = false) =>
        MaybeHousehold(column, needed: true, ofHelper) ?? default;

    /// <summary>A date that must be there.</summary>
    public LocalDate Date(Column column) => MaybeDate(column, needed: true) ?? default;

    /// <summary>A date that may be missing.</summary>
    public LocalDate? MaybeDate(Column column, bool needed = false) =>
        Take(column, needed, out var cell) ? DateIn(column, cell) : null;

    /// <summary>A date or one word of a list; null when there is nothing, or nothing that can be.</summary>
    public (LocalDate? Date, T? Word) DateOr<T>(Column column, Choice<T>[] words, bool needed)
        where T : struct
    {
        if (!Take(column, needed, out var cell))
        {
            return default;
        }

        foreach (var word in words)
        {
            if (word.Said(cell))
            {
                return (null, word.Value);
            }
        }

        return (DateIn(column, cell, Choices.Offer(words)), null);
    }

    /// <summary>One word of a list that must be there.</summary>
    public T Word<T>(Column column, Choice<T>[] choices)
        where T : struct => MaybeWord(column, choices, needed: true) ?? default;

    /// <summary>One word of a list; null when the cell is empty.</summary>
    public T? MaybeWord<T>(Column column, Choice<T>[] choices, bool needed = false)
        where T : struct => Take(column, needed, out var cell) ? Find(column, cell, choices) : null;

    /// <summary>Yes or no; no when the cell is empty.</summary>
    public bool Flag(Column column) => MaybeWord(column, Choices.Flags) ?? false;

    /// <summary>Any number of roles.</summary>
    public Roles Roles(Column column)
    {
        var roles = Core.Registers.Roles.None;
        if (!Take(column, needed: false, out var cell))
        {
            return roles;
        }

        foreach (var range in cell.SplitAny(";；、,，"))
        {
            var word = cell[range].Trim();
            if (!word.IsEmpty)
            {
                roles |= Find(column, word, Choices.Roles) ?? default;
            }
        }

        return roles;
    }

    /// <summary>A whole number that must be there, within bounds.</summary>
    public int Number(Column column, int least, int most) => MaybeNumber(column, least, most, needed: true) ?? least;

    /// <summary>A whole number that may be missing, within bounds.</summary>
    public int? MaybeNumber(Column column, int least, int most, bool needed = false)
    {
        if (!Take(column, needed, out var cell))
        {
            return null;
        }

        if (
            int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Fault(column, CellFault.NoNumber(cell, least, most));
        return null;
    }

    /// <summary>Whether a cell says anything.</summary>
    public bool Says(Column column) => !Raw(column).IsEmpty;

    /// <summary>Notes a fault in a cell of the row, or in the row.</summary>
    public void Fault(Column? column, Words what, Words right)
    {
        Sound = false;
        faults.Add(At with { Column = column is null ? null : HeaderOf(column) }, what, right);
    }

    private void Fault(Column column, (Words What, Words Right) fault) => Fault(column, fault.What, fault.Right);

    /// <summary>Notes that a cell holds bytes that are no text.</summary>
    /// <param name="index">The cell, from 0.</param>
    public void Broken(int index)
    {
        Sound = false;
        var cell = table.Cell(index);
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        var header =
            index < table.Headers.Count && table.Headers[index].Length > 0
                ? CellFault.Shown(table.Headers[index])
                : number;
        var (what, right) = CellFault.Broken(cell, table.Encoding);
        faults.Add(At with { Column = header }, what, right);
    }

    private string HeaderOf(Column column) =>
        positions.TryGetValue(column, out var index)
            ? CellFault.Shown(table.Headers[index])
            : column.In(Language.English);

    private ReadOnlySpan<char> Raw(Column column) =>
        positions.TryGetValue(column, out var index) && index < table.Count ? table.Cell(index).Trim() : default;

    private bool Take(Column column, bool needed, out ReadOnlySpan<char> cell)
    {
        cell = Raw(column);
        if (cell.IsEmpty)
        {
            if (needed)
            {
                Fault(column, CellFault.Empty(column));
            }

            return false;
        }

        if (cell.Length > LongestText)
        {
            Fault(column, CellFault.TooLong(cell.Length, LongestText));
            return false;
        }

        if (cell.IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            Fault(column, CellFault.HasControl());
            return false;
        }

        if (SpreadsheetDamage.Unshown(cell) is { } damage)
        {
            Fault(
                column,
                damage,
                new Words("请在表格里改正这一格，再另存", "Put the cell right in the spreadsheet and save it again")
            );
            return false;
        }

        return true;
    }

    private string? NewCode(Column column, ReadOnlySpan<char> cell) =>
        IsDate(column, cell) || IsScientific(column, cell) ? null : codes.Keep(cell);

    private string Part(Column column, ReadOnlySpan<char> part) =>
        codes.TryGet(part, out var known) ? known : NewCode(column, part) ?? "";

    private bool IsDate(Column column, ReadOnlySpan<char> cell)
    {
        if (SpreadsheetDamage.CodeBehindDate(cell) is not { } code)
        {
            return false;
        }

        Fault(column, CellFault.WasCode(cell, code));
        return true;
    }

    private bool IsScientific(Column column, ReadOnlySpan<char> cell)
    {
        if (!SpreadsheetDamage.IsScientific(cell))
        {
            return false;
        }

        Fault(column, CellFault.LostDigits(cell));
        return true;
    }

    private LocalDate? DateIn(Column column, ReadOnlySpan<char> cell, Words? orElse = null)
    {
        if (DateText.TryParse(cell, out var date))
        {
            return date;
        }

        Fault(column, CellFault.NoDate(cell, orElse));
        return null;
    }

    private T? Find<T>(Column column, ReadOnlySpan<char> cell, Choice<T>[] choices)
        where T : struct
    {
        foreach (var choice in choices)
        {
            if (choice.Said(cell))
            {
                return choice.Value;
            }
        }

        var offer = Choices.Offer(choices);
        Fault(column, CellFault.NoWord(cell, offer));
        return null;
    }
}
