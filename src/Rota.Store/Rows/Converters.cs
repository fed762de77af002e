using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Notices;
using Rota.Store.Tokens;

namespace Rota.Store.Rows;

internal sealed class LocalDateText()
    : ValueConverter<LocalDate, string>(v => TextForm.Of(v), s => TextForm.ToLocalDate(s));

internal sealed class YearMonthText()
    : ValueConverter<YearMonth, string>(v => TextForm.Of(v), s => TextForm.ToYearMonth(s));

internal sealed class InstantText() : ValueConverter<Instant, string>(v => TextForm.Of(v), s => TextForm.ToInstant(s));

internal sealed class LocalDateTimeText()
    : ValueConverter<LocalDateTime, string>(v => TextForm.Of(v), s => TextForm.ToLocalDateTime(s));

internal sealed class LocalTimeText()
    : ValueConverter<LocalTime, string>(v => TextForm.Of(v), s => TextForm.ToLocalTime(s));

internal sealed class EnumText<T>() : ValueConverter<T, string>(v => EnumForm<T>.Of(v), s => EnumForm<T>.Parse(s))
    where T : struct, Enum;

/// <summary>Tells the model the text form of every value that a database does not know.</summary>
internal static class Converters
{
    /// <summary>Names and moments, for a database that knows neither.</summary>
    public static void Register(ModelConfigurationBuilder conventions)
    {
        RegisterNames(conventions);
        conventions.Properties<LocalDate>().HaveConversion<LocalDateText>();
        conventions.Properties<Instant>().HaveConversion<InstantText>();
        conventions.Properties<LocalDateTime>().HaveConversion<LocalDateTimeText>();
        conventions.Properties<LocalTime>().HaveConversion<LocalTimeText>();
    }

    /// <summary>Months and the names of enumerations, which no database knows.</summary>
    public static void RegisterNames(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<YearMonth>().HaveConversion<YearMonthText>();
        conventions.Properties<Post>().HaveConversion<EnumText<Post>>();
        conventions.Properties<LedgerReason>().HaveConversion<EnumText<LedgerReason>>();
        conventions.Properties<Sex>().HaveConversion<EnumText<Sex>>();
        conventions.Properties<Participation>().HaveConversion<EnumText<Participation>>();
        conventions.Properties<WishKind>().HaveConversion<EnumText<WishKind>>();
        conventions.Properties<NightKind>().HaveConversion<EnumText<NightKind>>();
        conventions.Properties<RotaStatus>().HaveConversion<EnumText<RotaStatus>>();
        conventions.Properties<ChangeKind>().HaveConversion<EnumText<ChangeKind>>();
        conventions.Properties<ProposalState>().HaveConversion<EnumText<ProposalState>>();
        conventions.Properties<PartyAnswer>().HaveConversion<EnumText<PartyAnswer>>();
        conventions.Properties<NoticeKind>().HaveConversion<EnumText<NoticeKind>>();
        conventions.Properties<NoticeState>().HaveConversion<EnumText<NoticeState>>();
        conventions.Properties<TokenKind>().HaveConversion<EnumText<TokenKind>>();
        conventions.Properties<ClosedBy>().HaveConversion<EnumText<ClosedBy>>();
    }
}
