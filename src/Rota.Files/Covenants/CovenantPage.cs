using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Forecasts;

namespace Rota.Files.Covenants;

/// <summary>
/// The one page that a residents' council votes on: what the covenant asks, in the sentences residents read, and how many
/// nights a year that is. As HTML that prints on one A4 sheet, and as text for a terminal.
/// </summary>
public static class CovenantPage
{
    private const int TerminalColumns = 88;

    private const string Style = """
        @page { size: A4; margin: 11mm 14mm 10mm }
        html { font: 9.4pt/1.42 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; color: #111 }
        body { margin: 0 auto; max-width: 182mm }
        h1 { font-size: 19pt; text-align: center; margin: 0 0 1mm; letter-spacing: .06em }
        .adoption { text-align: center; margin: 0 0 2.5mm; padding-bottom: 2mm; border-bottom: 1.2pt solid #a3161a }
        h2 { font-size: 11pt; margin: 2.4mm 0 .8mm; color: #a3161a }
        p, ol, ul { margin: 0 } ol, ul { padding-left: 1.9em } li { margin: 0 }
        .rules { display: grid; grid-template-columns: 1fr 1fr; column-gap: 8mm }
        table { border-collapse: collapse; width: 100%; margin: .6mm 0 1mm; font-size: 8.6pt; line-height: 1.3 }
        th, td { border: .4pt solid #999; padding: .25mm 1.4mm; text-align: center }
        th { background: #f4ecec; font-weight: 600 }
        table.wide td:first-child { text-align: left } table.wide tr:last-child td { font-weight: 600; background: #faf6f6 }
        .votes, .signatures { display: flex; justify-content: space-between; gap: 6mm }
        .votes { margin-top: 4mm } .signatures { margin-top: 7mm }
        .signatures span { flex: 1; border-bottom: .5pt solid #111; padding-bottom: .5mm; white-space: nowrap }
        html[lang=en] { font-size: 8.2pt; line-height: 1.28 } html[lang=en] h1 { letter-spacing: 0; font-size: 16pt }
        html[lang=en] h2 { font-size: 10pt; margin-top: 1.8mm } html[lang=en] table { font-size: 7.8pt }
        @media screen { body { padding: 8mm 0 } }
        """;

    /// <summary>The page as an HTML document that needs nothing beside it.</summary>
    /// <param name="covenant">The covenant.</param>
    /// <param name="forecasts">What it asks of each area's households; none leaves that part out.</param>
    /// <param name="language">The language residents read.</param>
    public static string Html(
        Covenant covenant,
        IReadOnlyList<AreaForecast> forecasts,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(covenant);
        ArgumentNullException.ThrowIfNull(forecasts);
        var digest = CovenantDigest.Of(covenant, forecasts);
        string Say(Words words) => In(words, language);
        var rules = digest.Sections.Where(s => s.IsNumbered).ToList();
        var before = digest.Sections.TakeWhile(s => !s.IsNumbered);
        var after = digest.Sections.SkipWhile(s => !s.IsNumbered).Where(s => !s.IsNumbered);
        var html = new XElement(
            "html",
            new XAttribute("lang", language == Language.Chinese ? "zh-CN" : "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement(
                    "meta",
                    new XAttribute("name", "viewport"),
                    new XAttribute("content", "width=device-width, initial-scale=1")
                ),
                new XElement("title", Say(digest.Title)),
                new XElement("style", Style)
            ),
            new XElement(
                "body",
                new XElement("h1", Say(digest.Title)),
                new XElement("p", new XAttribute("class", "adoption"), Say(digest.Adoption)),
                before.Select(s => Section(s, 1, language)),
                new XElement(
                    "div",
                    new XAttribute("class", "rules"),
                    rules.Select((s, i) => Section(s, 1 + rules.Take(i).Sum(r => r.Lines.Count), language))
                ),
                after.Select(s => Section(s, 1, language)),
                Spans("votes", digest.Votes.Select(Say)),
                Spans(
                    "signatures",
                    digest.Signatures.Select(w => Say(w) + (language == Language.Chinese ? "\uFF1A" : ":"))
                )
            )
        );
        return "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The page as plain text; columns of Chinese tables line up on a terminal.</summary>
    /// <param name="covenant">The covenant.</param>
    /// <param name="forecasts">What it asks of each area's households; none leaves that part out.</param>
    /// <param name="language">The language residents read.</param>
    public static string Text(
        Covenant covenant,
        IReadOnlyList<AreaForecast> forecasts,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(covenant);
        ArgumentNullException.ThrowIfNull(forecasts);
        var digest = CovenantDigest.Of(covenant, forecasts);
        var text = new StringBuilder();
        text.Append(In(digest.Title, language)).Append('\n');
        Wrap(text, "", In(digest.Adoption, language));
        var number = 0;
        foreach (var section in digest.Sections)
        {
            text.Append('\n').Append(In(section.Title, language)).Append('\n');
            if (section.Table is { } table)
            {
                Append(text, table, language);
            }

            foreach (var line in section.Lines)
            {
                var mark = section.IsNumbered
                    ? (++number).ToString(CultureInfo.InvariantCulture).PadLeft(4) + ". "
                    : "  ";
                Wrap(text, mark, In(line, language));
            }
        }

        return text.ToString();
    }

    private static XElement Section(DigestSection section, int first, Language language)
    {
        string Say(Words words) => In(words, language);
        var lines = section.Lines.Select(Say).ToList();
        return new XElement(
            "section",
            new XElement("h2", Say(section.Title)),
            section.Table is { } table ? Table(table, language) : null,
            section.IsNumbered
                    ? new XElement("ol", new XAttribute("start", first), lines.Select(l => new XElement("li", l)))
                : lines.Count > 2 ? new XElement("ul", lines.Select(l => new XElement("li", l)))
                : lines.Select(l => new XElement("p", l))
        );
    }

    private static XElement Table(DigestTable table, Language language) =>
        new(
            "table",
            table.Rows.Count > 1 ? new XAttribute("class", "wide") : null,
            new XElement("tr", table.Header.Select(h => new XElement("th", In(h, language)))),
            table.Rows.Select(r => new XElement("tr", r.Select(c => new XElement("td", In(c, language)))))
        );

    private static XElement Spans(string name, IEnumerable<string> texts) =>
        new("div", new XAttribute("class", name), texts.Select(t => new XElement("span", t)));

    private static void Append(StringBuilder text, DigestTable table, Language language)
    {
        var rows = table.Rows.Prepend(table.Header).Select(r => r.Select(c => In(c, language)).ToList()).ToList();
        var widths = Enumerable
            .Range(0, table.Header.Count)
            .Select(i => rows.Max(r => ChineseText.Columns(r[i])))
            .ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => ChineseText.Padded(cell, widths[i]));
            text.Append("  ").Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }

    private static void Wrap(StringBuilder text, string mark, string line)
    {
        var indent = new string(' ', mark.Length);
        var first = true;
        foreach (var part in ChineseText.Wrapped(line, TerminalColumns - mark.Length))
        {
            text.Append(first ? mark : indent).Append(part).Append('\n');
            first = false;
        }
    }

    private static string In(Words words, Language language) =>
        language == Language.Chinese ? ChineseText.Punctuated(words.Zh) : words.En;
}
