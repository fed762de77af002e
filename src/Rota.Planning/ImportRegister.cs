using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>What an import did.</summary>
/// <param name="Counts">How many rows of what.</param>
/// <param name="Remarks">What was noticed and taken all the same.</param>
/// <param name="LedgerEntries">Entries that the history wrote into the ledger.</param>
public sealed record ImportReport(ImportCounts Counts, IReadOnlyList<Fault> Remarks, int LedgerEntries);

/// <summary>Takes a register into the books, whole or not at all, and books what its history says was stood.</summary>
/// <param name="office">What it works with.</param>
public sealed class ImportRegister(Office office)
{
    /// <summary>Imports; fails with every fault that was found, and then the books are as they were.</summary>
    /// <param name="street">The street's name; used when the books have none yet.</param>
    /// <param name="intake">What was read from files.</param>
    /// <param name="cancellation">Stops the import; the books are then as they were.</param>
    public async Task<Outcome<ImportReport>> RunAsync(
        string street,
        RegisterIntake intake,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(intake);
        await using var writer = await office.WriteAsync(cancellation);
        var known = await writer.Read.Register.KnownAsync(cancellation);
        var findings = IntakeCheck.Check(intake, known, office.Today);
        if (findings.Faults.Count > 0)
        {
            return Outcome<ImportReport>.Failed(findings.Faults);
        }

        var pins = await PinFaultsAsync(writer.Read, intake, cancellation);
        if (pins.Count > 0)
        {
            return Outcome<ImportReport>.Failed(pins);
        }

        if ((await writer.Read.StreetNameAsync(cancellation)).Length == 0)
        {
            await writer.NameStreetAsync(street, cancellation);
        }

        var result = await writer.Register.ApplyAsync(intake, office.Today, cancellation);
        await CovenantInForce.RecordAsync(office, writer, cancellation);
        var entries = await new HistoryBooks(office, writer.Read).EntriesAsync(result, cancellation);
        await writer.Ledger.AppendAsync(entries, "history", cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<ImportReport>.Of(
            new ImportReport(result.Counts, [.. findings.Remarks, .. result.Erased.Select(StaysErased)], entries.Count)
        );
    }

    private static Fault StaysErased(ResidentRow row) =>
        new(
            row.At,
            new(
                $"{row.Resident} 已按本人意愿注销，保持不变",
                $"{row.Resident} was erased at their own wish and stays so"
            ),
            new("请从名册里删去这一行", "take the row out of the register")
        );

    /// <summary>Pins on watches or seats that the covenant does not have.</summary>
    private async Task<List<Fault>> PinFaultsAsync(
        StreetReader reader,
        RegisterIntake intake,
        CancellationToken cancellation
    )
    {
        var communities = (await reader.Areas.GridsAsync(cancellation)).ToDictionary(g => g.Code, g => g.Community);
        foreach (var row in intake.Residents)
        {
            communities.TryAdd(row.Grid, row.Community);
        }

        var faults = new List<Fault>();
        foreach (var pin in intake.Pins)
        {
            var plan = office.Covenant.Areas.FirstOrDefault(a => a.Code == pin.Area || a.Grids.Contains(pin.Area));
            var area = plan?.Code ?? pin.Area;
            var terms = office.Covenant.For(area, communities.GetValueOrDefault(plan?.Grids[0] ?? pin.Area, ""));
            var watches = terms.WatchesOn(pin.Seat.Night);
            if (
                !watches.Any(w =>
                    w.Name == pin.Seat.Watch && pin.Seat.Number >= 1 && pin.Seat.Number <= w.Seats(pin.Seat.Post)
                )
            )
            {
                var names =
                    watches.Length == 0
                        ? new Words("这一夜停值", "the night is suspended")
                        : new Words(
                            $"这一夜有：{string.Join("、", watches.Select(w => w.ToWords().Zh))}",
                            $"that night has {string.Join(", ", watches.Select(w => w.ToWords().En))}"
                        );
                faults.Add(
                    new Fault(
                        pin.At,
                        new(
                            $"{area} 没有 {pin.Seat.Watch} 班的{SeatWords.Of(pin.Seat).Zh}",
                            $"{area} has no seat {SeatWords.Of(pin.Seat).En}"
                        ),
                        names
                    )
                );
            }
        }

        return faults;
    }
}
