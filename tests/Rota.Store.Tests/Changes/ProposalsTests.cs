using System.Data.Common;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Databases;

namespace Rota.Store.Tests.Changes;

/// <summary>Proposals and waivers read back as they were written; what must never happen to them the database refuses.</summary>
public sealed class ProposalsTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 20, 4, 0);
    private static readonly Seat Guard = new(new LocalDate(2026, 12, 5), "evening", Post.Guard, 1);

    public static TheoryData<string, string> Forbidden { get; } =
        new()
        {
            { "a proposal that is deleted", "DELETE FROM proposal WHERE id = 1" },
            { "another kind of change than was proposed", "UPDATE proposal SET kind = 'ring' WHERE id = 1" },
            {
                "a proposal that lasts longer than it was made for",
                "UPDATE proposal SET expires_at = '2030-01-01T00:00:00Z' WHERE id = 1"
            },
            { "done without a moment", "UPDATE proposal SET state = 'done' WHERE id = 1" },
            { "one that was refused and opens again", "UPDATE proposal SET state = 'proposed' WHERE id = 2" },
            {
                "one that was refused and is done",
                "UPDATE proposal SET state = 'done', done_at = '2026-12-01T00:00:00Z' WHERE id = 2"
            },
            { "another seat than was proposed", "UPDATE proposal_move SET night = '2026-12-06'" },
            { "another giver", "UPDATE proposal_move SET from_id = 2, to_id = 3 WHERE proposal_id = 1" },
            { "a taker of what was refused", "UPDATE proposal_move SET to_id = 3 WHERE proposal_id = 2" },
            { "a move that is deleted", "DELETE FROM proposal_move" },
            { "an answer that is deleted", "DELETE FROM proposal_party" },
            {
                "a no that becomes a yes",
                "UPDATE proposal_party SET answer = 'yes' WHERE proposal_id = 2 AND answer = 'no'"
            },
            { "an answer of no moment", "UPDATE proposal_party SET answered_at = NULL WHERE proposal_id = 1" },
            { "a waiver that changes", "UPDATE waiver SET rule = 'month'" },
            { "a waiver that is deleted", "DELETE FROM waiver" },
        };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task The_database_refuses(string what, string sql)
    {
        await using var street = await TempStreet.SmallAsync();
        await WrittenAsync(street);
        var before = street.Fingerprint();

        var refusal = Assert.ThrowsAny<DbException>(() => street.Raw(sql));

        Assert.True(TestBooks.IsRefusal(refusal), $"{what}: {refusal.Message}");
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task An_open_call_is_taken_once()
    {
        await using var street = await TempStreet.SmallAsync();
        await WrittenAsync(street);

        Assert.Equal(1, street.Raw("UPDATE proposal_move SET to_id = 3 WHERE proposal_id = 1"));
        Assert.ThrowsAny<DbException>(() => street.Raw("UPDATE proposal_move SET to_id = 4 WHERE proposal_id = 1"));
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await using var street = await TempStreet.SmallAsync();
        var area = await WrittenAsync(street);
        var taken = new Answering(new ResidentId(3), Consents: true, "李主任", ByPhone: true);
        var editions = new[]
        {
            new MadeEdition(new YearMonth(2026, 12), 2),
            new MadeEdition(new YearMonth(2027, 1), 3),
        };
        Proposal done;
        await using (var writer = await street.Database.WriteAsync("tester", At, TempStreet.Stop))
        {
            var called = (await writer.Read.Proposals.FindAsync(1, TempStreet.Stop))!;
            done = called.TakenBy(taken, At).Value.CarriedOut(At, asksApproval: false, editions).Value;
            await writer.Proposals.SaveAsync(called, done, TempStreet.Stop);
            await writer.CommitAsync(TempStreet.Stop);
        }

        await using var reader = await street.Database.ReadAsync(TempStreet.Stop);
        var read = (await reader.Proposals.FindAsync(1, TempStreet.Stop))!;
        Assert.Equivalent(done, read, strict: true);
        Assert.Equal(editions, read.Editions);
        Assert.Equal([1, 2], (await reader.Proposals.ListAsync(area, TempStreet.Stop)).Select(p => p.Number));
        Assert.Null(await reader.Proposals.FindAsync(3, TempStreet.Stop));
        var waiver = Assert.Single(await reader.Waivers.OfAreaAsync(area, Guard.Night, Guard.Night, TempStreet.Stop));
        Assert.Equal(new Waiver("rest", Guard, new ResidentId(3), "停电抢修"), waiver);
    }

    /// <summary>An open call as number 1, one that was refused as number 2, and a waiver.</summary>
    private static async Task<AreaId> WrittenAsync(TempStreet street)
    {
        var area = (await street.RegisterAsync("G1")).State.Area.Id;
        var call = new Proposal
        {
            Area = area,
            Kind = ChangeKind.StandIn,
            IsOpenCall = true,
            Moves = [new Move(Guard, new ResidentId(1), null)],
            Parties = [new Party(new ResidentId(1), PartyAnswer.Yes, At)],
            MadeAt = At,
            MadeBy = "tester",
            ExpiresAt = At + Duration.FromDays(9),
        };
        await using var writer = await street.Database.WriteAsync("tester", At, TempStreet.Stop);
        Assert.Equal(1, await writer.Proposals.AddAsync(call, TempStreet.Stop));
        var refused = call.Answered(new Answering(new ResidentId(1), Consents: false), At).Value;
        Assert.Equal(2, await writer.Proposals.AddAsync(refused, TempStreet.Stop));
        await writer.Waivers.AddAsync(
            area,
            [new Waiver("rest", Guard, new ResidentId(3), "停电抢修")],
            "G1 proposal 1",
            TempStreet.Stop
        );
        await writer.CommitAsync(TempStreet.Stop);
        return area;
    }
}
