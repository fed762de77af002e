using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Explanations;

/// <summary>
/// Why a resident is not on duty on a night, said to the resident: which rule of their own keeps them away, or what having them would
/// have cost. Of neighbours it holds nothing.
/// </summary>
public sealed record OffDutyReason
{
    /// <summary>The night; it has a watch.</summary>
    public required LocalDate Night { get; init; }

    /// <summary>Where the household stood when the month opened; null for somebody who takes no part in the month.</summary>
    public required HouseholdStanding? Standing { get; init; }

    /// <summary>
    /// The rule that keeps the resident from being out that night whatever else is arranged, in words about their own household; null where none does.
    /// </summary>
    public required Words? Kept { get; init; }

    /// <summary>Whether somebody of the household is on a watch of that night.</summary>
    public required bool IsHouseholdOn { get; init; }

    /// <summary>The nights of the month on which the household is out.</summary>
    public required IReadOnlyList<LocalDate> HouseholdOut { get; init; }

    /// <summary>How often a month a household is out at most.</summary>
    public required int AtMost { get; init; }

    /// <summary>What the resident said of the night: liked (1), rather not (-1), nothing (0).</summary>
    public required int Wish { get; init; }

    /// <summary>The best with the resident out that night; null where it was not looked for.</summary>
    public Alternative? With { get; init; }

    /// <summary>Reads what needs no solver.</summary>
    public static OffDutyReason Of(RotaProblem problem, WatchRota rota, ResidentId resident, LocalDate night)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        var who = problem.Resident(resident);
        var its = who is null ? [] : rota.Duties.Where(d => d.Household == who.Household.Id).ToList();
        return new OffDutyReason
        {
            Night = night,
            Standing = who is null ? null : HouseholdStanding.Of(problem, who.Household),
            Kept = who is null ? NotAtAll : KeptBy(problem, who, night),
            IsHouseholdOn = its.Exists(d => d.Seat.Night == night && Watch.IsOut(d.Seat.Post)),
            HouseholdOut = [.. its.Where(d => Watch.IsOut(d.Seat.Post)).Select(d => d.Seat.Night).Distinct().Order()],
            AtMost = problem.Terms.Rules.Get<Month>().AtMost,
            Wish = who?.WishOn[night.Day - 1] ?? 0,
        };
    }

    /// <summary>What is supposed to learn what having the resident out that night costs.</summary>
    public static Supposition Having(ResidentId resident, LocalDate night) =>
        new() { Requires = (r, w, p) => r.Id == resident && w.Night.Date == night && Watch.IsOut(p) };

    /// <summary>The reason, sentence by sentence.</summary>
    public IReadOnlyList<Words> Sentences
    {
        get
        {
            if (Kept is { } kept)
            {
                return [kept];
            }

            return [Standing!.Words, .. Turns(), .. Price(), .. Wished()];
        }
    }

    private static Words NotAtAll =>
        new(
            "按值守资格的规定，或因为您登记过请假、免排，本月不排您。",
            "The rules about who may guard, or an absence or exemption recorded for you, keep you off the whole month."
        );

    private IEnumerable<Words> Price()
    {
        switch (With)
        {
            case Alternative.Found { Choice: var other }:
                yield return new($"若这一夜排您，{other.Words.Zh}。", $"With you on this night {other.Words.En}.");
                break;
            case Alternative.Impossible:
                yield return new(
                    "同一班的人怎样搭配也有规定，这一夜怎么排都排不上您。",
                    "There are rules for the watch's composition too, and no rota has you on this night."
                );
                break;
            case Alternative.Unsettled:
                yield return new(
                    "若这一夜排您会怎样，这次没有算出结果。",
                    "What the month would come to with you on this night could not be settled."
                );
                break;
        }
    }

    private IEnumerable<Words> Turns()
    {
        if (IsHouseholdOn)
        {
            yield return new("这一夜您家已有人值守。", "Somebody of your household is out on this night already.");
        }
        else if (HouseholdOut.Count >= AtMost)
        {
            var nights = NightSpans.Of(HouseholdOut);
            yield return new(
                $"您家本月已排 {nights.Zh}，每户每月至多 {AtMost} 次。",
                $"Your household is out on {nights.En} this month, and a household is out {Counted.Times(AtMost)} a month at most."
            );
        }
    }

    private IEnumerable<Words> Wished()
    {
        if (Wish > 0)
        {
            yield return new(
                "您愿意这一夜来，排的时候已经考虑了。",
                "You said that you would like this night; that was counted."
            );
        }
    }

    private static Words? KeptBy(RotaProblem problem, ResidentMonth who, LocalDate night)
    {
        Rule? first = null;
        foreach (var watch in problem.Watches.Where(w => w.Night.Date == night))
        {
            foreach (var post in Watch.OutPosts.Where(p => watch.Seats(p) > 0))
            {
                var rule = problem.Terms.Rules.All.FirstOrDefault(r => !r.Allows(who, watch, post));
                if (rule is null)
                {
                    return null;
                }

                first ??= rule;
            }
        }

        return first is null
            ? new("这一夜只设备班，没有人出门值守。", "This night has standby alone; nobody is out.")
            : Of(first, who.Household, night);
    }

    /// <summary>A rule's hold on the resident's own household.</summary>
    private static Words Of(Rule rule, HouseholdMonth household, LocalDate night) =>
        rule switch
        {
            Rest rest when Nearest(household.OutNights, night) is { } near => new(
                $"您家{NightSpans.Of([near]).Zh}值守，前后至少空 {rest.FreeNights} 夜，所以这一夜不排您家。",
                $"Your household is out on {NightSpans.Of([near]).En}, and at least {Counted.Some(rest.FreeNights, "night")} before and after {(rest.FreeNights == 1 ? "stays" : "stay")} free."
            ),
            Standby standby when Nearest(household.StandbyNights, night) is { } near => new(
                $"您家{NightSpans.Of([near]).Zh}备班，与值守要相隔 {standby.NightsApart} 夜以上，所以这一夜不排您家。",
                $"Your household is on standby on {NightSpans.Of([near]).En}, which is to be more than {Counted.Some(standby.NightsApart, "night")} from a night out."
            ),
            Carers => new(
                "按您家登记的照护情况，这一夜要留您在家照应。",
                "By what is recorded of care in your household, you are needed at home on this night."
            ),
            LeadSeats => new(
                "这一夜只设带班席，须由能带班的人担任。",
                "This night has lead seats alone, which take somebody who can lead."
            ),
            _ => new(
                "按值守资格的规定，或因为您登记过请假、免排，这一夜不排您。",
                "The rules about who may guard, or an absence or exemption recorded for you, keep you off this night."
            ),
        };

    private static LocalDate? Nearest(IEnumerable<LocalDate> nights, LocalDate night) =>
        nights.OrderBy(n => Math.Abs(Period.DaysBetween(n, night))).Select(n => (LocalDate?)n).FirstOrDefault();
}
