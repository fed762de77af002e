using System.Globalization;
using System.Text;
using Rota.Planning.Notices;

namespace Rota.Worker.Notices;

/// <summary>
/// Lays each notice into a file of its own, "2026-11-25/00000123-given.txt" below its folder, whole or not at all. The same notice has the same name, so that
/// one which comes again changes nothing. Workers on several machines have to share one folder: else what a dead one left half sent may
/// lie in two.
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
        var half = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            var text = $"{notice.Text.Zh}\n{notice.Text.En}\n{notice.Phone}\n";
            // Another text under the same number is of a street that was restored, or says less since time went on: the later one holds.
            if (File.Exists(file) && await File.ReadAllTextAsync(file, Utf8, cancellation) == text)
            {
                return true;
            }

            Directory.CreateDirectory(day);
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
