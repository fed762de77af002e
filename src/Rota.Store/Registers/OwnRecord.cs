using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Notices;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>A stay of a resident in a household, and of the household in a grid.</summary>
/// <param name="Household">The household's code there.</param>
/// <param name="From">First night in the household, or since when it bears the code there; the later of both, null for always.</param>
/// <param name="To">First night no longer there; null while there.</param>
public sealed record OwnStay(HouseholdCode Household, LocalDate? From, LocalDate? To);

/// <summary>Everything that is on record of one resident besides name, phone, duties, ledger, proposals and tokens; for themselves.</summary>
/// <param name="Sex">Sex as registered.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="Roles">Roles in the neighbourhood.</param>
/// <param name="CanLead">Marked as able to lead.</param>
/// <param name="WantsCompanion">Asked for a woman's company.</param>
/// <param name="IsCarer">Of whom one must be at home.</param>
/// <param name="Together">Code of those who serve together; null for none.</param>
/// <param name="Participation">How they take part.</param>
/// <param name="ExemptUntil">The last exempt night; null when not exempt.</param>
/// <param name="Stays">Where they lived.</param>
/// <param name="Absences">All absences.</param>
/// <param name="Wishes">All wishes.</param>
/// <param name="Pins">Seats to which they are or were pinned.</param>
/// <param name="Stood">What is told of nights: on which post, and whether they came.</param>
/// <param name="Confirmed">Duties of which they said to know.</param>
/// <param name="Presences">When they came and went.</param>
/// <param name="Notices">What was written to them: what, how far, when.</param>
/// <param name="Waived">Rules that were let go for duties of theirs. Why is the organisers' word and not told.</param>
public sealed record OwnRecord(
    Sex Sex,
    int BirthYear,
    Roles Roles,
    bool CanLead,
    bool WantsCompanion,
    bool IsCarer,
    string? Together,
    Participation Participation,
    LocalDate? ExemptUntil,
    IReadOnlyList<OwnStay> Stays,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Wish> Wishes,
    IReadOnlyList<Seat> Pins,
    IReadOnlyList<(LocalDate Night, Post Post, bool Attended)> Stood,
    IReadOnlyList<(Seat Seat, Instant At)> Confirmed,
    IReadOnlyList<(LocalDate Night, string Watch, Instant CameAt, Instant? LeftAt)> Presences,
    IReadOnlyList<(
        NoticeKind Kind,
        YearMonth Month,
        LocalDate? Night,
        int? Proposal,
        string Channel,
        NoticeState State,
        Instant At
    )> Notices,
    IReadOnlyList<(string Rule, Seat Seat)> Waived
);

/// <summary>Reads it.</summary>
public sealed class OwnRecordReader
{
    private readonly StreetContext context;

    internal OwnRecordReader(StreetContext context) => this.context = context;

    /// <summary>Reads what is on record of a resident, who is on the register.</summary>
    public async Task<OwnRecord> OfAsync(ResidentId resident, CancellationToken cancellation = default)
    {
        var id = resident.Value;
        var said = new SaidReader(context);
        var row = await context.Residents.AsNoTracking().SingleAsync(r => r.Id == id, cancellation);
        var pins = await context.Pins.AsNoTracking().Where(p => p.ResidentId == id).ToListAsync(cancellation);
        var stood = await context.Stood.AsNoTracking().Where(s => s.ResidentId == id).ToListAsync(cancellation);
        var known = await context.Confirmations.AsNoTracking().Where(c => c.ResidentId == id).ToListAsync(cancellation);
        var there = await context.Presences.AsNoTracking().Where(p => p.ResidentId == id).ToListAsync(cancellation);
        var told = await context.Notices.AsNoTracking().Where(n => n.ResidentId == id).ToListAsync(cancellation);
        var waived = await context.Waivers.AsNoTracking().Where(w => w.ResidentId == id).ToListAsync(cancellation);
        return new OwnRecord(
            row.Sex,
            row.BirthYear,
            (Roles)row.Roles,
            row.CanLead,
            row.WantsCompanion,
            row.IsCarer,
            row.Together,
            row.Participation,
            row.ExemptUntil,
            await StaysAsync(id, cancellation),
            await said.AbsencesAsync(resident, cancellation),
            await said.WishesAsync(resident, cancellation),
            [.. pins.Select(p => new Seat(p.Night, p.Watch, p.Post, p.Seat)).Order()],
            [.. stood.OrderBy(s => s.Night).Select(s => (s.Night, s.Post, s.Attended))],
            [.. known.OrderBy(c => c.Night).Select(c => (new Seat(c.Night, c.Watch, c.Post, c.Seat), c.At))],
            [.. there.OrderBy(p => p.Night).Select(p => (p.Night, p.Watch, p.CameAt, p.LeftAt))],
            [
                .. told.OrderBy(n => n.Id)
                    .Select(n => (n.Kind, n.Month, n.Night, n.ProposalId, n.Channel, n.State, n.ChangedAt)),
            ],
            [.. waived.Select(w => (w.Rule, new Seat(w.Night, w.Watch, w.Post, w.Seat)))]
        );
    }

    private async Task<IReadOnlyList<OwnStay>> StaysAsync(int resident, CancellationToken cancellation)
    {
        var homes = await context.HouseholdMemberships.Where(m => m.ResidentId == resident).ToListAsync(cancellation);
        var households = homes.Select(m => m.HouseholdId).Distinct().ToArray();
        // Asked apart: joined, a database without statistics walks through the whole street.
        var stays = await (
            from s in context.GridMemberships
            where households.Contains(s.HouseholdId)
            join g in context.Grids on s.GridId equals g.Id
            select new { Stay = s, Grid = g.Code }
        ).ToListAsync(cancellation);
        var rows =
            from m in homes
            from s in stays
            where s.Stay.HouseholdId == m.HouseholdId
            where (m.EndNight is not { } left || s.Stay.FirstNight < left)
            where (s.Stay.EndNight is not { } moved || m.FirstNight < moved)
            select new
            {
                s.Grid,
                s.Stay.Code,
                MemberFrom = m.FirstNight,
                MemberTo = m.EndNight,
                StayFrom = s.Stay.FirstNight,
                StayTo = s.Stay.EndNight,
            };
        return
        [
            .. rows.Select(r => new OwnStay(
                    new HouseholdCode(r.Grid, r.Code),
                    LocalDate.Max(r.MemberFrom, r.StayFrom) is var from && from != TextForm.AlwaysHere ? from : null,
                    r.MemberTo is { } left && r.StayTo is { } moved
                        ? LocalDate.Min(left, moved)
                        : r.MemberTo ?? r.StayTo
                ))
                .OrderBy(s => s.From),
        ];
    }
}
