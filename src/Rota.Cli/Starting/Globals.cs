using System.CommandLine;
using NodaTime;
using Rota.Core;

namespace Rota.Cli.Starting;

/// <summary>The options that every verb has.</summary>
internal sealed class Globals
{
    /// <summary>The option that says where the database is.</summary>
    public const string Database = "--database";

    private readonly Option<string?> data;
    private readonly Option<string?> database;
    private readonly Option<string?> config;
    private readonly Option<string?> by;
    private readonly Option<LocalDate?> asOf;
    private readonly Option<bool> json;
    private readonly Option<string?> language;
    private readonly Option<bool> verbose;
    private readonly Language speaks;

    /// <summary>The options, described in a language.</summary>
    public Globals(Language speaks)
    {
        this.speaks = speaks;
        data = new Option<string?>("--data")
        {
            HelpName = "DIR",
            Description = Say(
                "街道数据所在的文件夹；不写时取 ROTA_DATA，再不然是当前文件夹下的 .rota",
                "Folder of the street's data; else ROTA_DATA, else .rota in the current folder"
            ),
        };
        database = new Option<string?>(Database)
        {
            HelpName = Say("位置", "PLACE"),
            Description = Say(
                "数据库在哪里：文件，或 PostgreSQL（\"Host=…;Database=…;Username=…\" 或 postgres://…）；不写时取 ROTA_DATABASE，"
                    + "再看 config/service.yaml，再不然是 --data 里的 street.db",
                "Where the database is: a file, or PostgreSQL (\"Host=…;Database=…;Username=…\" or postgres://…); else ROTA_DATABASE, "
                    + "else what config/service.yaml says, else street.db in --data"
            ),
        };
        config = new Option<string?>("--config")
        {
            HelpName = "DIR",
            Description = Say(
                "公约和历书所在的文件夹；不写时取 ROTA_CONFIG，再不然是当前文件夹下的 config，或程序自带的一份",
                "Folder of covenant and calendars; else ROTA_CONFIG, else config in the current folder, else the "
                    + "program's own copy"
            ),
        };
        by = new Option<string?>("--by")
        {
            HelpName = Say("姓名", "NAME"),
            Description = Say(
                "经办人，记入操作记录；不写时是系统用户",
                "Who does it, for the trail; else the system's user"
            ),
        };
        asOf = Asked.Date(
            "--as-of",
            speaks,
            new("把这一天当作今天，便于重做", "The date of today, for reproducible runs: 2026-11-20")
        );
        json = new Option<bool>("--json")
        {
            Description = Say("结果写成 JSON，供别的程序读", "Results as one JSON document, for machines"),
        };
        language = Asked.OneOf<string?>(
            SpokenLanguage.Option,
            speaks,
            new("说中文还是英文；不写时取 ROTA_LANG，再看系统", "Language; else ROTA_LANG, else the system's"),
            ("zh", "zh"),
            ("en", "en")
        );
        verbose = new Option<bool>("--verbose")
        {
            Description = Say("程序出意外时显示详情", "Show the trace when something unexpected happens"),
        };
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [data, database, config, by, asOf, json, language, verbose];

    /// <summary>What they came to.</summary>
    public Setting Read(ParseResult parse, Surroundings around)
    {
        var given = (Data: parse.GetValue(data), Config: parse.GetValue(config), Database: parse.GetValue(database));
        var variable = around.Variable("ROTA_DATABASE");
        return new Setting
        {
            Data = Path.GetFullPath(Chosen(given.Data, around.Variable("ROTA_DATA")) ?? ".rota", around.Folder),
            Database =
                Chosen(given.Database, otherwise: null) is { } option ? (option, Database)
                : Chosen(variable, otherwise: null) is { } set ? (set, "ROTA_DATABASE")
                : null,
            Config = ConfigFolder(Chosen(given.Config, around.Variable("ROTA_CONFIG")), around),
            By = Chosen(parse.GetValue(by), around.User)!.Trim(),
            AsOf = parse.GetValue(asOf),
            IsJson = parse.GetValue(json),
            Language = speaks,
            IsVerbose = parse.GetValue(verbose),
            Repeated = Repeated("--data", given.Data) + Repeated("--config", given.Config),
        };
    }

    /// <summary>An option as it is typed again; nothing where it has no value.</summary>
    public static string Repeated(string option, string? value) =>
        string.IsNullOrWhiteSpace(value) ? ""
        : value.AsSpan().ContainsAny(' ', ';') ? $" {option} \"{value}\""
        : $" {option} {value}";

    private static string ConfigFolder(string? chosen, Surroundings around)
    {
        if (chosen is not null)
        {
            return Path.GetFullPath(chosen, around.Folder);
        }

        var here = Path.Combine(around.Folder, "config");
        return File.Exists(Path.Combine(here, ConfigFiles.Covenant))
            ? here
            : Path.Combine(around.ProgramFolder, "config");
    }

    private static string? Chosen(string? said, string? otherwise) =>
        !string.IsNullOrWhiteSpace(said) ? said
        : !string.IsNullOrWhiteSpace(otherwise) ? otherwise
        : null;

    private string Say(string zh, string en) => new Words(zh, en).In(speaks);
}
