using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using NodaTime.Text;
using Rota.Core.Registers;
using Rota.Store.Rotas;

namespace Rota.Web.Hosting;

/// <summary>The watch that a lead's QR code stands for.</summary>
/// <param name="Area">The area.</param>
/// <param name="Night">The night.</param>
/// <param name="Watch">The watch's name.</param>
internal sealed record HereWatch(AreaId Area, LocalDate Night, string Watch)
{
    /// <summary>Whether a duty is on it.</summary>
    public bool Has(StandingDuty duty) =>
        (duty.Area, duty.Duty.Seat.Night, duty.Duty.Seat.Watch) == (Area, Night, Watch);
}

/// <summary>
/// Makes and reads what a lead's QR code holds: which watch it is, until when, written so that only this program can. Nothing of it is kept, and it lets nobody
/// in: who scans it has to be in already, and on that watch.
/// </summary>
/// <param name="keys">The keys of all web processes.</param>
internal sealed class HereTokens(IDataProtectionProvider keys)
{
    /// <summary>Far more than any that is made here.</summary>
    private const int Longest = 1000;

    private readonly IDataProtector protector = keys.CreateProtector("rota here");

    /// <summary>A token of the watch of a duty, good until that watch ends.</summary>
    public string Make(StandingDuty duty)
    {
        var seat = duty.Duty.Seat;
        return protector.Protect(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{duty.Area.Value} {LocalDatePattern.Iso.Format(seat.Night)} {LocalDateTimePattern.GeneralIso.Format(duty.Ends)} {seat.Watch}"
            )
        );
    }

    /// <summary>Its watch; null where it was not made here, or the watch is over.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The moment, on the wall clock.</param>
    public HereWatch? Read(string token, LocalDateTime now)
    {
        if (token.Length > Longest)
        {
            return null;
        }

        try
        {
            return
                protector.Unprotect(token).Split(' ', 4) is [var area, var night, var ends, var watch]
                && now < LocalDateTimePattern.GeneralIso.Parse(ends).Value
                ? new HereWatch(
                    new AreaId(int.Parse(area, CultureInfo.InvariantCulture)),
                    LocalDatePattern.Iso.Parse(night).Value,
                    watch
                )
                : null;
        }
        catch (CryptographicException)
        {
            // Written by somebody else, for something else, or with a key that is gone.
            return null;
        }
    }
}
