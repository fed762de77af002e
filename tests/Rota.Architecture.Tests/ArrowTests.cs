using System.Xml.Linq;
using Rota.Testing;
using Xunit;

namespace Rota.Architecture.Tests;

/// <summary>
/// Who may use whom. A room is looked at twice: what its project names, so that nothing is asked for without need, and what its
/// assembly uses, so that nothing comes in through a room between.
/// </summary>
public sealed class ArrowTests
{
    /// <summary>Each room, and the rooms it may use.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Rota.Core"] = [],
        ["Rota.Solver"] = ["Rota.Core"],
        ["Rota.Store"] = ["Rota.Core"],
        ["Rota.Files"] = ["Rota.Core"],
        ["Rota.Planning"] = ["Rota.Core", "Rota.Solver", "Rota.Store"],
        ["Rota.Seeds"] = ["Rota.Core", "Rota.Files"],
        ["Rota.Worker"] = ["Rota.Core", "Rota.Store", "Rota.Planning"],
        ["Rota.Web"] = ["Rota.Core", "Rota.Store", "Rota.Files", "Rota.Planning"],
        ["Rota.Cli"] =
        [
            "Rota.Core",
            "Rota.Solver",
            "Rota.Store",
            "Rota.Files",
            "Rota.Planning",
            "Rota.Seeds",
            "Rota.Worker",
            "Rota.Web",
        ],
    };

    /// <summary>Libraries that one room alone may use, by the beginnings of their assemblies' names.</summary>
    private static readonly Dictionary<string, string[]> Owned = new()
    {
        ["Rota.Solver"] = ["Google."],
        ["Rota.Store"] = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.", "EFCore.", "Npgsql", "SQLitePCL"],
        ["Rota.Files"] = ["Sylvan.", "Ical.", "QRCoder"],
        ["Rota.Worker"] = ["Quartz"],
        ["Rota.Cli"] = ["System.CommandLine", "Spectre."],
    };

    public static TheoryData<string> Names => [.. Rooms.Keys];

    [Fact]
    public void EveryProject_IsARoomWithItsArrows() =>
        Assert.Equal(
            Rooms.Keys.Order(StringComparer.Ordinal),
            new[] { "src", "seeds" }
                .SelectMany(f => Directory.EnumerateFiles(ProjectFiles.At(f), "*.csproj", SearchOption.AllDirectories))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Room_UsesNoRoomBeyondItsArrows(string room)
    {
        Assert.Subset(Rooms[room].ToHashSet(), Named(room, "ProjectReference").ToHashSet());
        Assert.Subset(Rooms[room].ToHashSet(), Used(room).Where(IsRoom).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Room_UsesNoLibraryThatIsAnothers(string room)
    {
        var others = Owned.Where(o => o.Key != room).SelectMany(o => o.Value).ToList();
        var libraries = Used(room).Concat(Named(room, "PackageReference"));
        Assert.DoesNotContain(libraries, l => others.Exists(o => l.StartsWith(o, StringComparison.Ordinal)));
    }

    [Fact]
    public void Core_UsesNodaTimeAlone()
    {
        Assert.Equal(["NodaTime"], Named("Rota.Core", "PackageReference"));
        Assert.Equal(["NodaTime"], Used("Rota.Core"));
    }

    /// <summary>OR-Tools types end in the solver, those of the database in the store, Quartz's in the worker: nobody outside has to know them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Room_ShowsNoTypeOfALibraryThatOneRoomOwns(string room)
    {
        var owned = Owned.Values.SelectMany(o => o).Append("System.Data.Common").ToList();
        var shown = House
            .Shown(House.Room(room))
            .Where(s => owned.Exists(o => s.Type.Assembly.GetName().Name!.StartsWith(o, StringComparison.Ordinal)))
            .Select(s => $"{s.Where} shows {s.Type.FullName}");
        Assert.Empty(shown);
    }

    private static bool IsRoom(string assembly) => assembly.StartsWith("Rota.", StringComparison.Ordinal);

    private static IReadOnlyList<string> Used(string room) => House.Uses(House.Room(room));

    /// <summary>What a project names directly, by the names of projects or packages.</summary>
    private static IEnumerable<string> Named(string room, string kind) =>
        XDocument
            .Load(ProjectFiles.At(room == "Rota.Seeds" ? "seeds" : "src", room, $"{room}.csproj"))
            .Descendants(kind)
            .Select(r => r.Attribute("Include")!.Value)
            .Select(i => kind == "ProjectReference" ? Path.GetFileNameWithoutExtension(i.Replace('\\', '/')) : i)
            .Order(StringComparer.Ordinal);
}
