using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Exports;

/// <summary>A slip of paper that lets one resident in, handed over in person.</summary>
/// <param name="Name">The full name: whoever hands it over has to know to whom.</param>
/// <param name="Number">Watch number.</param>
/// <param name="Building">Building; null when not known.</param>
/// <param name="Household">Code of the household.</param>
/// <param name="Code">The code that is typed with the watch number.</param>
/// <param name="Link">Whole address of the personal link; null where residents reach no pages.</param>
public sealed record Slip(
    string Name,
    WatchNumber Number,
    string? Building,
    HouseholdCode Household,
    string Code,
    string? Link
);

/// <summary>Slips on sheets of A4, ten a sheet, with lines to cut along.</summary>
public static class SlipsPage
{
    private const int OnASheet = 10;

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="street">Name of the street.</param>
    /// <param name="area">Code of the area.</param>
    /// <param name="slips">The slips, in the order in which they are handed out.</param>
    /// <param name="until">Last day on which the codes open.</param>
    /// <param name="linksUntil">Last day on which the links open; null where there are none.</param>
    /// <param name="enter">Whole address of the page where number and code are typed; null where residents reach none: then no address is printed.</param>
    /// <param name="language">The language that residents read.</param>
    /// <param name="phone">The area's phone, to ask at where no address is printed; null for none.</param>
    public static void Write(
        Stream output,
        string street,
        string area,
        IReadOnlyList<Slip> slips,
        LocalDate until,
        LocalDate? linksUntil,
        string? enter,
        Language language = Language.Chinese,
        string? phone = null
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(slips);
        var words = new BoardWords(language);
        HtmlDocument.Write(
            output,
            Page(
                words.Tag,
                words.In($"{area} 守望纸条", $"Watch slips {area}"),
                "slips.css",
                Tag(
                    "main",
                    null,
                    slips
                        .Chunk(OnASheet)
                        .Select(sheet =>
                            Tag(
                                "div",
                                "sheet",
                                sheet.Select(s => Of(s, street, area, until, linksUntil, enter, phone, words))
                            )
                        )
                )
            )
        );
    }

    private static XElement Of(
        Slip slip,
        string street,
        string area,
        LocalDate until,
        LocalDate? linksUntil,
        string? enter,
        string? phone,
        BoardWords words
    ) =>
        Tag(
            "section",
            slip.Link is null ? "slip" : "slip linked",
            Tag(
                "p",
                "head",
                new XElement("bdi", Text($"{street} {area}")),
                words.In(" · 邻里守望", " · neighbourhood watch")
            ),
            Tag(
                "p",
                "who",
                Foreign("b", null, slip.Name),
                " ",
                Tag(
                    "span",
                    "home",
                    Text($"{slip.Building} {words.In("户号", "household")} {slip.Household.Household}".Trim())
                )
            ),
            Tag(
                "dl",
                null,
                Pair(words.In("守望号", "watch number"), slip.Number.ToString()),
                Pair(words.In("码", "code"), slip.Code)
            ),
            enter is null
                ? Tag(
                    "p",
                    "how",
                    words.In("在“我的班”里填守望号和码。", "Type number and code under “My nights”. "),
                    string.IsNullOrWhiteSpace(phone)
                        ? words.In("怎么打开，请问排班员。", "Ask the organiser how to open it.")
                        : words.In("怎么打开，请打电话问：", "To ask how to open it, call "),
                    string.IsNullOrWhiteSpace(phone) ? null : Tag("b", null, Text(phone))
                )
                : Tag(
                    "p",
                    "how",
                    slip.Link is null ? words.In("打开", "Open") : words.In("扫码进入，或打开", "Scan, or open"),
                    Tag("b", null, Text(enter)),
                    words.In("填守望号和码。", "and type number and code.")
                ),
            Tag(
                "p",
                "until",
                slip.Link is not null && linksUntil is { } last && last != until
                    ? words.In(
                        $"码 {words.Date(until)}前有效，二维码 {words.Date(last)}前有效。只给本人，请收好。",
                        $"The code is good until {words.Date(until)}, the QR code until {words.Date(last)}. For you alone."
                    )
                    : words.In(
                        $"{words.Date(until)}前有效。只给本人，请收好。",
                        $"Good until {words.Date(until)}. For you alone; keep it safe."
                    )
            ),
            slip.Link is { } link ? QrPicture.Of(link, words.In("我的链接", "my link")) : null
        );

    private static XElement Pair(string name, string value) =>
        new("div", new XElement("dt", name), new XElement("dd", value));
}
