using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Rota.Cli.Serving;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;
using Rota.Planning.Cycles;
using Rota.Store;
using Rota.Web;
using Rota.Worker;

namespace Rota.Cli.Verbs;

/// <summary>Runs until it is stopped: does by itself what the covenant's cycle asks for, and answers how it is.</summary>
internal sealed class Serve : Verb
{
    private const int MostSideBySide = 64;
    private const int MostRemindHours = 168;

    private readonly Option<string?> roles;
    private readonly Option<string?> urls;
    private readonly Option<int?> workers;
    private readonly Option<string?> notices;
    private readonly Option<int?> remind;
    private readonly Option<bool> jsonLog;

    public Serve(VerbTools tools)
        : base(
            "serve",
            tools,
            new(
                "一直运行：到公约定的日子，自己起草、公示、发布各片区的值班表，给居民写通知；停过机的，回来补做。暂缓的草稿和作废的月份等人来办。Ctrl-C 停止。",
                "Runs until it is stopped: drafts, posts and publishes the rotas of all areas on the days of the covenant's cycle, writes notices to residents, and makes up for days on which it was down. Drafts that are held back and months that were withdrawn wait for a person. Ctrl-C stops it."
            ),
            "rota serve",
            "rota serve --roles worker --workers 2 --json-log"
        )
    {
        roles = new Option<string?>("--roles")
        {
            HelpName = "worker,web",
            Description = new Words(
                "做哪些事：worker 排班，web 网页；不写时两样都做",
                "What it does: worker makes the rotas, web has the pages; both by default"
            ).In(Language),
        };
        Check(roles, ServeTerms.AreRoles, ServeTerms.RolesRight);
        urls = new Option<string?>("--urls")
        {
            HelpName = "URL",
            Description = new Words(
                "在哪里听：默认 http://127.0.0.1:5080，只有本机能连",
                "Where it listens: http://127.0.0.1:5080 by default, for this machine alone"
            ).In(Language),
        };
        Check(urls, ServeTerms.AreUrls, ServeTerms.UrlsRight);
        workers = Asked.Whole(
            "--workers",
            1,
            MostSideBySide,
            Language,
            new("同时排几个片区；不写时按处理器数", "How many areas side by side; as many as processors by default")
        );
        notices = new Option<string?>("--notices")
        {
            HelpName = "files,log",
            Description = new Words(
                "通知怎么发：files 写成文件，放在数据文件夹的 notices 里；log 只在日志里记序号；none 不写。不写时是 files",
                "How notices go: files in the folder notices of the data folder, log for a number in the log, none; files by default"
            ).In(Language),
        };
        Check(notices, ServeTerms.AreChannels, ServeTerms.NoticesRight);
        remind = Asked.Whole(
            "--remind",
            0,
            MostRemindHours,
            Language,
            new(
                "开班前几小时提醒；不写时是 24，0 不提醒",
                "Hours before a watch for a reminder: 24 by default, 0 for none"
            )
        );
        jsonLog = new Option<bool>("--json-log")
        {
            Description = new Words("日志每行一个 JSON", "Each line of the log is a JSON document").In(Language),
        };
        Options.Add(roles);
        Options.Add(urls);
        Options.Add(workers);
        Options.Add(notices);
        Options.Add(remind);
        Options.Add(jsonLog);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, (_, _) => null, office => RunAsync(call, office));

    /// <summary>What it is asked to be: by options, the environment, the configuration, else as is usual.</summary>
    private Outcome<HostAsked> Asks(Call call, Office office)
    {
        if (!call.Running.Succeeded)
        {
            return Outcome<HostAsked>.Failed(call.Running.Faults);
        }

        var terms = call.Running.Value;
        var does = Said(
            call,
            roles,
            terms.Roles,
            $"{ServeTerms.WorkerRole},{ServeTerms.WebRole}",
            ServeTerms.AreRoles,
            ServeTerms.RolesRight
        );
        var listens = Said(call, urls, terms.Urls, "http://127.0.0.1:5080", ServeTerms.AreUrls, ServeTerms.UrlsRight);
        var sends = Said(call, notices, terms.Notices, RotaHost.Files, ServeTerms.AreChannels, ServeTerms.NoticesRight);
        if (does.Faults.Concat(listens.Faults).Concat(sends.Faults).ToList() is [_, ..] faults)
        {
            return Outcome<HostAsked>.Failed(faults);
        }

        var exporter = call.Around.Variable(RotaHost.Exporter);
        if (!string.IsNullOrWhiteSpace(exporter) && !ServeTerms.IsUrl(exporter))
        {
            return Outcome<HostAsked>.Failed(ServeTerms.Wrong(RotaHost.Exporter, exporter, ServeTerms.UrlsRight));
        }

        var settings = new WorkerSettings();
        return Outcome<HostAsked>.Of(
            new HostAsked(
                ServeTerms.Parts(does.Value).Contains(ServeTerms.WorkerRole),
                ServeTerms.Parts(does.Value).Contains(ServeTerms.WebRole),
                string.Join(';', ServeTerms.Parts(listens.Value)),
                call.Value(jsonLog),
                ServeTerms.Parts(sends.Value),
                settings with
                {
                    RemindHours = call.Value(remind) ?? settings.RemindHours,
                    SideBySide = call.Value(workers) ?? settings.SideBySide,
                },
                new WebSettings(
                    Uri.TryCreate(office.Covenant.PublicUrl, UriKind.Absolute, out var url) ? url : null,
                    terms.Proxies
                )
            )
        );
    }

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        var read = Asks(call, office);
        var served = ServedStreet.Begin(call.Place.Value);
        if (!read.Succeeded || !served.Succeeded)
        {
            return call.Refuse([.. read.Faults, .. served.Faults]);
        }

