using System.Collections.Immutable;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Files.Yaml;

namespace Rota.Files.Covenants;

/// <summary>Reads the watch areas of a covenant: grids kept together, meeting points, phones, and terms that an area replaces.</summary>
/// <param name="faults">Where faults go.</param>
/// <param name="terms">Reads what an area replaces.</param>
internal sealed class AreasReader(YamlFaults faults, TermsReader terms)
{
    private readonly Dictionary<string, (string Area, YamlNode At)> areaOfGrid = [];

    /// <summary>The areas in the order of the file, and the terms of those that replace some.</summary>
    public (ImmutableArray<AreaPlan> Plans, ImmutableSortedDictionary<string, Terms> Terms) Read(
        YamlFields fields,
        Terms street,
        ImmutableSortedDictionary<string, Terms> communities
    )
    {
        var areas = new YamlFields(fields.Optional("areas"), "areas", faults);
        var plans = ImmutableArray.CreateBuilder<AreaPlan>();
        var own = ImmutableSortedDictionary.CreateBuilder<string, Terms>(StringComparer.Ordinal);
        foreach (var (key, value) in areas.Entries)
        {
            if (Code(key) is not { } code)
            {
                continue;
            }

            var area = new YamlFields(value, code, faults);
            var grids = Grids(area, key);
            var meeting = faults.Text(area.Optional("meeting_point"));
            var phone = Phone(area.Optional("phone"));
            if (Replaced(area, street, communities) is { } its)
            {
                own[code] = its;
            }

            area.Finish();
            plans.Add(new AreaPlan(code, grids, meeting, phone));
        }

        CheckCodes(areas);
        return (plans.ToImmutable(), own.ToImmutable());
    }

    private ImmutableArray<string> Grids(YamlFields area, YamlScalar key)
    {
        if (area.Optional("grids") is not { } node)
        {
            if (area.Has("grids"))
            {
                faults.Add(
                    area.At("grids")!,
                    new("grids 没有写值", "grids has no value"),
                    new(
                        "请列出网格；只有一个网格时不必写 grids",
                        "list the grids, or leave grids out where the area is one grid"
                    )
                );
            }

            Claim(key.Text, key, key);
            return [key.Text];
        }

        var grids = faults
            .Items(node, "grids")
            .Select(n => (Node: n, Code: Code(n)))
            .Where(g => g.Code is not null)
            .ToList();
        if (node is YamlList { Items.Count: 0 })
        {
            faults.Add(
                node,
                new($"片区 {key.Text} 没有网格", $"area {key.Text} has no grid"),
                new("请至少列出一个网格", "list at least one grid")
            );
        }

        if (grids is [var single] && single.Code != key.Text)
        {
            faults.Add(
                single.Node,
                new(
                    $"片区 {key.Text} 只有网格 {single.Code} 一个，却另起编号",
                    $"area {key.Text} is the single grid {single.Code} under another code"
                ),
                new("单个网格的片区就用网格编号", "a single grid's area bears the grid's code")
            );
        }

        foreach (var (at, code) in grids)
        {
            Claim(code!, at, key);
        }

        return [.. grids.Select(g => g.Code!)];
    }

    private void Claim(string grid, YamlNode at, YamlScalar area)
    {
        if (!areaOfGrid.TryAdd(grid, (area.Text, at)))
        {
            var first = areaOfGrid[grid];
            faults.Add(
                at,
                first.Area == area.Text
                    ? new($"网格 {grid} 在片区 {area.Text} 里写了两次", $"grid {grid} is in area {area.Text} twice")
                    : new(
                        $"网格 {grid} 同时在片区 {first.Area}(第 {first.At.Line} 行)和 {area.Text}",
                        $"grid {grid} is in two areas, {first.Area} (line {first.At.Line}) and {area.Text}"
                    ),
                new("一个网格只属于一个片区，请删去一处", "a grid belongs to one area: take it out of one")
            );
        }
    }

    /// <summary>An area that bears the code of a grid which is kept elsewhere would meet that name twice.</summary>
    private void CheckCodes(YamlFields areas)
    {
        foreach (
            var (key, _) in areas.Entries.Where(e => e.Value is YamlMap m && m.Entries.Any(f => f.Key.Text == "grids"))
        )
        {
            if (areaOfGrid.TryGetValue(key.Text, out var kept) && kept.Area != key.Text)
            {
                faults.Add(
                    key,
                    new(
                        $"片区编号 {key.Text} 是片区 {kept.Area} 里一个网格的编号",
                        $"the area's code {key.Text} is that of a grid in area {kept.Area}"
                    ),
                    new("请给这个片区另取编号", "give this area another code")
                );
            }
        }
    }

    private Terms? Replaced(YamlFields area, Terms street, ImmutableSortedDictionary<string, Terms> communities)
    {
        var community = faults.Text(area.Optional("community"));
        if (area.Optional("replaces") is not { } node)
        {
            return null;
        }

        if (community is null && communities.Count > 0 && !area.Has("community"))
        {
            faults.Add(
                area.At("replaces")!,
                new(
                    $"有社区另有规定，{area.Name} 却没有写属于哪个社区",
                    $"some communities replace terms, and {area.Name} does not say which community it is of"
                ),
                new("请加一行 community: 社区名", "add a line community: NAME")
            );
        }

        var replaced = new YamlFields(node, area.Name, faults);
        var its = terms.Read(
            replaced,
            community is not null && communities.TryGetValue(community, out var theirs) ? theirs : street
        );
        replaced.Finish();
        return its;
    }

    private string? Code(YamlNode node)
    {
        if (faults.Text(node) is not { } code)
        {
            return null;
        }

        if (code.Length <= 40 && !code.Any(c => c == '/' || char.IsWhiteSpace(c)))
        {
            return code;
        }

        faults.Add(
            node,
            new($"“{code}”不能作编号", $"“{code}” cannot be a code"),
            new(
                "编号至多 40 个字符，不含空格和斜线，如 LJ-03",
                "a code has at most 40 characters, no space and no slash, such as LJ-03"
            )
        );
        return null;
    }

    private string? Phone(YamlNode? node)
    {
        if (faults.Text(node) is not { } phone)
        {
            return null;
        }

        if (phone.Length is >= 3 and <= 24 && phone.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+'))
        {
            return phone;
        }

        faults.Add(
            node!,
            new($"“{phone}”不像电话号码", $"“{phone}” does not look like a phone number"),
            new("只用数字、空格、+ 和 -,如 0735-2220000", "use digits, spaces, + and -, such as 0735-2220000")
        );
        return null;
    }
}
