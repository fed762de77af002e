using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;

namespace Rota.Store.Registers;

/// <summary>Writes the register: what people bring in files, whole or not at all.</summary>
public sealed class RegisterWriter
{
    private readonly StreetWriter writer;

    internal RegisterWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Applies a checked intake. Rows are known again by their codes: who is named is brought up to date, who is not stays
    /// and is counted, who has a day of moving out ends by it, who is in another household than before moves there on
    /// the day of moving in if it is new, else today. New residents get the next watch numbers in the order of their codes.
    /// Absences, wishes, pairs and history add to what is there; pins replace those of the areas and months they name.
    /// A grid of no watch area becomes its own. The versions of the areas touched move. Whoever was erased at their own wish has no name in the books, and stays as
    /// they are, whatever the intake says of them.
    /// </summary>
    /// <param name="intake">What was brought; a code in it that nobody knows is a bug of the caller and throws.</param>
    /// <param name="today">The date of moving for those whose row does not say it.</param>
    /// <param name="cancellation">Stops between rows; nothing counts before the commit.</param>
    public async Task<ImportResult> ApplyAsync(
        RegisterIntake intake,
        LocalDate today,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(intake);
        var state = await RegisterState.LoadAsync(writer.Session.Context, cancellation);
        var places = new PlaceImport(writer.Session, state);
        await places.ApplyAsync(intake.Residents, cancellation);
        var erased = intake.Residents.Where(r => state.IsErased(r.Resident)).ToList();
        intake = WithoutErased(intake, state);
        var residents = new ResidentImport(writer.Session, state, today);
        await residents.ApplyAsync(intake.Residents, cancellation);
        if (places.IsRenamed || residents.IsRenamed)
        {
            await writer.ShownAsync(cancellation);
        }

        await writer.Areas.GiveOwnAreasAsync(cancellation);

        var said = new SaidImport(writer.Session, state);
        var absences = await said.AbsencesAsync(intake.Absences, cancellation);
        var wishes = await said.WishesAsync(intake.Wishes, cancellation);
        var apart = await said.ApartAsync(intake.Apart, cancellation);
        var pins = await said.PinsAsync(intake.Pins, cancellation);
        var history = new HistoryImport(writer.Session, state);
        await history.ApplyAsync(intake.History, cancellation);

        var counts = new ImportCounts
        {
            Communities = places.Communities,
            Grids = places.Grids,
            Households = places.Households,
            Residents = residents.Counts,
            Moved = residents.Moved,
            Ended = residents.Ended,
            NotNamed = residents.NotNamed,
            Absences = absences,
            Wishes = wishes,
            Apart = apart,
            History = history.Counts,
            Pins = pins,
            AreasTouched = await MoveVersionsAsync(state, cancellation),
        };
        await writer.TrailAsync("import", string.Join(", ", intake.Files), Details(counts), cancellation);
        return new ImportResult(counts, history.New, history.Changed, erased);
    }

    /// <summary>Without what is said of the erased; duties of the past stay, since they are the household's.</summary>
    private static RegisterIntake WithoutErased(RegisterIntake intake, RegisterState state) =>
        intake with
        {
            Residents = [.. intake.Residents.Where(r => !state.IsErased(r.Resident))],
            Absences = [.. intake.Absences.Where(a => a.Resident is not { } code || !state.IsErased(code))],
            Wishes = [.. intake.Wishes.Where(w => !state.IsErased(w.Resident))],
            Pins = [.. intake.Pins.Where(p => !state.IsErased(p.Resident))],
        };

    private async Task<int> MoveVersionsAsync(RegisterState state, CancellationToken cancellation)
    {
        var areas = await writer.Session.Context.AreaGrids.ToListAsync(cancellation);
        var touched = areas.Where(a => state.TouchedGrids.Contains(a.GridId)).Select(a => a.AreaId).Distinct();
        return await writer.MoveVersionsAsync(touched, cancellation);
    }

    private static string Details(ImportCounts c) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"residents new {c.Residents.New}, changed {c.Residents.Changed}, unchanged {c.Residents.Unchanged}, "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"moved {c.Moved}, ended {c.Ended}, not named {c.NotNamed}; absences {c.Absences.New}, "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"wishes {c.Wishes.New + c.Wishes.Changed}, apart {c.Apart.New}, "
        )
        + string.Create(CultureInfo.InvariantCulture, $"history {c.History.New + c.History.Changed}, pins {c.Pins}");
}
