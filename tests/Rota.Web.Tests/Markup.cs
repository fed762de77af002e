using System.Net;
using System.Text.RegularExpressions;

namespace Rota.Web.Tests;

/// <summary>A form as it stands on a page.</summary>
/// <param name="Method">"get" or "post".</param>
/// <param name="Action">Where it is sent.</param>
/// <param name="Fields">What is sent with it as it stands, as far as somebody can write into it or forge it: fields, hidden ones and buttons with a name.</param>
internal sealed record WebForm(string Method, string Action, IReadOnlyList<FormField> Fields)
{
    /// <summary>Forms that are alike: sent to the same place, but for numbers, with the same fields.</summary>
    public string Likeness =>
        $"{Method} {string.Concat(Action.Where(c => !char.IsAsciiDigit(c)))} {string.Join(',', Fields.Select(f => f.Name))}";
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type: "text", "date", "hidden", "button" …</param>
/// <param name="Value">What it is sent with when nobody writes into it.</param>
internal sealed record FormField(string Name, string Kind, string Value);

/// <summary>
/// Reads pages of this program as far as tests need it: tags, their attributes, the text between. It relies on <c>&gt;</c> being escaped in attributes, as it is in all that people wrote.
/// </summary>
internal static partial class Markup
{
    /// <summary>The forms of a page.</summary>
    public static IReadOnlyList<WebForm> Forms(string html)
    {
        var forms = new List<WebForm>();
        List<FormField>? fields = null;
        foreach (var (name, attributes) in Tags(html))
        {
            switch (name)
            {
                case "form":
                    fields = [];
                    forms.Add(new WebForm(Of(attributes, "method", "get"), Of(attributes, "action"), fields));
                    break;
                case "/form":
                    fields = null;
                    break;
                case "input" or "select" or "textarea" or "button" when attributes.TryGetValue("name", out var field):
                    // Of buttons, options and ticks of one name one is sent.
                    if (fields?.Any(f => f.Name == field) == false)
                    {
                        fields.Add(new FormField(field, Of(attributes, "type", name), Of(attributes, "value")));
                    }

                    break;
                case "option" when fields is [.., { Kind: "select", Value: "" } last]:
                    fields[^1] = last with { Value = Of(attributes, "value") };
                    break;
            }
        }

        return forms;
    }

    /// <summary>Addresses of this program to which a page has links.</summary>
    public static IEnumerable<string> Links(string html) =>
        from tag in Tags(html)
        where tag.Name == "a"
        let to = Of(tag.Attributes, "href")
        where to.StartsWith('/')
        select to.Split('#')[0];

    /// <summary>Every address that a page holds: of links, of what it loads, of where its forms are sent.</summary>
    public static IEnumerable<string> Addresses(string html) =>
        from tag in Tags(html)
        from name in (string[])["href", "src", "action", "formaction"]
        where tag.Attributes.ContainsKey(name)
        select tag.Attributes[name];

    /// <summary>Every tag of a page: its name, with a slash where it ends something, and its attributes as they are meant.</summary>
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, string> Attributes)> Tags(string html) =>
        TagPattern()
            .Matches(html)
            .Select(t =>
                (
                    t.Groups["name"].Value,
                    (IReadOnlyDictionary<string, string>)
                        AttributePattern()
                            .Matches(t.Groups["rest"].Value)
                            .DistinctBy(a => a.Groups["name"].Value)
                            .ToDictionary(
                                a => a.Groups["name"].Value,
                                a => WebUtility.HtmlDecode(a.Groups["value"].Value),
                                StringComparer.Ordinal
                            )
                )
            );

    /// <summary>The text of a page between its tags, as it is meant, but for what stands in <c>bdi</c>, a text area or a title, where it turns no other text around.</summary>
    public static string OutsideBdi(string html) =>
        WebUtility.HtmlDecode(TagPattern().Replace(Isolated().Replace(html, ""), " "));

    private static string Of(IReadOnlyDictionary<string, string> attributes, string name, string otherwise = "") =>
        attributes.TryGetValue(name, out var value) ? value : otherwise;

    [GeneratedRegex("<(?<name>/?[a-z0-9]+)(?<rest>[^>]*)>", Options)]
    private static partial Regex TagPattern();

    [GeneratedRegex("(?<name>[a-z-]+)(=\"(?<value>[^\"]*)\")?", Options)]
    private static partial Regex AttributePattern();

    [GeneratedRegex("<(?<name>bdi|textarea|title)[^>]*>[^<]*</(bdi|textarea|title)>", Options)]
    private static partial Regex Isolated();

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
}
