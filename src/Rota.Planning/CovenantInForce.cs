using System.Collections.Immutable;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Covenants;

namespace Rota.Planning;

/// <summary>A covenant version as it stands on record.</summary>
/// <param name="Id">Its id on record.</param>
/// <param name="Version">Its version, named by its content.</param>
/// <param name="Covenant">The covenant.</param>
internal sealed record CovenantInForce(CovenantVersionId Id, string Version, Covenant Covenant)
{
    /// <summary>
    /// Puts the office's covenant on record, if its content is new, and lays the watch areas as it plans them. What is
    /// made afterwards is made under a version that anybody can look up.
    /// </summary>
    public static async Task RecordAsync(Office office, StreetWriter writer, CancellationToken cancellation)
    {
        var covenant = office.Covenant;
        var text = new CovenantText(
            office.Form.VersionOf(covenant),
            office.Form.Write(covenant),
            covenant.InForceFrom,
            covenant.AdoptedOn,
            covenant.AdoptedBy
        );
        await writer.Covenants.SaveAsync(text, cancellation);
        await writer.Areas.SyncAsync(covenant.Areas, cancellation);
    }

    /// <summary>The covenant that would govern a month once the office's is put on record, or why there is none. Nothing is written.</summary>
    public static async Task<Outcome<Covenant>> AsWouldBeAsync(
        Office office,
        StreetReader reader,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        if (office.Covenant.InForceFrom <= month)
        {
            return Outcome<Covenant>.Of(office.Covenant);
        }

        var recorded = await OfMonthAsync(office, reader, month, cancellation);
        return recorded.Succeeded
            ? Outcome<Covenant>.Of(recorded.Value.Covenant)
            : Outcome<Covenant>.Failed(recorded.Faults);
    }

    /// <summary>The covenant that governs a month, or why there is none.</summary>
    public static async Task<Outcome<CovenantInForce>> OfMonthAsync(
        Office office,
        StreetReader reader,
        YearMonth month,
        CancellationToken cancellation
    ) =>
        await reader.Covenants.InForceAsync(month, cancellation) is { } version
            ? Outcome<CovenantInForce>.Of(Read(office, version))
            : Outcome<CovenantInForce>.Failed(
                new Fault(
                    new Place("covenant.yaml", Column: "in_force_from"),
                    new(
                        $"公约从 {office.Covenant.InForceFrom:uuuu-MM} 起施行，{month:uuuu-MM} 没有公约",
                        $"the covenant is in force from {office.Covenant.InForceFrom:uuuu-MM}; nothing governs {month:uuuu-MM}"
                    ),
                    new(
                        "请选施行之后的月份，或把施行月份提前",
                        "choose a later month, or let the covenant begin earlier"
                    )
                )
            );

    /// <summary>The covenant that an edition or draft stands under.</summary>
    public static async Task<CovenantInForce> OfAsync(
        Office office,
        StreetReader reader,
        CovenantVersionId id,
        CancellationToken cancellation
    ) =>
        Read(
            office,
            await reader.Covenants.FindAsync(id, cancellation)
                ?? throw new InvalidOperationException($"Covenant version {id.Value} is not on record.")
        );

    private static CovenantInForce Read(Office office, CovenantVersion version) =>
        new(version.Id, version.Covenant.Hash, office.Form.Read(version.Covenant.Text));

    /// <summary>Whether another version asks the same of an area: they may differ in a phone number, or in what other areas replace.</summary>
    public bool AsksTheSame(Office office, CovenantInForce other, WatchArea area) =>
        Id == other.Id || AsksTheSame(office, Covenant, other.Covenant, area);

    /// <summary>Whether two covenants ask the same of an area.</summary>
    public static bool AsksTheSame(Office office, Covenant one, Covenant other, WatchArea area)
    {
        ArgumentNullException.ThrowIfNull(area);

        // Terms are compared as they are written, in a covenant that holds nothing else that could differ.
        string Written(Covenant covenant) =>
            office.Form.Write(
                one with
                {
                    Areas = [],
                    Communities = ImmutableSortedDictionary<string, Terms>.Empty,
                    AreaTerms = ImmutableSortedDictionary<string, Terms>.Empty,
                    Terms = covenant.For(area.Code, area.Community),
                }
            );

        return Written(one) == Written(other);
    }
}
