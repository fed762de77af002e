using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning;

/// <summary>What the audit of one area's rota found.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">Number of the edition; null for a draft.</param>
/// <param name="Standing">What the solve said when it was made.</param>
/// <param name="Audit">What a plain reading finds now.</param>
public sealed record AreaAudit(WatchArea Area, int? Edition, Standing Standing, Audit Audit)
{
    /// <summary>Whether it costs what is on record.</summary>
    public bool CostsTheSame => Audit.Cost == Standing.Cost;

    /// <summary>
    /// Whether nothing is wrong: no rule broken, and a draft costs what is on record. An edition may cost otherwise now, since wishes
    /// and the ledger go on after publishing.
    /// </summary>
    public bool IsSound => Audit.IsClean && (Edition is not null || CostsTheSame);
}

/// <summary>
/// Reads the rotas of a month plainly against the books as they are now, rule by rule, and adds up their cost again.
/// An edition's own entries in the ledger are left aside: its balances are those it was made from, unless something was booked into
/// an earlier month since, and then its cost now differs from the one on record.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class AuditMonth(Office office)
{
    /// <summary>Audits editions in force, drafts where there is none, in the order of area codes.</summary>
    public async Task<Outcome<IReadOnlyList<AreaAudit>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await choice.PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaAudit>>.Failed(areas.Faults);
        }

        var audits = new List<AreaAudit>();
        foreach (var at in areas.Value.Where(a => a.Edition is not null || a.Draft is not null))
        {
            var hand = await RotaInHand.AsOfNowAsync(office, reader, at, month, cancellation);
            if (!hand.Succeeded)
            {
                return Outcome<IReadOnlyList<AreaAudit>>.Failed(hand.Faults);
            }

            var rota = hand.Value;
            var audit = await WithoutWaivedAsync(reader, rota, month, cancellation);
            audits.Add(new AreaAudit(rota.Area, rota.Edition, rota.Standing, audit));
        }

        return Outcome<IReadOnlyList<AreaAudit>>.Of(audits);
    }

    /// <summary>The audit, without the breaches that waivers on record let go, or that hang on a night on which somebody did not come.</summary>
    private static async Task<Audit> WithoutWaivedAsync(
        StreetReader reader,
        RotaInHand rota,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var audit = rota.AuditNow();
        var nights = month.ToDateInterval();
        var waivers = await reader.Waivers.OfAreaAsync(rota.Area.Id, nights.Start, nights.End, cancellation);
        var missed = await reader.Attendance.MissedAsync(rota.Area.Id, nights.Start, month, cancellation);
        if (audit.IsClean || waivers.Count + missed.Count == 0)
        {
            return audit;
        }

        var published = PublishedMonth.Of(rota.Facts, rota.Rota);
        return published.Succeeded
            ? audit with
            {
                Breaches = PublishedMonths
                    .Of([published.Value], [.. waivers, .. MonthsInHand.NotOut(rota.Rota.Duties, missed)])
                    .Breaches(),
            }
            : audit;
    }
}
