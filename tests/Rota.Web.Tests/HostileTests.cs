using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Planning.Visits;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>
/// Every form that somebody can reach, found by following links as several people, with hostile strings in each of its fields: nothing falls over, and nothing of them
/// is more than text wherever it is shown. A new form is found by itself; one that is not found fails.
/// </summary>
public sealed class HostileTests
{
    /// <summary>A word that stands nowhere else.</summary>
    private const string Mark = "zqx";

    /// <summary>What is written into fields; where it has the word, the word stands behind what would make it more than text.</summary>
    private static readonly string[] Hostile =
    [
        $"\"{Mark}><script>{Mark}()</script>",
        $"'{Mark} onfocus={Mark}() autofocus='",
        $"<{Mark}>&{Mark};<!--{Mark}--><img src={Mark} onerror={Mark}()>",
        $"javascript:{Mark}()",
        $"/\"{Mark}><script>{Mark}()</script>",
        $"//{Mark}.example/",
        $"/\\{Mark}.example/",
        $"x\r\nSet-Cookie: {Mark}=1\r\n\r\n{Mark}: forged",
        $"x\n{Mark} forged",
        $"\0\u0001\u001b[2J\u007f{Mark}",
        $"\u202E{Mark}\u2066",
        $"x'; DROP TABLE residents; --{Mark}",
        $"' OR '1'='1' /* {Mark} */",
        $"=HYPERLINK(\"{Mark}\")",
        $"{{{{{Mark}}}}}${{{Mark}}}@{Mark}%0d%0a%s",
        "..%2f..%2f..%2fetc%2fpasswd",
        "-1",
        "99999999999999999999",
        "２０２６-１２-１２",
        "2026-02-30",
        "9999-12-31",
        new string('x', 20_000) + Mark,
        new string('界', 20_000) + Mark,
    ];

    /// <summary>What a browser would take for more than text.</summary>
    private static readonly string[] Raw =
    [
        $"<{Mark}",
        $"\"{Mark}",
        $"'{Mark}",
        $"<script>{Mark}",
        $"<img src={Mark}",
        $"--{Mark}-->",
    ];

    [Fact]
    public async Task WhateverIsWrittenIntoAForm_StaysText()
    {
        await using var street = await WebStreet.OpenAsync();
        var found = new Dictionary<string, WebForm>(StringComparer.Ordinal);
        var (people, lead, paths) = await PeopleAsync(street);
        var sent = 0;
        foreach (var isTonight in (bool[])[false, true])
        {
            // A week before the watch what is asked still waits; on its evening, once the lead has come, most can be told.
            if (isTonight)
            {
                street.At(2026, 12, 12, 19, 0);
                await lead.PostAsync(
                    "/me/tonight/came",
                    (await lead.GetAsync("/me/tonight")).Text,
                    ("night", "2026-12-12"),
                    ("watch", "evening")
                );
            }

            foreach (var guest in people)
            {
                var fresh = new List<WebForm>();
                await ReadAsync(guest, paths, form => fresh.AddRange(found.TryAdd(form.Likeness, form) ? [form] : []));
                foreach (var form in fresh)
                {
                    sent += await FillAsync(guest, form);
                }
            }
        }

        AssertAllFound(street, found.Values);
        // And afterwards nothing of it stands anywhere where it is more than text.
        foreach (var guest in people)
        {
            await ReadAsync(guest, paths, _ => { });
            guest.Dispose();
        }

        AssertLog(street);
        await AssertFilesAsync(street);
        TestContext.Current.TestOutputHelper!.WriteLine($"{found.Count} forms, sent {sent} times");
    }

