using Microsoft.EntityFrameworkCore;

namespace Rota.Store.Rows;

/// <summary>Tables of the register: who lives where from when to when, who is away, who wishes what.</summary>
internal static class RegisterModel
{
    public static void Build(StreetContext context, ModelBuilder model)
    {
        context.Table<Counter>(model, "counter", nameof(Counter.Name));
        context
            .Table<StoredCommunity>(model, "community", nameof(StoredCommunity.Id))
            .Unique(nameof(StoredCommunity.Name));

        var grid = context.Table<StoredGrid>(model, "grid", nameof(StoredGrid.Id));
        grid.Unique(nameof(StoredGrid.Code));
        grid.Refers<StoredGrid, StoredCommunity>(nameof(StoredGrid.CommunityId));

        var area = context.Table<StoredArea>(model, "area", nameof(StoredArea.Id));
        area.Unique(nameof(StoredArea.Code));
        area.Refers<StoredArea, StoredCommunity>(nameof(StoredArea.CommunityId));

        var areaGrid = context.Table<AreaGrid>(model, "area_grid", nameof(AreaGrid.GridId));
        areaGrid.Unique(nameof(AreaGrid.AreaId), nameof(AreaGrid.Position));
        areaGrid.Refers<AreaGrid, StoredArea>(nameof(AreaGrid.AreaId));
        areaGrid.Refers<AreaGrid, StoredGrid>(nameof(AreaGrid.GridId));

        BuildHouseholds(context, model);
        BuildResidents(context, model);
        BuildWhatResidentsSay(context, model);
    }

    private static void BuildHouseholds(StreetContext context, ModelBuilder model)
    {
        context.Table<StoredHousehold>(model, "household", nameof(StoredHousehold.Id));
        var membership = context.Table<GridMembership>(
            model,
            "grid_membership",
            nameof(GridMembership.HouseholdId),
            nameof(GridMembership.FirstNight)
        );
        membership
            .Unique(nameof(GridMembership.GridId), nameof(GridMembership.Code), nameof(GridMembership.IsHelper))
            .HasFilter("end_night IS NULL")
            .HasDatabaseName("ux_grid_membership_current");
        membership.Indexed(nameof(GridMembership.GridId), nameof(GridMembership.HouseholdId));
        membership.Refers<GridMembership, StoredHousehold>(nameof(GridMembership.HouseholdId));
        membership.Refers<GridMembership, StoredGrid>(nameof(GridMembership.GridId));
        membership.Holds("ck_grid_membership_dates", "end_night IS NULL OR end_night >= first_night");
    }

    private static void BuildResidents(StreetContext context, ModelBuilder model)
    {
        var resident = context.Table<StoredResident>(model, "resident", nameof(StoredResident.Id));
        resident.Unique(nameof(StoredResident.Code));
        resident.Unique(nameof(StoredResident.WatchNumber));

        var membership = context.Table<HouseholdMembership>(
            model,
            "household_membership",
            nameof(HouseholdMembership.ResidentId),
            nameof(HouseholdMembership.FirstNight)
        );
        membership.Indexed(nameof(HouseholdMembership.HouseholdId));
        membership.Refers<HouseholdMembership, StoredResident>(nameof(HouseholdMembership.ResidentId));
        membership.Refers<HouseholdMembership, StoredHousehold>(nameof(HouseholdMembership.HouseholdId));
        membership.Holds("ck_household_membership_dates", "end_night IS NULL OR end_night >= first_night");

        var person = context.Table<StoredPerson>(model, "person", nameof(StoredPerson.ResidentId));
        person.Indexed(nameof(StoredPerson.Name));
        person.Refers<StoredPerson, StoredResident>(nameof(StoredPerson.ResidentId));
    }

    private static void BuildWhatResidentsSay(StreetContext context, ModelBuilder model)
    {
        var absence = context.Table<StoredAbsence>(
            model,
            "absence",
            nameof(StoredAbsence.ResidentId),
            nameof(StoredAbsence.FirstNight),
            nameof(StoredAbsence.LastNight)
        );
        absence.Refers<StoredAbsence, StoredResident>(nameof(StoredAbsence.ResidentId));
        absence.Holds("ck_absence_nights", "last_night >= first_night");

        context
            .Table<StoredWish>(model, "wish", nameof(StoredWish.ResidentId), nameof(StoredWish.Concerns))
            .Refers<StoredWish, StoredResident>(nameof(StoredWish.ResidentId));

        var apart = context.Table<StoredApart>(
            model,
            "apart",
            nameof(StoredApart.HouseholdA),
            nameof(StoredApart.HouseholdB)
        );
        apart.Refers<StoredApart, StoredHousehold>(nameof(StoredApart.HouseholdA));
        apart.Refers<StoredApart, StoredHousehold>(nameof(StoredApart.HouseholdB));
        apart.Holds("ck_apart_order", "household_a < household_b");

        var pin = context.Table<StoredPin>(
            model,
            "pin",
            nameof(StoredPin.AreaId),
            nameof(StoredPin.Night),
            nameof(StoredPin.Watch),
            nameof(StoredPin.Post),
            nameof(StoredPin.Seat)
        );
        pin.Refers<StoredPin, StoredArea>(nameof(StoredPin.AreaId));
        pin.Refers<StoredPin, StoredResident>(nameof(StoredPin.ResidentId));

        var stood = context.Table<StoredStood>(
            model,
            "stood",
            nameof(StoredStood.ResidentId),
            nameof(StoredStood.Night)
        );
        stood.Indexed(nameof(StoredStood.HouseholdId), nameof(StoredStood.Night));
        stood.Refers<StoredStood, StoredResident>(nameof(StoredStood.ResidentId));
        stood.Refers<StoredStood, StoredHousehold>(nameof(StoredStood.HouseholdId));
        stood.Holds("ck_stood_post", RotaModel.KnownPost);
    }
}
