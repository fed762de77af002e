using NodaTime;
using NodaTime.Text;

namespace Rota.Web.Pages;

/// <summary>Addresses of pages, with names and codes as addresses hold them.</summary>
internal static class Address
{
    private static readonly YearMonthPattern Months = YearMonthPattern.CreateWithInvariantCulture("uuuu'-'MM");

    public static string Community(string name) => $"/communities/{Uri.EscapeDataString(name)}";

    public static string Area(string code) => $"/areas/{Uri.EscapeDataString(code)}";

    public static string Month(string area, YearMonth month) => $"{Area(area)}/{Of(month)}";

    /// <summary>A month as addresses have it: "2026-12".</summary>
    public static string Of(YearMonth month) => Months.Format(month);

    /// <summary>The month of an address; null for what is none.</summary>
    public static YearMonth? ReadMonth(string text) =>
        Months.Parse(text) is { Success: true, Value: var month } ? month : null;

    public static string Covenant(string area) => $"{Area(area)}/covenant";

    public static string Year(string area, int year) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Area(area)}/years/{year}");
}
