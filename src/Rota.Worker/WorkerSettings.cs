namespace Rota.Worker;

/// <summary>How a worker works.</summary>
public sealed record WorkerSettings
{
    /// <summary>How many areas are worked on side by side, 1 or more.</summary>
    public int SideBySide { get; init; } = Environment.ProcessorCount;

    /// <summary>How often the books are asked what is due.</summary>
    public TimeSpan TickEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long an area that could not be done is tried again; at once when its books or the covenant have changed.</summary>
    public TimeSpan TryAgainAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many hours before its beginning somebody is reminded of a watch; 0 for no reminders.</summary>
    public int RemindHours { get; init; } = 24;

    /// <summary>How often a worker of a cluster says that it lives.</summary>
    public TimeSpan CheckInEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after a check-in that did not come its work is taken up by others.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(15);
}
