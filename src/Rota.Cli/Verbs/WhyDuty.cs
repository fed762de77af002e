using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Explanations;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Says to a resident why they have a night, or have it not.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether the resident's full name is shown; else a masked one.</param>
internal sealed class WhyDuty(Call call, Office office, bool isNamed)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Finds who is meant and explains their night.</summary>
    public async Task<ExitCode> RunAsync(string who, LocalDate night)
    {
        var (found, ended) = await new OneResident(call, office, isNamed).FindAsync(who);
        if (found is not { } card)
        {
            return ended;
        }

        var explained = await new ExplainDuty(office).RunAsync(card, night, call.Stop);
        if (explained is null)
        {
            return call.Nothing(NotThere.Rotas(night.ToYearMonth()));
        }

        if (!explained.Succeeded)
        {
            return call.Refuse(explained.Faults);
        }

        Tell(card, night, explained.Value);
        return ExitCode.Done;
    }

    private void Tell(ResidentCard card, LocalDate night, DutyExplained explained)
    {
        var sentences = explained.Sentences;
        var notes = explained.Notes.ToList();
        var seat = explained.On is { } on ? SeatWords.Of(on.Seat.Post) : new Words("没有值守", "not on duty");
        string?[] head =
        [
            OneResident.NameOf(screen, card, isNamed),
            card.Number.ToString(),
            card.Building,
            StateWords.Of(night),
            screen.In(StateWords.Of(night.DayOfWeek)),
            screen.In(seat),
            explained.Area.Code,
            screen.In(StateWords.Edition(explained.Edition)),
        ];
        screen.Line(string.Join(' ', head.Where(p => !string.IsNullOrEmpty(p))));
        foreach (var sentence in sentences)
        {
            screen.Line(screen.In(sentence));
        }

        if (notes.Count > 0)
        {
            screen.Line();
        }

        foreach (var note in notes)
        {
            screen.Line(screen.In(note));
        }

        screen.Document(
            new
            {
                Resident = card.Code,
                WatchNumber = card.Number.ToString(),
                Night = StateWords.Of(night),
                Area = explained.Area.Code,
                explained.Edition,
                Post = explained.On?.Seat.Post,
                Standing = Document(explained.On?.Standing ?? explained.Off!.Standing),
                Other = Document(explained.On?.Without ?? explained.Off?.With),
                Another = Document(explained.On?.Another),
                explained.HasChanged,
                Sentences = sentences.Select(screen.In),
                Notes = notes.Select(screen.In),
            }
        );
    }

    private static object? Document(HouseholdStanding? standing) =>
        standing is null
            ? null
            : new
            {
                Balance = standing.Balance.ToString(),
                standing.Shares,
                standing.Rank,
                standing.Among,
                standing.Level,
            };

    private static object? Document(Alternative? other) =>
        other switch
        {
            null => null,
            Alternative.Found { Choice: var choice } => new
            {
                Outcome = "found",
                choice.MoreCost,
                choice.Emptier,
                choice.MoreGaps,
                choice.MoreWithoutLead,
                choice.IsTie,
                choice.IsExact,
            },
            _ => new { Outcome = other is Alternative.Impossible ? "impossible" : "unsettled" },
        };
}
