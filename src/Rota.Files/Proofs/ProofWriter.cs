using System.Globalization;
using System.Text.Json;
using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Covenants;
using Rota.Files.Exports;
using static Rota.Files.Proofs.ProofFields;

namespace Rota.Files.Proofs;

/// <summary>
/// Writes a proof as its parts, in one spelling: keys in a fixed order, lists in the order of codes and dates, and what says nothing
/// (no, none, nobody) left out.
/// </summary>
internal sealed class ProofWriter
{
    private readonly Proof proof;
    private readonly ProblemFacts facts;
    private readonly Dictionary<HouseholdId, string> households;
    private readonly Dictionary<ResidentId, string> residents;

    private ProofWriter(Proof proof)
    {
        this.proof = proof;
        facts = proof.Facts;
        var grids = facts.Grids.ToDictionary(g => g.Id, g => g.Code);
        households = facts.Households.ToDictionary(h => h.Id, h => $"{grids[h.Grid]}/{h.Code}");
        residents = facts.Residents.ToDictionary(r => r.Id, r => r.Code);
    }

    /// <summary>The parts of a proof, in order.</summary>
    public static IReadOnlyList<ProofPart> Parts(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var writer = new ProofWriter(proof);
        return
        [
            Part("head", "head", writer.Head),
            Part("terms", "terms", j => CovenantJson.WriteTerms(j, proof.Facts.Terms)),
            .. writer.Nights(),
            .. writer.Households(),
            Part("apart", "apart", writer.Apart),
            Part("pins", "pins", writer.Pins),
            .. writer.Rota(),
            Part("standing", "standing", writer.Standing),
            .. writer.Prices(),
        ];
    }

    private static ProofPart Part(string section, string key, Action<Utf8JsonWriter> write) =>
        new(section, key, ProofPart.Written(write));

