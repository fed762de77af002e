using System.Data.Common;

namespace Rota.Store;

/// <summary>Where a street's database is: in a file, or on a PostgreSQL server.</summary>
public sealed record StreetPlace
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private StreetPlace(string text, string shown, bool isServer)
    {
        Text = text;
        Shown = shown;
        IsServer = isServer;
    }

    /// <summary>Full path of the file, or the connection string with what is secret in it.</summary>
    public string Text { get; }

    /// <summary>The place as people and logs may see it: a path, or server and database without user and password.</summary>
    public string Shown { get; }

    /// <summary>Whether it is on a server.</summary>
    public bool IsServer { get; }

    /// <summary>
    /// Reads a place: "Host=db.example;Database=rota;Username=…", "postgres://user@host/database", or else the path of a file.
    /// </summary>
    public static StreetPlace Of(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var trimmed = text.Trim();
        if (Schemes.Any(s => trimmed.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
        {
            return OfServer(FromUri(new Uri(trimmed)));
        }

        return TrySettings(trimmed) is { } settings
            ? OfServer(settings)
            : new(Path.GetFullPath(trimmed), Path.GetFullPath(trimmed), isServer: false);
    }

    /// <summary>As people may see it.</summary>
    public override string ToString() => Shown;

    private static StreetPlace OfServer(DbConnectionStringBuilder settings)
    {
        string Value(params string[] names) =>
            names
                .Select(n => settings.TryGetValue(n, out var value) ? value.ToString() : null)
                .FirstOrDefault(v => v is not null)
            ?? "";
        return new(settings.ConnectionString, $"{Value("Host", "Server")}/{Value("Database", "DB")}", isServer: true);
    }

    private static DbConnectionStringBuilder? TrySettings(string text)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = text };
            return settings.ContainsKey("Host") || settings.ContainsKey("Server") ? settings : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static DbConnectionStringBuilder FromUri(Uri uri)
    {
        var settings = new DbConnectionStringBuilder { ["Host"] = uri.Host, ["Database"] = uri.AbsolutePath.Trim('/') };
        if (uri.Port > 0)
        {
            settings["Port"] = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings["Username"] = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            settings["Password"] = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            settings[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }

        return settings;
    }
}
