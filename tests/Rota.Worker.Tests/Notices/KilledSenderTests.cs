using System.Globalization;
using NodaTime;
using NodaTime.Testing;
using Rota.Planning.Notices;
using Rota.Store.Notices;
using Rota.Testing;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>
/// A process that sends notices is killed in the midst of it, again and again: none is missed, none comes twice where repeats are told, and elsewhere no more
/// come twice than senders died. <c>ROTA_SENDER_KILLS=100</c> kills so many.
/// </summary>
public sealed class KilledSenderTests(ITestOutputHelper output)
{
    private const string Books = "ROTA_SENDER_BOOKS";
    private const string Folder = "ROTA_SENDER_FOLDER";
    private const string Minutes = "ROTA_SENDER_MINUTES";
    private const string IsCareful = "ROTA_SENDER_CAREFUL";
    private const string Sent = "SENT";

    private static CancellationToken Stop => WorkedStreet.Stop;

    /// <summary>What the other tests start: it sends until nothing waits, and says each number after it is sent and before that is on record.</summary>
    [Fact(Explicit = true)]
    public async Task Sends()
    {
        var place = Environment.GetEnvironmentVariable(Books);
        Assert.SkipWhen(place is null, $"It is started with {Books}.");
        var office = await WorkedStreet.OfficeAsync(place!, 25);
        ((FakeClock)office.Clock).Advance(
            Duration.FromMinutes(int.Parse(Environment.GetEnvironmentVariable(Minutes)!, CultureInfo.InvariantCulture))
        );
        await using var database = office.Database;
        var channel = new Line(
            Environment.GetEnvironmentVariable(Folder)!,
            Environment.GetEnvironmentVariable(IsCareful) == "True"
        );
        await new SendNotices(office).RunAsync(channel, Stop);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task NoneIsMissed_AndNoMoreComeTwiceThanSendersDied(bool onServer, bool isCareful)
    {
        var (wanted, seed) = (Laboratory.Asked("ROTA_SENDER_KILLS", 1), Environment.TickCount);
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("rota-sent-").FullName;
        try
        {
            for (var (kills, minutes) = (0, 0); kills < wanted; )
            {
                await using var street = await WorkedStreet.OpenAsync(onServer, areas: 2, households: 12);
                street.At(25);
                await new SendNotices(street.Office).UseAsync([new Line(folder, isCareful)], Stop);
                await ToldMonth.PublishAsync(street);
                var all = (await AllAsync(street)).Select(n => n.Id).ToList();
                var (sent, died) = (new List<long>(), 0);
                while ((await AllAsync(street)).Any(n => !IsEnded(n)))
                {
                    minutes += 3;
                    var isKilled = await SendAsync(
                        street,
                        folder,
                        isCareful,
                        minutes,
                        kills < wanted ? chance.Next(30) : null,
                        sent
                    );
                    (kills, died) = isKilled ? (kills + 1, died + 1) : (kills, died);
                    await SettleAsync(street, minutes);
                }

                Assert.Equal(all.Order(), sent.Distinct().Order());
                Assert.InRange(sent.Count - all.Count, 0, isCareful ? 0 : died);
                foreach (var file in Directory.GetFiles(folder))
                {
                    File.Delete(file);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Lets a process send, and kills it when it has said so many numbers; true when it was killed. What arrived is read from where it arrives.</summary>
    private static async Task<bool> SendAsync(
        WorkedStreet street,
        string folder,
        bool isCareful,
        int minutes,
        int? most,
        List<long> sent
    )
    {
        var (said, enough) = (0, new TaskCompletionSource());
        await using var process = OwnProgram.Start(
            $"{nameof(KilledSenderTests)}.{nameof(Sends)}",
            new Dictionary<string, string>
            {
                [Books] = street.Office.Database.Place.Text,
                [Folder] = folder,
                [Minutes] = minutes.ToString(CultureInfo.InvariantCulture),
                [IsCareful] = isCareful.ToString(),
            },
            line =>
            {
                if (line == Sent && ++said > most)
                {
                    enough.TrySetResult();
                }
            }
        );
        await Task.WhenAny(enough.Task, process.EndAsync());
        var isKilled = await process.KillAsync();
        sent.Clear();
        sent.AddRange(Line.Read(folder));
        return isKilled;
    }

    /// <summary>Whoever looks at what is stuck knows nothing, and has it sent again.</summary>
    private static async Task SettleAsync(WorkedStreet street, int minutes)
    {
        street.At(25);
        street.Clock.Advance(Duration.FromMinutes(minutes + 3));
        var settling = new SettleNotice(street.Office);
        foreach (var stuck in await settling.StuckAsync(Stop))
        {
            if (stuck.Notice.Channel == Line.NameOf(isCareful: false))
            {
                Assert.True((await settling.ResendAsync(stuck.Notice.Id, Stop)).Succeeded);
            }
        }
    }

    private static async Task<IReadOnlyList<Notice>> AllAsync(WorkedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
    }

    private static bool IsEnded(Notice notice) => notice.State is NoticeState.Sent or NoticeState.Cancelled;

    /// <summary>A channel that adds a line for each notice to a file, at once and for good; a careful one leaves out what stands there.</summary>
    private sealed class Line(string folder, bool isCareful) : INoticeChannel
    {
        private readonly string file = Path.Combine(folder, "sent");

        public string Name => NameOf(isCareful);

        public bool CanDeduplicate => isCareful;

        public static string NameOf(bool isCareful) => isCareful ? "careful" : "careless";

        public static IEnumerable<long> Read(string folder) =>
            File.Exists(Path.Combine(folder, "sent"))
                ? File.ReadLines(Path.Combine(folder, "sent")).Select(l => long.Parse(l, CultureInfo.InvariantCulture))
                : [];

        public Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation)
        {
            if (!isCareful || !Read(folder).Contains(notice.Id))
            {
                File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{notice.Id}\n"));
            }

            Console.Out.WriteLine(Sent);
            Console.Out.Flush();
            return Task.FromResult(true);
        }
    }
}
