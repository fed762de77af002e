using System.CommandLine;
using System.Text;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Forecasts;
using Rota.Files.Covenants;
using Rota.Planning;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>Checks the covenant as it is edited now, and prints the page that a residents' council votes on.</summary>
internal sealed class CovenantVerb : Verb
{
    private readonly Option<bool> print;
    private readonly Option<string?> html;
    private readonly Option<bool> check;

    public CovenantVerb(VerbTools tools)
        : base(
            "covenant",
            tools,
            new(
                "检查公约和历书，说出现在是哪一版；加 --print 印出居民代表会议表决的那一页。",
                "Checks covenant and calendars and says which version they are; --print makes the page that the "
                    + "residents' council votes on, with what it asks of a household in a year."
            ),
            "rota covenant",
            "rota covenant --print",
            "rota covenant --print --html covenant.html",
            "rota covenant --check"
        )
    {
        print = new Option<bool>("--print")
        {
            Description = tools.Screen.In("印出表决用的一页", "Print the page that is voted on"),
        };
        html = new Option<string?>("--html")
        {
            HelpName = "FILE",
            Description = tools.Screen.In(
                "把这一页写成可打印的网页（一张 A4）；要和 --print 一起用",
                "Write that page as HTML that prints on one A4 sheet; together with --print"
            ),
        };
        check = new Option<bool>("--check")
        {
            Description = tools.Screen.In(
                "只检查，不出声：没有错退出码为 0",
                "Only check, silently: exit code 0 when all is well"
            ),
        };
        Options.Add(print);
        Options.Add(html);
        Options.Add(check);
        Validators.Add(result =>
        {
            if (result.GetValue(html) is not null && !result.GetValue(print))
            {
                result.AddError(tools.Screen.In("--html 要和 --print 一起用。", "--html goes together with --print."));
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call)
    {
        if (OpenOffice.NoFolder(call) is { } fault)
        {
            return call.Refuse(fault);
        }

        if (!call.Place.Succeeded)
        {
            return call.Refuse(call.Place.Faults);
        }

        var found = await StreetDatabase.LookAsync(call.Place.Value, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        // A covenant can be read where there is no street yet; what it asks of households is then left out.
        if (found.Value.IsThere)
        {
            return await OpenOffice.AndAsync(call, StreetAccess.Read, office => WithStreetAsync(call, office));
        }

        var covenant = OpenOffice.Covenant(call);
        var calendar = OpenOffice.Calendar(call);
        return covenant.Succeeded && calendar.Succeeded
            ? Answer(call, covenant.Value, [])
            : call.Refuse([.. covenant.Faults, .. calendar.Faults]);
    }

    private async Task<ExitCode> WithStreetAsync(Call call, Office office)
    {
        var strangers = await StrangersAsync(office, call.Stop);
        if (strangers.Count > 0)
        {
            return call.Refuse(strangers);
        }

        var forecasts = call.Value(print)
            ? await new ForecastYear(office).RunAsync(FromOf(office), AreaChoice.All, call.Stop)
            : null;
        return Answer(call, office.Covenant, forecasts is { Succeeded: true } ? forecasts.Value : []);
    }

    /// <summary>The first month that a covenant in force today will still govern whole: the next one.</summary>
    internal static YearMonth FromOf(Office office)
    {
        var next = office.Today.ToYearMonth().PlusMonths(1);
        return next >= office.Covenant.InForceFrom ? next : office.Covenant.InForceFrom;
    }

    private ExitCode Answer(Call call, Covenant covenant, IReadOnlyList<AreaForecast> forecasts)
    {
        if (call.Value(print))
        {
            return Print(call, covenant, forecasts);
        }

        var version = CovenantVersion.Of(covenant);
        call.Screen.Document(
            new
            {
                Name = call.Screen.In(covenant.Name),
                Version = version,
                AdoptedOn = StateWords.Of(covenant.AdoptedOn),
                covenant.AdoptedBy,
                InForceFrom = StateWords.Of(covenant.InForceFrom),
                covenant.TimeZone,
                Areas = covenant.Areas.Select(a => a.Code),
                CommunitiesThatReplace = covenant.Communities.Keys,
                AreasThatReplace = covenant.AreaTerms.Keys,
            }
        );
        if (!call.Value(check))
        {
            Tell(call.Screen, covenant, version);
        }

        return ExitCode.Done;
    }

    private static void Tell(Screen screen, Covenant covenant, string version)
    {
        screen.Line(screen.In(covenant.Name));
        screen.Say(
            $"  版本 {version}，{StateWords.Of(covenant.AdoptedOn)} 由{covenant.AdoptedBy}通过，{StateWords.Of(covenant.InForceFrom)} 起施行",
            $"  version {version}, adopted on {StateWords.Of(covenant.AdoptedOn)} by {covenant.AdoptedBy}, in force from {StateWords.Of(covenant.InForceFrom)}"
        );
        var areas = covenant.Areas.Length;
        screen.Say(
            $"  写明的片区 {areas} 个；另有规定的社区 {covenant.Communities.Count} 个、片区 {covenant.AreaTerms.Count} 个",
            $"  {StateWords.Some(areas, "area")} named; with terms of their own: {StateWords.Some(covenant.Communities.Count, "community", "communities")}, {StateWords.Some(covenant.AreaTerms.Count, "area")}"
        );
        screen.Say("公约和历书没有错。", "Covenant and calendars are right.");
    }

    private ExitCode Print(Call call, Covenant covenant, IReadOnlyList<AreaForecast> forecasts)
    {
        if (call.Value(html) is not { } file)
        {
            var text = CovenantPage.Text(covenant, forecasts, Language);
            call.Screen.Document(new { Version = CovenantVersion.Of(covenant), Text = text });
            if (!call.Screen.IsJson)
            {
                call.Screen.Raw(text);
            }

            return ExitCode.Done;
        }

        var path = call.PathOf(file);
        return FileFaults.Around(
            call,
            path,
            () =>
            {
                ResultFile.Write(path, Encoding.UTF8.GetBytes(CovenantPage.Html(covenant, forecasts, Language)));
                call.Screen.Say($"已写到 {call.Shown(path)}", $"Written to {call.Shown(path)}");
                call.Screen.Document(new { Version = CovenantVersion.Of(covenant), File = path });
                return ExitCode.Done;
            }
        );
    }

    /// <summary>Grids and communities that the covenant names and the register does not know.</summary>
    private static async Task<IReadOnlyList<Fault>> StrangersAsync(Office office, CancellationToken stop)
    {
        await using var reader = await office.Database.ReadAsync(stop);
        var grids = await reader.Areas.GridsAsync(stop);
        if (grids.Count == 0)
        {
            return [];
        }

        var codes = grids.Select(g => g.Code).ToHashSet(StringComparer.Ordinal);
        var communities = grids.Select(g => g.Community).ToHashSet(StringComparer.Ordinal);
        var covenant = office.Covenant;
        return
        [
            .. from area in covenant.Areas
            from grid in area.Grids
            where !codes.Contains(grid)
            select Unknown("areas", $"{area.Code}: {grid}", new("网格", "grid"), codes),
            .. from name in covenant.Communities.Keys
            where !communities.Contains(name)
            select Unknown("communities", name, new("社区", "community"), communities),
        ];
    }

    private static Fault Unknown(string key, string value, Words kind, IReadOnlyCollection<string> known)
    {
        var some = string.Join(", ", known.Order(StringComparer.Ordinal).Take(12)) + (known.Count > 12 ? " …" : "");
        return new Fault(
            new Place(Starting.ConfigFiles.Covenant, Column: key),
            new($"名册里没有“{value}”这个{kind.Zh}", $"the register has no {kind.En} \"{value}\""),
            new($"现有：{some}", $"There are: {some}")
        );
    }
}
