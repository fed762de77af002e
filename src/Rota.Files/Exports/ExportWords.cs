using System.Globalization;
using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Files.Exports;

/// <summary>The words of the file formats: the same in every language, read by machines.</summary>
internal static class ExportWords
{
    public static string Of(Post post) =>
        post switch
        {
            Post.Lead => "lead",
            Post.Guard => "guard",
            _ => "standby",
        };

    public static string Of(NightKind kind) =>
        kind switch
        {
            NightKind.Eve => "eve",
            NightKind.Holiday => "holiday",
            NightKind.BeforeDayOff => "before_day_off",
            _ => "ordinary",
        };

    public static string Of(RotaStatus status) =>
        status switch
        {
            RotaStatus.Optimal => "optimal",
            RotaStatus.Feasible => "feasible",
            RotaStatus.Edited => "edited",
            _ => "failed",
        };

    public static string? Of(ClosedBy by) =>
        by switch
        {
            ClosedBy.Certificate => "certificate",
            ClosedBy.Search => "search",
            _ => null,
        };

    public static string Of(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(YearMonth month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    public static string Of(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
