using Rota.Core;

namespace Rota.Cli.Verbs;

/// <summary>Writing files can fail for reasons that are nobody's bug: a folder that may not be written, a full disk, a file that is open.</summary>
internal static class FileFaults
{
    /// <summary>Does something that writes files; where that fails, says so in words.</summary>
    public static ExitCode Around(Call call, string path, Func<ExitCode> work)
    {
        try
        {
            return work();
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return call.Refuse(Of(call, path, closed));
        }
    }

    /// <summary>The fault of a path that could not be written.</summary>
    public static Fault Of(Call call, string path, Exception closed)
    {
        var why = closed.Message.ReplaceLineEndings(" ").TrimEnd('.');
        return new Fault(
            new Place(call.Shown(path)),
            new($"写不进去（{why}）", $"cannot be written ({why})"),
            new(
                "请检查写入权限和剩余空间，或换个地方",
                "Check that you may write there and that there is room, or choose another place"
            )
        );
    }
}
