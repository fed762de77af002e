using System.Reflection;
using Rota.Testing;
using Xunit;

namespace Rota.Architecture.Tests;

/// <summary>Habits that keep the rooms easy to walk through.</summary>
public sealed class HabitTests
{
    private const int LongestFile = 350;
    private static readonly string[] Folders = ["src", "seeds", "tests"];
    private static readonly string[] NoNouns = ["Common", "Utils", "Utilities", "Helpers", "Services", "Managers"];

    private static readonly Assembly[] Rooms =
    [
        .. new[]
        {
            "Rota.Core",
            "Rota.Solver",
            "Rota.Store",
            "Rota.Files",
            "Rota.Planning",
            "Rota.Seeds",
            "Rota.Worker",
            "Rota.Web",
            "Rota.Cli",
        }.Select(House.Room),
    ];

    [Fact]
    public void NoFolder_IsCalledAfterNothingInParticular()
    {
        var folders = Folders
            .SelectMany(f => Directory.EnumerateDirectories(ProjectFiles.At(f), "*", SearchOption.AllDirectories))
            .Where(IsSource)
            .Where(f => NoNouns.Contains(Path.GetFileName(f), StringComparer.OrdinalIgnoreCase));
        Assert.Empty(folders);
    }

    [Fact]
    public void NoNamespace_IsCalledAfterNothingInParticular()
    {
        var types = Rooms
            .SelectMany(House.Written)
            .Where(t => (t.Namespace ?? "").Split('.').Intersect(NoNouns, StringComparer.OrdinalIgnoreCase).Any())
            .Select(t => t.FullName);
        Assert.Empty(types);
    }

    [Fact]
    public void NoPublicStatic_CanBeChanged()
    {
        var statics = Rooms
            .SelectMany(House.Written)
            .Where(t => t.IsVisible)
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m =>
                m switch
                {
                    FieldInfo field => (!field.IsInitOnly && !field.IsLiteral) || IsMutable(field.FieldType),
                    PropertyInfo property => property.SetMethod is { IsPublic: true }
                        || IsMutable(property.PropertyType),
                    _ => false,
                }
            )
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        Assert.Empty(statics);
    }

    [Fact]
    public void NoFile_IsTooLongToRead()
    {
        var files = Folders
            .SelectMany(f => Directory.EnumerateFiles(ProjectFiles.At(f), "*.cs", SearchOption.AllDirectories))
            .Where(f => IsSource(f) && !IsGenerated(f))
            .Select(f => (File: f, Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.File} has {f.Lines} lines; {LongestFile} are the most.");
        Assert.Empty(files);
    }

    [Fact]
    public void EverySourceFile_LiesInTheFolderOfItsNamespace()
    {
        var files = Folders
            .SelectMany(f => Directory.EnumerateFiles(ProjectFiles.At(f), "*.cs", SearchOption.AllDirectories))
            .Where(f => IsSource(f) && !IsGenerated(f))
            .Select(f => (File: f, Namespace: NamespaceOf(f)))
            .Where(f => f.Namespace is not null && f.Namespace != ExpectedOf(f.File))
            .Select(f => $"{f.File} says {f.Namespace}, its folder {ExpectedOf(f.File)}.");
        Assert.Empty(files);
    }

    /// <summary>Whether a tool wrote it: migrations, and the models that are compiled beforehand.</summary>
    private static bool IsGenerated(string file) =>
        Parts(file).Contains("Migrations") || Parts(file).Contains("Models");

    private static bool IsMutable(Type type) =>
        type.IsArray
        || (
            type.IsGenericType
            && type.GetGenericTypeDefinition() is var kind
            && (
                kind == typeof(List<>)
                || kind == typeof(Dictionary<,>)
                || kind == typeof(HashSet<>)
                || kind == typeof(IList<>)
                || kind == typeof(ICollection<>)
                || kind == typeof(IDictionary<,>)
                || kind == typeof(ISet<>)
            )
        );

    private static string[] Parts(string path) =>
        Path.GetRelativePath(ProjectFiles.Root, path).Split(Path.DirectorySeparatorChar);

    private static bool IsSource(string path) => !Parts(path).Intersect(["bin", "obj"]).Any();

    private static string? NamespaceOf(string file) =>
        File.ReadLines(file)
            .Where(l => l.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(l => l["namespace ".Length..].TrimEnd(';', ' '))
            .FirstOrDefault();

    private static string ExpectedOf(string file) => string.Join('.', Parts(file)[1..^1]);
}
