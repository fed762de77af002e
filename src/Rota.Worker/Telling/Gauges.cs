using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rota.Planning.Cycles;
using Rota.Planning.Notices;
using Rota.Store.Notices;

namespace Rota.Worker.Telling;

/// <summary>What is measured of a worker, by OpenTelemetry's names; nothing of a resident is in it.</summary>
public sealed class Gauges : IDisposable
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "Rota";

    private readonly Meter meter = new(Name);
    private readonly ActivitySource traces = new(Name);
    private readonly Counter<long> steps;
    private readonly Histogram<double> seconds;
    private readonly Counter<long> gaps;
    private readonly Counter<long> sent;
    private IReadOnlyDictionary<(string Channel, NoticeState State), int> outbox =
        new Dictionary<(string, NoticeState), int>();
    private int due;
    private int waiting;

    /// <summary>Lays the instruments.</summary>
    public Gauges()
    {
        steps = meter.CreateCounter<long>("rota.steps", "{area}", "Areas drafted, posted or published, by result");
        seconds = meter.CreateHistogram<double>("rota.draft.duration", "s", "How long drafting an area takes");
        gaps = meter.CreateCounter<long>("rota.gaps", "{seat}", "Seats that drafts leave open");
        sent = meter.CreateCounter<long>("rota.notices.sent", "{notice}", "Notices sent, by channel");
        meter.CreateObservableGauge(
            "rota.notices",
            () => Volatile.Read(ref outbox).Select(Measured),
            "{notice}",
            "Notices in the outbox, by channel and state"
        );
        meter.CreateObservableGauge("rota.work.due", () => Volatile.Read(ref due), "{area}", "Steps that are due");
        meter.CreateObservableGauge(
            "rota.work.waiting",
            () => Volatile.Read(ref waiting),
            "{area}",
            "Areas that wait for a person"
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        traces.Dispose();
    }

    internal Activity? Trace(string what, string? area = null, string? month = null)
    {
        var activity = traces.StartActivity(what);
        activity?.SetTag("rota.area", area);
        activity?.SetTag("rota.month", month);
        return activity;
    }

    internal void Sent(string channel, NoticesSent done) =>
        sent.Add(done.Sent, new KeyValuePair<string, object?>("channel", channel));

    internal void Outbox(IReadOnlyDictionary<(string Channel, NoticeState State), int> counts) =>
        Volatile.Write(ref outbox, counts);

    private static Measurement<int> Measured(KeyValuePair<(string Channel, NoticeState State), int> count) =>
        new(count.Value, new("channel", count.Key.Channel), new("state", count.Key.State.ToString()));

    internal void Found(IReadOnlyList<AreaDue> work)
    {
        var waits = work.Count(w => w.Step == DueStep.Wait);
        Volatile.Write(ref waiting, waits);
        Volatile.Write(ref due, work.Count - waits);
    }

    internal void Ended(DueStep step, StepEnd end)
    {
        var result = end.Result;
        steps.Add(1, new("step", StepNames.Of(step)), new("result", result));
        if (step == DueStep.Draft)
        {
            seconds.Record(end.Seconds, new KeyValuePair<string, object?>("result", result));
        }

        gaps.Add(end.Counts?.Gaps ?? 0);
    }
}
