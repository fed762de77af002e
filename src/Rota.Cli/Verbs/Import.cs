using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Files.Intake;
using Rota.Planning;
using ImportCounts = Rota.Store.Registers.ImportCounts;
using RowCounts = Rota.Store.Registers.RowCounts;

namespace Rota.Cli.Verbs;

/// <summary>Takes a register and what lies beside it into the books, whole or not at all.</summary>
internal sealed class Import : Verb
{
    private const int RemarksShown = 20;

    private readonly Argument<string> path;
    private readonly Option<string?> street;

    public Import(VerbTools tools)
        : base(
            "import",
            tools,
            new(
                "导入名册和旁边的请假、意愿、回避、历史、指定等表。要么全部导入，要么一条不动；有错逐条指出。",
                "Imports a register and the absences, wishes, pairs to keep apart, history and pins beside it: all of it "
                    + "or nothing, with every fault named by file, row and column. A second import updates what it names."
            ),
            "rota import street",
            "rota import absences.csv"
        )
    {
        path = new Argument<string>("PATH")
        {
            Description = tools.Screen.In(
                "文件夹（内有 register.csv），或其中一个 CSV 文件",
                "A folder with register.csv in it, or one of the CSV files"
            ),
        };
        street = new Option<string?>("--street")
        {
            HelpName = tools.Screen.In("名称", "NAME"),
            Description = tools.Screen.In(
                "街道名称，第一次导入时记下；不写时取公约名称里的街道",
                "The street's name, kept with the first import; else the one in the covenant's name"
            ),
        };
        Arguments.Add(path);
        Options.Add(street);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call)
    {
        // The files come first: where they are wrong, there is nothing to make a database for.
        RegisterIntake? intake = null;
        return OpenOffice.AndAsync(
            call,
            (today, isThere) => (intake = Read(call, today, isThere)) is null ? ExitCode.Refused : null,
            office => RunAsync(call, office, intake!)
        );
    }

    /// <summary>Reads the files; says what is wrong with them and gives null where anything is.</summary>
    private RegisterIntake? Read(Call call, LocalDate today, bool isThere)
    {
        var intake = RegisterReader.Read(call.PathOf(call.Value(path)), today);
        if (intake.Succeeded)
        {
            // Without books yet, the rows can only be held against each other, and that needs no books.
            var faults = isThere ? [] : IntakeCheck.Check(intake.Value, KnownRegister.Empty, today).Faults;
            if (faults.Count == 0)
            {
                return intake.Value;
            }

            call.Screen.Faults(faults);
            return null;
        }

        call.Screen.Faults(intake.Faults);
        if (intake.Faults.Any(f => f.Where.Line is not null))
        {
            call.Screen.Note(
                "以上改好之后，才会核对各行之间是否相符。",
                "What the rows say of each other is checked once these are right."
            );
        }

        return null;
    }

    private async Task<ExitCode> RunAsync(Call call, Office office, RegisterIntake intake)
    {
        var name =
            call.Value(street) is { } given && !string.IsNullOrWhiteSpace(given)
                ? given.Trim()
                : StreetOf(office.Covenant.Name.Zh);
        var report = await new ImportRegister(office).RunAsync(name, intake, call.Stop);
        if (!report.Succeeded)
        {
            return call.Refuse(report.Faults);
        }

        Tell(call.Screen, report.Value);
        return ExitCode.Done;
    }

    /// <summary>The street in a covenant's name: "下湄桥街道平安守望公约" is of 下湄桥街道; the whole name where none is in it.</summary>
    internal static string StreetOf(string covenant)
    {
        foreach (var kind in (string[])["街道", "镇", "乡"])
        {
            var at = covenant.IndexOf(kind, StringComparison.Ordinal);
            if (at > 0)
            {
                return covenant[..(at + kind.Length)];
            }
        }

        return covenant;
    }

    private static void Tell(Screen screen, ImportReport report)
    {
        var counts = report.Counts;
        var listing = new Listing(screen.Language)
            .Column("内容", "Rows")
            .Number("新增", "new")
            .Number("更改", "changed")
            .Number("未变", "as before");
        foreach (var (what, rows) in Rows(counts))
        {
            listing.Row(
                screen.In(what),
                StateWords.Whole(rows.New),
                StateWords.Whole(rows.Changed),
                StateWords.Whole(rows.Unchanged)
            );
        }

        screen.Show(listing);
        screen.Line();
        screen.Say(
            $"迁移 {counts.Moved} 人，迁出 {counts.Ended} 人，文件里没有提到、仍保留的 {counts.NotNamed} 人；"
                + $"指定 {counts.Pins} 席；守望账新记 {report.LedgerEntries} 笔；涉及 {counts.AreasTouched} 个片区。",
            $"{counts.Moved} moved, {counts.Ended} ended, {counts.NotNamed} not named and kept; {StateWords.Some(counts.Pins, "pin")}; "
                + $"{StateWords.Some(report.LedgerEntries, "ledger entry", "ledger entries")}; "
                + $"{StateWords.Some(counts.AreasTouched, "area")} touched."
        );
        foreach (var remark in report.Remarks.Take(RemarksShown))
        {
            screen.Note("提醒：" + remark.Sentence.Zh, "Note: " + remark.Sentence.En);
        }

        if (report.Remarks.Count > RemarksShown)
        {
            var rest = report.Remarks.Count - RemarksShown;
            screen.Note(
                $"还有 {rest} 条提醒，加 --json 可看全部。",
                $"{StateWords.Some(rest, "more note")}; --json shows all of them."
            );
        }

        screen.Document(
            new
            {
                report.Counts,
                report.LedgerEntries,
                Remarks = report.Remarks.Select(r => screen.In(r.Sentence)),
            }
        );
    }

    private static IEnumerable<(Words What, RowCounts Rows)> Rows(ImportCounts counts) =>
        [
            (new("社区", "communities"), counts.Communities),
            (new("网格", "grids"), counts.Grids),
            (new("户", "households"), counts.Households),
            (new("居民", "residents"), counts.Residents),
            (new("请假", "absences"), counts.Absences),
            (new("意愿", "wishes"), counts.Wishes),
            (new("回避", "pairs kept apart"), counts.Apart),
            (new("历史", "duties of the past"), counts.History),
        ];
}
