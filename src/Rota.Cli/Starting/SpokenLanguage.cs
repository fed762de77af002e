using Rota.Core;

namespace Rota.Cli.Starting;

/// <summary>Which language the program speaks: known before the command line is read, since help and complaints are in it.</summary>
internal static class SpokenLanguage
{
    /// <summary>The option.</summary>
    public const string Option = "--lang";

    /// <summary>The language of the last <c>--lang</c>, else of ROTA_LANG, else of the system; English where nobody says.</summary>
    public static Language Of(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        for (var i = args.Count - 1; i >= 0; i--)
        {
            var said =
                args[i] == Option && i + 1 < args.Count ? args[i + 1]
                : args[i].StartsWith(Option + "=", StringComparison.Ordinal) ? args[i][(Option.Length + 1)..]
                : null;
            if (Named(said) is { } language)
            {
                return language;
            }
        }

        return Named(variable("ROTA_LANG")) ?? OfSystem(variable);
    }

    /// <summary>The language with a name; null where it is none of the two.</summary>
    public static Language? Named(string? name) =>
        name?.ToUpperInvariant() switch
        {
            "ZH" => Language.Chinese,
            "EN" => Language.English,
            _ => null,
        };

    // As POSIX has it: LC_ALL before LC_MESSAGES before LANG.
    private static Language OfSystem(Func<string, string?> variable)
    {
        var locale = ((string[])["LC_ALL", "LC_MESSAGES", "LANG"])
            .Select(variable)
            .FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true
            ? Language.Chinese
            : Language.English;
    }
}
