using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Says to an organiser why seats stay empty, and what fills them.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else watch numbers alone.</param>
internal sealed class WhyGap(Call call, Office office, bool isNamed)
{
    /// <summary>Repairs of a kind that are shown; all stand in the JSON.</summary>
    private const int Shown = 3;

    private readonly Screen screen = call.Screen;

    /// <summary>Explains gaps.</summary>
    public async Task<ExitCode> RunAsync(YearMonth month, string area, SeatAsked? asked)
    {
        var explained = await new ExplainGap(office).RunAsync(month, area, asked, call.Stop);
        if (explained is null)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        if (!explained.Succeeded)
        {
            return call.Refuse(explained.Faults);
        }

        Tell(explained.Value, asked is null);
        return ExitCode.Done;
    }

    private void Tell(GapsExplained explained, bool isMonth)
    {
        screen.Line(
            $"{explained.Area.Community} {explained.Area.Code} {StateWords.Of(explained.Month)} "
                + screen.In(StateWords.Edition(explained.Edition))
        );
        foreach (var set in ((HallSet?[])[explained.AllOut, explained.AllStandby]).OfType<HallSet>())
        {
            if (isMonth || explained.Gaps.Any(g => set.Seats.Contains(g.Gap.Seat)))
            {
                screen.Line(screen.In(set.Words));
            }
        }

        if (isMonth)
        {
            Month(explained);
        }
        else
        {
            foreach (var gap in explained.Gaps)
            {
                Gap(explained, gap);
            }
        }

        var notes = Notes(explained).ToList();
        if (notes.Count > 0)
        {
            screen.Line();
        }

        foreach (var note in notes)
        {
            screen.Line(screen.In(note));
        }

        screen.Document(Document(explained, notes));
    }

    private static IEnumerable<Words> Notes(GapsExplained explained)
    {
        if (explained.UnsettledJoins.Count > 0)
        {
            yield return new(
                $"与 {string.Join("、", explained.UnsettledJoins)} 联片能补上多少，这次没有算出结果。",
                $"What keeping one watch with {string.Join(" or ", explained.UnsettledJoins)} would fill could not be settled."
            );
        }

        if (explained.HasChanged)
        {
            yield return new(
                "值班表定下之后登记又有变动；以上说的是按现在登记的情况。",
                "Something was recorded after the rota was made; this tells of the books as they are now."
            );
        }

        if (explained.HasNewCovenant)
        {
            yield return new(
                "本月的公约后来也改了；以上仍按定表时的公约说。",
                "Another covenant governs the month by now; this goes by the one that the rota was made under."
            );
        }
    }

    private void Month(GapsExplained explained)
    {
        if (explained.Gaps.Count == 0)
        {
            screen.Say("这个月没有待补的席位。", "No seat of this month is open.");
        }
        else
        {
            var listing = new Listing(screen.Language)
                .Column("待补", "Open")
                .Column("卡在哪里", "what binds")
                .Column("最小的一组", "smallest set");
            foreach (var gap in explained.Gaps)
            {
                listing.Row(
                    screen.In(SeatWords.Of(gap.Gap.Seat)),
                    screen.In(Of(gap.Bound)),
                    gap.Smallest is { } set
                        ? screen.In(
                            $"{set.Seats.Count} 席，{set.Households.Count} 户",
                            $"{StateWords.Some(set.Seats.Count, "seat")}, {StateWords.Some(set.Households.Count, "household")}"
                        )
                        : ""
                );
            }

            screen.Line();
            screen.Show(listing);
            screen.Line();
            screen.Say(
                $"怎样补，逐席看：rota why --gap {StateWords.Of(explained.Gaps[0].Gap.Seat.Night)} --area {explained.Area.Code}",
                $"What fills one: rota why --gap {StateWords.Of(explained.Gaps[0].Gap.Seat.Night)} --area {explained.Area.Code}"
            );
        }

        if (explained.Training.Count > 0)
        {
            var who = explained.Training.Select(r => Called(explained, r.Who!)).ToList();
            screen.Say(
                $"再有 {who.Count} 人学会带班，就能补上 {who.Count} 个带班席，每一席都试排过：{string.Join("、", who)}。",
                $"If {who.Count} more learn to lead, {StateWords.Some(who.Count, "lead seat")} can be filled, each tried: {string.Join(", ", who)}."
            );
        }

        if (explained.WithoutLead.Count > 0)
        {
            var who = explained.WithoutLead.Select(d => d.Resident).Distinct().ToList();
            screen.Say(
                $"另有 {explained.WithoutLead.Count} 个带班席上的人还不能带班：这 {who.Count} 人学会以后，这些班就都有人带了。",
                $"{StateWords.Some(explained.WithoutLead.Count, "lead seat")} besides {(explained.WithoutLead.Count == 1 ? "is" : "are")} held by people who cannot lead: once {(who.Count == 1 ? "this one learns" : $"these {who.Count} learn")} it, each has a lead."
            );
        }
    }

