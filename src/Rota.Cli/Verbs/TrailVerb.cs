using System.CommandLine;
using System.Globalization;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Shows the trail: who did what when. Residents are not in it by name.</summary>
internal sealed class TrailVerb : Verb
{
    private const int ByDefault = 20;
    private const int Most = 100_000;

    private readonly Option<int?> last;

    public TrailVerb(VerbTools tools)
        : base(
            "trail",
            tools,
            new(
                "查看操作记录：谁在什么时候做了什么，最近的在最后；里面没有居民姓名。",
                "Shows the trail: who did what when, the newest last. No resident's name is in it."
            ),
            "rota trail",
            "rota trail --last 100"
        )
    {
        last = Asked.Whole(
            "--last",
            1,
            Most,
            Language,
            new("最近几条，不写时是 20 条", "How many of the last entries; 20 by default")
        );
        Options.Add(last);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var entries = (await reader.Trail.LastAsync(call.Value(last) ?? ByDefault, call.Stop)).Reverse().ToList();
        var screen = call.Screen;
        var listing = new Listing(screen.Language)
            .Number("序号", "No.")
            .Column("日期", "date")
            .Column("时间", "time")
            .Column("经办人", "by")
            .Column("操作", "what")
            .Column("对象", "to what")
            .Column("详情", "details");
        foreach (var entry in entries)
        {
            var at = entry.At.InZone(office.Zone).LocalDateTime;
            listing.Row(
                StateWords.Whole(entry.Number),
                StateWords.Of(at.Date),
                StateWords.Of(at.TimeOfDay),
                entry.By,
                screen.In(TrailWords.Verb(entry)),
                screen.In(TrailWords.Subject(entry)),
                screen.In(TrailWords.Details(entry))
            );
        }

        screen.Show(listing);
        screen.Document(
            new
            {
                Trail = entries.Select(e => new
                {
                    e.Number,
                    At = e.At.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    e.By,
                    e.Verb,
                    e.Subject,
                    e.Details,
                }),
            }
        );
        return ExitCode.Done;
    }
}
