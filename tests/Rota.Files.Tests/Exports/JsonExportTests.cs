using System.Text;
using System.Text.Json;
using CsCheck;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Exports;

public class JsonExportTests
{
    private static readonly YearMonth Month = new(2027, 2);

    [Fact]
    public void TheDocument_IsTheContract()
    {
        var terms = Sheets.Terms() with { Exceptions = [new(new(2027, 2, 5), new(2027, 2, 6), [], new("停", "off"))] };
        var sheet = Sheets.Of(Month, terms, gaps: s => s.Night.Day == 9);
        using var read = Read(sheet);
        var root = read.RootElement;
        Keys(root, "street month rotas");
        Assert.Equal("下湄桥街道", root.GetProperty("street").GetString());
        Assert.Equal("2027-02", root.GetProperty("month").GetString());
        var rota = root.GetProperty("rotas")[0];
        Keys(
            rota,
            "area grids edition published_at supersedes covenant nights status cost certified_bound closed_by proof_digest duties gaps"
        );
        Assert.Equal("2026-11-25T01:30:00Z", rota.GetProperty("published_at").GetString());
        Assert.Equal(1, rota.GetProperty("edition").GetInt32());
        Assert.Equal("7c1f02ab", rota.GetProperty("covenant").GetProperty("version").GetString());
        var rules = rota.GetProperty("covenant").GetProperty("rules");
        Assert.All(terms.Rules.All, r => Assert.True(rules.TryGetProperty(r.Key, out _), r.Key));
        Assert.Equal(50, rota.GetProperty("covenant").GetProperty("points").GetProperty("eve").GetInt32());
        Assert.Equal("optimal", rota.GetProperty("status").GetString());
        Assert.Equal("search", rota.GetProperty("closed_by").GetString());
        Assert.Equal(123_456, rota.GetProperty("cost").GetInt64());
        Assert.Equal(123_440, rota.GetProperty("certified_bound").GetInt64());
        Assert.Equal(Sheets.Digest, rota.GetProperty("proof_digest").GetString());
        Assert.All(rota.GetProperty("nights").EnumerateArray(), n => Keys(n, "night kind points watches"));
        Assert.Equal(28, rota.GetProperty("nights").GetArrayLength());
        var eve = rota.GetProperty("nights")[4];
        Assert.Equal("eve", eve.GetProperty("kind").GetString());
        Assert.Equal(50, eve.GetProperty("points").GetInt32());
        Assert.Equal(0, eve.GetProperty("watches").GetArrayLength());
        Keys(rota.GetProperty("nights")[0].GetProperty("watches")[0], "watch start end");
        Assert.All(
            rota.GetProperty("duties").EnumerateArray(),
            d => Keys(d, "night watch post seat grid household resident watch_number points")
        );
        Assert.All(rota.GetProperty("gaps").EnumerateArray(), g => Keys(g, "night watch post seat reason"));
    }

    [Fact]
    public void EveryDutyAndGap_ReadsBackAsItWas()
    {
        var sheet = Sheets.Of(Month, gaps: s => s.Night.Day % 7 == 0 && s.Post != Post.Lead);
        using var read = Read(sheet);
        var rota = read.RootElement.GetProperty("rotas")[0];
        var duties = rota.GetProperty("duties").EnumerateArray().ToList();
        Assert.Equal(sheet.Rota.Duties.Select(d => d.Seat), duties.Select(SeatOf));
        Assert.Equal(
            sheet.Rota.Duties.Select(d => sheet.People[d.Resident].Resident),
            duties.Select(d => d.GetProperty("resident").GetString())
        );
        Assert.Equal(
            sheet.Rota.Duties.Select(d => d.Points.Thousandths / 1000m),
            duties.Select(d => d.GetProperty("points").GetDecimal())
        );
        Assert.All(duties, d => Assert.Matches("^LJ-03/[0-9]{4}$", d.GetProperty("household").GetString()!));
        Assert.Equal(sheet.Rota.Gaps.Select(g => g.Seat), rota.GetProperty("gaps").EnumerateArray().Select(SeatOf));
    }

    [Fact]
    public void TheOrderOfAreasAndDuties_ChangesNoByte()
    {
        var sheets = Enumerable.Range(1, 4).Select(Area).ToList();
        var expected = Bytes(sheets);
        Gen.Shuffle(sheets.ToArray())
            .Select(Gen.Shuffle(sheets[0].Rota.Duties.ToArray()))
            .Sample(
                (order, duties) =>
                    Assert.Equal(
                        expected,
                        Bytes([.. order.Select(s => s with { Rota = s.Rota with { Duties = [.. duties] } })])
                    ),
                iter: 20
            );
    }

    [Fact]
    public void NoName_MaskedOrNot_IsInIt_AndChineseIsUnescaped()
    {
        var sheet = Sheets.Of(Month, gaps: s => s.Night.Day == 9, name: n => $"某{(char)('甲' + n)}名");
        var text = Encoding.UTF8.GetString(Bytes([sheet]));
        Assert.All(
            sheet.People.Values,
            p =>
            {
                Assert.DoesNotContain(p.Name, text, StringComparison.Ordinal);
                Assert.DoesNotContain(p.Masked, text, StringComparison.Ordinal);
            }
        );
        Assert.Contains("下湄桥街道", text, StringComparison.Ordinal);
        Assert.Contains(Sheets.GapReason.Zh, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ADraft_HasNoEditionAndNoDate_AndAFailureNoCost()
    {
        var sheet = Sheets.Of(Month) with { Edition = null, Standing = new(RotaStatus.Failed, 0, 0, ClosedBy.Nothing) };
        using var read = Read(sheet with { Rota = new WatchRota(Month, [], []) });
        var rota = read.RootElement.GetProperty("rotas")[0];
        Assert.Equal("failed", rota.GetProperty("status").GetString());
        Assert.All(
            "edition published_at supersedes cost certified_bound closed_by".Split(' '),
            key => Assert.Equal(JsonValueKind.Null, rota.GetProperty(key).ValueKind)
        );
    }

    [Fact]
    public void ASheetOfAnotherMonth_IsABug() =>
        Assert.Throws<ArgumentException>(() => Bytes([Sheets.Of(new(2026, 12))]));

    private static RotaSheet Area(int n)
    {
        var sheet = Sheets.Of(Month);
        return sheet with
        {
            Area = sheet.Area with { Id = new AreaId(n), Code = $"LJ-{n:00}", Grids = [$"LJ-{n:00}"] },
        };
    }

    private static Seat SeatOf(JsonElement e) =>
        new(
            NodaTime.Text.LocalDatePattern.Iso.Parse(e.GetProperty("night").GetString()!).Value,
            e.GetProperty("watch").GetString()!,
            Enum.Parse<Post>(e.GetProperty("post").GetString()!, ignoreCase: true),
            e.GetProperty("seat").GetInt32()
        );

    private static void Keys(JsonElement element, string keys) =>
        Assert.Equal(keys.Split(' '), element.EnumerateObject().Select(p => p.Name));

    private static JsonDocument Read(RotaSheet sheet) => JsonDocument.Parse(Bytes([sheet]));

    private static byte[] Bytes(IReadOnlyList<RotaSheet> sheets) =>
        Written.Bytes(o => JsonExport.Write(o, "下湄桥街道", Month, sheets));
}
