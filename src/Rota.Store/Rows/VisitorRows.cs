using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Rotas;
using Rota.Store.Tokens;

namespace Rota.Store.Rows;

/// <summary>A key to a page or a feed that somebody was given. Only its hash is kept. Who opens what never changes, and what is revoked stays so; a trigger refuses it.</summary>
internal sealed class StoredToken : StreetRow
{
    public int Id { get; set; }
    public TokenKind Kind { get; set; }

    /// <summary>Whose page or feed it opens; empty for an area's feed.</summary>
    public int? ResidentId { get; set; }

    /// <summary>Whose feed it opens; empty for a resident's.</summary>
    public int? AreaId { get; set; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Hash { get; set; } = "";
    public Instant MadeAt { get; set; }

    /// <summary>Until when it opens anything; empty where it has no end.</summary>
    public Instant? EndsAt { get; set; }
    public Instant? RevokedAt { get; set; }
}

/// <summary>A key with which web processes protect cookies and forms, so that each accepts what another gave.</summary>
internal sealed class StoredWebKey : StreetRow
{
    public string Name { get; set; } = "";
    public string Content { get; set; } = "";
}

/// <summary>That a resident has said to know of a duty.</summary>
internal sealed class StoredConfirmation : StreetRow
{
    public int AreaId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int ResidentId { get; set; }
    public Instant At { get; set; }
}

/// <summary>When somebody on duty came and went, as told on the night.</summary>
internal sealed class StoredPresence : StreetRow
{
    public int AreaId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public int ResidentId { get; set; }
    public Instant CameAt { get; set; }
    public Instant? LeftAt { get; set; }
}

/// <summary>Tables of what residents do on pages and what lets them in.</summary>
internal static class VisitorModel
{
    public static void Build(StreetContext context, ModelBuilder model)
    {
        var token = context.Table<StoredToken>(model, "token", nameof(StoredToken.Id));
        token.Unique(nameof(StoredToken.Hash));
        token.Indexed(nameof(StoredToken.ResidentId));
        token.Refers<StoredToken, StoredResident>(nameof(StoredToken.ResidentId));
        token.Refers<StoredToken, StoredArea>(nameof(StoredToken.AreaId));

        context.Table<StoredWebKey>(model, "web_key", nameof(StoredWebKey.Name));

        var confirmation = context.Table<StoredConfirmation>(
            model,
            "confirmation",
            nameof(StoredConfirmation.AreaId),
            nameof(StoredConfirmation.Night),
            nameof(StoredConfirmation.Watch),
            nameof(StoredConfirmation.Post),
            nameof(StoredConfirmation.Seat),
            nameof(StoredConfirmation.ResidentId)
        );
        confirmation.Refers<StoredConfirmation, StoredArea>(nameof(StoredConfirmation.AreaId));
        confirmation.Refers<StoredConfirmation, StoredResident>(nameof(StoredConfirmation.ResidentId));
        confirmation.Holds("ck_confirmation_seat", "seat >= 1 AND " + RotaModel.KnownPost);

        var presence = context.Table<StoredPresence>(
            model,
            "presence",
            nameof(StoredPresence.AreaId),
            nameof(StoredPresence.Night),
            nameof(StoredPresence.Watch),
            nameof(StoredPresence.ResidentId)
        );
        presence.Refers<StoredPresence, StoredArea>(nameof(StoredPresence.AreaId));
        presence.Refers<StoredPresence, StoredResident>(nameof(StoredPresence.ResidentId));
    }
}
