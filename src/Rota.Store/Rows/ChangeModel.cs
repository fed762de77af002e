using Microsoft.EntityFrameworkCore;

namespace Rota.Store.Rows;

/// <summary>Tables of what happens after publishing: proposals with their parties and waivers, waivers on record, and what each edition changed.</summary>
internal static class ChangeModel
{
    public static void Build(StreetContext context, ModelBuilder model)
    {
        var waiver = context.Table<StoredWaiver>(model, "waiver", nameof(StoredWaiver.Id));
        waiver.Indexed(nameof(StoredWaiver.AreaId), nameof(StoredWaiver.Night));
        waiver.Refers<StoredWaiver, StoredArea>(nameof(StoredWaiver.AreaId));
        waiver.Refers<StoredWaiver, StoredResident>(nameof(StoredWaiver.ResidentId));
        waiver.Refers<StoredWaiver, StoredTrail>(nameof(StoredWaiver.TrailId));
        waiver.Holds("ck_waiver_seat", "seat >= 1 AND " + RotaModel.KnownPost);

        var proposal = context.Table<StoredProposal>(model, "proposal", nameof(StoredProposal.Id));
        proposal.Indexed(nameof(StoredProposal.AreaId), nameof(StoredProposal.State));
        proposal.Refers<StoredProposal, StoredArea>(nameof(StoredProposal.AreaId));
        proposal.Holds("ck_proposal_done", "(state IN ('done', 'undone')) = (done_at IS NOT NULL)");

        var move = context.Table<ProposalMove>(
            model,
            "proposal_move",
            nameof(ProposalMove.ProposalId),
            nameof(ProposalMove.Position)
        );
        move.Refers<ProposalMove, StoredProposal>(nameof(ProposalMove.ProposalId));
        move.Refers<ProposalMove, StoredResident>(nameof(ProposalMove.FromId));
        move.Refers<ProposalMove, StoredResident>(nameof(ProposalMove.ToId));
        move.Holds("ck_proposal_move_seat", "seat >= 1 AND " + RotaModel.KnownPost);

        var party = context.Table<ProposalParty>(
            model,
            "proposal_party",
            nameof(ProposalParty.ProposalId),
            nameof(ProposalParty.ResidentId)
        );
        party.Refers<ProposalParty, StoredProposal>(nameof(ProposalParty.ProposalId));
        party.Refers<ProposalParty, StoredResident>(nameof(ProposalParty.ResidentId));
        party.Holds("ck_proposal_party_answer", "(answer = 'none') = (answered_at IS NULL)");

        var waived = context.Table<ProposalWaiver>(
            model,
            "proposal_waiver",
            nameof(ProposalWaiver.ProposalId),
            nameof(ProposalWaiver.Position)
        );
        waived.Refers<ProposalWaiver, StoredProposal>(nameof(ProposalWaiver.ProposalId));
        waived.Refers<ProposalWaiver, StoredResident>(nameof(ProposalWaiver.ResidentId));
        waived.Holds("ck_proposal_waiver_seat", "seat >= 1 AND " + RotaModel.KnownPost);

        BuildEditions(context, model);
    }

    private static void BuildEditions(StreetContext context, ModelBuilder model)
    {
        var change = context.Table<StoredEditionChange>(model, "edition_change", nameof(StoredEditionChange.EditionId));
        change.Refers<StoredEditionChange, StoredEdition>(nameof(StoredEditionChange.EditionId));
        change.Refers<StoredEditionChange, StoredProposal>(nameof(StoredEditionChange.ProposalId));
        change.Holds("ck_edition_change_moves", "moves >= 0");

        var move = context.Table<EditionMove>(
            model,
            "edition_move",
            nameof(EditionMove.EditionId),
            nameof(EditionMove.Night),
            nameof(EditionMove.Watch),
            nameof(EditionMove.Post),
            nameof(EditionMove.Seat)
        );
        move.Refers<EditionMove, StoredEditionChange>(nameof(EditionMove.EditionId));
        move.Refers<EditionMove, StoredResident>(nameof(EditionMove.FromId));
        move.Refers<EditionMove, StoredResident>(nameof(EditionMove.ToId));
        move.Holds("ck_edition_move_seat", "seat >= 1 AND " + RotaModel.KnownPost);
        move.Holds("ck_edition_move_moves", "coalesce(from_id, 0) <> coalesce(to_id, 0)");
    }
}
