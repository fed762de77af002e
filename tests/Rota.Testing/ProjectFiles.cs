namespace Rota.Testing;

/// <summary>Files of the project as they are in the checkout, found by walking up from the running test.</summary>
public static class ProjectFiles
{
    /// <summary>The checkout's folder: the one that holds Rota.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Path of a file or folder in the checkout.</summary>
    public static string At(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Rota.sln")) ? folder
        : Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) is { } above ? Find(above)
        : throw new InvalidOperationException("The tests do not run inside the checkout: no Rota.sln above them.");
}
