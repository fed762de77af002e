using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Files.Exports;

/// <summary>The order in which files name areas, whatever order they were given in.</summary>
internal static class SheetOrder
{
    /// <summary>The sheets by area code.</summary>
    /// <exception cref="ArgumentException">A sheet is of another month.</exception>
    public static IReadOnlyList<RotaSheet> Of(YearMonth month, IEnumerable<RotaSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var ordered = sheets.OrderBy(s => s.Area.Code, StringComparer.Ordinal).ToList();
        return ordered.Find(s => s.Month != month) is { } other
            ? throw new ArgumentException(
                $"The sheet of {other.Area.Code} is of {ExportWords.Of(other.Month)}, not of {ExportWords.Of(month)}.",
                nameof(sheets)
            )
            : ordered;
    }
}
