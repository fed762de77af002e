using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rota.Cli.Screens;

/// <summary>
/// A table's lines as plain hyphens under the head and above the sums. Box-drawing characters are two columns wide in some
/// Chinese terminals and would push the columns apart; hyphens never are.
/// </summary>
internal sealed class PlainBorder : TableBorder
{
    /// <inheritdoc/>
    public override string GetPart(TableBorderPart part) =>
        part switch
        {
            TableBorderPart.HeaderBottom or TableBorderPart.FooterTop => "-",
            _ => "",
        };
}
