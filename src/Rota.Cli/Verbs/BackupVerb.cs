using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Store;
using Rota.Store.Copies;

namespace Rota.Cli.Verbs;

/// <summary>Writes the whole street into one file, and has compared it before it says so.</summary>
internal sealed class BackupVerb : Verb
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'-'HHmmss");

    private readonly Argument<string> file;

    public BackupVerb(VerbTools tools)
        : base(
            "backup",
            tools,
            new(
                "把整个街道备份成一个文件，如存到 U 盘；写完读回核对才算完成。备份期间可以照常使用。",
                "Writes the whole street into one file, on a USB stick for example, and reads it back before it is done. "
                    + "Others may go on working meanwhile."
            ),
            "rota backup street.backup",
            "rota backup /media/usb"
        )
    {
        file = new Argument<string>("FILE")
        {
            Description = tools.Screen.In(
                "写到哪个文件；写文件夹就自动取名",
                "The file to write; in a folder it gets a name by itself"
            ),
        };
        Arguments.Add(file);
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

        if (!found.Value.IsThere)
        {
            return call.Nothing(OpenOffice.NoStreet(call));
        }

        var opened = await StreetDatabase.OpenAsync(call.Place.Value, StreetAccess.Read, call.Stop);
        if (!opened.Succeeded)
        {
            return call.Refuse(opened.Faults);
        }

        await using var database = opened.Value;
        var now = call.Clock(DateTimeZone.Utc).GetCurrentInstant();
        var path = call.PathOf(call.Value(file));
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, $"rota-{Stamp.Format(now)}.backup");
        }
        else if (!Path.HasExtension(path))
        {
            return call.Refuse(NoFolder(call.Shown(path)));
        }

        var written = await StreetBackup.WriteAsync(database, path, Program, now, call.Stop);
        if (!written.Succeeded)
        {
            return call.Refuse(written.Faults);
        }

        Tell(call, path, written.Value);
        return ExitCode.Done;
    }

    /// <summary>What a backup says wrote it.</summary>
    private static string Program
    {
        get
        {
            var version = typeof(BackupVerb).Assembly.GetName().Version;
            return string.Create(CultureInfo.InvariantCulture, $"rota {version}");
        }
    }

    /// <summary>A stick that is not there must not become a file beside the street that is to be kept.</summary>
    private static Fault NoFolder(string shown) =>
        new(
            new Place(shown),
            new("没有这个文件夹", "there is no such folder"),
            new(
                "请插好 U 盘，或先建文件夹；要自己起文件名，请以 .backup 结尾",
                "plug the stick in, or make the folder; a file of your own name ends in .backup"
            )
        );

    private static void Tell(Call call, string path, BackupHead head)
    {
        CopiedTables.Show(call.Screen, head.Tables);
        var megabytes = (new FileInfo(path).Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
        call.Screen.Say(
            $"已备份到 {call.Shown(path)}（{megabytes} MB）。恢复：rota restore {call.Shown(path)}",
            $"Backed up to {call.Shown(path)} ({megabytes} MB). To restore it: rota restore {call.Shown(path)}"
        );
        call.Screen.Note(
            "备份里有居民的姓名和电话：请像名册一样保管，不要外传。",
            "The backup holds names and phones of residents: keep it as you keep the register, and pass it to nobody."
        );
        call.Screen.Document(
            new
            {
                File = path,
                Bytes = new FileInfo(path).Length,
                head.Schema,
                head.Rows,
                head.Tables,
            }
        );
    }
}