    private void Gap(GapsExplained explained, GapExplained gap)
    {
        screen.Line();
        var seat = SeatWords.Of(gap.Gap.Seat);
        screen.Say($"待补：{seat.Zh}", $"Open: {seat.En}");
        if (gap.Smallest is not { Seats.Count: > 1 } set)
        {
            screen.Line(screen.In(Why(gap)));
        }
        else
        {
            var nights = NightSpans.Of(set.Seats.Select(s => s.Night));
            var isBeside = gap.Bound == GapBound.StandbyDistance;
            screen.Say(
                $"最小的一组：{(isBeside ? "值守这样排下来，" : "")}{nights.Zh}的 {set.Seats.Count} 席只有 {set.Households.Count} 户能来，最多排满 {set.Room} 席；去掉其中任何一席，其余都能排满。",
                $"The smallest set: {(isBeside ? "as the nights out stand, " : "")}the {set.Seats.Count} seats of {nights.En} have only {StateWords.Some(set.Households.Count, "household")}, which {(set.Households.Count == 1 ? "fills" : "fill")} {set.Room} at most; without any one of the seats the others could be filled."
            );
        }

        screen.Line();
        if (gap.Repairs.Count == 0)
        {
            screen.Say("没有找到补法。", "Nothing was found that fills it.");
            return;
        }

        var listing = new Listing(screen.Language)
            .Number("", "")
            .Column("补法", "What fills it")
            .Number("代价", "cost");
        var number = 0;
        foreach (var kind in gap.Repairs.GroupBy(r => r.Kind))
        {
            foreach (var repair in kind.Take(Shown))
            {
                listing.Row(
                    StateWords.Whole(++number),
                    screen.In(repair.Words(r => Called(explained, r))),
                    repair.Kind is RepairKind.Join or RepairKind.FewerSeats ? "" : Signed(repair.Cost)
                );
            }

            if (kind.Count() > Shown)
            {
                var more = kind.Count() - Shown;
                listing.Row(
                    "",
                    screen.In(
                        $"（同样的办法还有 {more} 户）",
                        $"({StateWords.Some(more, "more household")} in the same way)"
                    ),
                    ""
                );
            }
        }

        screen.Show(listing);
        foreach (var promise in Promises(gap))
        {
            screen.Line(screen.In(promise));
        }
    }

    /// <summary>What may be relied on, kind by kind.</summary>
    private static IEnumerable<Words> Promises(GapExplained gap)
    {
        yield return new("先易后难，同样难的先列省的。", "The gentlest first, then the cheapest.");
        if (gap.Repairs.Any(r => r.Who is not null))
        {
            yield return new(
                "请人来的每一条都试排过：别人的班次不变，只放宽写明的规定。代价按平方分算，是补上之后全月要多出的，负数是反而省下的。",
                "Each that somebody fills was tried: nobody else's duty changes, and nothing is let go but what is said. The cost, in square points, is what the month costs more once the seat is filled."
            );
        }

        if (gap.Repairs.Any(r => r.Kind == RepairKind.Join))
        {
            yield return new(
                "联片是两片合起来重新排过的：本片已排的班次都不变；邻片自己的班不再单设，由邻片欠得最多的几户来补；不违反规定。",
                "The joined watch was solved: every duty of this area stays; the neighbour's own watches fall away, and those of its households that owe most fill what is open; no rule is broken."
            );
        }
    }

