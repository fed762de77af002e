using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>What can be wrong with one cell, and what would be right, in words.</summary>
internal static class CellFault
{
    /// <summary>Text that names no household.</summary>
    public static (Words What, Words Right) NoHousehold(ReadOnlySpan<char> cell) =>
        (
            new Words($"“{Shown(cell)}”看不出是哪一户", $"\"{Shown(cell)}\" does not name a household"),
            new Words("请写成“网格/户号”，例如 LJ-03/0012", "Write grid/household, such as LJ-03/0012")
        );

    /// <summary>Text that is no number, or one out of bounds.</summary>
    public static (Words What, Words Right) NoNumber(ReadOnlySpan<char> cell, int least, int most) =>
        (
            new Words($"“{Shown(cell)}”不对", $"\"{Shown(cell)}\" cannot be"),
            new Words($"应是 {least} 到 {most} 之间的整数", $"It must be a whole number from {least} to {most}")
        );

    /// <summary>Nothing where something must be.</summary>
    public static (Words What, Words Right) Empty(Column column) =>
        (
            new Words("这一格是空的", "the cell is empty"),
            new Words($"每一行都要填写{column.Both.Zh}", $"Every row needs its {column.Both.En}")
        );

    /// <summary>More than a cell holds; most likely a quote is open.</summary>
    public static (Words What, Words Right) TooLong(int length, int most) =>
        (
            new Words($"这一格有 {length} 个字符", $"the cell has {length} characters"),
            new Words($"最多 {most} 个；请检查引号是否成对", $"At most {most}; check that quotes are closed")
        );

    /// <summary>A line break or another control character.</summary>
    public static (Words What, Words Right) HasControl() =>
        (
            new Words(
                "格子里有换行或看不见的控制字符",
                "the cell holds a line break or an invisible control character"
            ),
            new Words("请删去，让内容在一行里", "Delete it, so that the text stands on one line")
        );

    /// <summary>A code that a spreadsheet turned into a date.</summary>
    public static (Words What, Words Right) WasCode(ReadOnlySpan<char> cell, string code) =>
        (
            new Words(
                $"“{Shown(cell)}”是日期，原来多半是“{code}”，被表格软件改成了日期",
                $"\"{Shown(cell)}\" is a date; it probably was \"{code}\" before a spreadsheet turned it into one"
            ),
            new Words(
                "请先把这一栏的格式设为“文本”，再重新填写",
                "Set the column's cell format to text, then type the value again"
            )
        );

    /// <summary>A number that a spreadsheet cut short.</summary>
    public static (Words What, Words Right) LostDigits(ReadOnlySpan<char> cell) =>
        (
            new Words(
                $"“{Shown(cell)}”是科学记数，后面的数字已经丢失",
                $"\"{Shown(cell)}\" is a number in scientific notation, its last digits are lost"
            ),
            new Words(
                "请先把这一栏的格式设为“文本”，再重新填写完整的号码",
                "Set the column's cell format to text, then type the whole number again"
            )
        );

    /// <summary>Text that is no date.</summary>
    public static (Words What, Words Right) NoDate(ReadOnlySpan<char> cell, Words? orElse) =>
        (
            new Words($"“{Shown(cell)}”不是日期", $"\"{Shown(cell)}\" is not a date"),
            new Words(
                $"请写成 2026-12-24 这样的日期{(orElse is { } zh ? $"，或者：{zh.Zh}" : "")}",
                $"Write a date such as 2026-12-24{(orElse is { } en ? $", or one of: {en.En}" : "")}"
            )
        );

    /// <summary>A word that is not on the list.</summary>
    public static (Words What, Words Right) NoWord(ReadOnlySpan<char> cell, Words offer) =>
        (
            new Words($"看不懂“{Shown(cell)}”", $"\"{Shown(cell)}\" is not understood"),
            new Words($"应是：{offer.Zh}", $"It must be one of: {offer.En}")
        );

    /// <summary>Bytes that are no text.</summary>
    public static (Words What, Words Right) Broken(ReadOnlySpan<char> cell, string encoding) =>
        (
            cell.Contains('\0')
                ? new Words("格子里有空字节（NUL）", "the cell holds a NUL byte")
                : new Words(
                    $"“{Shown(cell)}”里有坏字节，按 {encoding} 读不出来",
                    $"\"{Shown(cell)}\" holds a broken byte that is no {encoding}"
                ),
            new Words(
                "请在表格软件里改正这一格，另存为“CSV UTF-8（逗号分隔）”",
                "Put the cell right in the spreadsheet and save the file as \"CSV UTF-8 (comma delimited)\""
            )
        );

    /// <summary>A value as a message shows it: shortened, broken bytes in hexadecimal.</summary>
    public static string Shown(ReadOnlySpan<char> cell) => BrokenBytes.Show(cell.Length > 30 ? $"{cell[..30]}…" : cell);
}
