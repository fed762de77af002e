namespace Rota.Files.Intake;

/// <summary>
/// What every kind of sheet is to the reader: headers, then rows of cells with the numbers a spreadsheet shows. The
/// rows pass one at a time, and cells are spans, so that a street's register makes no string that is not kept.
/// </summary>
/// <param name="source">The file's name.</param>
internal abstract class Table(string source) : IDisposable
{
    /// <summary>The file's name, for faults.</summary>
    public string Source => source;

    /// <summary>The headers, trimmed; empty where a column has none.</summary>
    public abstract IReadOnlyList<string> Headers { get; }

    /// <summary>The number of the row the headers stand in: 1 unless empty rows come before.</summary>
    public abstract int HeaderRow { get; }

    /// <summary>What its text was read as, for faults: "UTF-8", "GB18030".</summary>
    public abstract string Encoding { get; }

    /// <summary>Whether cells may hold broken bytes or NUL and must be looked at, even those of unknown columns.</summary>
    public abstract bool IsDirty { get; }

    /// <summary>The number of the current row as a spreadsheet shows it: the first row of the file is 1.</summary>
    public abstract int Row { get; }

    /// <summary>How many cells the current row has.</summary>
    public abstract int Count { get; }

    /// <summary>Goes to the next row; false when there is none, or when the rest cannot be read, which is noted.</summary>
    public abstract bool Read();

    /// <summary>A cell of the current row, as it stands there. It is valid until the next row.</summary>
    /// <param name="index">From 0 to less than <see cref="Count"/>.</param>
    public abstract ReadOnlySpan<char> Cell(int index);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether all cells of the current row are empty.</summary>
    public bool IsBlank()
    {
        for (var i = 0; i < Count; i++)
        {
            if (!Cell(i).IsWhiteSpace())
            {
                return false;
            }
        }

        return true;
    }
}
