namespace Rota.Core.Intake;

/// <summary>What a check of an intake found.</summary>
/// <param name="Faults">What refuses the import; at most <see cref="FaultList.Limit"/> in full and one that counts the rest.</param>
/// <param name="Remarks">What the import is told of and goes on, all of it: the caller decides how many to show.</param>
public sealed record IntakeFindings(IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Remarks);
