using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Rota.Core;

namespace Rota.Store;

/// <summary>Where a street's database is: in a file, or on a PostgreSQL server.</summary>
public sealed partial record StreetPlace
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];
    private static readonly string[] Secrets = ["Password", "PWD", "PSW", "Passfile", "SSL Password"];

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

    /// <summary>The place as it may be typed again: the path, or the connection string without a password.</summary>
    public string WithoutSecret
    {
        get
        {
            if (!IsServer)
            {
                return Text;
            }

            var settings = new DbConnectionStringBuilder { ConnectionString = Text };
            foreach (var secret in Secrets)
            {
                settings.Remove(secret);
            }

            return settings.ConnectionString;
        }
    }

    /// <summary>
    /// Reads a place: "Host=db.example;Database=rota;Username=…", "postgres://user@host/database", or else the path of a file. What is wrong
    /// is said without repeating the text, since a password may stand in it.
    /// </summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="source">Where it was written, for the fault: "--database".</param>
    /// <param name="folder">What the path of a file is relative to.</param>
    public static Outcome<StreetPlace> Read(string text, string source, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var trimmed = text.Trim();
        try
        {
            return Schemes.Any(s => trimmed.StartsWith(s, StringComparison.OrdinalIgnoreCase))
                    ? OfServer(FromUri(new Uri(trimmed)))
                : AnyScheme().IsMatch(trimmed) ? throw new FormatException("Of another kind of database.")
                : SettingOfServer().IsMatch(trimmed)
                    ? OfServer(new DbConnectionStringBuilder { ConnectionString = trimmed })
                : OfFile(Path.GetFullPath(trimmed, folder));
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            return Outcome<StreetPlace>.Failed(Unreadable(source));
        }

        Outcome<StreetPlace> OfServer(DbConnectionStringBuilder settings)
        {
            // Whoever knows the settings says which there are, and which values they take.
            var known = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
            return string.IsNullOrWhiteSpace(known.Host) || string.IsNullOrWhiteSpace(known.Database)
                ? Outcome<StreetPlace>.Failed(Incomplete(source))
                : Outcome<StreetPlace>.Of(new StreetPlace(settings.ConnectionString, ShownOf(known), isServer: true));
        }
    }

    /// <summary>Reads a place that is known to be right, a file's relative to the current folder.</summary>
    public static StreetPlace Of(string text) => Read(text, "database", Environment.CurrentDirectory).Value;

    /// <summary>As people may see it.</summary>
    public override string ToString() => Shown;

    private static Outcome<StreetPlace> OfFile(string path) =>
        Outcome<StreetPlace>.Of(new StreetPlace(path, path, isServer: false));

    private static string ShownOf(NpgsqlConnectionStringBuilder settings)
    {
        var port =
            settings.Port == NpgsqlConnection.DefaultPort
                ? ""
                : ":" + settings.Port.ToString(CultureInfo.InvariantCulture);
        return $"{settings.Host}{port}/{settings.Database}";
    }

    private static DbConnectionStringBuilder FromUri(Uri uri)
    {
        var settings = new DbConnectionStringBuilder { ["Host"] = uri.Host, ["Database"] = uri.AbsolutePath.Trim('/') };
        if (uri.Port > 0)
        {
            settings["Port"] = uri.Port;
        }

        if (uri.Fragment.Length > 0)
        {
            throw new FormatException("A sign that has to be written as a percent code.");
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
            var key = Uri.UnescapeDataString(parts[0]);
            // As other programs write it in such an address.
            settings[key == "sslmode" ? "SSL Mode" : key] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }

        return settings;
    }

    private static Fault Unreadable(string source) =>
        new(
            new Place(source),
            new(
                "看不懂数据库的位置（为免泄露密码，这里不重复原文）",
                "where the database is cannot be understood (it is not repeated here, since a password may be in it)"
            ),
            new(
                "请写文件路径，或 Host=主机;Database=库名;Username=用户，或 postgres://用户@主机/库名；网址里密码中的 @ : / ? # 要写成 %40 %3A %2F %3F %23",
                "write the path of a file, or Host=…;Database=…;Username=…, or postgres://user@host/database, where @ : / ? # of a password "
                    + "are written %40 %3A %2F %3F %23"
            )
        );

    private static Fault Incomplete(string source) =>
        new(
            new Place(source),
            new("数据库的位置缺少主机或库名", "where the database is lacks the host or the database"),
            new("请写全：Host=主机;Database=库名", "write both: Host=…;Database=…")
        );

    [GeneratedRegex("^[a-z][a-z0-9+.-]+://", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AnyScheme();

    [GeneratedRegex(
        @"(^|;)\s*(host|server|port|database|db|username|user id|password|pwd)\s*=",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SettingOfServer();
}