    /// <summary>
    /// Anybody, and residents who between them have all there can be on their pages, one of them the lead of 12 December; and addresses to begin with.
    /// </summary>
    private static async Task<(IReadOnlyList<Guest> People, Guest Lead, IReadOnlyList<string> Paths)> PeopleAsync(
        WebStreet street
    )
    {
        var samples = await Samples.OfAsync(street);
        var night = new NodaTime.LocalDate(2026, 12, 12);
        var sheet = await street.SheetAsync();
        var owner = await street.ResidentAsync(samples.Owner);
        var said = await owner.PostAsync("/me/cannot/2026-12-12", (await owner.GetAsync("/me")).Text);
        var ways = await owner.GetAsync(said.To!);
        var number = (
            await owner.PostAsync("/me/cannot/2026-12-12/way", ways.Text, ("way", ways.Way(ChangeKind.StandIn)!))
        ).Offer();
        await owner.PostAsync("/me/wishes", ways.Text, ("weekday", "6"), ("kind", "like"));
        await owner.PostAsync("/me/wishes", ways.Text, ("night", "2026-12-26"), ("kind", "like"));
        await owner.PostAsync("/me/away", ways.Text, ("from", "2026-12-20"), ("to", "2026-12-22"));
        var asked = (await Offers.FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None);
        var taker = (await Offers.TakersAsync(street, samples.Offer))[^1];
        var undoes = await DoneAsync(street, sheet.On(new(2026, 12, 19), Post.Guard), "2026-12-19");
        var stranger = await street.CardAsync("R2-0001-1");
        var link = await new GiveAccess(street.Office).LinkAsync(stranger.Resident, WebStreet.Stop);
        var people = new List<Guest> { street.Guest(), owner };
        foreach (
            var code in (string[])
                [await Offers.CodeAsync(street, asked.Resident), sheet.On(night, Post.Lead), taker, sheet.Idle().Last()]
        )
        {
            people.Add(await street.ResidentAsync(code));
        }

        people.Add(undoes);
        return (
            people,
            people[3],
            [
                .. Addresses.All.Where(a => a.Method == "GET").Select(a => a.At(samples)),
                $"/m/{link}",
                $"/feeds/{samples.Feed}.ics",
            ]
        );
    }

    /// <summary>Somebody whose household takes a duty of theirs.</summary>
    private static async Task<Guest> DoneAsync(WebStreet street, string code, string night)
    {
        var guest = await street.ResidentAsync(code);
        await guest.PostAsync($"/me/cannot/{night}", (await guest.GetAsync("/me")).Text);
        var ways = await guest.GetAsync($"/me/cannot/{night}");
        var way = ways.Way(ChangeKind.HouseholdMember)!;
        var number = (await guest.PostAsync($"/me/cannot/{night}/way", ways.Text, ("way", way))).Offer();
        var other = (await Offers.FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None);
        using var taker = await street.ResidentAsync(await Offers.CodeAsync(street, other.Resident));
        await taker.PostAsync($"/me/offers/{number}/agree", (await taker.GetAsync("/me")).Text);
        return guest;
    }

    /// <summary>Reads all that somebody can reach from some addresses on; nothing hostile is more than text there.</summary>
    private static async Task ReadAsync(Guest guest, IEnumerable<string> paths, Action<WebForm> found)
    {
        var left = new Queue<string>(paths);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (left.TryDequeue(out var path))
        {
            // What alone differs by a number in its address, as months and years do, is read a few times.
            var alike = string.Concat(path.Where(c => !char.IsAsciiDigit(c)));
            if (!seen.Add(path) || seen.Count(s => string.Concat(s.Where(c => !char.IsAsciiDigit(c))) == alike) > 4)
            {
                continue;
            }

            var page = await guest.GetAsync(path);
            AssertText(path, page);
            if (TypeOf(page) == "text/html")
            {
                foreach (var form in Markup.Forms(page.Raw))
                {
                    found(form);
                }

                foreach (var link in Markup.Links(page.Raw))
                {
                    left.Enqueue(link);
                }
            }
        }
    }

    /// <summary>Sends a form with everything hostile in each of its fields, one at a time; says how often it was sent.</summary>
    private static async Task<int> FillAsync(Guest guest, WebForm form)
    {
        var sent = 0;
        foreach (var field in form.Fields)
        {
            // The token that guards it is compared before anything is read: a few are enough.
            foreach (var evil in field.Name.StartsWith("__", StringComparison.Ordinal) ? Hostile[..3] : Hostile)
            {
                AssertText($"{form.Method} {form.Action} {field.Name}", await SendAsync(guest, form, field.Name, evil));
                sent++;
            }
        }

        return sent;
    }

    private static Task<Read> SendAsync(Guest guest, WebForm form, string field, string evil)
    {
        var fields = form
            .Fields.Select(f =>
                (
                    f.Name,
                    Value: f.Name == field ? evil
                    : f.Value.Length > 0 ? f.Value
                    : Plausible(f)
                )
            )
            .ToArray();
        return form.Method == "get"
            ? guest.GetAsync(
                form.Action
                    + "?"
                    + string.Join(
                        '&',
                        fields.Select(f =>
                            $"{f.Name}={Uri.EscapeDataString(f.Value.Length < 5_000 ? f.Value : f.Value[^2_000..])}"
                        )
                    )
            )
            : guest.PostAsync(form.Action, page: "", fields);
    }

