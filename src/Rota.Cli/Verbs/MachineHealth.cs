using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Rota.Core;
using Rota.Store;
using Rota.Store.Health;

namespace Rota.Cli.Verbs;

/// <summary>What of the machine the program hangs on: room on the disk, who may read the data, fonts for the pages.</summary>
internal static class MachineHealth
{
    private const long LeastRoom = 200_000_000;
    private const long GoodRoom = 2_000_000_000;

    private const UnixFileMode Everybody = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Disk and permissions.</summary>
    public static IEnumerable<HealthLine> Of(Call call)
    {
        var place = call.Place.Succeeded ? call.Place.Value : null;
        var folder = place is { IsServer: false } ? Path.GetDirectoryName(place.Text)! : call.Setting.Data;
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        var room = new DriveInfo(folder).AvailableFreeSpace;
        var shown = (room / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " GB";
        yield return room < LeastRoom
            ? HealthLine.Must(new("磁盘剩余", "room on the disk"), new(shown, shown), isRight: false, MoreRoom)
            : HealthLine.Should(new("磁盘剩余", "room on the disk"), new(shown, shown), room >= GoodRoom, MoreRoom);
        if (!OperatingSystem.IsWindows())
        {
            yield return Privacy(call, folder, place);
        }
    }

    /// <summary>Whether pages with Chinese names can be printed from here. Windows and macOS bring such fonts along.</summary>
    public static async Task<HealthLine> FontsAsync(CancellationToken stop)
    {
        var what = new Words("打印用的中文字体", "Chinese fonts for the pages");
        if (!OperatingSystem.IsLinux())
        {
            return HealthLine.Well(what, new("系统自带", "the system's own"));
        }

        var right = new Words("装一种，如 fonts-noto-cjk", "install some, such as fonts-noto-cjk");
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("fc-list", [":lang=zh-cn", "family"])
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            var families = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            var first = families.Split('\n', ',')[0].Trim();
            return HealthLine.Should(
                what,
                first.Length > 0 ? new(first, first) : new("没有", "none"),
                first.Length > 0,
                right
            );
        }
        catch (Win32Exception)
        {
            return HealthLine.Should(
                what,
                new("不知道：没有 fontconfig", "unknown: there is no fontconfig"),
                isRight: false,
                right
            );
        }
    }

    private static Words MoreRoom => new("腾出 2 GB 以上", "make room, 2 GB or more");

    /// <summary>The folder is closed to others, or at least the file in it is: names and phones of residents are in it.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static HealthLine Privacy(Call call, string folder, StreetPlace? place)
    {
        var isClosed =
            (File.GetUnixFileMode(folder) & Everybody) == UnixFileMode.None
            || (
                place is { IsServer: false }
                && File.Exists(place.Text)
                && (File.GetUnixFileMode(place.Text) & Everybody) == UnixFileMode.None
            );
        var shown = call.Shown(folder);
        return HealthLine.Must(
            new($"谁能读 {shown}", $"who may read {shown}"),
            isClosed
                ? new("只有获准的人", "only those who may")
                : new("这台机器上的所有人", "everybody on this machine"),
            isClosed,
            new(
                $"里面有姓名和电话，不能人人可读：chmod o-rwx {shown}",
                $"names and phones are in it, not for everybody to read: chmod o-rwx {shown}"
            )
        );
    }
}
