using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace Rota.Web.Hosting;

/// <summary>How many wrong tries somebody has.</summary>
/// <param name="AtOnce">So many one after the other.</param>
/// <param name="Each">Then one more after each such time.</param>
internal sealed record Allowance(int AtOnce, Duration Each);

/// <summary>A try that is counted with a few others.</summary>
/// <param name="Who">With which: an address, a watch number, a device.</param>
/// <param name="Allowed">How many wrong ones they have.</param>
internal sealed record Counted(string Who, Allowance Allowed);

/// <summary>
/// Counts wrong tries to get in and says when one is too many. What is right costs nothing, however often. It keeps one moment a counter: when that one
/// will have all its tries again. Each process counts for itself.
/// </summary>
internal sealed class Guesses
{
    /// <summary>Wrong codes from one address: a building behind one address may mistype a good deal.</summary>
    private static readonly Allowance ByAddress = new(30, Duration.FromMinutes(1));

    /// <summary>Wrong codes for one watch number from one address.</summary>
    private static readonly Allowance ByBoth = new(10, Duration.FromMinutes(5));

    /// <summary>
    /// Wrong codes for one watch number from everywhere together: 200, then 200 an hour. It is wide, since who tries up all of it keeps the number's owner out
    /// where nobody was in as them before: that takes 17 addresses that never rest, each of which has 12 an hour by <see cref="ByBoth"/>. It is narrow enough: in
    /// the 92 days that a code lasts there are 200 + 200 · 24 · 92 = 441,800 tries, of 2⁵⁰ codes, so that one is found with a chance of 4 in 10¹⁰; with all of
    /// 20,000 numbers under attack at once for a whole year, of 3 in 100,000.
    /// </summary>
    private static readonly Allowance ByNumber = new(200, Duration.FromSeconds(18));

    /// <summary>Wrong codes for a watch number from a device on which somebody came in as that number before.</summary>
    private static readonly Allowance ByDevice = new(10, Duration.FromMinutes(1));

    /// <summary>Links and feeds that open nothing, from one address: calendars go on asking for what was revoked.</summary>
    private static readonly Allowance ByTokens = new(60, Duration.FromSeconds(30));

    /// <summary>So many counters at most.</summary>
    private const int Most = 50_000;

    private readonly Lock door = new();
    private readonly Dictionary<string, Instant> whole = new(StringComparer.Ordinal);

    /// <summary>How many counters there are.</summary>
    public int Count
    {
        get
        {
            lock (door)
            {
                return whole.Count;
            }
        }
    }

    /// <summary>
    /// How a try of a code is counted by whoever was not in before: by address, by address and number, and by number. So who guesses a number from a few
    /// addresses is slowed there, and its owner comes in from another.
    /// </summary>
    public static IReadOnlyList<Counted> OfStranger(IPAddress? address, string number) =>
        [
            new("address " + Place(address), ByAddress),
            new($"number {number} from {Place(address)}", ByBoth),
            new("number " + number, ByNumber),
        ];

    /// <summary>How a try of a code is counted on a device that was in as that number before: by itself, whatever others try.</summary>
    public static IReadOnlyList<Counted> OfDevice(string device, string number) =>
        [new($"device {device} {number}", ByDevice)];

    /// <summary>How a link or feed is counted that opens nothing.</summary>
    public static IReadOnlyList<Counted> OfToken(IPAddress? address) => [new("tokens " + Place(address), ByTokens)];

    /// <summary>
    /// Takes a try before it is looked at, so that many at once are counted too.
    /// </summary>
    /// <param name="counted">By what it is counted.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Zero where it may be looked at; else after how long the next may, and nothing was taken.</returns>
    public Duration Take(IReadOnlyList<Counted> counted, Instant now)
    {
        lock (door)
        {
            var wait = counted.Max(c => After(c, now) - (c.Allowed.Each * c.Allowed.AtOnce) - now);
            if (wait > Duration.Zero)
            {
                return wait;
            }

            foreach (var one in counted)
            {
                whole[one.Who] = After(one, now);
            }

            if (whole.Count > Most)
            {
                Sweep(now);
            }

            return Duration.Zero;
        }
    }

    /// <summary>Gives a try back that was right.</summary>
    public void GiveBack(IReadOnlyList<Counted> counted)
    {
        lock (door)
        {
            foreach (var one in counted)
            {
                if (whole.TryGetValue(one.Who, out var at))
                {
                    whole[one.Who] = at - one.Allowed.Each;
                }
            }
        }
    }

    /// <summary>When all tries would be there again after one more.</summary>
    private Instant After(Counted one, Instant now) =>
        Instant.Max(whole.GetValueOrDefault(one.Who, now), now) + one.Allowed.Each;

    /// <summary>Forgets who has all tries again, and where that is not enough the half that is nearest to it.</summary>
    private void Sweep(Instant now)
    {
        foreach (var gone in whole.Where(w => w.Value <= now).Select(w => w.Key).ToList())
        {
            whole.Remove(gone);
        }

        foreach (var gone in whole.OrderBy(w => w.Value).Take(whole.Count - (Most / 2)).Select(w => w.Key).ToList())
        {
            whole.Remove(gone);
        }
    }

    /// <summary>An address as one household or one server has it: of IPv6 the first 64 bits, since whoever has one has all of those.</summary>
    internal static string Place(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
