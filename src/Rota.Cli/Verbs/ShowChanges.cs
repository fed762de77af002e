using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Shows what differs between two rotas of a month, seat by seat.</summary>
/// <param name="screen">Where.</param>
/// <param name="changes">The seats that differ.</param>
/// <param name="people">Whoever leaves a seat or comes to one.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class ShowChanges(
    Screen screen,
    IReadOnlyList<SeatChange> changes,
    IReadOnlyDictionary<(ResidentId Resident, HouseholdId Household), ResidentCard> people,
    bool isNamed
)
{
    /// <summary>Shows them as a table.</summary>
    /// <param name="notAllowed">Of those who leave, whose duty is not allowed any more; null where nothing is known of it.</param>
    public void Tell(IReadOnlySet<(Seat, ResidentId)>? notAllowed = null)
    {
        var listing = new Listing(screen.Language)
            .Column("日期", "Night")
            .Column("", "")
            .Column("岗位", "post")
            .Column("原来", "was")
            .Column("改为", "becomes")
            .Column("说明", "why");
        foreach (var change in changes)
        {
            listing.Row(
                StateWords.Of(change.Seat.Night),
                screen.In(StateWords.Of(change.Seat.Night.DayOfWeek)),
                screen.In(SeatWords.Of(change.Seat.Post)),
                Who(change.Leaves),
                Who(change.Comes),
                string.Join('\n', Why(change, notAllowed).Select(screen.In))
            );
        }

        screen.Show(listing);
    }

    /// <summary>The same for a document.</summary>
    public IEnumerable<object> Documents(IReadOnlySet<(Seat, ResidentId)>? notAllowed = null) =>
        changes.Select(c => new
        {
            Night = StateWords.Of(c.Seat.Night),
            c.Seat.Watch,
            c.Seat.Post,
            Seat = c.Seat.Number,
            Was = Document(c.Leaves),
            Becomes = Document(c.Comes),
            Why = string.Join(screen.In("；", "; "), Why(c, notAllowed).Select(screen.In)),
        });

    private List<Words> Why(SeatChange change, IReadOnlySet<(Seat, ResidentId)>? notAllowed)
    {
        var parts = new List<Words>();
        if (change.Leaves is { } leaves && notAllowed?.Contains((leaves.Seat, leaves.Resident)) == true)
        {
            parts.Add(new("原来的人不能值这一班了", "cannot be on it any more"));
        }
        else if (change.Leaves is { } moved && changes.Any(c => c.Comes?.Resident == moved.Resident))
        {
            parts.Add(new("原来的人调到别班", "moves to another watch or post"));
        }
        else if (change.Leaves is not null && notAllowed is not null)
        {
            parts.Add(new("为别班腾出", "makes room elsewhere"));
        }

        if (change.Leaves is null)
        {
            parts.Add(new("原来待补，现在补上", "was open and is filled"));
        }
        else if (change.Comes is null)
        {
            parts.Add(new("空出待补", "stays open"));
        }
        else if (changes.FirstOrDefault(c => c.Leaves?.Resident == change.Comes.Resident) is { } other)
        {
            var from = SeatWords.Of(other.Leaves!.Seat);
            parts.Add(new($"从{from.Zh}调来", $"comes from {from.En}"));
        }

        return parts;
    }

    private string Who(Duty? duty)
    {
        if (duty is null)
        {
            return screen.In("待补", "open");
        }

        var card = people[(duty.Resident, duty.Household)];
        string?[] parts = [OneResident.NameOf(screen, card, isNamed), card.Number.ToString(), card.Building];
        return string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private object? Document(Duty? duty) =>
        duty is null
            ? null
            : new
            {
                Resident = people[(duty.Resident, duty.Household)].Code,
                WatchNumber = people[(duty.Resident, duty.Household)].Number.ToString(),
                Name = OneResident.NameOf(screen, people[(duty.Resident, duty.Household)], isNamed),
                Points = duty.Points.ToString(),
            };
}