    /// <summary>What somebody would write into a field, so that another one's content is looked at.</summary>
    private static string Plausible(FormField field) => field.Kind == "date" ? "2026-12-26" : "1";

    /// <summary>Every form that the program takes was found on a page.</summary>
    private static void AssertAllFound(WebStreet street, IEnumerable<WebForm> found)
    {
        var actions = found.Where(f => f.Method == "post").Select(f => f.Action).Distinct().ToList();
        foreach (var form in Addresses.Mapped(street.Endpoints).Where(m => m.IsForm))
        {
            var pattern = new Regex(
                $"^{Regex.Replace(form.Pattern, @"\{[^}]*\}", "[^/]+", RegexOptions.NonBacktracking)}$",
                RegexOptions.NonBacktracking
            );
            Assert.True(actions.Any(pattern.IsMatch), $"No page that was read has the form {form.Pattern}");
        }
    }

    /// <summary>An answer is no failure of the program's, and in it nothing hostile is more than text.</summary>
    private static void AssertText(string where, Read answer)
    {
        Assert.True((int)answer.Status < 500, $"{where}: {answer.Status}");
        foreach (var header in answer.Headers.SelectMany(h => h))
        {
            Assert.False(header.Contains("forged", StringComparison.Ordinal), $"{where}: {header}");
        }

        Assert.False(
            answer.To is { } to
                && to.Contains(Mark, StringComparison.Ordinal)
                && !to.StartsWith("/\"", StringComparison.Ordinal)
                && !to.StartsWith("http://127.0.0.1", StringComparison.Ordinal),
            $"{where} sends to {answer.To}"
        );
        switch (TypeOf(answer))
        {
            case "text/html" or "image/svg+xml":
                foreach (var raw in Raw)
                {
                    Assert.False(answer.Raw.Contains(raw, StringComparison.OrdinalIgnoreCase), $"{where}: {raw}");
                }

                Assert.All(Markup.Addresses(answer.Raw), a => Assert.True(IsOurs(a), $"{where}: {a}"));
                Assert.False(
                    Markup.OutsideBdi(answer.Raw).Contains('\u202E', StringComparison.Ordinal),
                    $"{where} lets a text turn others around"
                );
                break;
            case "application/json":
                using (JsonDocument.Parse(answer.Raw)) { }
                Assert.DoesNotContain($"<{Mark}", answer.Raw, StringComparison.Ordinal);
                break;
            case "text/calendar":
                AssertLines(where, answer.Raw);
                break;
        }
    }

    /// <summary>Whether an address that stands on a page is of this program, or a phone.</summary>
    private static bool IsOurs(string address) =>
        address is "" or "data:," or ['#', ..] or ['/'] or ['/', not ('/' or '\\'), ..]
        || address.StartsWith("tel:", StringComparison.Ordinal);

    /// <summary>The log has nothing of what was written, and no failure.</summary>
    private static void AssertLog(WebStreet street)
    {
        foreach (var line in street.Log)
        {
            Assert.DoesNotContain(Mark, line, StringComparison.Ordinal);
            Assert.False(line.StartsWith("Error", StringComparison.Ordinal), line);
        }
    }

    /// <summary>Files for others than browsers: boards as CSV.</summary>
    private static async Task AssertFilesAsync(WebStreet street)
    {
        using var file = new MemoryStream();
        CsvExport.Write(file, WebStreet.December, [await street.SheetAsync(), await street.SheetAsync("G2")]);
        AssertLines("csv", Encoding.UTF8.GetString(file.ToArray()));
    }

    /// <summary>No line and no cell begins with what somebody wrote.</summary>
    private static void AssertLines(string where, string text) =>
        Assert.All(
            text.Split('\n', '\r', ','),
            line =>
                Assert.False(
                    line.TrimStart('"').StartsWith(Mark, StringComparison.Ordinal)
                        || line.TrimStart('"').StartsWith('='),
                    $"{where}: {line}"
                )
        );

    private static string TypeOf(Read answer) => answer.Headers["Content-Type"].FirstOrDefault()?.Split(';')[0] ?? "";
}
