namespace Rota.Cli.Starting;

/// <summary>What lies where in the folder of the configuration.</summary>
internal static class ConfigFiles
{
    /// <summary>The covenant's file.</summary>
    public const string Covenant = "covenant.yaml";

    /// <summary>The folder of the calendars.</summary>
    public const string Calendars = "calendars";
}
