using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Proofs;

/// <summary>
/// Where a duty of a proof says otherwise than the facts: of which household somebody is, what the night weighs, who can lead. Whether the
/// duty may be at all is the audit's.
/// </summary>
internal static class DutyFaults
{
    /// <summary>The faults.</summary>
    public static IEnumerable<Fault> Of(RotaProblem problem, WatchRota rota, ProofPlace at)
    {
        foreach (var duty in rota.Duties)
        {
            if (
                problem.Resident(duty.Resident) is not { } resident
                || problem.Watch(duty.Seat.Night, duty.Seat.Watch) is not { } watch
            )
            {
                continue;
            }

            var place = $"rota, {SeatWords.Of(duty.Seat).En}";
            if (duty.Household != resident.Household.Id)
            {
                var told = problem.Households.FirstOrDefault(h => h.Id == duty.Household)?.Code;
                yield return at.Differs($"{place}, household of {resident.Code}", told, resident.Household.Code);
            }

            if (duty.Points != watch.Night.PointsOf(duty.Seat.Post))
            {
                yield return at.Differs($"{place}, points", duty.Points, watch.Night.PointsOf(duty.Seat.Post));
            }

            if (duty.Leads != resident.CanLead)
            {
                yield return at.Differs($"{place}, can lead ({resident.Code})", duty.Leads, resident.CanLead);
            }
        }
    }
}
