using System.Runtime.InteropServices;

namespace Rota.Store.Copies;

/// <summary>Sees to it that a renamed file has its name after a power cut too.</summary>
internal static partial class Durable
{
    /// <summary>Writes a folder's list of names to the disk; Windows does so by itself.</summary>
    public static void Folder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // What cannot be opened or written through, as on some network folders, is then as safe as the folder is.
        var handle = Open(folder, flags: 0);
        if (handle >= 0)
        {
            _ = Fsync(handle);
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
