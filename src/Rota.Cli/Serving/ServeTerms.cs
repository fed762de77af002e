using Microsoft.AspNetCore.Http;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Files.Running;

namespace Rota.Cli.Serving;

/// <summary>What may be said of how a street is served, whether by an option, by the environment or by <c>service.yaml</c>.</summary>
internal static class ServeTerms
{
    /// <summary>The role of making rotas.</summary>
    public const string WorkerRole = "worker";

    /// <summary>The role of having pages.</summary>
    public const string WebRole = "web";

    private const int LastPort = 65535;
    private static readonly char[] Between = [',', ' ', ';'];

    /// <summary>What is right for roles.</summary>
    public static Words RolesRight => new("请写 worker、web 或 worker,web", "write worker, web or worker,web");

    /// <summary>What is right for notices.</summary>
    public static Words NoticesRight =>
        new("请写 files、log、files,log 或 none", "write files, log, files,log or none");

    /// <summary>What is right for addresses.</summary>
    public static Words UrlsRight =>
        new("请写 http://主机:端口，如 http://127.0.0.1:5080", "write http://HOST:PORT, such as http://127.0.0.1:5080");

    /// <summary>The parts of a text.</summary>
    public static string[] Parts(string text) =>
        text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether these are roles.</summary>
    public static bool AreRoles(string text) =>
        Parts(text) is { Length: > 0 } all && all.All(r => r is WorkerRole or WebRole);

    /// <summary>Whether these are channels; none stands by itself.</summary>
    public static bool AreChannels(string text) =>
        Parts(text) is { Length: > 0 } all
        && all.All(RotaHost.Channels.Contains)
        && (all.Length == 1 || !all.Contains(RotaHost.NoChannel));

    /// <summary>Whether these are addresses to listen at.</summary>
    public static bool AreUrls(string text) => Parts(text) is { Length: > 0 } all && all.All(IsUrl);

    /// <summary>Whether this is the address of a host and a port, by HTTP or HTTPS; its host may be a star.</summary>
    public static bool IsUrl(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Host.Length > 0
                && address.Port is >= 0 and <= LastPort
                && (
                    address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
                    || address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
                );
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>That a text will not do.</summary>
    /// <param name="source">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="right">What would be right.</param>
    public static Fault Wrong(string source, string text, Words right) =>
        new(new Place(source), new($"“{text}”不对", $"\"{text}\" will not do"), right);

    /// <summary>What is wrong with what the configuration says.</summary>
    public static IReadOnlyList<Fault> WrongIn(RunningTerms terms)
    {
        (string Key, string? Text, Func<string, bool> IsRight, Words Right)[] said =
        [
            ("roles", terms.Roles, AreRoles, RolesRight),
            ("urls", terms.Urls, AreUrls, UrlsRight),
            ("notices", terms.Notices, AreChannels, NoticesRight),
        ];
        return
        [
            .. from one in said
            where one.Text is not null && !one.IsRight(one.Text)
            select Wrong($"{ConfigFiles.Running}, {one.Key}", one.Text, one.Right),
        ];
    }
}
