using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Planning;
using Spectre.Console;

namespace Rota.Cli.Verbs;

/// <summary>Drafts and shows how far it is: a bar where somebody watches, a line every few areas where it goes to a file.</summary>
internal static class DraftProgress
{
    private const int AreasALine = 10;

    /// <summary>Drafts.</summary>
    public static Task<Outcome<IReadOnlyList<AreaDrafted>>> RunAsync(
        Call call,
        Office office,
        YearMonth month,
        AreaChoice choice,
        int workers,
        bool again = false,
        bool discardsEdits = false
    )
    {
        Task<Outcome<IReadOnlyList<AreaDrafted>>> Draft(IProgress<AreaDrafted> progress) =>
            new DraftMonth(office).RunAsync(month, choice, workers, progress, again, discardsEdits, call.Stop);

        return call.Screen.IsWatched && !call.Screen.IsJson
            ? WatchedAsync(call, office, Draft)
            : Draft(new Lines(call.Screen));
    }

    /// <summary>Says why areas have no new draft, and what is gone with a draft before.</summary>
    public static void Failures(Screen screen, IReadOnlyList<AreaDrafted> drafted)
    {
        foreach (var failed in drafted.Where(d => d.Reason is not null))
        {
            screen.Note($"{failed.Area.Code}：{failed.Reason?.Zh}", $"{failed.Area.Code}: {failed.Reason?.En}");
        }

        foreach (var anew in drafted.Where(d => d.Lost is not null))
        {
            screen.Note($"{anew.Area.Code}：{anew.Lost?.Zh}", $"{anew.Area.Code}: {anew.Lost?.En}");
        }
    }

    private static async Task<Outcome<IReadOnlyList<AreaDrafted>>> WatchedAsync(
        Call call,
        Office office,
        Func<IProgress<AreaDrafted>, Task<Outcome<IReadOnlyList<AreaDrafted>>>> draft
    )
    {
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var areas = (await reader.Areas.ListAsync(call.Stop)).Count;
        return await call
            .Screen.Progress()
            .Progress()
            .AutoClear(enabled: true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask(call.Screen.In("起草", "Drafting"), maxValue: areas);
                return await draft(new Bar(task));
            });
    }

    /// <summary>Moves a bar on; areas come in from several workers.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<AreaDrafted>
    {
        public void Report(AreaDrafted value)
        {
            lock (task)
            {
                task.Description = Markup.Escape(value.Area.Code);
                task.Increment(1);
            }
        }
    }

    private sealed class Lines(Screen screen) : IProgress<AreaDrafted>
    {
        private readonly Lock one = new();
        private int done;

        public void Report(AreaDrafted value)
        {
            lock (one)
            {
                if (++done % AreasALine == 0)
                {
                    screen.Note($"已起草 {done} 个片区", $"{StateWords.Some(done, "area")} drafted");
                }
            }
        }
    }
}
