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

    public DbSet<StoredStreet> Streets => Set<StoredStreet>();
    public DbSet<StoredCommunity> Communities => Set<StoredCommunity>();
    public DbSet<StoredGrid> Grids => Set<StoredGrid>();
    public DbSet<StoredArea> Areas => Set<StoredArea>();
    public DbSet<AreaGrid> AreaGrids => Set<AreaGrid>();
    public DbSet<StoredHousehold> Households => Set<StoredHousehold>();
    public DbSet<GridMembership> GridMemberships => Set<GridMembership>();
    public DbSet<StoredResident> Residents => Set<StoredResident>();
    public DbSet<HouseholdMembership> HouseholdMemberships => Set<HouseholdMembership>();
    public DbSet<StoredPerson> Persons => Set<StoredPerson>();
    public DbSet<StoredAbsence> Absences => Set<StoredAbsence>();
    public DbSet<StoredWish> Wishes => Set<StoredWish>();
    public DbSet<StoredApart> Aparts => Set<StoredApart>();
    public DbSet<StoredPin> Pins => Set<StoredPin>();
    public DbSet<StoredStood> Stood => Set<StoredStood>();
    public DbSet<StoredCovenantVersion> CovenantVersions => Set<StoredCovenantVersion>();
    public DbSet<StoredLedgerEntry> LedgerEntries => Set<StoredLedgerEntry>();
    public DbSet<StoredDraft> Drafts => Set<StoredDraft>();
    public DbSet<StoredEdition> Editions => Set<StoredEdition>();
    public DbSet<DraftProof> DraftProofs => Set<DraftProof>();
    public DbSet<EditionProof> EditionProofs => Set<EditionProof>();
    public DbSet<StoredTry> Tries => Set<StoredTry>();
    public DbSet<DutyInForce> DutiesInForce => Set<DutyInForce>();
    public DbSet<StoredWaiver> Waivers => Set<StoredWaiver>();
    public DbSet<StoredProposal> Proposals => Set<StoredProposal>();
    public DbSet<StoredEditionChange> EditionChanges => Set<StoredEditionChange>();
    public DbSet<EditionMove> EditionMoves => Set<EditionMove>();
    public DbSet<StoredTrail> Trail => Set<StoredTrail>();
    public DbSet<StoredChannel> NoticeChannels => Set<StoredChannel>();
    public DbSet<StoredNotice> Notices => Set<StoredNotice>();
    public DbSet<StoredToken> Tokens => Set<StoredToken>();
    public DbSet<StoredWebKey> WebKeys => Set<StoredWebKey>();
    public DbSet<StoredConfirmation> Confirmations => Set<StoredConfirmation>();
    public DbSet<StoredPresence> Presences => Set<StoredPresence>();

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
        entity.HasQueryFilter(r => r.StreetId == StreetId);
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
