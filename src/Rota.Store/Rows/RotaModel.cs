using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rota.Store.Rows;

/// <summary>Tables of the covenant, the ledger, drafts, editions, the duties in force, and the trail.</summary>
internal static class RotaModel
{
    public const string KnownPost = "post IN ('lead', 'guard', 'standby')";

    public static void Build(StreetContext context, ModelBuilder model)
    {
        var covenant = context.Table<StoredCovenantVersion>(
            model,
            "covenant_version",
            nameof(StoredCovenantVersion.Id)
        );
        covenant.Indexed(nameof(StoredCovenantVersion.InForceFrom));

        // The household is in the key, so that an account is one stretch of it and needs no second index.
        context
            .Table<StoredLedgerEntry>(
                model,
                "ledger_entry",
                nameof(StoredLedgerEntry.HouseholdId),
                nameof(StoredLedgerEntry.Id)
            )
            .Refers<StoredLedgerEntry, StoredHousehold>(nameof(StoredLedgerEntry.HouseholdId));

        context.Table<StoredTrail>(model, "trail", nameof(StoredTrail.Id));

        var draft = Sheet(context.Table<StoredDraft>(model, "draft", nameof(StoredDraft.Id)));
        draft.Unique(nameof(StoredDraft.AreaId), nameof(StoredDraft.Month));
        BuildSheet<StoredDraft, DraftWatch, DraftDuty, DraftGap>(context, model, "draft");
        BuildProof<StoredDraft, DraftProof>(context, model, "draft");

        var edition = Sheet(context.Table<StoredEdition>(model, "edition", nameof(StoredEdition.Id)));
        edition.Unique(nameof(StoredEdition.AreaId), nameof(StoredEdition.Month), nameof(StoredEdition.Number));
        edition.Indexed(nameof(StoredEdition.Month));
        edition.Holds("ck_edition_number", "number >= 1 AND (supersedes IS NULL OR supersedes < number)");
        BuildSheet<StoredEdition, EditionWatch, EditionDuty, EditionGap>(context, model, "edition");
        BuildProof<StoredEdition, EditionProof>(context, model, "edition");

        var tried = context.Table<StoredTry>(model, "solve_try", nameof(StoredTry.AreaId), nameof(StoredTry.Month));
        tried.Refers<StoredTry, StoredArea>(nameof(StoredTry.AreaId));
        tried.Holds("ck_solve_try_tries", "tries >= 1");

        BuildDutyInForce(context, model);
    }

    private static EntityTypeBuilder<T> Sheet<T>(EntityTypeBuilder<T> sheet)
        where T : SheetRow
    {
        sheet.Refers<T, StoredArea>(nameof(SheetRow.AreaId));
        sheet
            .HasOne<StoredCovenantVersion>()
            .WithMany()
            .HasForeignKey(nameof(StreetRow.StreetId), nameof(SheetRow.CovenantVersionId))
            .OnDelete(DeleteBehavior.Restrict);
        return sheet;
    }

    private static void BuildSheet<TSheet, TWatch, TDuty, TGap>(StreetContext context, ModelBuilder model, string name)
        where TSheet : SheetRow
        where TWatch : SheetWatch
        where TDuty : SheetDuty
        where TGap : SheetGap
    {
        const string owner = nameof(SheetDuty.OwnerId);
        const string night = nameof(SheetDuty.Night);
        const string watch = nameof(SheetDuty.Watch);
        const string post = nameof(SheetDuty.Post);
        const string seat = nameof(SheetDuty.Seat);

        var watches = context.Table<TWatch>(model, name + "_watch", owner, night, watch);
        watches.Property(r => r.OwnerId).HasColumnName(name + "_id");
        watches.Refers<TWatch, TSheet>(owner);

        var duties = context.Table<TDuty>(model, name + "_duty", owner, night, watch, post, seat);
        duties.Property(r => r.OwnerId).HasColumnName(name + "_id");
        duties.Refers<TDuty, TSheet>(owner);
        duties.Refers<TDuty, StoredResident>(nameof(SheetDuty.ResidentId));
        duties.Refers<TDuty, StoredHousehold>(nameof(SheetDuty.HouseholdId));
        duties.Holds($"ck_{name}_duty_seat", "seat >= 1 AND " + KnownPost);

        var gaps = context.Table<TGap>(model, name + "_gap", owner, night, watch, post, seat);
        gaps.Property(r => r.OwnerId).HasColumnName(name + "_id");
        gaps.Refers<TGap, TSheet>(owner);
        gaps.Holds($"ck_{name}_gap_seat", "seat >= 1 AND " + KnownPost);
    }

    private static void BuildProof<TSheet, TProof>(StreetContext context, ModelBuilder model, string name)
        where TSheet : SheetRow
        where TProof : SheetProof
    {
        var proofs = context.Table<TProof>(model, name + "_proof", nameof(SheetProof.OwnerId));
        proofs.Property(r => r.OwnerId).HasColumnName(name + "_id");
        proofs.Refers<TProof, TSheet>(nameof(SheetProof.OwnerId));
    }

    private static void BuildDutyInForce(StreetContext context, ModelBuilder model)
    {
        var duty = context.Table<DutyInForce>(
            model,
            "duty_in_force",
            nameof(DutyInForce.AreaId),
            nameof(DutyInForce.Night),
            nameof(DutyInForce.Watch),
            nameof(DutyInForce.Post),
            nameof(DutyInForce.Seat)
        );
        duty.Unique(nameof(DutyInForce.ResidentId), nameof(DutyInForce.Night));
        duty.Indexed(nameof(DutyInForce.HouseholdId), nameof(DutyInForce.Night));
        duty.Indexed(nameof(DutyInForce.EditionId));
        duty.Refers<DutyInForce, StoredArea>(nameof(DutyInForce.AreaId));
        duty.Refers<DutyInForce, StoredEdition>(nameof(DutyInForce.EditionId));
        duty.Refers<DutyInForce, StoredResident>(nameof(DutyInForce.ResidentId));
        duty.Refers<DutyInForce, StoredHousehold>(nameof(DutyInForce.HouseholdId));
        duty.Holds("ck_duty_in_force_seat", "seat >= 1 AND ends > begins AND " + KnownPost);
    }
}
