using Rota.Cli.Screens;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Finds the one resident that somebody means, or says who fits.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class OneResident(Call call, Office office, bool isNamed)
{
    private readonly Screen screen = call.Screen;

    /// <summary>The resident, or null and the code to end with after the reason was said.</summary>
    /// <param name="who">A resident code, a watch number, or a name.</param>
    /// <param name="likely">Whom it is more likely to mean where several fit: who is on duty on the night in question.</param>
    public async Task<(ResidentCard? Card, ExitCode Ended)> FindAsync(
        string who,
        Func<ResidentCard, bool>? likely = null
    )
    {
        var found = await new FindPeople(office).RunAsync(who, call.Stop);
        if (found.Count > 1 && likely is not null && found.Where(likely).ToList() is [var one])
        {
            return (one, ExitCode.Done);
        }

        if (found.Count == 1)
        {
            return (found[0], ExitCode.Done);
        }

        if (found.Count == 0)
        {
            return (null, call.Nothing(NotThere.Resident(who)));
        }

        Candidates(who, found);
        return (null, ExitCode.Usage);
    }

    /// <summary>What a resident is called on a screen.</summary>
    public static string NameOf(Screen screen, ResidentCard card, bool isNamed) =>
        card.Name is not { } name ? screen.In("已注销", "erased")
        : isNamed ? name
        : MaskedName.Of(name);

    private void Candidates(string who, IReadOnlyList<ResidentCard> found)
    {
        screen.Note(
            $"“{who}”有 {found.Count} 人，请写守望号，或在姓名后加楼栋：",
            $"\"{who}\" fits {found.Count} people; write the watch number, or the building after the name:"
        );
        foreach (var card in found)
        {
            var line =
                $"  {card.Number}  {NameOf(screen, card, isNamed)}  {card.Building ?? "-"}  {card.Household.Grid}";
            screen.Note(line, line);
        }

        screen.Document(
            new
            {
                Candidates = found.Select(c => new
                {
                    Resident = c.Code,
                    WatchNumber = c.Number.ToString(),
                    Name = NameOf(screen, c, isNamed),
                    c.Building,
                    c.Household.Grid,
                }),
            }
        );
    }
}
