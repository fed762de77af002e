using Rota.Core;
using Rota.Solver;
using Rota.Store;

namespace Rota.Planning;

/// <summary>What is said of an exception that one area met: it is told with the area, and keeps the others going.</summary>
internal static class Bug
{
    /// <summary>The exception in words: what is the matter with the database or the machine, or else a bug, with a message that is the library's own.</summary>
    public static Words Words(Exception exception) =>
        (StoreTrouble.Of(exception) ?? SolverLibrary.Missing(exception, OperatingSystem.IsWindows()))?.Sentence
        ?? new(
            $"程序出错（{exception.GetType().Name}：{exception.Message}）。",
            $"A bug: {exception.GetType().Name}: {exception.Message}"
        );
}
