using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Notices;
using Rota.Store.Tokens;

namespace Rota.Store.Rows;

/// <summary>
/// How values that databases do not know stand in their columns: ISO text whose order as text is their order in time,
/// and names in snake_case. The mapping and the raw commands both read it, so that they cannot disagree.
/// </summary>
internal static class TextForm
{
    /// <summary>The first night of whoever was always here: dated memberships have no empty beginning.</summary>
    public static readonly LocalDate AlwaysHere = new(1, 1, 1);

    private static readonly YearMonthPattern Month = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss.fffffffff'Z'"
    );

    private static readonly LocalDateTimePattern WallClock = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss"
    );

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static string Of(LocalDate value) => LocalDatePattern.Iso.Format(value);

    public static string Of(YearMonth value) => Month.Format(value);

    public static string Of(Instant value) => Moment.Format(value);

    public static string Of(LocalDateTime value) => WallClock.Format(value);

    public static string Of(LocalTime value) => Clock.Format(value);

    // Read digit by digit: an area's ledger is thousands of these, and the patterns' care costs more than the rows.
    public static LocalDate ToLocalDate(string text) => new(Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));

    public static YearMonth ToYearMonth(string text) => new(Number(text, 0, 4), Number(text, 5, 2));

    public static Instant ToInstant(string text) => Moment.Parse(text).Value;

    public static LocalDateTime ToLocalDateTime(string text) => WallClock.Parse(text).Value;

    public static LocalTime ToLocalTime(string text) => Clock.Parse(text).Value;

    private static int Number(string text, int start, int length) =>
        int.Parse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What a wish is about: a date, or a weekday as "W6"; one text, so that it can stand in a key.</summary>
    public static string OfWish(LocalDate? night, IsoDayOfWeek? weekday) =>
        night is { } date ? Of(date)
        : weekday is { } day ? "W" + ((int)day).ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentException("A wish is about a date or a weekday.", nameof(night));

    /// <summary>The date or the weekday a wish is about.</summary>
    public static (LocalDate? Night, IsoDayOfWeek? Weekday) ToWish(string text) =>
        text.StartsWith('W')
            ? (null, (IsoDayOfWeek)int.Parse(text.AsSpan(1), CultureInfo.InvariantCulture))
            : (ToLocalDate(text), null);

    /// <summary>A value as a raw command hands it to the database.</summary>
    public static object Parameter(object? value) =>
        value switch
        {
            null => DBNull.Value,
            LocalDate v => Of(v),
            YearMonth v => Of(v),
            Instant v => Of(v),
            LocalDateTime v => Of(v),
            LocalTime v => Of(v),
            Post v => EnumForm<Post>.Of(v),
            LedgerReason v => EnumForm<LedgerReason>.Of(v),
            Sex v => EnumForm<Sex>.Of(v),
            Participation v => EnumForm<Participation>.Of(v),
            WishKind v => EnumForm<WishKind>.Of(v),
            NightKind v => EnumForm<NightKind>.Of(v),
            RotaStatus v => EnumForm<RotaStatus>.Of(v),
            ChangeKind v => EnumForm<ChangeKind>.Of(v),
            ProposalState v => EnumForm<ProposalState>.Of(v),
            PartyAnswer v => EnumForm<PartyAnswer>.Of(v),
            ClosedBy v => EnumForm<ClosedBy>.Of(v),
            NoticeKind v => EnumForm<NoticeKind>.Of(v),
            NoticeState v => EnumForm<NoticeState>.Of(v),
            TokenKind v => EnumForm<TokenKind>.Of(v),
            Roles v => (int)v,
            Enum => throw new ArgumentException($"No text form for {value.GetType().Name}.", nameof(value)),
            _ => value,
        };
}

/// <summary>The names of an enumeration as columns hold them: "before_day_off".</summary>
internal static class EnumForm<T>
    where T : struct, Enum
{
    // Two short lists and no dictionaries: code for a dictionary of each enumeration would be made at every start of the program.
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Texts = [.. Enum.GetNames<T>().Select(SnakeCase)];

    public static string Of(T value) => Texts[Array.IndexOf(Values, value)];

    public static T Parse(string text) => Values[Array.IndexOf(Texts, text)];

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString())
        );
}
