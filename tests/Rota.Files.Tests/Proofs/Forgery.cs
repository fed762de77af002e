using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rota.Files.Proofs;

namespace Rota.Files.Tests.Proofs;

/// <summary>One thing that somebody changed in a file of proofs.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Part">The part it stands in.</param>
/// <param name="Json">The file as they left it, the part's digest as it was.</param>
internal sealed record Forgery(string Kind, string Part, JsonNode Json)
{
    /// <summary>Everything that can be forged.</summary>
    public static IReadOnlyDictionary<string, Func<JsonNode, Random, string>> Kinds { get; } =
        new Dictionary<string, Func<JsonNode, Random, string>>(StringComparer.Ordinal)
        {
            ["duty to somebody else"] = ToSomebodyElse,
            ["duty on another night"] = ToAnotherNight,
            ["duty that is a gap now"] = ToGap,
            ["ledger"] = (p, c) => Change(Household(p, c), h => Add(h, "balance_thousandths", Some(c, 9000))),
            ["price"] = Price,
            ["cost"] = (p, c) => Standing(p, s => Add(s, "cost", -c.Next(1, 500))),
            ["bound"] = (p, c) => Standing(p, s => Add(s, "bound", c.Next(1, 500))),
            ["status"] = (p, c) =>
                Standing(p, s => s["status"] = Other(c, s["status"], "optimal", "feasible", "edited", "failed")),
            ["closed by"] = (p, c) =>
                Standing(p, s => s["closed_by"] = Other(c, s["closed_by"], "certificate", "search", "nothing")),
            ["wish"] = (p, c) => Person(p, c, r => Toggle(r, c.Next(2) == 0 ? "likes" : "avoids", Night(c))),
            ["absence"] = (p, c) => Person(p, c, r => Toggle(r, "absent", Night(c) is var n ? $"{n}..{n}" : "")),
            ["points of a duty"] = (p, c) => Duty(p, c, d => Add(d, "thousandths", Some(c, 3000))),
            ["weight of a night"] = (p, c) =>
                Change(
                    Item(p, "nights", c),
                    n => Add(n, c.Next(2) == 0 ? "thousandths" : "standby_thousandths", Some(c, 3000))
                ),
            ["seats of a night"] = (p, c) => Change(Item(p, "nights", c), n => Add(n["watches"]![0]!, "guards", 1)),
            ["weight of a household"] = (p, c) =>
                Person(p, c, r => r["participation"] = Other(c, r["participation"], "joins", "volunteer", "none")),
            ["age"] = (p, c) => Person(p, c, r => Add(r, "birth_year", c.Next(2) == 0 ? -40 : 40)),
            ["lead"] = (p, c) => Person(p, c, r => Flip(r, "lead")),
            ["carer"] = (p, c) => Person(p, c, r => Flip(r, "carer")),
            ["companion"] = (p, c) => Person(p, c, r => Flip(r, "companion")),
            ["night around the month"] = (p, c) =>
                Change(
                    Household(p, c),
                    h => Toggle(h, c.Next(2) == 0 ? "out" : "standby", $"2026-09-{c.Next(10, 31)}")
                ),
            ["pin"] = Pin,
            ["apart"] = (p, c) => Whole(p, "apart", a => a.AsArray().Clear()),
            ["limit"] = (p, c) =>
                Whole(p, "terms", t => Add(t["rules"]!["rest"]!, "free_nights", c.Next(2) == 0 ? -1 : 1)),
            ["rule's price"] = (p, c) => Whole(p, "terms", t => Add(t["rules"]!["wishes"]!, "avoid", -c.Next(1, 30))),
            ["household that is gone"] = Gone,
        };

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] Nights = ["2026-10-02", "2026-10-07", "2026-10-12", "2026-10-23", "2026-10-30"];

    /// <summary>A forgery of a kind.</summary>
    public static Forgery Of(byte[] file, string kind, Random chance)
    {
        var json = JsonNode.Parse(file)!;
        return new Forgery(kind, Kinds[kind](json["proofs"]![0]!, chance), json);
    }

    /// <summary>A file in which one value is another, whatever it is, sealed again.</summary>
    public static byte[] Replace(byte[] file, Random chance, string value)
    {
        var json = JsonNode.Parse(file)!;
        var proof = json["proofs"]![0]!;
        var node = proof[ProofPart.Sections[chance.Next(ProofPart.Sections.Count)].Section]!;
        while (Children(node) is { Count: > 0 } children && chance.Next(5) > 0)
        {
            node = children[chance.Next(children.Count)];
        }

        node.ReplaceWith(JsonNode.Parse(value));
        return new Forgery("", "", json).Resealed();
    }

    /// <summary>The file as a careless forger leaves it.</summary>
    public byte[] Naive() => JsonSerializer.SerializeToUtf8Bytes(Json, Plain);

    /// <summary>The file with every digest made anew; as it is where it no longer has parts.</summary>
    public byte[] Resealed()
    {
        var proof = Json["proofs"]![0]!;
        try
        {
            using var read = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(proof, Plain));
            var parts = ProofPart.In(read.RootElement);
            proof["seals"] = new JsonObject(
                parts.DistinctBy(p => p.Key).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Digest))
            );
            proof["digest"] = ProofPart.DigestOf(parts);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // Nothing to seal.
        }

        return Naive();
    }

    private static List<JsonNode> Children(JsonNode node) =>
        node switch
        {
            JsonArray list => [.. list.OfType<JsonNode>()],
            JsonObject fields => [.. fields.Select(f => f.Value).OfType<JsonNode>()],
            _ => [],
        };

    private static string ToSomebodyElse(JsonNode proof, Random chance) =>
        Duty(
            proof,
            chance,
            duty =>
            {
                var others = proof["households"]!
                    .AsArray()
                    .SelectMany(h => h!["residents"]!.AsArray(), (h, r) => (h, r));
                var all = others.Where(o => Text(o.r!["resident"]) != Text(duty["resident"])).ToList();
                var (home, who) = all[chance.Next(all.Count)];
                duty["household"] = Text(home!["household"]);
                duty["resident"] = Text(who!["resident"]);
            }
        );

    private static string ToAnotherNight(JsonNode proof, Random chance)
    {
        var nights = proof["rota"]!.AsArray().Where(n => n!["duties"]!.AsArray().Count > 0).ToList();
        var (from, to) = (nights[chance.Next(nights.Count - 1)]!, nights[^1]!);
        var (a, b) = (from["duties"]!.AsArray(), to["duties"]!.AsArray());
        var one = a[chance.Next(a.Count)]!;
        var others = b.Where(o => Text(o!["resident"]) != Text(one["resident"])).ToList();
        var other = others[chance.Next(others.Count)]!;
        foreach (var field in (string[])["household", "resident"])
        {
            (one[field], other[field]) = (Text(other[field]), Text(one[field]));
        }

        return $"rota {Text(from["night"])}";
    }

    private static string ToGap(JsonNode proof, Random chance)
    {
        var night = proof["rota"]!.AsArray().Where(n => n!["duties"]!.AsArray().Count > 0).ToList() is var all
            ? all[chance.Next(all.Count)]!
            : throw new InvalidOperationException();
        var duties = night["duties"]!.AsArray();
        var duty = duties[chance.Next(duties.Count)]!.AsObject();
        duties.Remove(duty);
        foreach (var field in (string[])["household", "resident", "thousandths", "leads"])
        {
            duty.Remove(field);
        }

        night["gaps"]!.AsArray().Add(duty);
        return $"rota {Text(night["night"])}";
    }

    private static string Price(JsonNode proof, Random chance)
    {
        var rule = Item(proof, "prices", chance);
        var rows = rule["rows"]!.AsArray();
        var row = rows[chance.Next(rows.Count)]!;
        row[3] = row[3]!.GetValue<long>() + Some(chance, 20_000_000);
        return $"prices {Text(rule["rule"])}";
    }

    private static string Pin(JsonNode proof, Random chance) =>
        Whole(
            proof,
            "pins",
            pins =>
            {
                if (chance.Next(2) == 0)
                {
                    pins.AsArray().Clear();
                }
                else
                {
                    pins[0]!["resident"] = Text(Household(proof, chance)["residents"]![0]!["resident"]);
                    pins[0]!["post"] = "lead";
                }
            }
        );

    private static string Gone(JsonNode proof, Random chance)
    {
        var all = proof["households"]!.AsArray();
        var gone = all[chance.Next(all.Count)]!;
        all.Remove(gone);
        return $"household {Text(gone["household"])}";
    }

    private static string Duty(JsonNode proof, Random chance, Action<JsonNode> change)
    {
        var all = proof["rota"]!
            .AsArray()
            .SelectMany(n => n!["duties"]!.AsArray(), (night, duty) => (night, duty))
            .ToList();
        var (of, which) = all[chance.Next(all.Count)];
        change(which!);
        return $"rota {Text(of!["night"])}";
    }

    private static string Person(JsonNode proof, Random chance, Action<JsonNode> change)
    {
        var household = Household(proof, chance);
        var residents = household["residents"]!.AsArray();
        change(residents[chance.Next(residents.Count)]!);
        return $"household {Text(household["household"])}";
    }

    private static string Change(JsonNode item, Action<JsonNode> change)
    {
        change(item);
        return item["household"] is { } code ? $"household {Text(code)}" : $"night {Text(item["night"])}";
    }

    private static string Standing(JsonNode proof, Action<JsonNode> change) => Whole(proof, "standing", change);

    private static string Whole(JsonNode proof, string section, Action<JsonNode> change)
    {
        change(proof[section]!);
        return section;
    }

    private static JsonNode Household(JsonNode proof, Random chance) => Item(proof, "households", chance);

    private static JsonNode Item(JsonNode proof, string section, Random chance) =>
        proof[section]!.AsArray() is var all ? all[chance.Next(all.Count)]! : throw new InvalidOperationException();

    private static void Add(JsonNode of, string field, long amount) => of[field] = of[field]!.GetValue<long>() + amount;

    private static long Some(Random chance, int most) => chance.Next(1, most) * (chance.Next(2) == 0 ? -1 : 1);

    private static string Other(Random chance, JsonNode? than, params IEnumerable<string> all)
    {
        var others = all.Where(a => a != Text(than)).ToList();
        return others[chance.Next(others.Count)];
    }

    private static void Flip(JsonNode of, string field)
    {
        if (!of.AsObject().Remove(field))
        {
            Insert(of, field, true);
        }
    }

    private static void Toggle(JsonNode of, string field, string item)
    {
        if (of[field] is null)
        {
            Insert(of, field, new JsonArray(item));
        }
        else
        {
            of.AsObject().Remove(field);
        }
    }

    /// <summary>Puts a field where the program writes it: a forger knows the form.</summary>
    private static void Insert(JsonNode of, string field, JsonNode value)
    {
        string[] order =
        [
            "household",
            "grid",
            "building",
            "helper",
            "balance_thousandths",
            "out",
            "standby",
            "festivals",
            "residents",
            "resident",
            "watch_number",
            "sex",
            "birth_year",
            "participation",
            "lead",
            "companion",
            "carer",
            "together",
            "exempt_until",
            "moved_in",
            "moved_out",
            "stood",
            "absent",
            "likes",
            "avoids",
        ];
        var fields = of.AsObject();
        var at = fields.Count(f => Array.IndexOf(order, f.Key) < Array.IndexOf(order, field));
        fields.Insert(at, field, value);
    }

    private static string Night(Random chance) => Nights[chance.Next(Nights.Length)];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
