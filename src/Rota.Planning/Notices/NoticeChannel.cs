using NodaTime;
using Rota.Core;

namespace Rota.Planning.Notices;

/// <summary>A notice as it goes to somebody.</summary>
/// <param name="Id">Its number: the same notice has the same one however often it is sent.</param>
/// <param name="Kind">What it tells, in a word: "given", "moved", "off", "reminder", "asked".</param>
/// <param name="WatchNumber">The watch number of whom it is for: what a log may name.</param>
/// <param name="To">Their full name.</param>
/// <param name="Phone">Their phone; null when none is known.</param>
/// <param name="Text">What it says.</param>
/// <param name="On">The day on which it was written.</param>
public sealed record NoticeText(
    long Id,
    string Kind,
    string WatchNumber,
    string To,
    string? Phone,
    Words Text,
    LocalDate On
)
{
    /// <summary>Number and kind alone, so that a log line cannot carry name or phone.</summary>
    public override string ToString() => $"{Id} {Kind}";
}

/// <summary>A way to send notices to people.</summary>
public interface INoticeChannel
{
    /// <summary>Its name, as it stands in the outbox: "files". Never changes.</summary>
    string Name { get; }

    /// <summary>
    /// Whether a notice that it has had already does no harm when it comes again with the same number. Where it cannot tell, what a crash left half
    /// sent is shown to the organiser instead of being sent again.
    /// </summary>
    bool CanDeduplicate { get; }

    /// <summary>Sends a notice.</summary>
    /// <param name="notice">What is sent.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>False when it certainly was not sent and may be tried again.</returns>
    /// <exception cref="Exception">Nobody knows whether it was sent.</exception>
    Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation);
}