    private static string Signed(long cost) => cost > 0 ? "+" + StateWords.Cost(cost) : StateWords.Cost(cost);

    private static Words Why(GapExplained gap) =>
        gap.Bound switch
        {
            GapBound.Numbers => gap.Smallest!.Words,
            GapBound.StandbyDistance => new(
                "备班要和值守隔开几夜，值守这样排下来，能备班的户数不够。",
                "Standby keeps a distance from nights out, and as these stand too few households are far enough."
            ),
            GapBound.Composition => new(
                "户数够，卡在同班搭配的规定：放开这条规定重新排，这一席就有人。",
                "There are households enough; the rules for the watch's composition bind. Solved again without them, the seat is filled."
            ),
            GapBound.Nothing => new(
                "没有哪条规定卡住：按现在的登记重排这个月，这一席就有人。",
                "Nothing keeps it empty: drawn up again by the books as they are now, the month fills the seat."
            ),
            GapBound.Unsettled => new(
                "户数够；卡在哪里，这次没有算出结果。",
                "There are households enough; what binds could not be settled."
            ),
            _ => new(
                "户数够，几条规定合在一起排不下。",
                "There are households enough; several rules together leave no way."
            ),
        };

    private static Words Of(GapBound bound) =>
        bound switch
        {
            GapBound.Numbers => new("户数不够", "too few households"),
            GapBound.StandbyDistance => new("备班与值守的间隔", "standby's distance"),
            GapBound.Composition => new("同班搭配", "the watch's composition"),
            GapBound.Nothing => new("没有卡住，重排就有人", "nothing, when drawn up again"),
            GapBound.Unsettled => new("没有算出结果", "not settled"),
            _ => new("几条合在一起", "several rules"),
        };

    private string Called(GapsExplained explained, ResidentMonth who)
    {
        var card = explained.People[who.Id];
        return isNamed ? $"{OneResident.NameOf(screen, card, isNamed: true)} {card.Number}" : card.Number.ToString();
    }

    private object Document(GapsExplained explained, IEnumerable<Words> notes) =>
        new
        {
            Area = explained.Area.Code,
            explained.Edition,
            Month = StateWords.Of(explained.Month),
            Out = Document(explained.AllOut),
            Standby = Document(explained.AllStandby),
            Gaps = explained.Gaps.Select(g => new
            {
                Night = StateWords.Of(g.Gap.Seat.Night),
                g.Gap.Seat.Watch,
                g.Gap.Seat.Post,
                Seat = g.Gap.Seat.Number,
                g.Bound,
                Smallest = Document(g.Smallest),
                Repairs = g.Repairs.Select(r => new
                {
                    r.Kind,
                    WatchNumber = r.Who is { } who ? explained.People[who.Id].Number.ToString() : null,
                    // Of somebody who is asked in private no rule is named: it would tell why they could not come.
                    Rules = r.Kind == RepairKind.Waive ? r.Rules : null,
                    r.FreeNights,
                    r.Area,
                    r.Cost,
                    What = screen.In(r.Words(w => Called(explained, w))),
                }),
            }),
            Training = explained.Training.Select(r => explained.People[r.Who!.Id].Number.ToString()),
            WithoutLead = explained.WithoutLead.Count,
            explained.UnsettledJoins,
            explained.HasChanged,
            explained.HasNewCovenant,
            ConflictMilliseconds = Math.Round(explained.ConflictSeconds * 1000, 3),
            BoundSeconds = Math.Round(explained.BoundSeconds, 3),
            Notes = notes.Select(screen.In),
            RepairSeconds = Math.Round(explained.RepairSeconds, 3),
        };

    private object? Document(HallSet? set) =>
        set is null
            ? null
            : new
            {
                Seats = set.Seats.Select(s => new
                {
                    Night = StateWords.Of(s.Night),
                    s.Watch,
                    s.Post,
                    Seat = s.Number,
                }),
                Households = set.Households.Select(h => h.Code),
                set.Room,
                set.Lacking,
                What = screen.In(set.Words),
            };
}
