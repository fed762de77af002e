namespace Rota.Testing;

/// <summary>A browser without a window that prints pages, in a folder of its own that goes when it does.</summary>
public sealed class Browser : IDisposable
{
    private readonly string program;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-browser-");

    /// <param name="skip">What skips a test with a reason, where there is no browser: <c>Assert.Skip</c>.</param>
    public Browser(Action<string> skip) => program = Programs.Browser(skip);

    /// <summary>A page as a PDF on the paper that its style asks for.</summary>
    public async Task<string> Print(byte[] html)
    {
        var pdf = Path.Combine(folder.FullName, "page.pdf");
        await Open(html, "--no-pdf-header-footer", $"--print-to-pdf={pdf}");
        return pdf;
    }

    /// <summary>A page as a picture of a window of a size in pixels.</summary>
    public async Task<string> Picture(byte[] html, int width, int height)
    {
        var png = Path.Combine(folder.FullName, "page.png");
        await Open(html, $"--window-size={width},{height}", "--hide-scrollbars", $"--screenshot={png}");
        return png;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task Open(byte[] html, params string[] what)
    {
        var page = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllBytesAsync(page, html);
        await Programs.Run(
            program,
            [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                $"--user-data-dir={folder.CreateSubdirectory("profile").FullName}",
                .. what,
                new Uri(page).AbsoluteUri,
            ]
        );
    }
}
