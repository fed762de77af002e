using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Who cannot come, and when.</summary>
/// <param name="Residents">Who; one or more.</param>
/// <param name="First">The first night.</param>
/// <param name="Last">The last night, inclusive.</param>
/// <param name="IsExcused">Whether their duties are given up at once (a death in the family); else they stay theirs until somebody has taken them.</param>
/// <param name="IsCalled">Whether each duty is offered to everybody at once.</param>
/// <param name="MostBlocks">Blocks of nights to come that each of them may have on record at most; null for any number.</param>
public sealed record AbsenceAsked(
    IReadOnlyList<ResidentId> Residents,
    LocalDate First,
    LocalDate Last,
    bool IsExcused = false,
    bool IsCalled = false,
    int? MostBlocks = null
);

/// <summary>A published duty that whoever is away was to stand.</summary>
/// <param name="At">The seat, with who holds it now: nobody any more, where the duty was given up.</param>
/// <param name="Of">Whose duty it was or is.</param>
/// <param name="IsEmergency">Whether its watch begins soon or has begun, as the covenant has it.</param>
/// <param name="Call">The open call for it; null where there is none.</param>
public sealed record AbsentDuty(SeatHeld At, ResidentId Of, bool IsEmergency, int? Call);

/// <summary>What an absence that was recorded leaves to be done.</summary>
/// <param name="Recorded">How many residents were not on record as away before.</param>
/// <param name="Duties">Their published duties of these nights whose watches are not over, in order.</param>
/// <param name="Editions">Editions that were made, by area code; none where duties stay.</param>
public sealed record AbsenceReported(
    int Recorded,
    IReadOnlyList<AbsentDuty> Duties,
    IReadOnlyList<(string Area, MadeEdition Edition)> Editions
);