        using var mine = served.Value;
        var asked = read.Value;
        var next = asked.IsWorker
            ? NextWork.Of(
                await new ReadDueWork(office).RunAsync(area: null, call.Stop),
                office.Covenant.Cycle,
                office.Today
            )
            : new Words("只有网页，不排班。", "Web alone: it makes no rotas.");
        var shown = call.Shown(call.Place.Value);
        var sent = asked.IsWorker ? string.Join(", ", asked.Channels) : "-";
        call.Screen.Note($"数据库：{shown}。通知：{sent}。", $"Database: {shown}. Notices: {sent}.");
        if (await IsEmptyAsync(office, call.Stop))
        {
            call.Screen.Note(
                "这里还没有街道：请导入名册（rota import DIR），或者看看数据库是不是写错了。",
                "There is no street in it yet: import a register (rota import DIR), or see whether this is the database that was meant."
            );
        }

        await using var host = RotaHost.Build(call, office, asked);
        try
        {
            await host.StartAsync(call.Stop);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            return call.Refuse(NotListening(asked.Urls, taken));
        }

        var at = string.Join(' ', host.Urls);
        call.Screen.Note($"在 {at} 运行。", $"Running at {at}.");
        (string Name, bool IsSo)[] all = [(ServeTerms.WorkerRole, asked.IsWorker), (ServeTerms.WebRole, asked.IsWeb)];
        var parts = string.Join(", ", all.Where(r => r.IsSo).Select(r => r.Name));
        call.Screen.Note($"角色：{parts}。{next.Zh} 按 Ctrl-C 停下。", $"Roles: {parts}. {next.En} Ctrl-C stops it.");
        foreach (var warning in asked.IsWeb ? WebWarnings.Of([.. host.Urls], asked.Web) : [])
        {
            call.Screen.Note(warning.Zh, warning.En);
        }

        await host.WaitForShutdownAsync(call.Stop);
        call.Screen.Note("已停下；没做完的下次接着做。", "Stopped; what was not finished goes on next time.");
        return ExitCode.Done;
    }

    private static async Task<bool> IsEmptyAsync(Office office, CancellationToken stop)
    {
        await using var reader = await office.Database.ReadAsync(stop);
        return (await reader.Areas.ListAsync(stop)).Count == 0;
    }

    /// <summary>What was said of something: by the option, else by the environment (ROTA_ROLES for --roles), else by the configuration; else what is usual.</summary>
    private static Outcome<string> Said(
        Call call,
        Option<string?> option,
        string? file,
        string usual,
        Func<string, bool> isRight,
        Words right
    )
    {
        var variable = "ROTA_" + option.Name.TrimStart('-').ToUpperInvariant();
        var set = call.Around.Variable(variable);
        var (text, source) =
            call.Value(option) is { } given ? (given, option.Name)
            : !string.IsNullOrWhiteSpace(set) ? (set, variable)
            : file is not null ? (file, $"{ConfigFiles.Running}, {option.Name.TrimStart('-')}")
            : (usual, "");
        return isRight(text) ? Outcome<string>.Of(text) : Outcome<string>.Failed(ServeTerms.Wrong(source, text, right));
    }

    /// <summary>What is wrong with an option is told as a wrong use of the command.</summary>
    private void Check(Option<string?> option, Func<string, bool> isRight, Words right) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !isRight(result.Tokens[^1].Value))
            {
                result.AddError(new Words($"{option.Name}：{right.Zh}。", $"{option.Name}: {right.En}.").In(Language));
            }
        });

    private static Fault NotListening(string urls, Exception taken) =>
        new(
            new Place(urls),
            new($"不能在这里听（{taken.Message}）", $"this cannot be listened at ({taken.Message})"),
            new(
                "请停掉占用它的程序，或用 --urls 换一个地址",
                "stop the program that has it, or choose another with --urls"
            )
        );
}
