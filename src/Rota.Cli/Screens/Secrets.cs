using System.Text.RegularExpressions;

namespace Rota.Cli.Screens;

/// <summary>Keeps passwords of databases off the screen, wherever what somebody typed or a library says is repeated.</summary>
internal static partial class Secrets
{
    /// <summary>The text with stars where a password stands.</summary>
    public static string Masked(string text) =>
        InAddress().Replace(InSettings().Replace(text, "${key}***"), "${user}***@");

    [GeneratedRegex(
        @"(?<key>(password|pwd|psw|passfile)\s*=\s*)(""[^""]*""|'[^']*'|[^;\r\n”]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InSettings();

    [GeneratedRegex(
        @"(?<user>postgres(ql)?://[^:/@\s]*:)\S*@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InAddress();
}
