using NodaTime;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Exports;

namespace Rota.Cli.Verbs;

/// <summary>The files that a month's rotas go out as; the same rotas give the same bytes.</summary>
/// <param name="month">The month.</param>
/// <param name="sheets">The rotas, one or more.</param>
/// <param name="language">The language of what residents read.</param>
internal sealed class RotaFiles(YearMonth month, IReadOnlyList<RotaSheet> sheets, Language language)
{
    /// <summary>What the JSON document is called in a folder.</summary>
    public const string JsonName = "rota.json";

    /// <summary>What the table is called in a folder.</summary>
    public const string CsvName = "rota.csv";

    /// <summary>What the document of proofs is called in a folder.</summary>
    public const string ProofName = "proof.json";

    /// <summary>The rotas.</summary>
    public IReadOnlyList<RotaSheet> Sheets => sheets;

    /// <summary>The JSON document.</summary>
    public byte[] Json() => ResultFile.Bytes(to => JsonExport.Write(to, sheets[0].Street, month, sheets, language));

    /// <summary>The table.</summary>
    public byte[] Csv() => ResultFile.Bytes(to => CsvExport.Write(to, month, sheets, language));

    /// <summary>The board of an area.</summary>
    public byte[] Board(RotaSheet sheet) => ResultFile.Bytes(to => BoardPage.Write(to, sheet, language));

    /// <summary>The boards of all areas and their index, one at a time.</summary>
    public IEnumerable<(string Name, byte[] Content)> Boards()
    {
        foreach (var sheet in sheets)
        {
            yield return (BoardPage.FileName(sheet.Area), Board(sheet));
        }

        yield return (
            BoardIndex.FileName,
            ResultFile.Bytes(to => BoardIndex.Write(to, sheets[0].Street, month, sheets, language))
        );
    }
}
