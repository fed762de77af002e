using System.Net;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Seeds;
using Rota.Testing;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>
/// Everybody of a seeded street as a canary: names and phones, looked for on every page that everybody reads and on every page of some residents. Of one
/// grid always; <c>ROTA_CANARIES=1</c> looks for all 35,800 of the street to start from, which takes a minute or two.
/// </summary>
public sealed class CanaryTests
{
    private const int ResidentsAsked = 40;

    [Fact]
    public async Task NobodyOfTheStreetIsGivenAway()
    {
        var options = new SeedOptions { AsOf = new(2026, 11, 20) };
        if (Laboratory.Asked("ROTA_CANARIES", 0) == 0)
        {
            options = options with { Profile = SeedProfile.Std, Grids = 1 };
        }

        var intake = Street.Generate(options);
        var people = intake.Residents;
        await using var street = await WebStreet.SeedAsync(intake);
        var names = people.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var phones = people.Select(r => r.Phone).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var areas = people.Select(r => r.Grid).Distinct().Order(StringComparer.Ordinal).ToList();
        var read = 0;
        using var anybody = street.Guest();
        foreach (
            var path in Public(areas)
                .Concat(people.Select(r => r.Community).Distinct().Select(c => "/communities/" + c))
        )
        {
            var page = await anybody.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            AssertMasked(path, page.Text, names, phones, own: []);
            read++;
        }

        foreach (var person in people.Where((_, n) => n % (people.Count / ResidentsAsked) == 0))
        {
            var card = await street.CardAsync(person.Resident);
            var household = people
                .Where(r => (r.Grid, r.Household) == (person.Grid, person.Household))
                .SelectMany(r => new[] { r.Name, r.Phone })
                .OfType<string>();
            using var guest = await street.ResidentAsync(person.Resident);
            foreach (
                var address in Addresses.All.Where(a =>
                    a.Method == "GET"
                    && a.Sample.StartsWith("/me", StringComparison.Ordinal)
                    && !a.Sample.Contains('{', StringComparison.Ordinal)
                )
            )
            {
                AssertMasked(
                    $"{card.Code} {address.Sample}",
                    (await guest.GetAsync(address.Sample)).Text,
                    names,
                    phones,
                    [.. household]
                );
                read++;
            }
        }

        AssertMasked("log", string.Join('\n', street.Log), names, phones, own: []);
        TestContext.Current.TestOutputHelper!.WriteLine($"{read} pages, {names.Count} names, {phones.Count} phones");
    }

    private static IEnumerable<string> Public(IEnumerable<string> areas) =>
        from area in areas
        from path in (string[])
            [
                $"/areas/{area}/2026-12",
                $"/areas/{area}/years/2026",
                $"/areas/{area}/years/2026.svg",
                $"/api/areas/{area}/2026-12",
            ]
        select path;

    /// <summary>
    /// Holds that no name and no phone stands in a text. A name is looked for where a reader would take it for one: with no other Chinese character beside it.
    /// </summary>
    private static void AssertMasked(
        string where,
        string text,
        HashSet<string> names,
        HashSet<string> phones,
        HashSet<string> own
    )
    {
        foreach (var run in Runs(text, c => c is >= '\u4E00' and <= '\u9FFF'))
        {
            Assert.False(names.Contains(run) && !own.Contains(run), $"{run} stands in {where}");
        }

        foreach (var run in Runs(text, char.IsAsciiDigit).Where(r => r.Length >= 11))
        {
            Assert.False(phones.Contains(run) && !own.Contains(run), $"{run} stands in {where}");
        }
    }

    private static IEnumerable<string> Runs(string text, Func<char, bool> belongs)
    {
        var from = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && belongs(text[at]))
            {
                from = from < 0 ? at : from;
            }
            else if (from >= 0)
            {
                yield return text[from..at];
                from = -1;
            }
        }
    }
}
