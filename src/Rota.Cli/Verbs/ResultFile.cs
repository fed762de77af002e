namespace Rota.Cli.Verbs;

/// <summary>Files that people take away.</summary>
internal static class ResultFile
{
    /// <summary>
    /// Writes a file whole: whoever reads it meanwhile sees the old one or the new one, never a half, and one that says the
    /// same already is left alone.
    /// </summary>
    /// <returns>Whether anything was written.</returns>
    public static bool Write(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return false;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var beside = path + ".part";
        File.WriteAllBytes(beside, content);
        File.Move(beside, path, overwrite: true);
        return true;
    }

    /// <summary>What something writes into a stream.</summary>
    public static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
