using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rota.Benchmarks.Loads;

/// <summary>A kind of pages, and what is asked of it.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Of100">How many of a hundred requests ask for it.</param>
/// <param name="Ask">Sends the request of a number, from 0.</param>
internal sealed record PageKind(string Kind, int Of100, Func<int, Task<HttpResponseMessage>> Ask);

/// <summary>A page that was asked for.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Milliseconds">Until its last byte.</param>
/// <param name="Bytes">How long it was.</param>
/// <param name="Status">Its status.</param>
internal sealed record PageAsked(string Kind, double Milliseconds, int Bytes, int Status);

/// <summary>Asks for pages at a steady rate, whether earlier answers have come or not: so does a street.</summary>
internal static class PageLoad
{
    /// <summary>How many are asked for in a second.</summary>
    public const int ASecond = 50;

    /// <summary>Asks for so many seconds, and waits for the last answer.</summary>
    public static async Task<IReadOnlyCollection<PageAsked>> RunAsync(
        IReadOnlyList<PageKind> kinds,
        int seconds,
        Action<string> progress
    )
    {
        var asked = new ConcurrentBag<PageAsked>();
        var running = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < ASecond * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / ASecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            // Kinds in turns that have no short period, so that no run of requests is for the same page.
            running.Add(OneAsync(KindOf(kinds, n * 37 % 100), n, asked));
            if (n % ASecond == 0)
            {
                progress($"{n} pages");
            }
        }

        await Task.WhenAll(running);
        progress("");
        return asked;
    }

    private static async Task OneAsync(PageKind kind, int number, ConcurrentBag<PageAsked> asked)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await kind.Ask(number);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        asked.Add(
            new PageAsked(kind.Kind, Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes, (int)answer.StatusCode)
        );
    }

    private static PageKind KindOf(IReadOnlyList<PageKind> kinds, int of100)
    {
        foreach (var kind in kinds)
        {
            of100 -= kind.Of100;
            if (of100 < 0)
            {
                return kind;
            }
        }

        return kinds[0];
    }
}
