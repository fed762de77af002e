using System.Globalization;
using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Intake;

/// <summary>Checks what rows of the register say together of grids, households and those who serve together.</summary>
internal static class HouseholdCheck
{
    public static void Check(IReadOnlyList<ResidentRow> rows, KnownRegister known, LocalDate asOf, Findings found)
    {
        Agree(
            rows,
            r => r.Grid,
            r => r.Community,
            "community",
            new Words("网格", "grid"),
            new Words("社区", "community"),
            found
        );
        Agree(
            rows,
            r => r.Grid,
            r => r.Beat,
            "beat",
            new Words("网格", "grid"),
            new Words("警格", "police beat"),
            found
        );
        Agree(
            rows.Where(r => r.Household.Length > 0),
            r => new HouseholdCode(r.Grid, r.Household).ToString(),
            r => r.Building,
            "building",
            new Words("户", "household"),
            new Words("楼栋", "building"),
            found
        );
        Moved(rows, known, found);
        Together(rows, found);
        Households(rows.Where(r => r.Household.Length > 0 && !(r.MovedOut <= asOf)), found);
    }

    /// <summary>All rows of one thing say the same of it; rows that say nothing agree with all.</summary>
    private static void Agree(
        IEnumerable<ResidentRow> rows,
        Func<ResidentRow, string> of,
        Func<ResidentRow, string?> says,
        string column,
        Words thing,
        Words quality,
        Findings found
    )
    {
        var first = new Dictionary<string, (string Said, Place At)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (says(row) is not { } said)
            {
                continue;
            }

            var code = of(row);
            if (!first.TryGetValue(code, out var before))
            {
                first[code] = (said, row.At);
            }
            else if (before.Said != said)
            {
                var at = Findings.RowOf(before.At);
                found.Fault(
                    row.At,
                    column,
                    new Words(
                        $"{thing.Zh}“{code}”的{quality.Zh}是“{said}”，而{at.Zh}是“{before.Said}”",
                        $"{thing.En} \"{code}\" is in {quality.En} \"{said}\", but in \"{before.Said}\" in {at.En}"
                    ),
                    new Words(
                        $"一个{thing.Zh}只属于一个{quality.Zh}，请改成一致",
                        $"A {thing.En} is in one {quality.En}: make the rows agree"
                    )
                );
            }
        }
    }

    private static void Moved(IReadOnlyList<ResidentRow> rows, KnownRegister known, Findings found)
    {
        foreach (var row in rows.DistinctBy(r => r.Grid))
        {
            if (known.Grids.TryGetValue(row.Grid, out var before) && before != row.Community)
            {
                found.Remark(
                    row.At,
                    "community",
                    new Words(
                        $"网格“{row.Grid}”原来属于“{before}”，现在改属“{row.Community}”",
                        $"grid \"{row.Grid}\" was in community \"{before}\" and is now in \"{row.Community}\""
                    ),
                    new Words("如果不是有意调整，请改回来", "If that is not meant, change it back")
                );
            }
        }
    }

    // Grids of one community may keep one watch together, which the covenant says, not the register. Communities never do.
    private static void Together(IReadOnlyList<ResidentRow> rows, Findings found)
    {
        foreach (var group in rows.Where(r => r.Together is not null).GroupBy(r => r.Together!, StringComparer.Ordinal))
        {
            var members = group.ToList();
            var first = members[0];
            if (members.Find(m => m.Community != first.Community) is { } elsewhere)
            {
                found.Fault(
                    elsewhere.At,
                    "together",
                    new Words(
                        $"同班“{group.Key}”跨了社区：{Findings.RowOf(first.At).Zh}在“{first.Community}”，这一行在“{elsewhere.Community}”",
                        $"together \"{group.Key}\" crosses communities: \"{first.Community}\" in {Findings.RowOf(first.At).En}, here \"{elsewhere.Community}\""
                    ),
                    new Words(
                        "同班的人要在同一值守片区；另一组请换一个代号",
                        "Those who serve together are of one watch area; give the other group another code"
                    )
                );
            }
            else if (members.Find(m => m.Grid != first.Grid) is { } nextDoor)
            {
                found.Remark(
                    nextDoor.At,
                    "together",
                    new Words(
                        $"同班“{group.Key}”跨了网格：“{first.Grid}”和“{nextDoor.Grid}”",
                        $"together \"{group.Key}\" crosses grids: \"{first.Grid}\" and \"{nextDoor.Grid}\""
                    ),
                    new Words(
                        "只有两个网格联片值守时才排得上",
                        "It can be kept only if the covenant joins both grids in one watch area"
                    )
                );
            }
            else if (members.Count == 1)
            {
                found.Remark(
                    first.At,
                    "together",
                    new Words(
                        $"同班“{group.Key}”只有一个人",
                        $"together \"{group.Key}\" is borne by one resident only"
                    ),
                    new Words("同班的人要写同一个代号", "Those who serve together bear the same code")
                );
            }
        }
    }

    private static void Households(IEnumerable<ResidentRow> here, Findings found)
    {
        var idle = new Dictionary<string, (int Count, Place First)>(StringComparer.Ordinal);
        foreach (var household in here.GroupBy(r => new HouseholdCode(r.Grid, r.Household)))
        {
            var carers = household.Where(r => r.IsCarer).ToList();
            if (carers is [{ Participation: not Participation.None } only])
            {
                found.Remark(
                    only.At,
                    "carer",
                    new Words(
                        $"户“{household.Key}”只有这一位照护人，永远排不上值守",
                        $"household \"{household.Key}\" has this carer only, who can never be out"
                    ),
                    new Words("若家里还有别人能照护，请也标上", "If somebody else can care at home, mark them too")
                );
            }

            if (!household.Any(r => r.Participation == Participation.Joins))
            {
                var (count, first) = idle.GetValueOrDefault(household.Key.Grid, (0, household.First().At));
                idle[household.Key.Grid] = (count + 1, first);
            }
        }

        // Told by grid: a street has hundreds of such households, and each is its own affair.
        foreach (var (grid, (count, first)) in idle)
        {
            var number = count.ToString(CultureInfo.InvariantCulture);
            found.Remark(
                first,
                "participation",
                new Words(
                    $"网格“{grid}”有 {number} 户没有人参加，这是第一户",
                    $"in grid \"{grid}\" nobody joins in {number} households, of which this is the first"
                ),
                new Words(
                    "这些户不承担值守；如有误，请改参加情况",
                    "They owe no nights; if that is wrong, change their participation"
                )
            );
        }
    }
}
