using System.Diagnostics.Metrics;
using System.Net;
using NodaTime;
using Rota.Core.Registers;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Rota.Testing;
using Rota.Web.Hosting;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Whoever guesses gets nowhere and costs little; whoever is at home here is not kept out by them.</summary>
public sealed class GuessTests
{
    private const string Wrong = "AAAAA-AAAAA";

    /// <summary>How many codes are tried, 10,000 at most.</summary>
    private static int Tried => Math.Min(Laboratory.Asked("ROTA_GUESSES", 1_000), 10_000);

    [Fact]
    public async Task GuessesGetNowhere_AndHardlyOneIsLookedAt()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        await CodeAsync(street, card);
        using var guest = street.Guest();
        var page = await guest.GetAsync("/enter");
        var (looked, refused) = (0, 0);
        using var tried = new Tries();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Tried),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = WebStreet.Stop },
            async (n, _) =>
            {
                var code = $"{n % 10}{n / 10 % 10}{n / 100 % 10}{n / 1000}0-00000";
                var answer = await EnterAsync(guest, page, card.Number, code);
                Assert.Null(answer.To);
                Interlocked.Increment(ref answer.Status == HttpStatusCode.OK ? ref looked : ref refused);
                Assert.True(answer.Status == HttpStatusCode.OK || answer.Headers["Retry-After"].Any());
            }
        );

        Assert.Equal((10, Tried - 10), (looked, refused));
        // Tests beside this one may try a code or two.
        Assert.InRange(tried.Count, 10, 60);
        street.Clock.Advance(Duration.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await EnterAsync(guest, page, card.Number, Wrong)).Status);
        var words = await EnterAsync(guest, page, card.Number, Wrong);
        Assert.Equal(HttpStatusCode.TooManyRequests, words.Status);
        Assert.Contains("请过 5 分钟再试", words.Text, StringComparison.Ordinal);
        // What was typed is there still, to be tried then.
        Assert.Contains($"value=\"{card.Number}\"", words.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Wrong}\"", words.Text, StringComparison.Ordinal);
        Assert.Equal("300", Assert.Single(words.Headers["Retry-After"]));
    }

    [Fact]
    public async Task WhoWasInBefore_ComesInWhileOthersGuessTheirNumber()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        using var owner = await street.ResidentAsync("R1-0001-1");
        using var attacker = await street.ResidentAsync("R1-0002-1");
        using var stranger = street.Guest();
        var code = await CodeAsync(street, card);
        await owner.PostAsync("/leave", (await owner.GetAsync("/enter")).Text);
        var (at, with) = (await owner.GetAsync("/enter"), await attacker.GetAsync("/enter"));

        var looked = 0;
        for (var n = 0; n < 40; n++)
        {
            looked += (await EnterAsync(attacker, with, card.Number, Wrong)).Status == HttpStatusCode.OK ? 1 : 0;
        }

        // The attacker is somebody who lives here too: that helps nothing with another's number.
        Assert.Equal(10, looked);
        Assert.Equal("/me", (await EnterAsync(owner, at, card.Number, code)).To);

        // On a new phone the owner has to wait, or opens the link.
        var page = await stranger.GetAsync("/enter");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(stranger, page, card.Number, code)).Status);
        var link = await new GiveAccess(street.Office).LinkAsync(card.Resident, WebStreet.Stop);
        Assert.Equal("/me", (await stranger.PostAsync($"/m/{link}", page.Text)).To);
    }

    [Fact]
    public async Task ANewcomerComesIn_WhileTheirNumberIsGuessedFromOtherAddresses()
    {
        await using var street = await WebStreet.OpenAsync();
        var url = await street.ServeAsync(new WebSettings(null, [IPAddress.Loopback]));
        var card = await street.CardAsync("R1-0001-1");
        var code = await CodeAsync(street, card);
        foreach (var address in (string[])["10.0.0.1", "10.0.0.2", "10.0.0.3"])
        {
            using var attacker = new Guest(url, address);
            var with = await attacker.GetAsync("/enter");
            for (var n = 0; n < 10; n++)
            {
                Assert.Equal(HttpStatusCode.OK, (await EnterAsync(attacker, with, card.Number, Wrong)).Status);
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(attacker, with, card.Number, Wrong)).Status);
        }

        using var newcomer = new Guest(url, "10.0.0.9");
        Assert.Equal("/me", (await EnterAsync(newcomer, await newcomer.GetAsync("/enter"), card.Number, code)).To);
    }

    [Fact]
    public void FromEverywhereTogether_ANumberHasTwoHundredTries_AndTwoHundredAnHour()
    {
        var guesses = new Guesses();
        var now = Instant.FromUtc(2026, 12, 5, 12, 0);
        int Looked(int hour) =>
            Enumerable
                .Range(0, 2_000)
                .Count(n =>
                    guesses.Take(Guesses.OfStranger(new IPAddress([10, (byte)hour, (byte)(n >> 8), (byte)n]), "7"), now)
                    == Duration.Zero
                );

        Assert.Equal(200, Looked(0));
        now += Duration.FromHours(1);
        Assert.Equal(200, Looked(1));
        now += Duration.FromMinutes(3);
        Assert.Equal(10, Looked(2));
    }

    [Fact]
    public async Task ADeviceThatWasInBefore_GuessesNoMoreThanOthers()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        using var owner = await street.ResidentAsync("R1-0001-1");
        var page = await owner.GetAsync("/enter");
        var looked = 0;
        for (var n = 0; n < 100; n++)
        {
            looked += (await EnterAsync(owner, page, card.Number, Wrong)).Status == HttpStatusCode.OK ? 1 : 0;
        }

        // Ten of its own, ten of the number's.
        Assert.Equal(20, looked);
    }

    [Fact]
    public async Task WhatIsRightCostsNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        var code = await CodeAsync(street, card);
        for (var n = 0; n < 40; n++)
        {
            using var guest = street.Guest();
            Assert.Equal("/me", (await EnterAsync(guest, await guest.GetAsync("/enter"), card.Number, code)).To);
        }
    }

    [Fact]
    public async Task AGoodTokenIsServed_HoweverManyBadOnesCameFromThere()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        var give = new GiveAccess(street.Office);
        var (link, feed) = (
            await give.LinkAsync(card.Resident, WebStreet.Stop),
            await give.FeedAsync(card.Resident, WebStreet.Stop)
        );
        using var guest = street.Guest();
        for (var n = 0; n < 60; n++)
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await guest.GetAsync(n % 2 == 0 ? "/m/no" : "/feeds/no.ics")).Status
            );
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await guest.GetAsync("/m/no")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guest.GetAsync("/feeds/no.ics")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/m/{link}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/feeds/{feed}.ics")).Status);
    }

    [Fact]
    public async Task WhoAsksForWhom_CountsFromTheNamedProxyAlone()
    {
        await using var street = await WebStreet.OpenAsync();
        using var forger = new Forwarding(street.Url);
        // Nobody is named: a hundred invented addresses are one guesser.
        for (var n = 0; n < 60; n++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await forger.AskAsync($"203.0.113.{n}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await forger.AskAsync("203.0.113.200"));

        using var proxy = new Forwarding(await street.ServeAsync(new WebSettings(null, [IPAddress.Loopback])));
        for (var n = 0; n < 60; n++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await proxy.AskAsync($"203.0.113.{n}"));
            // What a guesser says before the proxy adds whom it sees counts for nothing.
            Assert.Equal(HttpStatusCode.NotFound, await proxy.AskAsync($"192.0.2.{n}, 198.51.100.7"));
            Assert.Equal(HttpStatusCode.NotFound, await proxy.AskAsync($"2001:db8:0:1::{n:x}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await proxy.AskAsync("192.0.2.200, 198.51.100.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await proxy.AskAsync("2001:db8:0:1:ffff::1"));
        Assert.Equal(HttpStatusCode.NotFound, await proxy.AskAsync("2001:db8:0:2::1"));
        Assert.Equal(HttpStatusCode.NotFound, await proxy.AskAsync("203.0.113.5"));
    }

    [Fact]
    public void CountersComeBackWithTime_AsIfEachTryWereWrittenDown()
    {
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        var guesses = new Guesses();
        var counted = Guesses.OfDevice("d", "1");
        var (atOnce, each) = (counted[0].Allowed.AtOnce, counted[0].Allowed.Each);
        var (now, left, next) = (Instant.FromUtc(2026, 12, 5, 12, 0), atOnce, Instant.MinValue);
        for (var n = 0; n < 20_000; n++)
        {
            now += Duration.FromSeconds(chance.Next(0, 3) == 0 ? chance.Next(0, 200) : 0);
            while (left < atOnce && next <= now)
            {
                left++;
                next += each;
            }

            var wait = guesses.Take(counted, now);
            Assert.True(left > 0 == (wait == Duration.Zero), $"seed {seed}, step {n}");
            Assert.True(left > 0 || wait == next - now, $"seed {seed}, step {n}");
            if (left == 0 || (chance.Next(4) == 0 && GivenBack()))
            {
                continue;
            }

            next = left == atOnce ? now + each : next;
            left--;
        }

        bool GivenBack()
        {
            guesses.GiveBack(counted);
            return true;
        }
    }

    [Fact]
    public void CountersDoNotFillTheMemory_AndTheWorstIsNotForgotten()
    {
        var guesses = new Guesses();
        var now = Instant.FromUtc(2026, 12, 5, 12, 0);
        var worst = Guesses.OfStranger(IPAddress.Parse("203.0.113.1"), "7");
        while (guesses.Take(worst, now) == Duration.Zero) { }

        for (var n = 0; n < 200_000; n++)
        {
            guesses.Take(
                Guesses.OfStranger(new IPAddress([10, (byte)(n >> 16), (byte)(n >> 8), (byte)n]), n + "x"),
                now
            );
        }

        Assert.InRange(guesses.Count, 1, 50_002);
        Assert.NotEqual(Duration.Zero, guesses.Take(worst, now));
    }

    private static Task<Read> EnterAsync(Guest guest, Read page, WatchNumber number, string code) =>
        guest.PostAsync("/enter", page.Text, ("number", number.ToString()), ("code", code));

    private static async Task<string> CodeAsync(WebStreet street, ResidentCard card) =>
        (
            await new GiveAccess(street.Office).CodesAsync(
                new Dictionary<ResidentId, WatchNumber> { [card.Resident] = card.Number },
                WebStreet.Stop
            )
        )[card.Resident];

    /// <summary>Counts the codes that are looked at in this process.</summary>
    private sealed class Tries : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public Tries()
        {
            listener.InstrumentPublished = (instrument, its) =>
            {
                if (instrument.Name == "rota.codes.tried")
                {
                    its.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, by, _, _) => Interlocked.Add(ref count, by));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }

    /// <summary>Asks for a feed that there is not, as a proxy that terminates TLS asks, or as somebody who says so.</summary>
    private sealed class Forwarding(Uri url) : IDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = url };

        public async Task<HttpStatusCode> AskAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/feeds/no.ics", UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await http.SendAsync(request, WebStreet.Stop);
            return answer.StatusCode;
        }

        public void Dispose() => http.Dispose();
    }
}
