using System.Text.RegularExpressions;
using Rota.Core.Changes;

namespace Rota.Web.Tests;

/// <summary>Reads forms off pages, as somebody who presses their buttons.</summary>
internal static partial class Ways
{
    /// <summary>Values of the buttons that ask for a way of a kind, in order.</summary>
    public static IReadOnlyList<string> AllWays(this Read page, ChangeKind kind) =>
        [
            .. Buttons()
                .Matches(page.Text)
                .Select(m => m.Groups["way"].Value)
                .Where(v => v.StartsWith(kind + "~", StringComparison.Ordinal)),
        ];

    /// <summary>The first of them; null for none.</summary>
    public static string? Way(this Read page, ChangeKind kind) => page.AllWays(kind).FirstOrDefault();

    /// <summary>Number of the proposal to which somebody is sent.</summary>
    public static int Offer(this Read sent) =>
        int.Parse(sent.To!["/me/offers/".Length..], System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "name=\"way\" value=\"(?<way>[^\"]+)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Buttons();
}
