using System.Globalization;
using NodaTime;

namespace Rota.Planning.Visits;

/// <summary>Records that a visitor knows of a duty of theirs (知道了).</summary>
/// <param name="office">What it works with.</param>
public sealed class ConfirmDuty(Office office)
{
    /// <summary>Records it; a second time changes nothing.</summary>
    /// <returns>Whether the visitor has a duty that night whose watch is not over.</returns>
    public async Task<bool> RunAsync(Visitor visitor, LocalDate night, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var writer = await office.WriteAsync(cancellation);
        if (await new ReadMyDuties(office).FindAsync(writer.Read, visitor, night, cancellation) is not { } duty)
        {
            return false;
        }

        if (await writer.Confirmations.AddAsync(duty.Area, duty.Duty.Seat, duty.Duty.Resident, cancellation))
        {
            await writer.RecordAsync(
                "know",
                $"resident {visitor.Card.Number}",
                string.Create(CultureInfo.InvariantCulture, $"night {night:uuuu-MM-dd}"),
                cancellation
            );
            await writer.CommitAsync(cancellation);
        }

        return true;
    }
}
