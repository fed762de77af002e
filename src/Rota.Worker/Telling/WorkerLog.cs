using Microsoft.Extensions.Logging;

namespace Rota.Worker.Telling;

/// <summary>Every sentence that the worker writes into its log: codes, months and counts, never a name or a phone of a resident.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "Covenant {Version} read.")]
    public static partial void CovenantRead(this ILogger log, string version);

    [LoggerMessage(2, LogLevel.Error, "The covenant is not taken; the last good one stays. {Zh} {En}")]
    public static partial void CovenantFaulty(this ILogger log, string zh, string en);

    [LoggerMessage(3, LogLevel.Information, "{Step} {Area} {Month}: {Result} in {Seconds:0.0} s.")]
    public static partial void StepDone(
        this ILogger log,
        string step,
        string area,
        string month,
        string result,
        double seconds
    );

    /// <summary>Why is not in it: it may name a resident beside what is private to them. The verb of the step tells organisers.</summary>
    [LoggerMessage(4, LogLevel.Warning, "{Step} {Area} {Month}: {Result}; rota {Step} {Month} --area {Area} says why.")]
    public static partial void StepNotDone(this ILogger log, string step, string area, string month, string result);

    [LoggerMessage(5, LogLevel.Error, "{Step} {Area} {Month} ended by {Bug}; it is found again at the next tick.")]
    public static partial void StepBroke(
        this ILogger log,
        Exception error,
        string step,
        string area,
        string month,
        string bug
    );

    [LoggerMessage(6, LogLevel.Information, "{Step} {Area} {Month} was stopped and is taken up again.")]
    public static partial void StepStopped(this ILogger log, string step, string area, string month);

    [LoggerMessage(7, LogLevel.Error, "A tick ended by {Bug}; the next one tries again.")]
    public static partial void TickBroke(this ILogger log, Exception error, string bug);

    [LoggerMessage(8, LogLevel.Information, "{Due} due, {Queued} queued, {Waiting} waiting for a person.")]
    public static partial void Ticked(this ILogger log, int due, int queued, int waiting);

    [LoggerMessage(9, LogLevel.Information, "Notice {Id}, {Kind}, to watch number {Number}.")]
    public static partial void Notice(this ILogger log, long id, string kind, string number);

    [LoggerMessage(10, LogLevel.Error, "Sending notices ended by {Bug}; the next round tries again.")]
    public static partial void NoticesBroke(this ILogger log, Exception error, string bug);

    [LoggerMessage(12, LogLevel.Warning, "Tried again in a while. {Zh} {En}")]
    public static partial void Waits(this ILogger log, string zh, string en);

    [LoggerMessage(
        11,
        LogLevel.Information,
        "Notices by {Channel}: {Sent} sent, {Cancelled} cancelled, {Refused} refused, {Unknown} unknown."
    )]
    public static partial void NoticesSent(
        this ILogger log,
        string channel,
        int sent,
        int cancelled,
        int refused,
        int unknown
    );
}
