using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning.Visits;

namespace Rota.Web.Hosting;

/// <summary>A resident's data as a file for themselves: JSON that people can read too. Of neighbours it has watch numbers alone.</summary>
internal static class DataFile
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Names stay readable; it is a file, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(MyData data, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(data);
        string At(Instant at) => at.InZone(zone).ToOffsetDateTime().ToString("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>", Plain);
        string? Maybe(Instant? at) => at is { } moment ? At(moment) : null;
        string Number(ResidentId? who) => who is { } id ? data.Numbers.GetValueOrDefault(id.Value, "-") : "-";
        string Area(AreaId id) => data.Areas.GetValueOrDefault(id.Value, "-");
        var (card, record) = (data.Card, data.Record);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                WrittenAt = At(data.At),
                Register = new
                {
                    Resident = card.Code,
                    WatchNumber = card.Number.ToString(),
                    card.Name,
                    card.Phone,
                    Household = card.Household.ToString(),
                    card.Building,
                    card.IsHelper,
                    Sex = record.Sex.ToString(),
                    record.BirthYear,
                    Roles = record.Roles.ToString(),
                    record.CanLead,
                    record.WantsCompanion,
                    record.IsCarer,
                    record.Together,
                    Participation = record.Participation.ToString(),
                    ExemptUntil = Day(record.ExemptUntil),
                    Stays = record.Stays.Select(s => new
                    {
                        Household = s.Household.ToString(),
                        From = Day(s.From),
                        Until = Day(s.To),
                    }),
                },
                Absences = record.Absences.Select(a => new { From = Day(a.From), To = Day(a.To) }),
                Wishes = record.Wishes.Select(w => new
                {
                    Night = Day(w.Night),
                    Weekday = w.Weekday?.ToString(),
                    Kind = w.Kind.ToString(),
                }),
                Pins = record.Pins.Select(Seat),
                Duties = data.Duties.Select(d => new
                {
                    Area = Area(d.Area),
                    Seat = Seat(d.Duty.Seat),
                    Points = d.Duty.Points.ToString(),
                }),
                Attendance = record.Stood.Select(s => new
                {
                    Night = Day(s.Night),
                    Post = s.Post.ToString(),
                    Came = s.Attended,
                }),
                Confirmations = record.Confirmed.Select(c => new { Seat = Seat(c.Seat), At = At(c.At) }),
                Presences = record.Presences.Select(p => new
                {
                    Night = Day(p.Night),
                    p.Watch,
                    CameAt = At(p.CameAt),
                    LeftAt = Maybe(p.LeftAt),
                }),
                HouseholdLedger = data.Ledger.Select(e => new
                {
                    Month = e.Month.ToString("uuuu-MM", Plain),
                    Night = Day(e.Night),
                    Reason = e.Reason.ToString(),
                    Points = e.Amount.ToString(),
                }),
                Proposals = data.Proposals.Select(p => new
                {
                    p.Number,
                    Area = Area(p.Area),
                    Kind = p.Kind.ToString(),
                    p.IsOpenCall,
                    State = p.State.ToString(),
                    MadeAt = At(p.MadeAt),
                    ExpiresAt = At(p.ExpiresAt),
                    DoneAt = Maybe(p.DoneAt),
                    Moves = p.Moves.Select(m => new
                    {
                        Seat = Seat(m.Seat),
                        From = Number(m.From),
                        To = Number(m.To),
                    }),
                    MyAnswer = Answer(p, card.Resident),
                }),
                Waivers = record.Waived.Select(w => new { w.Rule, Seat = Seat(w.Seat) }),
                Tokens = data.Tokens.Select(t => new
                {
                    Kind = t.Kind.ToString(),
                    MadeAt = At(t.MadeAt),
                    EndsAt = Maybe(t.EndsAt),
                    RevokedAt = Maybe(t.RevokedAt),
                }),
                Notices = record.Notices.Select(n => new
                {
                    Kind = n.Kind.ToString(),
                    Month = n.Month.ToString("uuuu-MM", Plain),
                    Night = Day(n.Night),
                    n.Proposal,
                    n.Channel,
                    State = n.State.ToString(),
                    At = At(n.At),
                }),
                Trail = data.Trail.Select(t => new
                {
                    At = At(t.At),
                    t.Verb,
                    t.Subject,
                    t.Details,
                }),
            },
            Written
        );
    }

    private static CultureInfo Plain => CultureInfo.InvariantCulture;

    private static object? Answer(Proposal proposal, ResidentId me) =>
        proposal.Parties.FirstOrDefault(p => p.Resident == me) is { } party
            ? new
            {
                Said = party.Answer.ToString(),
                ByOrganiser = party.RecordedBy is not null,
                party.ByPhone,
            }
            : null;

    private static object Seat(Seat seat) =>
        new
        {
            Night = Day(seat.Night),
            seat.Watch,
            Post = seat.Post.ToString(),
            Seat = seat.Number,
        };

    /// <summary>A night; "always" for without end, null for none.</summary>
    private static string? Day(LocalDate? night) =>
        night is not { } date ? null
        : date == Resident.Always ? "always"
        : date.ToString("uuuu-MM-dd", Plain);
}
