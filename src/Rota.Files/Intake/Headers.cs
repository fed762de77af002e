using Rota.Core;
using Rota.Core.Intake;

namespace Rota.Files.Intake;

/// <summary>What the headers of a sheet say: which file it is and where its columns stand.</summary>
/// <param name="Kind">Which file it is.</param>
/// <param name="Positions">Where each known column stands, from 0.</param>
/// <param name="Unknown">Headers that are not understood; headers that are empty are passed over.</param>
internal sealed record Headers(FileKind Kind, IReadOnlyDictionary<Column, int> Positions, IReadOnlyList<Place> Unknown)
{
    private const int MostTold = 30;

    /// <summary>Reads the headers of a sheet; null when they cannot do, which is noted.</summary>
    /// <param name="table">The sheet.</param>
    /// <param name="kind">Which file it is; null to tell by the headers.</param>
    /// <param name="faults">Where faults are noted.</param>
    public static Headers? Match(Table table, FileKind? kind, FaultList faults)
    {
        kind ??= Recognise(table.Headers);
        if (kind is null)
        {
            faults.Add(
                new Place(table.Source, table.HeaderRow),
                new Words(
                    $"看不出这是什么文件；表头有：{Found(table)}",
                    $"this is none of the known files; it has the headers: {Found(table)}"
                ),
                new Words(
                    $"名册至少要有：{Names(FileKind.Register.Needed, Language.Chinese)}",
                    $"A register has at least: {Names(FileKind.Register.Needed, Language.English)}"
                )
            );
            return null;
        }

        var before = faults.Count;
        var positions = new Dictionary<Column, int>();
        var unknown = new List<Place>();
        for (var i = 0; i < table.Headers.Count; i++)
        {
            Place(table, kind, i, positions, unknown, faults);
        }

        Missing(table, kind, positions, faults);
        return faults.Count == before ? new Headers(kind, positions, unknown) : null;
    }

    private static void Place(
        Table table,
        FileKind kind,
        int index,
        Dictionary<Column, int> positions,
        List<Place> unknown,
        FaultList faults
    )
    {
        var header = table.Headers[index];
        var at = new Place(table.Source, table.HeaderRow, CellFault.Shown(header));
        if (Array.Find(kind.Columns, c => c.Bears(header)) is not { } column)
        {
            if (header.Length > 0)
            {
                unknown.Add(at);
            }

            return;
        }

        if (!positions.TryAdd(column, index))
        {
            faults.Add(
                at,
                new Words(
                    $"{column.Both.Zh}这一栏出现了两次：第 {positions[column] + 1} 格和第 {index + 1} 格",
                    $"the column {column.Both.En} stands there twice: in cell {positions[column] + 1} and in cell {index + 1}"
                ),
                new Words("请只留一栏", "Keep one of them")
            );
        }
    }

    private static void Missing(Table table, FileKind kind, Dictionary<Column, int> positions, FaultList faults)
    {
        var missing = kind.Needed.Where(c => !positions.ContainsKey(c)).ToList();
        var whose = kind == FileKind.Absences && !positions.Keys.Any(IsWhose);
        if (missing.Count == 0 && !whose)
        {
            return;
        }

        if (whose)
        {
            missing.Insert(0, FileColumn.SomeResident);
        }

        var single = table.Headers.Count == 1 && table.Headers[0].AsSpan().IndexOfAny(";；，\t") >= 0;
        faults.Add(
            new Place(table.Source, table.HeaderRow),
            new Words(
                $"缺少这些栏：{Names(missing, Language.Chinese)}；表头有：{Found(table)}",
                $"these columns are missing: {Names(missing, Language.English)}; the headers are: {Found(table)}"
            ),
            single
                ? new Words(
                    "各栏之间要用英文逗号（,）隔开，请另存为“CSV UTF-8（逗号分隔）”",
                    "Columns are separated by commas: save the file as \"CSV UTF-8 (comma delimited)\""
                )
                : new Words(
                    "第一行必须是表头，中文、英文都可以；上面若有标题行，请删去",
                    "The first row holds the headers, in Chinese or English; delete a title row above it"
                )
        );
    }

    // The file of whose needed columns most are there, at least half of them: then what is missing can be told.
    private static FileKind? Recognise(IReadOnlyList<string> headers)
    {
        FileKind? best = null;
        var bestShare = 0.5;
        var bestKnown = 0;
        foreach (var kind in FileKind.All)
        {
            var needed = kind.Needed.ToList();
            var share = (double)needed.Count(c => headers.Any(c.Bears)) / needed.Count;
            var known = kind.Columns.Count(c => headers.Any(c.Bears));
            if (share > bestShare || (share == bestShare && share > 0.5 && known > bestKnown))
            {
                (best, bestShare, bestKnown) = (kind, share, known);
            }
        }

        return best;
    }

    private static bool IsWhose(Column column) =>
        column == FileColumn.SomeResident || column == FileColumn.SomeHousehold;

    private static string Names(IEnumerable<Column> columns, Language language) =>
        string.Join(language == Language.Chinese ? "、" : ", ", columns.Select(c => c.Both.In(language)));

    private static string Found(Table table)
    {
        var told = string.Join(
            ", ",
            table.Headers.Where(h => h.Length > 0).Take(MostTold).Select(h => CellFault.Shown(h))
        );
        return table.Headers.Count > MostTold ? $"{told}, … ({table.Headers.Count})" : told;
    }
}
