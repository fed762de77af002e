using CsCheck;
using NodaTime;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Tests;

public sealed class TextFormTests
{
    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 9998 * 365]
        .Select(d => new LocalDate(1, 1, 1).PlusDays(d));

    private static readonly Gen<Instant> Instants = Gen.Long[0, 4_000_000_000_000_000_000L]
        .Select(n => Instant.FromUnixTimeTicks(0).PlusNanoseconds(n));

    [Fact]
    public void Texts_are_read_back_as_they_were_and_sort_as_time_does() =>
        Dates
            .Select(Dates, Instants, Instants)
            .Sample(
                (a, b, i, j) =>
                {
                    Assert.Equal(a, TextForm.ToLocalDate(TextForm.Of(a)));
                    Assert.Equal(a.ToYearMonth(), TextForm.ToYearMonth(TextForm.Of(a.ToYearMonth())));
                    Assert.Equal(i, TextForm.ToInstant(TextForm.Of(i)));
                    Assert.Equal((a, null), TextForm.ToWish(TextForm.OfWish(a, weekday: null)));
                    Assert.Equal(
                        Math.Sign(a.CompareTo(b)),
                        Math.Sign(string.CompareOrdinal(TextForm.Of(a), TextForm.Of(b)))
                    );
                    Assert.Equal(
                        Math.Sign(i.CompareTo(j)),
                        Math.Sign(string.CompareOrdinal(TextForm.Of(i), TextForm.Of(j)))
                    );
                }
            );

    [Fact]
    public void Weekdays_and_names_are_read_back_as_they_were()
    {
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            Assert.Equal((null, day), TextForm.ToWish(TextForm.OfWish(night: null, day)));
        }

        Assert.Equal("before_day_off", TextForm.Parameter(NightKind.BeforeDayOff));
        Assert.All(
            Enum.GetValues<NightKind>(),
            k => Assert.Equal(k, EnumForm<NightKind>.Parse(EnumForm<NightKind>.Of(k)))
        );
    }
}
