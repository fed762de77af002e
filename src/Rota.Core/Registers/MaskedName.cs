using System.Globalization;
using System.Text;

namespace Rota.Core.Registers;

/// <summary>
/// A name as it may hang on a wall: neighbours recognise it, strangers do not learn it. 张三 is 张*, 张小三 is 张*三, 欧阳修 is
/// 欧阳*, 欧阳明月 is 欧阳*月. One star stands for whatever is left out, so that it tells nothing of its length. A name with a
/// star in it is taken to be masked already.
/// </summary>
public static class MaskedName
{
    private const char Star = '*';

    /// <summary>What stands between the parts of a name written in characters from another language: 阿卜杜拉·买买提.</summary>
    private const string Dots = "··•‧・・∙⋅";

    /// <summary>Surnames of two characters in use today.</summary>
    private static readonly HashSet<string> CompoundSurnames =
    [
        .. (
            "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 长孙 宇文 东方 独孤 南宫 轩辕 端木 百里 呼延 东郭 "
            + "南门 西门 太史 申屠 公冶 钟离 闻人 濮阳 淳于 单于 太叔 赫连 澹台 宗政 公羊 仲孙 鲜于 闾丘 司寇 子车 颛孙 巫马 "
            + "公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 东门 南荣 左丘 梁丘 第五 完颜 贺兰 万俟 羊舌 微生 "
            + "纳兰 耶律 叶赫 那拉 欧陽 諸葛 東方 尉遲 鍾離"
        ).Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>The masked name: never equal to a name without a star; empty for an empty name.</summary>
    /// <param name="name">A full name, in whatever script.</param>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var whole = name.Trim();
        var letters = Letters(whole);
        var dot = letters.FindIndex(l => l.Length == 1 && Dots.Contains(l[0], StringComparison.Ordinal));
        return letters.Count == 0 ? ""
            : dot > 0 && dot < letters.Count - 1 ? $"{string.Concat(letters.Take(dot))}·{Star}"
            : IsHan(letters[0]) ? Han(letters)
            : Spelt(whole);
    }

    /// <summary>A name in characters: the surname, a star, and from two given characters on the last one.</summary>
    private static string Han(List<string> letters)
    {
        letters = [.. letters.Where(l => !string.IsNullOrWhiteSpace(l))];
        var isCompound = letters.Count > 2 && CompoundSurnames.Contains(letters[0] + letters[1]);
        var surname = isCompound ? 2 : 1;
        var given = letters.Count - surname;
        return string.Concat(letters.Take(surname)) + Star + (given > 1 ? letters[^1] : "");
    }

    /// <summary>
    /// A spelt name: of several words, the first and the initial of the last ("Maria G*", but "Maria *" for Maria G); of one, its initial ("M*").
    /// </summary>
    private static string Spelt(string whole)
    {
        var words = whole.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var last = Letters(words[^1]);
        var initial = (words.Length > 1 && last.Count == 1 ? "" : last[0]) + Star;
        return words.Length == 1 ? initial : $"{words[0]} {initial}";
    }

    /// <summary>What a reader takes for one letter, rare characters beyond the first plane and marks included.</summary>
    private static List<string> Letters(string text)
    {
        var letters = new List<string>();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext(); )
        {
            letters.Add(elements.GetTextElement());
        }

        return letters;
    }

    /// <summary>Han characters: the unified ideographs with extension A and compatibility, 〇, and planes 2 and 3.</summary>
    private static bool IsHan(string letter)
    {
        Rune.DecodeFromUtf16(letter, out var rune, out _);
        return rune.Value
            is 0x3007
                or (>= 0x3400 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);
    }
}
