using NodaTime;
using Rota.Core;
using Rota.Core.Intake;

namespace Rota.Files.Intake;

/// <summary>
/// Reads what people bring: a folder of files, or one of them. Every fault in all of them is met in one go; what is
/// read is typed, but not yet checked against itself or what is known (<see cref="IntakeCheck"/> does that).
/// </summary>
public static class RegisterReader
{
    /// <summary>
    /// Reads a folder, which must hold register.csv and may hold absences.csv, wishes.csv, apart.csv, history.csv and
    /// pins.csv; or a single file, which is recognised by its name, or else by its headers.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="asOf">Today: nobody is born after its year.</param>
    /// <returns>The intake; or all faults, at most 100 of them in full and one that counts the rest.</returns>
    public static Outcome<RegisterIntake> Read(string path, LocalDate asOf)
    {
        ArgumentNullException.ThrowIfNull(path);
        var reading = new Reading(asOf);
        if (Directory.Exists(path))
        {
            ReadFolder(path, reading);
        }
        else if (File.Exists(path))
        {
            reading.File(path, KindByName(path));
        }
        else
        {
            reading.Faults.Add(
                new Place(path),
                new Words("没有这个文件或文件夹", "there is no such file or folder"),
                new Words("请检查路径", "Check the path")
            );
        }

        return Outcome<RegisterIntake>.Of(reading.Faults.Told(NameOf(path)), reading.Intake);
    }

    private static void ReadFolder(string folder, Reading reading)
    {
        List<string> files;
        try
        {
            files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            reading.Faults.Add(
                new Place(NameOf(folder)),
                new Words("文件夹打不开", "the folder cannot be opened"),
                new Words("请检查读取权限", "Check that you may read it")
            );
            return;
        }

        foreach (var kind in FileKind.All)
        {
            var found = files.Find(f => KindByName(f) == kind);
            if (found is not null)
            {
                reading.File(found, kind);
            }
            else if (kind == FileKind.Register)
            {
                var names = files.Count == 0 ? "-" : string.Join(", ", files.Take(20).Select(NameOf));
                reading.Faults.Add(
                    new Place(NameOf(folder)),
                    new Words(
                        $"文件夹里没有 register.csv；有的是：{names}",
                        $"the folder has no register.csv; it has: {names}"
                    ),
                    new Words(
                        "请把名册存为 register.csv（CSV UTF-8）放进来，或者直接导入单个文件",
                        "Save the register as register.csv (CSV UTF-8) in it, or import a single file"
                    )
                );
            }
        }
    }

    private static FileKind? KindByName(string path)
    {
        var name = Path.GetFileName(path);
        return FileKind.All.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static string NameOf(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : path;
}
