using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Rota.Core.Registers;
using Rota.Store.Rotas;
using Rota.Store.Sqlite;

namespace Rota.Store.Tests.Rotas;

/// <summary>A proof goes with its rota: from the draft to the edition, and stays with an edition whatever becomes of it.</summary>
public sealed class ProofTests
{
    [Fact]
    public async Task A_draft_keeps_its_proof_until_another_takes_its_place()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        var covenant = await street.CovenantAsync();
        var sheet = TempStreet.SheetOf(register);
        var area = register.State.Area.Id;
        foreach (var proof in (SealedProof?[])[TempStreet.Proof, TempStreet.Proof with { Digest = "bb" }, null])
        {
            await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
            {
                var draft = new NewDraft(area, register.State.Version, covenant, sheet, 0.1, proof);
                Assert.Equal(WriteOutcome.Done, await writer.Drafts.SaveAsync(draft, TempStreet.Stop));
                await writer.CommitAsync(TempStreet.Stop);
            }

            await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
            var kept = await reader.Drafts.ProofAsync(area, TempStreet.December, TempStreet.Stop);
            var head = Assert.Single(await reader.Drafts.HeadsAsync(TempStreet.December, TempStreet.Stop));
            Assert.Equal(proof?.Digest, head.Digest);
            Assert.Equal(proof?.Digest, kept?.Digest);
            Assert.Equal(proof?.Content, kept?.Content);
        }

        Assert.Equal(0, street.Scalar<int>("SELECT count(*) FROM draft_proof"));
    }

    [Fact]
    public async Task A_withdrawn_edition_keeps_its_proof_and_its_draft_none()
    {
        await using var street = await TempStreet.SmallAsync();
        var register = await street.RegisterAsync("G1");
        await street.PublishAsync(register, TempStreet.SheetOf(register));
        var area = register.State.Area.Id;
        await using (var writer = await street.Database.WriteAsync("tester", TempStreet.Now, TempStreet.Stop))
        {
            var version = register.State.Version + 1;
            Assert.Equal(
                WriteOutcome.Done,
                await writer.Editions.WithdrawAsync(area, version, TempStreet.December, 1, [], TempStreet.Stop)
            );
            await writer.CommitAsync(TempStreet.Stop);
        }

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var head = Assert.Single(await reader.Editions.ListAsync(area, TempStreet.December, TempStreet.Stop));
        var kept = await reader.Editions.ProofAsync(head.Id, TempStreet.Stop);
        Assert.Equal(TempStreet.Proof.Digest, head.Digest);
        Assert.Equal(TempStreet.Proof.Digest, kept!.Digest);
        Assert.Equal(TempStreet.Proof.Content, kept.Content);
    }

    [Fact]
    public async Task An_edition_of_an_older_database_has_no_proof()
    {
        var folder = Directory.CreateTempSubdirectory("rota-older-");
        var path = Path.Combine(folder.FullName, "street.db");
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False"))
        {
            await connection.OpenAsync(TempStreet.Stop);
            await using var context = SqliteStreetContext.On(connection, streetId: 1);
            await context.GetService<IMigrator>().MigrateAsync("GridsOfSheets", TempStreet.Stop);
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO street (id, name) VALUES (1, '');
                INSERT INTO edition (street_id, id, area_id, month, grids, number, published_at, published_by,
                  covenant_version_id, status, cost, bound, closed_by, watches, duties, gaps, without_lead)
                VALUES (1, 1, 7, '2026-12', '1', 1, '2026-11-25T00:00:00.000000000Z', 'x', 1, 'optimal', 5, 5, 'certificate', 0, 0, 0, 0);
                """,
                TempStreet.Stop
            );
        }

        await using (var database = (await StreetDatabase.OpenAsync(path, TempStreet.Stop)).Value)
        {
            await using var reader = await database.ReadAsync(TempStreet.Stop);
            var head = Assert.Single(
                await reader.Editions.ListAsync(new AreaId(7), TempStreet.December, TempStreet.Stop)
            );
            Assert.Null(head.Digest);
            Assert.Null(await reader.Editions.ProofAsync(head.Id, TempStreet.Stop));
        }

        folder.Delete(recursive: true);
    }
}
