using NodaTime;

namespace Rota.Core.Intake;

/// <summary>
/// Checks an intake against itself and against what the books hold already, whole, before anything of it is stored.
/// </summary>
public static class IntakeCheck
{
    /// <summary>Checks an intake.</summary>
    /// <param name="intake">What was read.</param>
    /// <param name="known">What the books hold already.</param>
    /// <param name="asOf">Today: history lies before it.</param>
    public static IntakeFindings Check(RegisterIntake intake, KnownRegister known, LocalDate asOf)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentNullException.ThrowIfNull(known);
        var found = new Findings(intake.Headers);
        foreach (var column in intake.UnknownColumns)
        {
            found.Remark(
                column,
                column.Column ?? "",
                new Words("不认识这一栏，已略过", "this column is not known and was passed over"),
                new Words("如果它有用，请核对表头的写法", "If it matters, check how the header is spelt")
            );
        }

        var book = new Codebook(intake, known);
        ResidentCheck.Check(intake.Residents, known, asOf, found);
        HouseholdCheck.Check(intake.Residents, known, asOf, found);
        AvailabilityCheck.Check(intake, book, found);
        DutyCheck.Check(intake, book, asOf, found);
        return found.All("import");
    }
}
