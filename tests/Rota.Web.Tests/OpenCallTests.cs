using System.Net;
using NodaTime;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Rota.Web.Hosting;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Which open calls a resident finds on their page, and that looking for somebody is bounded.</summary>
public sealed class OpenCallTests
{
    private static readonly LocalDate Until = new(2026, 12, 20);

    [Fact]
    public async Task ACallOneMayTake_IsFoundBehindManyThatOneMayNot()
    {
        await using var street = await WebStreet.OpenAsync(covenant: c =>
            c with
            {
                Terms = c.Terms with
                {
                    Watches =
                    [
                        .. c.Terms.Watches.Select(w =>
                            w with
                            {
                                Weekdays = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday],
                            }
                        ),
                    ],
                },
            }
        );
        Core.Registers.WatchArea area;
        await using (var reader = await street.Office.Database.ReadAsync(WebStreet.Stop))
        {
            area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area;
        }

        foreach (var duty in (await street.SheetAsync()).Rota.Duties)
        {
            await new ProposeChange(street.Office).CallAsync(area.Id, duty.Seat, null, WebStreet.Stop);
        }

        // Somebody who may take a late one, and is away before: none of the many calls until then is theirs to take.
        var visitor = await TakerAsync(street, area);
        var read = new ReadMyOffers(street.Office);
        await new ReportAbsence(street.Office).RunAsync(
            new AbsenceAsked([visitor.Card.Resident], new(2026, 12, 5), Until),
            WebStreet.Stop
        );
        var expected = new List<(LocalDate, int)>();
        var (calls, tooEarly) = (await CallsAsync(street, area), 0);
        foreach (var (night, number) in calls)
        {
            var may = await read.FindAsync(visitor, number, WebStreet.Stop) is { Stand: OfferStand.Call };
            tooEarly += may || expected.Count > 0 ? 0 : 1;
            if (may)
            {
                expected.Add((night, number));
            }
        }

        Assert.InRange(tooEarly, 13, 60);
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Take(12),
            (await read.RunAsync(visitor, WebStreet.Stop))
                .Where(o => o.Stand == OfferStand.Call)
                .Select(o => (o.Proposal.Seat.Night, o.Proposal.Number))
        );
    }

    [Fact]
    public async Task WhoeverSearchesWhileOthersDo_IsToldToComeAgain()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(new(2026, 12, 12), Post.Guard));
        await guest.PostAsync("/me/cannot/2026-12-12", (await guest.GetAsync("/me")).Text);
        var page = await guest.GetAsync("/me/cannot/2026-12-12");
        var way = page.Way(Core.Changes.ChangeKind.StandIn)!;
        var busy = Enumerable.Range(0, SearchGate.Most).Select(i => street.Gate.TryEnter(new(1_000_000 + i))).ToList();
        var before = street.Fingerprint();

        foreach (
            var told in (Read[])
                [
                    await guest.GetAsync("/me/cannot/2026-12-12"),
                    await guest.PostAsync("/me/cannot/2026-12-12/way", page.Text, ("way", way)),
                    await guest.PostAsync("/me/why/2026-12-12", page.Text),
                ]
        )
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, told.Status);
            Assert.Contains("正忙", told.Text, StringComparison.Ordinal);
            Assert.Equal("60", Assert.Single(told.Headers["Retry-After"]));
        }

        Assert.Equal(before, street.Fingerprint());
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/me")).Status);
        busy.ForEach(b => b!.Dispose());
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/me/cannot/2026-12-12")).Status);
    }

    /// <summary>The first resident who may take a call after the nights on which they are to be away.</summary>
    private static async Task<Visitor> TakerAsync(WebStreet street, Core.Registers.WatchArea area)
    {
        var read = new ReadMyOffers(street.Office);
        foreach (var household in Enumerable.Range(1, 12))
        {
            foreach (var one in (int[])[1, 2])
            {
                var card = await street.CardAsync(SmallRegister.Resident(1, household, one));
                var visitor = new Visitor(card, card.Household, area, 1);
                foreach (var (_, number) in (await CallsAsync(street, area)).Where(c => c.Night > Until))
                {
                    if (await read.FindAsync(visitor, number, WebStreet.Stop) is { Stand: OfferStand.Call })
                    {
                        return visitor;
                    }
                }
            }
        }

        throw new InvalidOperationException("Nobody may take a late call.");
    }

    private static async Task<IReadOnlyList<(LocalDate Night, int Number)>> CallsAsync(
        WebStreet street,
        Core.Registers.WatchArea area
    )
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return
        [
            .. (await reader.Proposals.OpenAsync(area.Id, WebStreet.Stop))
                .Select(p => (p.Seat.Night, p.Number))
                .OrderBy(p => p.Night)
                .ThenBy(p => p.Number),
        ];
    }
}
