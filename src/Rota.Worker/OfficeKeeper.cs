using Microsoft.Extensions.Logging;
using Rota.Core;
using Rota.Planning;
using Rota.Worker.Telling;

namespace Rota.Worker;

/// <summary>
/// Keeps the office that a worker works with. Covenant and calendar are files that people edit while it runs: they are read again when they
/// have changed, and what cannot be read is told in the log, with the last good ones kept.
/// </summary>
/// <param name="first">The office at the start.</param>
/// <param name="readAgain">Gives another office when what people edit has changed, faults when it cannot be read, null when nothing changed.</param>
/// <param name="log">Where faults are told.</param>
public sealed class OfficeKeeper(Office first, Func<Office, Outcome<Office>?> readAgain, ILogger<OfficeKeeper> log)
{
    private readonly Lock gate = new();
    private Office current = first;

    /// <summary>The office as it was last read.</summary>
    public Office Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Reads covenant and calendar again where they have changed.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            if (readAgain(current) is not { } read)
            {
                return;
            }

            if (read.Succeeded)
            {
                current = read.Value;
                log.CovenantRead(current.Form.VersionOf(current.Covenant));
                return;
            }

            foreach (var fault in read.Faults)
            {
                log.CovenantFaulty(fault.Sentence.Zh, fault.Sentence.En);
            }
        }
    }
}
