using System.Globalization;
using System.Text;
using Rota.Planning.Notices;

namespace Rota.Worker.Notices;

/// <summary>
/// Lays each notice into a file of its own, "2026-11-25/00000123-given.txt" below its folder, whole or not at all. The same notice has the same name, so that
/// one which comes again changes nothing. Workers on several machines share one folder, or each has the files that it wrote.
/// </summary>
/// <param name="folder">The folder; it is made with the first notice.</param>
public sealed class FileChannel(string folder) : INoticeChannel
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public string Name => "files";

    /// <inheritdoc/>
    public bool CanDeduplicate => true;

    /// <inheritdoc/>
    public async Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var day = Path.Combine(folder, notice.On.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        var file = Path.Combine(day, string.Create(CultureInfo.InvariantCulture, $"{notice.Id:D8}-{notice.Kind}.txt"));
        if (File.Exists(file))
        {
            return true;
        }

        var half = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(day);
            var text = $"{notice.Text.Zh}\n{notice.Text.En}\n{notice.Phone}\n";
            await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write))
            {
                await stream.WriteAsync(Utf8.GetBytes(text), cancellation);
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (File.Exists(half))
            {
                File.Delete(half);
            }
        }
    }
}
