using NodaTime;
using Rota.Core;
using Rota.Planning.Notices;
using Rota.Worker.Notices;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>Notices as files: whole, one each, the same again changes nothing.</summary>
public sealed class FileChannelTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-notices-");

    [Fact]
    public async Task TheSameNoticeIsOneFile_WhoeverSendsItHoweverOften()
    {
        var notice = Notice(7, "您好");
        var sent = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => new FileChannel(folder.FullName).SendAsync(notice, Stop))
        );
        Assert.All(sent, Assert.True);
        var file = Assert.Single(Files());
        Assert.Equal(Path.Combine("2026-11-25", "00000007-given.txt"), file);
        var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, file), Stop);
        Assert.Equal("您好\nhello\n13800000000\n", text);

        // A street that was restored gives the number to another notice.
        Assert.True(await new FileChannel(folder.FullName).SendAsync(Notice(7, "别的话"), Stop));
        Assert.Equal(file, Assert.Single(Files()));
        Assert.Equal(
            text.Replace("您好", "别的话", StringComparison.Ordinal),
            await File.ReadAllTextAsync(Path.Combine(folder.FullName, file), Stop)
        );
    }

    [Fact]
    public async Task WhereNothingCanBeWrittenTheNoticeIsRefused()
    {
        var blocked = Path.Combine(folder.FullName, "a file");
        await File.WriteAllTextAsync(blocked, "", Stop);
        Assert.False(await new FileChannel(blocked).SendAsync(Notice(7, "您好"), Stop));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder.FullName, f));

    private static NoticeText Notice(long id, string zh) =>
        new(id, "given", "0001", "张三", "13800000000", new Words(zh, "hello"), new LocalDate(2026, 11, 25));
}
