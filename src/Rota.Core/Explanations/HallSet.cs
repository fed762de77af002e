using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Explanations;

/// <summary>
/// Seats that cannot all be filled, and the only households that can take any of them (Hall's condition, broken): there is less room
/// than there are seats, whatever else is arranged. It counts how often a household may be on duty and who may take which seat, and
/// leaves aside whatever else the rules ask, so that it is true under all of them.
/// </summary>
/// <param name="Problem">The problem.</param>
/// <param name="Seats">The seats, in order; all out, or all standby.</param>
/// <param name="Households">Every household that can take one of them, in order of codes.</param>
/// <param name="Room">How many of the seats these households can fill at most; less than there are.</param>
public sealed record HallSet(
    RotaProblem Problem,
    IReadOnlyList<Seat> Seats,
    IReadOnlyList<HouseholdMonth> Households,
    int Room
)
{
    /// <summary>How many of the seats stay empty at least.</summary>
    public int Lacking => Seats.Count - Room;

    /// <summary>The seats lie on lead posts, and only who can lead may take them.</summary>
    public bool IsAboutLeads => Problem.Terms.Rules.Get<LeadSeats>().Required && Seats.All(s => s.Post == Post.Lead);

    /// <summary>The set in a sentence: numbers alone.</summary>
    public Words Words
    {
        get
        {
            var nights = Seats.Select(s => s.Night).Distinct().Count();
            var (zh, en) = SeatsSaid(nights);
            if (Households.Count == 0)
            {
                return Seats.Count == 1
                    ? new("这一席当晚没有一户能来。", "No household can take this seat on its night.")
                    : new($"{zh}没有一户能来。", $"No household can take {en}.");
            }

            var able = IsAboutLeads ? new Words("能带班", "that can lead") : new Words("能来", "that can come");
            return new(
                $"{zh}只有 {Households.Count} 户{able.Zh}，{Limit.Zh}，最多排满 {Room} 席：总有 {Lacking} 席空着。",
                $"{Capital(en)} {(Seats.Count == 1 ? "has" : "have")} only {Counted.Some(Households.Count, "household")} {able.En}, {Limit.En}: "
                    + $"{Counted.Some(Room, "seat")} at most, so {Counted.Some(Lacking, "stays", "stay")} empty."
            );
        }
    }

    /// <summary>What the month's rule counts: watches of a household, not people, so that those who serve together fill several seats at once.</summary>
    private Words Limit
    {
        get
        {
            if (Seats[0].Post == Post.Standby)
            {
                return new("每户每月备班至多 1 次", "each on standby once a month");
            }

            var most = Problem.Terms.Rules.Get<Month>().AtMost;
            var (zh, en) = ($"每户每月至多值守 {most} 次", $"each out {Counted.Times(most)} a month at most");
            return Households.Any(h =>
                h.Residents.Any(r => r.Group?.Members.Any(m => m != r && m.Household == h) == true)
            )
                ? new(
                    $"{zh}（要求同班的家人同去算一次，各占一席）",
                    $"{en} (those of a household who asked to serve together count once and fill a seat each)"
                )
                : new(zh, en);
        }
    }

    private (string Zh, string En) SeatsSaid(int nights)
    {
        var posts = Seats.Select(s => s.Post).Distinct().Order().Select(SeatWords.Of).ToList();
        var zh = string.Join("、", posts.Select(p => p.Zh));
        var en = string.Join(" and ", posts.Select(p => p.En));
        return (
            $"{nights} 夜的 {Seats.Count} 个{zh}席位",
            $"the {Counted.Some(Seats.Count, $"{en} seat")} of {Counted.Some(nights, "night")}"
        );
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
