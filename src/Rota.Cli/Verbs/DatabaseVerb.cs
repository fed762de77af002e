using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Files.Proofs;
using Rota.Store;
using Rota.Store.Copies;

namespace Rota.Cli.Verbs;

/// <summary>Looks after the database: makes or upgrades its tables, or brings the street whole to another one.</summary>
internal sealed class DatabaseVerb : Verb
{
    /// <summary>Proofs that are recomputed after a move; the comparison of contents has seen all of them.</summary>
    private const int ProofsTried = 5;

    private const string Migrate = "migrate";
    private const string Move = "move";

    private readonly Argument<string> act;
    private readonly Option<string?> to;

    public DatabaseVerb(VerbTools tools)
        : base(
            "database",
            tools,
            new(
                "照管数据库。migrate：建表或升级表结构；move：把整个街道搬到另一个空的数据库，逐表核对内容，原来的保持不变。",
                "Looks after the database. migrate makes its tables or brings older ones up to date; move copies the whole street to another, "
                    + "empty database and compares it table by table. The old one stays as it is."
            ),
            "rota database migrate --database \"Host=db.example;Database=rota;Username=rota\"",
            "rota database move --to \"Host=db.example;Database=rota;Username=rota\"",
            "rota database move --database \"Host=db.example;Database=rota\" --to street.db"
        )
    {
        act = new Argument<string>("migrate|move")
        {
            Description = tools.Screen.In("做什么：migrate 或 move", "What to do: migrate or move"),
        };
        to = new Option<string?>("--to")
        {
            HelpName = tools.Screen.In("位置", "PLACE"),
            Description = tools.Screen.In(
                "搬到哪里：还不存在的文件，或空的 PostgreSQL 数据库",
                "Where to move to: a file that is not there yet, or an empty PostgreSQL database"
            ),
        };
        Arguments.Add(act);
        Options.Add(to);
        Validators.Add(result =>
        {
            var (asked, hasPlace) = (result.GetValue(act), !string.IsNullOrWhiteSpace(result.GetValue(to)));
            if (asked is not (null or Migrate or Move))
            {
                result.AddError(
                    tools.Screen.In(
                        $"“{asked}”不对，请写 migrate 或 move。",
                        $"\"{asked}\" will not do; write migrate or move."
                    )
                );
            }
            else if (asked == Move != hasPlace)
            {
                result.AddError(tools.Screen.In("move 要和 --to 一起用。", "move and --to go together."));
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

        return call.Value(act) == Migrate ? await MigrateAsync(call) : await MoveAsync(call);
    }

    private static async Task<ExitCode> MigrateAsync(Call call)
    {
        var place = call.Place.Value;
        var changed = await StreetDatabase.MigrateAsync(place, call.Stop);
        if (!changed.Succeeded)
        {
            return call.Refuse(changed.Faults);
        }

        var (from, now) = (changed.Value.From, changed.Value.To);
        var shown = call.Shown(place);
        if (from == now)
        {
            call.Screen.Say($"{shown}：表结构已是最新（{now}）。", $"{shown}: the tables are up to date ({now}).");
        }
        else if (from is null)
        {
            call.Screen.Say($"{shown}：表已建好（{now}）。", $"{shown}: tables made ({now}).");
        }
        else
        {
            call.Screen.Say($"{shown}：表结构从 {from} 升级到 {now}。", $"{shown}: upgraded from {from} to {now}.");
        }

        call.Screen.Document(
            new
            {
                Database = shown,
                From = from,
                To = now,
            }
        );
        return ExitCode.Done;
    }

    private async Task<ExitCode> MoveAsync(Call call)
    {
        var from = call.Place.Value;
        var target = StreetPlace.Read(call.Value(to)!, to.Name, call.Around.Folder);
        if (!target.Succeeded)
        {
            return call.Refuse(target.Faults);
        }

        var found = await StreetDatabase.LookAsync(from, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        if (!found.Value.IsThere)
        {
            return call.Nothing(OpenOffice.NoStreet(call));
        }

        if (ServedStreet.InUse(from) is { } served)
        {
            return call.Refuse(served);
        }

        var opened = await StreetDatabase.OpenAsync(from, StreetAccess.Write, call.Stop);
        if (!opened.Succeeded)
        {
            return call.Refuse(opened.Faults);
        }

        await using var source = opened.Value;
        var moved = await StreetCopy.MoveAsync(
            source,
            target.Value,
            call.Clock(DateTimeZone.Utc).GetCurrentInstant(),
            call.Stop
        );
        if (!moved.Succeeded)
        {
            return call.Refuse(moved.Faults);
        }

        var proofs = await ProveAsync(call, target.Value);
        if (!proofs.Succeeded)
        {
            return call.Refuse(proofs.Faults);
        }

        Tell(call, target.Value, moved.Value, proofs.Value.Tried);
        return ExitCode.Done;
    }

    /// <summary>Reads some proofs of editions at the new place, and sees that each has its digest.</summary>
    private static async Task<Outcome<Proved>> ProveAsync(Call call, StreetPlace place)
    {
        var opened = await StreetDatabase.OpenAsync(place, StreetAccess.Read, call.Stop);
        if (!opened.Succeeded)
        {
            return Outcome<Proved>.Failed(opened.Faults);
        }

        await using var database = opened.Value;
        await using var reader = await database.ReadAsync(call.Stop);
        var proofs = await reader.Editions.SomeProofsAsync(ProofsTried, call.Stop);
        var faults = proofs.SelectMany(p => ProofBytes.Read(call.Shown(place), p.Digest, p.Content).Faults).ToList();
        return Outcome<Proved>.Of(faults, () => new Proved(proofs.Count));
    }

    private static void Tell(Call call, StreetPlace place, CopyReport moved, int proofs)
    {
        CopiedTables.Show(call.Screen, moved.Tables);
        call.Screen.Say(
            $"已搬到 {call.Shown(place)}；抽查 {proofs} 份证明，核对码都对。",
            $"Moved to {call.Shown(place)}; {StateWords.Some(proofs, "proof")} tried, each with its digest."
        );
        call.Screen.Say(
            "今后请用新的位置：写进 config/service.yaml 的 database，或设 ROTA_DATABASE。原来的还在，没有改动，请别再往里写。",
            "From now on use the new place: say it under database in config/service.yaml, or in ROTA_DATABASE. The old one is there still, "
                + "unchanged; write nothing into it any more."
        );
        call.Screen.Document(
            new
            {
                To = call.Shown(place),
                moved.Tables,
                Proofs = proofs,
            }
        );
    }

    private sealed record Proved(int Tried);
}
