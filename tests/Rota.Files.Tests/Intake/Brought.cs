using System.Text;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Files.Intake;
using Xunit;

namespace Rota.Files.Tests.Intake;

/// <summary>A folder that somebody brings, gone when the test is over.</summary>
internal sealed class Brought : IDisposable
{
    public const string Usual = "community,grid,building,household,resident,name,sex,birth_year,phone";
    public const string Good = "丽景,LJ-01,3栋,0001,R1,张三,男,1980,13800000000";

    public static readonly LocalDate AsOf = new(2026, 11, 20);

    public string Folder { get; } = Directory.CreateTempSubdirectory("rota-files-").FullName;

    /// <summary>A register of these rows under the usual headers.</summary>
    public static Outcome<RegisterIntake> Register(params string[] rows) => File("register.csv", [Usual, .. rows]);

    /// <summary>One file of these lines, read by itself.</summary>
    public static Outcome<RegisterIntake> File(string name, params string[] lines) =>
        Bytes(name, Encoding.UTF8.GetBytes(string.Join("\n", lines)));

    /// <summary>One file of these bytes, read by itself.</summary>
    public static Outcome<RegisterIntake> Bytes(string name, byte[] bytes)
    {
        using var brought = new Brought();
        return RegisterReader.Read(brought.Put(name, bytes), AsOf);
    }

    public string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public Outcome<RegisterIntake> Read() => RegisterReader.Read(Folder, AsOf);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The one fault at a row and column; its English sentence holds all these words.</summary>
    public static Fault TheFault(Outcome<RegisterIntake> outcome, int? row, string? column, params string[] words)
    {
        Assert.False(outcome.Succeeded);
        var fault = Assert.Single(outcome.Faults);
        Assert.Equal((row, column), (fault.Where.Line, fault.Where.Column));
        Assert.All(words, w => Assert.Contains(w, fault.Sentence.En + fault.Sentence.Zh, StringComparison.Ordinal));
        return fault;
    }
}
