using Rota.Core;

namespace Rota.Cli;

/// <summary>What the program ends with; the same numbers stand in its help.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Refused, or something was found wrong; gaps are neither.</summary>
    Refused = 1,

    /// <summary>The command line cannot be understood.</summary>
    Usage = 2,

    /// <summary>Something nobody foresaw: a bug.</summary>
    Unexpected = 3,

    /// <summary>There is no such street, area, resident or month.</summary>
    NothingThere = 4,

    /// <summary>Stopped by whoever started it.</summary>
    Cancelled = 130,
}

/// <summary>What exit codes say to people.</summary>
internal static class ExitCodes
{
    /// <summary>Every code with its meaning, in order.</summary>
    public static IReadOnlyList<(ExitCode Code, Words Meaning)> All { get; } =
    [
        (ExitCode.Done, new("完成。有待补席位也算完成", "Done; gaps are not an error")),
        (ExitCode.Refused, new("未执行，或查出了错误（见错误输出）", "Refused, or something was found wrong")),
        (ExitCode.Usage, new("命令写得不对", "The command line cannot be understood")),
        (ExitCode.Unexpected, new("程序出了意外，请报告", "Something unexpected: a bug, please report it")),
        (
            ExitCode.NothingThere,
            new("没有要找的街道、片区、居民或月份", "There is no such street, area, resident or month")
        ),
        (ExitCode.Cancelled, new("中途停止", "Cancelled")),
    ];
}
