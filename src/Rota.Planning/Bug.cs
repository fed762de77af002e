using Rota.Core;

namespace Rota.Planning;

/// <summary>What is said of an exception that one area met: it is told with the area, and keeps the others going.</summary>
internal static class Bug
{
    /// <summary>The exception in words. Its message is the library's own.</summary>
    public static Words Words(Exception exception) =>
        new(
            $"程序出错（{exception.GetType().Name}：{exception.Message}）。",
            $"A bug: {exception.GetType().Name}: {exception.Message}"
        );
}
