using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 席位: every seat is a duty or a gap; one resident a seat; a resident on one seat a night; watches of one resident never overlap.
/// </summary>
public sealed record Seats : Rule
{
    /// <inheritdoc/>
    public override string Key => "seats";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "一席一人；一人一夜只占一席，班次时间不重叠。",
            "One resident a seat; a resident has one seat a night, and watches that never overlap."
        );

    /// <inheritdoc/>
    public override IEnumerable<Breach> CheckPart(Reading part) => Strangers(part).Concat(Clashes(part));

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return Strangers(rota).Concat(Filling(rota)).Concat(Clashes(rota));
    }

    /// <inheritdoc/>
    internal override bool IsOfHousehold => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var watch in rows.Problem.Watches)
        {
            foreach (var post in Watch.Posts.Where(p => watch.Seats(p) > 0))
            {
                var terms = rows.On(watch, post).Select(d => (d.Column, 1)).Append((rows.Gap(watch, post), 1));
                rows.Write(watch.Index, (int)post, terms, watch.Seats(post), watch.Seats(post));
            }
        }

        // A household that is out at most once a month, and on standby never near that, has nobody on two seats at once. "Near" is
        // the next night at least, since a day watch of one night may reach into the evening of the next.
        var rules = rows.Problem.Terms.Rules;
        if (rules.Get<Month>().AtMost == 1 && rules.Get<Standby>().NightsApart > 0)
        {
            return;
        }

        var cliques = Clashing(rows.Problem.Watches).ToList();
        foreach (var resident in rows.Problem.Residents)
        {
            foreach (var (first, second, clique) in cliques)
            {
                var columns = clique.SelectMany(w => rows.Of(resident, w)).Select(d => d.Column);
                rows.AtMost(resident.Index, (first * rows.Problem.Watches.Count) + second, columns, 1, lazy: true);
            }
        }
    }

    /// <summary>Sets of watches of which a resident stands at most one: those of one night, and pairs of two nights that overlap.</summary>
    private static IEnumerable<(int First, int Second, IReadOnlyList<Watch> Clique)> Clashing(
        IReadOnlyList<Watch> watches
    )
    {
        foreach (var night in watches.GroupBy(w => w.Night.Date))
        {
            var clique = night.ToList();
            yield return (clique[0].Index, clique[0].Index, clique);
        }

        foreach (var watch in watches)
        {
            foreach (
                var later in watches.Skip(watch.Index + 1).TakeWhile(l => l.Night.Date <= watch.Night.Date.PlusDays(2))
            )
            {
                if (later.Night.Date != watch.Night.Date && watch.Overlaps(later))
                {
                    yield return (watch.Index, later.Index, [watch, later]);
                }
            }
        }
    }

    private IEnumerable<Breach> Strangers(Reading rota) =>
        rota.Unknown.Select(d => new Breach(
            Key,
            d.Seat.Night,
            [d.Resident],
            new("这一班的人或班次不在本片区本月之内。", "The resident or the watch is not of this area and month.")
        )
        {
            About = $"{d.Resident.Value}",
            Watch = d.Seat.Watch,
        });

    private IEnumerable<Breach> Filling(Reading rota)
    {
        var taken = rota.Rota.Duties.Select(d => d.Seat).Concat(rota.Rota.Gaps.Select(g => g.Seat)).ToLookup(s => s);
        var seats = rota.Problem.Seats().ToHashSet();
        foreach (var seat in seats.Where(s => taken[s].Count() != 1))
        {
            yield return new Breach(
                Key,
                seat.Night,
                [],
                new(
                    $"{SeatWords.Of(seat).Zh}应有一人或标明待补，实有 {taken[seat].Count()} 项。",
                    $"{SeatWords.Of(seat).En} should be one duty or one gap, but is {taken[seat].Count()}."
                )
            )
            {
                About = SeatWords.Of(seat).En,
                Watch = seat.Watch,
            };
        }

        foreach (var seat in taken.Select(s => s.Key).Where(s => !seats.Contains(s)))
        {
            yield return new Breach(
                Key,
                seat.Night,
                [],
                new($"没有{SeatWords.Of(seat).Zh}这一席。", $"There is no seat {SeatWords.Of(seat).En}.")
            )
            {
                About = SeatWords.Of(seat).En,
                Watch = seat.Watch,
            };
        }
    }

    private IEnumerable<Breach> Clashes(Reading rota)
    {
        // Pair by pair and without groups: suggestions ask of thousands of households with two duties.
        var stands = rota.Stands;
        for (var i = 0; i < stands.Count; i++)
        {
            for (var j = i + 1; j < stands.Count; j++)
            {
                if (stands[i].Resident.Index == stands[j].Resident.Index && Clash(stands[i].Watch, stands[j].Watch))
                {
                    yield return BreachOf(
                        stands[i].Watch.Index > stands[j].Watch.Index ? stands[i].Watch : stands[j].Watch,
                        [stands[i].Resident],
                        new(
                            "一人同一夜占了两席，或两班时间重叠。",
                            "A resident has two seats on one night, or watches that overlap."
                        )
                    );
                }
            }
        }
    }

    private static bool Clash(Watch a, Watch b) => a.Night.Date == b.Night.Date || a.Overlaps(b);
}
