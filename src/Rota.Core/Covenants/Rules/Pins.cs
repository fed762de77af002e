using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>指定: what an organiser pinned is kept.</summary>
public sealed record Pins : Rule
{
    /// <inheritdoc/>
    public override string Key => "pins";

    /// <inheritdoc/>
    public override Words Sentence => new("排班员指定的班次不变。", "Duties that an organiser pinned are kept.");

    /// <inheritdoc/>
    public override IEnumerable<Breach> CheckPart(Reading part) => [];

    /// <inheritdoc/>
    public override IEnumerable<Breach> Check(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return rota
            .Problem.Pins.Where(p =>
                rota.Holds(p.Watch)
                && !rota.On(p.Watch)
                    .Any(s => s.Resident.Id == p.Resident.Id && s.Post == p.Post && s.Number == p.Number)
            )
            .Select(p => BreachOf(p.Watch, [p.Resident], new("指定的班次没有保留。", "A pinned duty is not kept.")));
    }

    /// <inheritdoc/>
    internal override bool IsOfWatch => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var pin in rows.Problem.Pins)
        {
            var columns = rows.On(pin.Watch, pin.Post)
                .Where(d => d.Resident == pin.Resident)
                .Select(d => (d.Column, 1));
            rows.Write(pin.Resident.Index, pin.Watch.Index, columns, 1, 1);
        }
    }
}
