using System.Collections.Immutable;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Files.Yaml;

namespace Rota.Files.Covenants;

/// <summary>
/// Reads a covenant file (YAML, as <c>config/README.md</c> explains it) into typed rules. All faults are reported at once,
/// each with line and column, what stands there and what would be right. Whether a grid or a community exists is for the register to say.
/// </summary>
public sealed class CovenantReader
{
    private readonly YamlFaults faults;
    private readonly TermsReader terms;

    private CovenantReader(YamlFaults faults)
    {
        this.faults = faults;
        terms = new TermsReader(faults);
    }

    /// <summary>Reads a covenant from a file.</summary>
    /// <param name="path">Path of the file; faults show its name without the folder.</param>
    public static Outcome<Covenant> Read(string path)
    {
        var reader = new CovenantReader(new YamlFaults(Path.GetFileName(path)));
        return YamlText.Load(path, reader.faults) is { } text
            ? reader.Parse(text)
            : Outcome<Covenant>.Failed(reader.faults.All);
    }

    /// <summary>Reads a covenant from text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="sourceName">What faults call it.</param>
    public static Outcome<Covenant> Parse(string text, string sourceName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CovenantReader(new YamlFaults(sourceName)).Parse(text);
    }

    private Outcome<Covenant> Parse(string text)
    {
        var covenant = YamlText.Parse(text, faults) is { } root
            ? Covenant(new YamlFields(root, "covenant", faults))
            : null;
        return Outcome<Covenant>.Of(faults.All, () => covenant!);
    }

    private Covenant? Covenant(YamlFields fields)
    {
        if (!fields.IsOpen)
        {
            return null;
        }

        var name = terms.Words(fields, "name");
        var (adoptedOn, adoptedBy) = Adoption(fields);
        var month = faults.Month(fields.Required("in_force_from", "2026-11"));
        if (adoptedOn is { } on && month is { } from && on > from.OnDayOfMonth(1))
        {
            faults.Add(
                fields.At("in_force_from")!,
                new(
                    $"{from:uuuu-MM} 起施行，却在 {on:uuuu-MM-dd} 才通过",
                    $"in force from {from:uuuu-MM}, but adopted only on {on:uuuu-MM-dd}"
                ),
                new("通过日期应不晚于施行月的 1 日", "adopt it by the first day of that month, or let it begin later")
            );
        }

        var zone = Zone(fields);
        var url = Url(fields);
        var cycle = Cycle(fields);
        var changes = Changes(fields);
        var street = terms.Read(fields, null);
        var communities = Communities(fields, street);
        var areas = new AreasReader(faults, terms).Read(fields, street, communities);
        fields.Finish();
        return faults.Count > 0
            ? null
            : new Covenant
            {
                Name = name!.Value,
                AdoptedOn = adoptedOn!.Value,
                AdoptedBy = adoptedBy!,
                InForceFrom = month!.Value,
                TimeZone = zone!,
                PublicUrl = url,
                Cycle = cycle!,
                Changes = changes,
                Areas = areas.Plans,
                Terms = street,
                Communities = communities,
                AreaTerms = areas.Terms,
            };
    }

    private (LocalDate? On, string? By) Adoption(YamlFields fields)
    {
        var adopted = new YamlFields(
            fields.Required("adopted", "{ on: 2026-10-18, by: 居民代表会议 }"),
            "adopted",
            faults
        );
        var on = faults.Date(adopted.Required("on", "2026-10-18"));
        var by = faults.Text(adopted.Required("by", "居民代表会议"));
        adopted.Finish();
        return (on, by);
    }

    private string? Zone(YamlFields fields)
    {
        var node = fields.Required("time_zone", "Asia/Shanghai");
        if (faults.Text(node) is not { } zone)
        {
            return null;
        }

        if (DateTimeZoneProviders.Tzdb.Ids.Contains(zone))
        {
            return zone;
        }

        var meant = Likeness.Nearest(zone, DateTimeZoneProviders.Tzdb.Ids) ?? "Asia/Shanghai";
        faults.Add(
            node!,
            new($"没有“{zone}”这个时区", $"there is no time zone “{zone}”"),
            new($"请写 IANA 时区名，如 {meant}", $"write the name of an IANA time zone, such as {meant}")
        );
        return null;
    }

    private string? Url(YamlFields fields)
    {
        var node = fields.Optional("public_url");
        if (faults.Text(node) is not { } url)
        {
            return null;
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
        {
            return url;
        }

        faults.Add(
            node!,
            new($"“{url}”不是网址", $"“{url}” is no web address"),
            new(
                "请写完整网址，如 https://example.org/shouwang；没有就留空",
                "write it in full, such as https://example.org/watch, or leave it empty"
            )
        );
        return null;
    }

    private Cycle? Cycle(YamlFields fields)
    {
        var cycle = new YamlFields(fields.Required("cycle", "{ draft: 15, post: 18, publish: 25 }"), "cycle", faults);
        var draft = faults.Int(cycle.Required("draft", "15"), 1, 28);
        var post = faults.Int(cycle.Required("post", "18"), 1, 28);
        var publish = faults.Int(cycle.Required("publish", "25"), 1, 28);
        cycle.Finish();
        if (draft is not { } d || post is not { } p || publish is not { } e)
        {
            return null;
        }

        if (d <= p && p < e)
        {
            return new Cycle(d, p, e);
        }

        faults.Add(
            cycle.Node!,
            new(
                $"draft {d} 日、post {p} 日、publish {e} 日，次序不对",
                $"draft on {d}, post on {p}, publish on {e}: out of order"
            ),
            new(
                "先起草、再公示、后发布：draft ≤ post < publish",
                "draft first, then post, publish last: draft ≤ post < publish"
            )
        );
        return null;
    }

    /// <summary>What is left out has its default.</summary>
    private ChangeTerms Changes(YamlFields fields)
    {
        var usual = ChangeTerms.Default;
        if (!fields.Has("changes"))
        {
            return usual;
        }

        var changes = new YamlFields(fields.Optional("changes"), "changes", faults);
        int Hours(string key, int otherwise) =>
            faults.Int(changes.Optional(key), 0, ChangeTerms.MostHours) ?? otherwise;
        var read = new ChangeTerms(
            faults.Truth(changes.Optional("approval")) ?? usual.Approval,
            Hours("expires_hours", usual.ExpiresHours),
            Hours("undo_hours", usual.UndoHours),
            Hours("emergency_hours", usual.EmergencyHours),
            Excuses(changes, usual.Excuses)
        );
        changes.Finish();
        return read;
    }

    private EmergencyExcuses Excuses(YamlFields changes, EmergencyExcuses otherwise)
    {
        if (!changes.Has("emergency_excuses"))
        {
            return otherwise;
        }

        var excuses = EmergencyExcuses.None;
        foreach (var item in faults.Items(changes.Optional("emergency_excuses"), "emergency_excuses"))
        {
            if (faults.OneOf(item, ["month", "rest", "standby"]) is { } rule)
            {
                excuses |= Enum.Parse<EmergencyExcuses>(rule, ignoreCase: true);
            }
        }

        return excuses;
    }

    private ImmutableSortedDictionary<string, Terms> Communities(YamlFields fields, Terms street)
    {
        var node = fields.Optional("communities");
        var all = ImmutableSortedDictionary.CreateBuilder<string, Terms>(StringComparer.Ordinal);
        foreach (var (key, value) in new YamlFields(node, "communities", faults).Entries)
        {
            var replaced = new YamlFields(value, key.Text, faults);
            all[key.Text] = terms.Read(replaced, street);
            replaced.Finish();
        }

        return all.ToImmutable();
    }
}
