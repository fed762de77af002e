using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>The proof of an area's rota, or that there is none.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">Number of the edition; null for a draft.</param>
/// <param name="Proof">The proof on record; null when there is none.</param>
public sealed record AreaProof(WatchArea Area, int? Edition, SealedProof? Proof)
{
    /// <summary>What is said of a rota without a proof.</summary>
    public Words Lacking =>
        new(
            $"{Area.Code} 的{(Edition is { } n ? $"第 {n} 版" : "草稿")}没有证明：由没有这一功能的旧版程序起草，或经人工修改。",
            $"{Area.Code}: {(Edition is { } m ? $"edition {m}" : "the draft")} has no proof; it was drafted by a program from before there were any, or changed by people."
        );
}

/// <summary>Reads the proofs of a month: of the edition in force of each area, or of its draft where there is none. For organisers and auditors.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadProofs(Office office)
{
    /// <summary>The proofs, in the order of area codes; areas without edition or draft are left out.</summary>
    public async Task<Outcome<IReadOnlyList<AreaProof>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await choice.PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaProof>>.Failed(areas.Faults);
        }

        var proofs = new List<AreaProof>();
        foreach (var at in areas.Value.Where(a => a.Edition is not null || a.Draft is not null))
        {
            var proof = await reader.ProofAsync(at, month, cancellation);
            proofs.Add(new AreaProof(at.State.Area, at.Edition?.Number, proof));
        }

        return Outcome<IReadOnlyList<AreaProof>>.Of(proofs);
    }

    /// <summary>The street's name.</summary>
    public async Task<string> StreetAsync(CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.StreetNameAsync(cancellation);
    }
}