    private void Head(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("form", ProofPart.Form);
        json.WriteString("area", facts.Area);
        json.WriteString("month", ExportWords.Of(facts.Month));
        json.WriteString("covenant", proof.Covenant);
        json.WriteStartArray("grids");
        foreach (var grid in facts.Grids)
        {
            json.WriteStartObject();
            json.WriteString("grid", grid.Code);
            json.WriteString("community", grid.Community);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<ProofPart> Nights() =>
        from watches in facts.Frozen!.GroupBy(w => w.Night)
        let date = ExportWords.Of(watches.Key.Date)
        select Part("nights", $"night {date}", json => Night(json, watches.Key, watches));

    private static void Night(Utf8JsonWriter json, Night night, IEnumerable<Watch> watches)
    {
        json.WriteStartObject();
        json.WriteString("night", ExportWords.Of(night.Date));
        json.WriteString("kind", Word(night.Kind));
        json.WriteNumber("thousandths", night.Points.Thousandths);
        json.WriteNumber("standby_thousandths", night.StandbyPoints.Thousandths);
        Some(json, "festival", night.Festival);
        json.WriteStartArray("watches");
        foreach (var watch in watches)
        {
            json.WriteStartObject();
            json.WriteString("watch", watch.Name);
            json.WriteString("start", ExportWords.Of(watch.Start));
            json.WriteString("end", ExportWords.Of(watch.End));
            json.WriteNumber("leads", watch.Leads);
            json.WriteNumber("guards", watch.Guards);
            json.WriteNumber("standbys", watch.Standbys);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<ProofPart> Households()
    {
        var members = facts.Residents.ToLookup(r => r.Household);
        var around = facts.Around.ToLookup(d => d.Household);
        var stood = facts.FestivalsStood.ToLookup(f => f.Household, f => f.Festival);
        var absences = facts.Absences.ToLookup(a => a.Resident);
        var wishes = facts.Wishes.ToLookup(w => w.Resident);
        return facts.Households.Select(h =>
            Part("households", $"household {households[h.Id]}", json => Write(json, h))
        );

        void Write(Utf8JsonWriter json, Household household)
        {
            json.WriteStartObject();
            json.WriteString("household", households[household.Id]);
            json.WriteString("grid", facts.Grids.First(g => g.Id == household.Grid).Code);
            Some(json, "building", household.Building);
            Some(json, "helper", household.IsHelper);
            json.WriteNumber("balance_thousandths", facts.Balances.GetValueOrDefault(household.Id).Thousandths);
            var known = around[household.Id].ToLookup(d => Watch.IsOut(d.Post), d => ExportWords.Of(d.Night));
            Some(json, "out", known[true]);
            Some(json, "standby", known[false]);
            Some(json, "festivals", stood[household.Id]);
            json.WriteStartArray("residents");
            foreach (var resident in members[household.Id])
            {
                Resident(json, resident, absences[resident.Id], wishes[resident.Id]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void Resident(Utf8JsonWriter json, Resident who, IEnumerable<Absence> absences, IEnumerable<Wish> wishes)
    {
        json.WriteStartObject();
        json.WriteString("resident", who.Code);
        json.WriteNumber("watch_number", who.Number.Value);
        json.WriteString("sex", Word(who.Sex));
        json.WriteNumber("birth_year", who.BirthYear);
        json.WriteString("participation", Word(who.Participation));
        Some(json, "lead", who.CanLead);
        Some(json, "companion", who.WantsCompanion);
        Some(json, "carer", who.IsCarer);
        Some(json, "together", who.Together);
        Some(json, "exempt_until", Written(who.ExemptUntil));
        Some(json, "moved_in", Written(who.MovedIn));
        Some(json, "moved_out", Written(who.MovedOut));
        if (facts.WatchesStood.GetValueOrDefault(who.Id) is > 0 and var stood)
        {
            json.WriteNumber("stood", stood);
        }

        Some(json, "absent", absences.Select(a => $"{ExportWords.Of(a.From)}..{ExportWords.Of(a.To)}"));
        Some(json, "likes", Wishes(WishKind.Like));
        Some(json, "avoids", Wishes(WishKind.Avoid));
        json.WriteEndObject();

        IEnumerable<string> Wishes(WishKind kind) =>
            wishes.Where(w => w.Kind == kind).Select(w => Written(w.Night) ?? w.Weekday.ToString()![..3]);
    }

    private void Apart(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var pair in facts.Apart)
        {
            json.WriteStartArray();
            json.WriteStringValue(households[pair.A]);
            json.WriteStringValue(households[pair.B]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void Pins(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (seat, resident) in facts.Pins)
        {
            json.WriteStartObject();
            json.WriteString("night", ExportWords.Of(seat.Night));
            Seat(json, seat);
            json.WriteString("resident", residents[resident]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private IEnumerable<ProofPart> Rota()
    {
        var duties = proof.Rota.Duties.ToLookup(d => d.Seat.Night);
        var gaps = proof.Rota.Gaps.ToLookup(g => g.Seat.Night);
        return duties
            .Concat<IGrouping<LocalDate, object>>(gaps)
            .Select(g => g.Key)
            .Distinct()
            .Order()
            .Select(n => Part("rota", $"rota {ExportWords.Of(n)}", json => Write(json, n)));

        void Write(Utf8JsonWriter json, LocalDate night)
        {
            json.WriteStartObject();
            json.WriteString("night", ExportWords.Of(night));
            json.WriteStartArray("duties");
            foreach (var duty in duties[night])
            {
                json.WriteStartObject();
                Seat(json, duty.Seat);
                json.WriteString("household", households[duty.Household]);
                json.WriteString("resident", residents[duty.Resident]);
                json.WriteNumber("thousandths", duty.Points.Thousandths);
                Some(json, "leads", duty.Leads);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("gaps");
            foreach (var gap in gaps[night])
            {
                json.WriteStartObject();
                Seat(json, gap.Seat);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void Standing(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", Word(proof.Standing.Status));
        json.WriteNumber("cost", proof.Standing.Cost);
        json.WriteNumber("bound", proof.Standing.Bound);
        json.WriteString("closed_by", Word(proof.Standing.ClosedBy));
        json.WriteEndObject();
    }

    /// <summary>Each price as four numbers: place of the row, the two numbers of its key, the price.</summary>
    private IEnumerable<ProofPart> Prices() =>
        from rule in proof.Prices.GroupBy(p => p.Key.Rule, StringComparer.Ordinal)
        select Part(
            "prices",
            $"prices {rule.Key}",
            json =>
            {
                json.WriteStartObject();
                json.WriteString("rule", rule.Key);
                json.WriteStartArray("rows");
                foreach (var price in rule)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(price.Row);
                    json.WriteNumberValue(price.Key.First);
                    json.WriteNumberValue(price.Key.Second);
                    json.WriteNumberValue(price.Price);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static void Seat(Utf8JsonWriter json, Seat seat)
    {
        json.WriteString("watch", seat.Watch);
        json.WriteString("post", Word(seat.Post));
        json.WriteNumber("seat", seat.Number);
    }

    private static string? Written(LocalDate? date) => date is { } d ? ExportWords.Of(d) : null;

    private static void Some(Utf8JsonWriter json, string name, bool truth)
    {
        if (truth)
        {
            json.WriteBoolean(name, value: true);
        }
    }

    private static void Some(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Some(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        if (all.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        all.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }
}