/// <summary>
/// Records that residents cannot come. What is published stays: a duty of theirs is an open problem and theirs until somebody has taken it,
/// unless they are excused; then all their duties are given up, whatever that breaks, and the ledger releases them. All of it or nothing.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ReportAbsence(Office office)
{
    /// <summary>Longest absence that is recorded at once, in nights.</summary>
    public const int MostNights = 731;

    /// <summary>Records it. Where nothing of it is new nothing is written.</summary>
    /// <param name="asked">Who and when.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>What is to be done; fails, in words, where the nights are no such nights, or are past.</returns>
    public async Task<Outcome<AbsenceReported>> RunAsync(AbsenceAsked asked, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (Wrong(asked) is { } wrong)
        {
            return Outcome<AbsenceReported>.Failed(wrong);
        }

        await using var writer = await office.WriteAsync(cancellation);
        var recorded = await writer.Absences.AddAsync(asked.Residents, asked.First, asked.Last, cancellation);
        if (recorded > 0 && await HasTooManyAsync(writer.Read, asked, cancellation))
        {
            return Outcome<AbsenceReported>.Failed(TooMany(asked.MostBlocks!.Value));
        }

        var duties = await DutiesAsync(writer.Read, asked, cancellation);
        var isNew = recorded > 0 || await ChangesAsync(writer.Read, asked, duties, cancellation);
        if (isNew)
        {
            await TrailAsync(writer, "absent", asked, asked.IsExcused ? ", excused" : "", cancellation);
        }

        var editions = new List<(string, MadeEdition)>();
        var left = new List<AbsentDuty>();
        foreach (var area in duties.GroupBy(d => d.Area))
        {
            var done = await OfAreaAsync(writer, asked, area.Key, [.. area], cancellation);
            if (!done.Succeeded)
            {
                return Outcome<AbsenceReported>.Failed(done.Faults);
            }

            editions.AddRange(done.Value.Editions);
            left.AddRange(done.Value.Duties);
        }

        if (isNew)
        {
            await writer.CommitAsync(cancellation);
        }

        return Outcome<AbsenceReported>.Of(new AbsenceReported(recorded, [.. left.OrderBy(d => d.At.Seat)], editions));
    }

    /// <summary>Takes an absence back, or a part of it. Duties that were given up or taken meanwhile stay where they are.</summary>
    /// <param name="asked">Who and when.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>How many residents were on record as away on any of these nights, and which duties they have then.</returns>
    public async Task<Outcome<AbsenceReported>> TakeBackAsync(
        AbsenceAsked asked,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (Wrong(asked) is { } wrong)
        {
            return Outcome<AbsenceReported>.Failed(wrong);
        }

        await using var writer = await office.WriteAsync(cancellation);
        var reported = await TakeBackAsync(writer, asked, cancellation);
        if (reported.Recorded > 0)
        {
            await writer.CommitAsync(cancellation);
        }

        return Outcome<AbsenceReported>.Of(reported);
    }

    /// <summary>Takes it back in the caller's transaction, which the caller commits.</summary>
    internal async Task<AbsenceReported> TakeBackAsync(
        StreetWriter writer,
        AbsenceAsked asked,
        CancellationToken cancellation
    )
    {
        var back = await writer.Absences.TakeBackAsync(asked.Residents, asked.First, asked.Last, cancellation);
        var duties = await DutiesAsync(writer.Read, asked, cancellation);
        if (back > 0)
        {
            await TrailAsync(writer, "present", asked, "", cancellation);
        }

        return new AbsenceReported(
            back,
            [
                .. duties.Select(d => new AbsentDuty(
                    new SeatHeld(d.Area, d.Duty.Seat, d.Duty.Resident),
                    d.Duty.Resident,
                    IsEmergency: false,
                    Call: null
                )),
            ],
            []
        );
    }

    /// <summary>Whether something is to be done about duties, though nobody is newly away.</summary>
    private async Task<bool> ChangesAsync(
        StreetReader reader,
        AbsenceAsked asked,
        IReadOnlyList<StandingDuty> duties,
        CancellationToken cancellation
    )
    {
        if (asked.IsExcused || !asked.IsCalled)
        {
            return asked.IsExcused && duties.Count > 0;
        }

        foreach (var duty in duties)
        {
            if (await OpenCallAsync(reader, duty.Area, duty.Duty.Seat, cancellation) is null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> HasTooManyAsync(StreetReader reader, AbsenceAsked asked, CancellationToken cancellation)
    {
        foreach (var resident in asked.MostBlocks is null ? [] : asked.Residents)
        {
            var blocks = await reader.Said.AbsencesAsync(resident, cancellation);
            if (blocks.Count(a => a.To >= office.Today) > asked.MostBlocks)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<Outcome<AbsenceReported>> OfAreaAsync(
        StreetWriter writer,
        AbsenceAsked asked,
        AreaId area,
        IReadOnlyList<StandingDuty> duties,
        CancellationToken cancellation
    )
    {
        var nights = duties.Select(d => d.Duty.Seat.Night).ToList();
        var loaded = await MonthsInHand.LoadAsync(office, writer.Read, area, nights, isWide: false, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<AbsenceReported>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        IReadOnlyList<MadeEdition> editions = [];
        if (asked.IsExcused)
        {
            var release = RotaChange.Release(duties.Select(d => (d.Duty.Seat, d.Duty.Resident)));
            var made = await ChangeDoor.CommitAsync(
                writer,
                hand,
                release,
                $"{hand.Area.Code} absent",
                null,
                cancellation
            );
            if (!made.Succeeded)
            {
                return Outcome<AbsenceReported>.Failed(made.Faults);
            }

            editions = made.Value;
        }

        var left = new List<AbsentDuty>();
        foreach (var duty in duties)
        {
            int? call = null;
            if (asked.IsCalled)
            {
                call = await OpenCallAsync(writer.Read, area, duty.Duty.Seat, cancellation);
                if (call is null)
                {
                    var called = await new ProposeChange(office).CallAsync(
                        writer,
                        area,
                        duty.Duty.Seat,
                        asked.IsExcused ? null : new Answering(duty.Duty.Resident, Consents: true, office.By),
                        cancellation
                    );
                    if (!called.Succeeded)
                    {
                        return Outcome<AbsenceReported>.Failed(called.Faults);
                    }

                    call = called.Value.Proposal.Number;
                }
            }

            left.Add(
                new AbsentDuty(
                    new SeatHeld(area, duty.Duty.Seat, asked.IsExcused ? null : duty.Duty.Resident),
                    duty.Duty.Resident,
                    hand.Terms.IsEmergency(duty.Begins, hand.Now),
                    call
                )
            );
        }

        return Outcome<AbsenceReported>.Of(
            new AbsenceReported(0, left, [.. editions.Select(e => (hand.Area.Code, e))])
        );
    }

    /// <summary>The open call that there is for a seat already; null for none.</summary>
    private async Task<int?> OpenCallAsync(
        StreetReader reader,
        AreaId area,
        Core.Rotas.Seat seat,
        CancellationToken cancellation
    )
    {
        var at = office.Clock.GetCurrentInstant();
        var open = await reader.Proposals.OpenAsync(area, cancellation);
        return open.FirstOrDefault(p => p.IsUntaken && p.Seat == seat && p.At(at).State.IsOpen())?.Number;
    }

    /// <summary>Their duties of these nights whose watches are not over.</summary>
    private async Task<List<StandingDuty>> DutiesAsync(
        StreetReader reader,
        AbsenceAsked asked,
        CancellationToken cancellation
    )
    {
        var duties = new List<StandingDuty>();
        foreach (var resident in asked.Residents.Distinct())
        {
            var own = await reader.Duties.OfResidentAsync(resident, asked.First, cancellation);
            duties.AddRange(own.Where(d => d.Duty.Seat.Night <= asked.Last && d.Ends > office.Now));
        }

        return duties;
    }

    private static async Task TrailAsync(
        StreetWriter writer,
        string verb,
        AbsenceAsked asked,
        string how,
        CancellationToken cancellation
    )
    {
        var cards = await writer.Read.People.OfAsync(asked.Residents, cancellation);
        var numbers = string.Join(
            ", ",
            cards.Values.Select(c => c.Number.Value).Order().Select(n => new WatchNumber(n))
        );
        await writer.RecordAsync(
            verb,
            $"residents {numbers}",
            $"nights {asked.First:uuuu-MM-dd} to {asked.Last:uuuu-MM-dd}{how}",
            cancellation
        );
    }

    private static Fault TooMany(int most) =>
        new(
            new Place("absences"),
            new($"最多记 {most} 段将来的请假", $"at most {most} absences to come are kept"),
            new("请先取消几段，或把挨着的合成一段", "take some back first, or make one of several in a row")
        );

    private Fault? Wrong(AbsenceAsked asked) =>
        asked.Last < asked.First
            ? new Fault(
                new Place("--to"),
                new("止在起之前", "the last night is before the first"),
                new("请写后面的日期", "write a later date")
            )
        : asked.Last < office.Today.PlusDays(-1)
            ? new Fault(
                new Place($"{asked.Last:uuuu-MM-dd}"),
                new("这些夜已经过去了", "these nights are past"),
                new("谁没来请用 rota attend 记", "who did not come is recorded by rota attend")
            )
        : Period.DaysBetween(asked.First, asked.Last) >= MostNights
            ? new Fault(
                new Place("--to"),
                new($"超过 {MostNights} 夜", $"more than {MostNights} nights"),
                new("长期不能参加请在名册里改", "somebody who leaves for good is taken off in the register")
            )
        : null;
}
