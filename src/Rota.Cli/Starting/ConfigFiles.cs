namespace Rota.Cli.Starting;

/// <summary>What lies where in the folder of the configuration.</summary>
internal static class ConfigFiles
{
    /// <summary>The covenant's file.</summary>
    public const string Covenant = "covenant.yaml";

    /// <summary>The file of how the program is run.</summary>
    public const string Running = "service.yaml";

    /// <summary>The folder of the calendars.</summary>
    public const string Calendars = "calendars";
}
