using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Planning;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Shows a month: how far every area is, an area's nights, or a resident's duties.</summary>
internal sealed class Show : MonthVerb
{
    private readonly Option<string?> resident;
    private readonly Option<bool> names;

    public Show(VerbTools tools)
        : base(
            "show",
            tools,
            new(
                "查看一个月：不加选项列出各片区进度，加 --area 看逐夜安排，加 --resident 看某人的班次。",
                "Shows a month: how far every area is; with --area its nights; with --resident somebody's duties."
            ),
            "rota show 2026-12",
            "rota show 2026-12 --area LJ-03",
            "rota show 2026-12 --resident 0427",
            "rota show 2026-12 --resident \"张伟 3栋\""
        )
    {
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "居民编号、守望号，或姓名（重名时加楼栋）",
                "A resident code, a watch number, or a name (with the building where names repeat)"
            ),
        };
        names = Asked.Names(Language);
        Options.Add(resident);
        Options.Add(names);
    }

    /// <inheritdoc/>
    protected override StreetAccess Access => StreetAccess.Read;

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice) =>
        call.Value(resident) is { } who ? new ShowResident(call, office, month, call.Value(names)).RunAsync(who)
        : choice.Areas.Count > 0 ? AreasAsync(call, office, month, choice)
        : StreetAsync(call, office, month, choice);

    private async Task<ExitCode> AreasAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        var sheets = await new ReadSheets(office).RunAsync(month, choice, call.Stop);
        if (!sheets.Succeeded)
        {
            return call.Refuse(sheets.Faults);
        }

        if (sheets.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        if (call.Screen.IsJson)
        {
            var street = sheets.Value[0].Street;
            var json = ResultFile.Bytes(to => JsonExport.Write(to, street, month, sheets.Value, Language));
            call.Screen.Raw(System.Text.Encoding.UTF8.GetString(json).TrimEnd() + "\n");
            return ExitCode.Done;
        }

        foreach (var sheet in sheets.Value)
        {
            new ShowSheet(call.Screen, sheet, call.Value(names)).Tell();
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> StreetAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var areas = await choice.PickAsync(reader, month, call.Stop);
        if (!areas.Succeeded)
        {
            return call.Refuse(areas.Faults);
        }

        if (areas.Value.All(a => a.Edition is null && a.Draft is null))
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        var screen = call.Screen;
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("社区", "Community")
            .Column("状态", "state")
            .Number("班", "watches")
            .Number("已排", "duties")
            .Number("待补", "gaps")
            .Number("无带班", "no lead")
            .Column("解", "status")
            .Column("证明", "proven by")
            .Number("代价", "cost")
            .Number("可证下界", "proven bound");
        foreach (var area in areas.Value)
        {
            listing.Row(Cells(screen, area));
        }

        screen.Show(listing);
        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                Areas = areas.Value.Select(a => new
                {
                    Area = a.State.Area.Code,
                    a.State.Area.Community,
                    a.State.Area.Grids,
                    State = StateOf(a).En,
                    IsPosted = a.Edition is null && a.Draft?.PostedAt is not null,
                    IsEdited = a.Edition is null && a.Draft is { IsEdited: true },
                    IsHeld = a.Edition is null && a.Draft is { IsHeld: true },
                    Edition = a.Edition?.Number,
                    Counts = a.Edition?.Counts ?? a.Draft?.Counts,
                    (a.Edition?.Standing ?? a.Draft?.Standing)?.Status,
                    (a.Edition?.Standing ?? a.Draft?.Standing)?.Cost,
                    (a.Edition?.Standing ?? a.Draft?.Standing)?.Bound,
                    (a.Edition?.Standing ?? a.Draft?.Standing)?.ClosedBy,
                }),
            }
        );
        return ExitCode.Done;
    }

    private static Words StateOf(AreaMonth area) =>
        area.Edition is null && area.Draft is null
            ? new("未起草", "nothing yet")
            : StateWords.Edition(area.Edition?.Number);

    /// <summary>How far it is, with what people did to a draft.</summary>
    private static string StateCell(Screen screen, AreaMonth area)
    {
        Words?[] marks = area.Edition is not null
            ? []
            :
            [
                area.Draft?.PostedAt is not null ? new("公示", "posted") : null,
                area.Draft is { IsEdited: true } ? new("改过", "edited") : null,
                area.Draft is { IsHeld: true } ? new("暂缓", "held back") : null,
            ];
        return string.Join(screen.In("、", ", "), marks.OfType<Words>().Prepend(StateOf(area)).Select(screen.In));
    }

    private static string[] Cells(Screen screen, AreaMonth area)
    {
        var counts = area.Edition?.Counts ?? area.Draft?.Counts;
        var standing = area.Edition?.Standing ?? area.Draft?.Standing;
        string[] place = [area.State.Area.Code, area.State.Area.Community, StateCell(screen, area)];
        return counts is null || standing is null
            ? [.. place, "", "", "", "", "", "", "", ""]
            :
            [
                .. place,
                StateWords.Whole(counts.Watches),
                StateWords.Whole(counts.Duties),
                StateWords.Whole(counts.Gaps),
                StateWords.Whole(counts.WithoutLead),
                screen.In(StateWords.Of(standing.Status)),
                screen.In(StateWords.Of(standing.ClosedBy)),
                StateWords.Cost(standing.Cost),
                // Of a rota that was changed the bound is what was left of a proof: true, and of no use to look at.
                standing.Status == RotaStatus.Edited
                    ? ""
                    : StateWords.Cost(standing.Bound),
            ];
    }
}
