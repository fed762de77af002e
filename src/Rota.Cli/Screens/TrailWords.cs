using System.Text.RegularExpressions;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Store.Trails;

namespace Rota.Cli.Screens;

/// <summary>
/// Rows of the trail as people read them. They are written in English words and codes, which stay as they are for machines; in Chinese each
/// known word is told in Chinese, and what is not known stays.
/// </summary>
internal static partial class TrailWords
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["import"] = "导入名册",
        ["areas"] = "划定片区",
        ["covenant"] = "记下公约",
        ["ledger"] = "记账",
        ["draft"] = "起草",
        ["assign"] = "人工改",
        ["pin"] = "指定",
        ["unpin"] = "取消指定",
        ["post"] = "公示",
        ["hold"] = "暂缓",
        ["outrun"] = "暂缓（资料已变）",
        ["release"] = "放行",
        ["again"] = "再试",
        ["publish"] = "发布",
        ["withdraw"] = "作废",
        ["absent"] = "请假",
        ["present"] = "销假",
        ["call"] = "找人替班",
        ["propose"] = "提议",
        ["unpropose"] = "收回提议",
        ["consent"] = "同意",
        ["refuse"] = "不同意",
        ["take"] = "接下",
        ["approve"] = "批准",
        ["undo"] = "撤回",
        ["stale"] = "失效",
        ["expire"] = "过期",
        ["waive"] = "特许",
        ["attend"] = "记到岗",
        ["phones"] = "看电话名单",
    };

    private static readonly Dictionary<string, string> Known = WordsKnown();

    /// <summary>What was done.</summary>
    public static Words Verb(TrailEntry entry) => new(Verbs.GetValueOrDefault(entry.Verb, entry.Verb), entry.Verb);

    /// <summary>To what.</summary>
    public static Words Subject(TrailEntry entry) => Told(entry.Subject);

    /// <summary>How. Why a draft is held back is told as somebody wrote it.</summary>
    public static Words Details(TrailEntry entry) =>
        entry.Verb == "hold" ? new(entry.Details, entry.Details) : Told(entry.Details);

    private static Words Told(string text) =>
        new(Word().Replace(Numbered().Replace(text, Counted), m => Known.GetValueOrDefault(m.Value, m.Value)), text);

    private static string Counted(Match said) =>
        said.Groups["what"].Value == "edition" ? $"第 {said.Groups["n"]} 版" : $"第 {said.Groups["n"]} 号提议";

    private static Dictionary<string, string> WordsKnown()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["history"] = "以往值守",
            ["entries"] = "账目",
            ["moves"] = "换动席位",
            ["duties"] = "班次",
            ["gaps"] = "待补",
            ["edits discarded"] = "弃去人工改动",
            ["tries"] = "试过",
            ["resident"] = "居民",
            ["residents"] = "居民",
            ["nights"] = "夜",
            ["to"] = "至",
            ["excused"] = "免值",
            ["by an organiser for them"] = "排班员代答",
            ["by phone"] = "电话",
            ["people"] = "人数",
            ["came"] = "到岗",
            ["missed"] = "未到",
            ["new"] = "新增",
            ["changed"] = "变动",
            ["unchanged"] = "未变",
            ["moved"] = "迁动",
            ["ended"] = "注销",
            ["not named"] = "未列",
            ["absences"] = "请假",
            ["wishes"] = "意愿",
            ["apart"] = "不同班",
            ["pins"] = "指定",
            ["covenant"] = "公约",
            ["evening"] = "晚班",
            ["nobody"] = "空着",
            ["by word of lead"] = "据带班",
            ["rest"] = "间隔",
            ["month"] = "每月",
        };
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            known.TryAdd(kind.Words().En, kind.Words().Zh);
        }

        foreach (var post in Watch.Posts)
        {
            known.TryAdd(SeatWords.Of(post).En, SeatWords.Of(post).Zh);
        }

        return known;
    }

    [GeneratedRegex(@"\b(?<what>edition|proposal) (?<n>[0-9]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();

    // Names of files, "absences.csv", and codes are no words.
    [GeneratedRegex(
        @"(?<![\w.-])(edits discarded|by an organiser for them|by phone|by word of lead|not named|household member|standby goes|solved again|[a-z]+(?:-[a-z]+)?)(?![\w.-])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Word();
}
