using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Store.Copies;

namespace Rota.Cli.Verbs;

/// <summary>Makes the street of a backup at an empty place, or in the place of one that is moved aside.</summary>
internal sealed class RestoreVerb : Verb
{
    private readonly Argument<string> file;
    private readonly Option<bool> replace;

    public RestoreVerb(VerbTools tools)
        : base(
            "restore",
            tools,
            new(
                "从备份恢复整个街道，逐表核对内容；残缺、损坏或来历不明的备份一概不收，原有数据不动。",
                "Restores the whole street from a backup and compares it table by table. A backup that is cut short, damaged or foreign is "
                    + "refused, and nothing has changed then."
            ),
            "rota restore street.backup",
            "rota restore street.backup --replace"
        )
    {
        file = new Argument<string>("FILE")
        {
            Description = tools.Screen.In("rota backup 写的文件", "A file that rota backup wrote"),
        };
        replace = new Option<bool>("--replace")
        {
            Description = tools.Screen.In(
                "原有的街道挪到一边（不删除），换成备份里的；请先停下别的命令",
                "Move the street that is there aside, deleting nothing, and put the backup's in its place; stop other commands before"
            ),
        };
        Arguments.Add(file);
        Options.Add(replace);
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

        var restored = await StreetBackup.RestoreAsync(
            call.PathOf(call.Value(file)),
            call.Place.Value,
            call.Value(replace),
            call.Clock(DateTimeZone.Utc).GetCurrentInstant(),
            call.Stop
        );
        if (!restored.Succeeded)
        {
            return call.Refuse(restored.Faults);
        }

        Tell(call, restored.Value);
        return ExitCode.Done;
    }

    private static void Tell(Call call, RestoreReport restored)
    {
        var (head, shown) = (restored.Head, call.Shown(call.Place.Value));
        CopiedTables.Show(call.Screen, head.Tables);
        call.Screen.Say(
            $"{head.Street}已恢复到 {shown}，是 {StateWords.Of(head.MadeAt.InUtc().Date)} 的备份。",
            $"{head.Street} is restored to {shown}, from a backup of {StateWords.Of(head.MadeAt.InUtc().Date)}."
        );
        if (restored.Aside is { } aside)
        {
            var where = call.Place.Value.IsServer ? aside : call.Shown(aside);
            call.Screen.Say($"原有数据挪到了 {where}。", $"What was there is now in {where}.");
        }

        call.Screen.Document(
            new
            {
                Database = shown,
                head.Street,
                head.Schema,
                head.Tables,
                restored.Aside,
            }
        );
    }
}
