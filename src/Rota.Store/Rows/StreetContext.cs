using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rota.Store.Rows;

/// <summary>
/// The one model of every database. A context is bound to one street: every query sees that street's rows alone.
/// What differs between databases stands in the folder of each.
/// </summary>
internal abstract class StreetContext(DbContextOptions options, int streetId) : DbContext(options)
{
    /// <summary>The street whose rows are seen.</summary>
    public int StreetId { get; } = streetId;

    public IQueryable<StoredStreet> Streets => base.Set<StoredStreet>();
    public IQueryable<StoredCommunity> Communities => Set<StoredCommunity>();
    public IQueryable<StoredGrid> Grids => Set<StoredGrid>();
    public IQueryable<StoredArea> Areas => Set<StoredArea>();
    public IQueryable<AreaGrid> AreaGrids => Set<AreaGrid>();
    public IQueryable<StoredHousehold> Households => Set<StoredHousehold>();
    public IQueryable<GridMembership> GridMemberships => Set<GridMembership>();
    public IQueryable<StoredResident> Residents => Set<StoredResident>();
    public IQueryable<HouseholdMembership> HouseholdMemberships => Set<HouseholdMembership>();
    public IQueryable<StoredPerson> Persons => Set<StoredPerson>();
    public IQueryable<StoredAbsence> Absences => Set<StoredAbsence>();
    public IQueryable<StoredWish> Wishes => Set<StoredWish>();
    public IQueryable<StoredApart> Aparts => Set<StoredApart>();
    public IQueryable<StoredPin> Pins => Set<StoredPin>();
    public IQueryable<StoredStood> Stood => Set<StoredStood>();
    public IQueryable<StoredCovenantVersion> CovenantVersions => Set<StoredCovenantVersion>();
    public IQueryable<StoredLedgerEntry> LedgerEntries => Set<StoredLedgerEntry>();
    public IQueryable<StoredDraft> Drafts => Set<StoredDraft>();
    public IQueryable<StoredEdition> Editions => Set<StoredEdition>();
    public IQueryable<DraftProof> DraftProofs => Set<DraftProof>();
    public IQueryable<EditionProof> EditionProofs => Set<EditionProof>();
    public IQueryable<StoredTry> Tries => Set<StoredTry>();
    public IQueryable<DutyInForce> DutiesInForce => Set<DutyInForce>();
    public IQueryable<StoredWaiver> Waivers => Set<StoredWaiver>();
    public IQueryable<StoredProposal> Proposals => Set<StoredProposal>();
    public IQueryable<StoredEditionChange> EditionChanges => Set<StoredEditionChange>();
    public IQueryable<EditionMove> EditionMoves => Set<EditionMove>();
    public IQueryable<StoredTrail> Trail => Set<StoredTrail>();
    public IQueryable<StoredChannel> NoticeChannels => Set<StoredChannel>();
    public IQueryable<StoredNotice> Notices => Set<StoredNotice>();
    public IQueryable<StoredToken> Tokens => Set<StoredToken>();
    public IQueryable<StoredWebKey> WebKeys => Set<StoredWebKey>();
    public IQueryable<StoredConfirmation> Confirmations => Set<StoredConfirmation>();
    public IQueryable<StoredPresence> Presences => Set<StoredPresence>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Converters.Register(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredStreet>(e =>
        {
            e.ToTable("street");
            e.HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        RegisterModel.Build(this, modelBuilder);
        RotaModel.Build(this, modelBuilder);
        ChangeModel.Build(this, modelBuilder);
        NoticeModel.Build(this, modelBuilder);
        VisitorModel.Build(this, modelBuilder);
    }

    /// <summary>
    /// The rows of a table that are the street's; the only way to them. It stands here and not in the model as a filter, since a model
    /// with filters cannot be compiled beforehand.
    /// </summary>
    public new IQueryable<T> Set<T>()
        where T : StreetRow => base.Set<T>().Where(r => r.StreetId == StreetId);

    /// <summary>Reads and writes in a transaction that is its owner's.</summary>
    public void UseTransaction(DbTransaction transaction) => Database.UseTransaction(transaction);

    /// <summary>What every table of a street shares: its name, the street before every key, nothing counted by the database.</summary>
    internal EntityTypeBuilder<T> Table<T>(ModelBuilder model, string name, params string[] key)
        where T : StreetRow
    {
        var entity = model.Entity<T>();
        entity.ToTable(name);
        entity.HasKey([nameof(StreetRow.StreetId), .. key]);
        foreach (var property in key)
        {
            entity.Property(property).ValueGeneratedNever();
        }

        entity.Property(r => r.StreetId).ValueGeneratedNever();
        entity.HasOne<StoredStreet>().WithMany().HasForeignKey(r => r.StreetId).OnDelete(DeleteBehavior.Restrict);
        return entity;
    }
}

/// <summary>Short words for what the models of the folder say often.</summary>
internal static class ModelWords
{
    /// <summary>A reference to a row of the same street.</summary>
    public static void Refers<T, TTo>(this EntityTypeBuilder<T> entity, string property)
        where T : StreetRow
        where TTo : StreetRow =>
        entity
            .HasOne<TTo>()
            .WithMany()
            .HasForeignKey(nameof(StreetRow.StreetId), property)
            .OnDelete(DeleteBehavior.Restrict);

    /// <summary>No two rows of a street alike in these.</summary>
    public static IndexBuilder<T> Unique<T>(this EntityTypeBuilder<T> entity, params string[] properties)
        where T : StreetRow => entity.HasIndex([nameof(StreetRow.StreetId), .. properties]).IsUnique();

    /// <summary>Rows are looked up by these.</summary>
    public static void Indexed<T>(this EntityTypeBuilder<T> entity, params string[] properties)
        where T : StreetRow => entity.HasIndex([nameof(StreetRow.StreetId), .. properties]);

    /// <summary>A condition the database holds, named after the table.</summary>
    public static void Holds<T>(this EntityTypeBuilder<T> entity, string name, string sql)
        where T : StreetRow => entity.ToTable(t => t.HasCheckConstraint(name, sql));
}
