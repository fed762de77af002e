using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 家中须留人: of the residents of a household marked so, at least one is at home each night that one of them is out.
/// Standby is at home; absent is not. A household's only carer can never be out.
/// </summary>
public sealed record Carers : Rule
{
    /// <inheritdoc/>
    public override string Key => "carers";

    /// <inheritdoc/>
    public override Words Sentence =>
        new("家中须留人照护的，每夜至少留一人在家。", "Of a household's carers at least one is at home each night.");

    /// <inheritdoc/>
    protected override Words Refusal => new("这一夜家中须留人。", "Somebody has to stay at home that night.");

    /// <inheritdoc/>
    public override bool Allows(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return !resident.IsCarer
            || !Watch.IsOut(post)
            || AtHome(resident.Household, watch.Night.Date).Any(c => c != resident);
    }

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        foreach (var household in rota.Households.Where(h => h.Residents.Any(r => r.IsCarer)))
        {
            foreach (
                var night in rota.Of(household)
                    .Where(s => s.IsOut && s.Resident.IsCarer)
                    .GroupBy(s => s.Watch.Night.Date)
            )
            {
                var outside = night.Select(s => s.Resident).ToHashSet();
                if (!AtHome(household, night.Key).Any(c => !outside.Contains(c)))
                {
                    yield return BreachOf(night.MinBy(s => s.Watch.Index)!.Watch, [.. outside], Refusal);
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override bool IsOfHousehold => true;

    /// <inheritdoc/>
    protected override string About(ResidentMonth resident)
    {
        ArgumentNullException.ThrowIfNull(resident);
        return resident.Household.Code;
    }

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var household in rows.Problem.Households.Where(h => h.Residents.Count(r => r.IsCarer) > 1))
        {
            foreach (var night in rows.Problem.Watches.GroupBy(w => w.Night.Date))
            {
                var carers = AtHome(household, night.Key).ToList();

                // All of them out is what the row forbids; a household that sends one adult a night never gets there.
                // Where none is at home as it is, none of them can be out, which is said duty by duty.
                if (carers.Count > 0)
                {
                    var columns = carers.SelectMany(c => night.SelectMany(w => rows.Out(c, w)));
                    rows.AtMost(household.Index, night.Key.Day, columns, carers.Count - 1, lazy: true);
                }
            }
        }
    }

    private static IEnumerable<ResidentMonth> AtHome(HouseholdMonth household, LocalDate night) =>
        household.Residents.Where(r => r.IsCarer && r.AtHomeOn[night.Day - 1]);
}
