using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Rota.Store.Tokens;
using Rota.Web;

namespace Rota.Cli.Verbs;

/// <summary>Says what was given, once, and what was given before.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="whose">How whom it is for is called: a name, masked or not, or an area's code.</param>
internal sealed class AccessTold(Call call, Office office, string whose)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Where residents reach their pages; null where they do not.</summary>
    public static Uri? PublicUrl(Office office) =>
        Uri.TryCreate(office.Covenant.PublicUrl, UriKind.Absolute, out var url) ? url : null;

    /// <summary>That there is no address to give; null where there is one.</summary>
    public Fault? NoAddress() =>
        PublicUrl(office) is not null
            ? null
            : new Fault(
                new Place("public_url"),
                new(
                    "公约里没有网址，居民打不开链接",
                    "the covenant names no address at which residents reach their pages"
                ),
                new(
                    "给守望号和码：--code；或在 covenant.yaml 写 public_url。同一网络里的居民可以在自己页面上要日历网址",
                    "give watch number and code with --code, or say public_url in covenant.yaml; on the same network residents get a calendar's address on their own page"
                )
            );

    public ExitCode Link(string token, WatchNumber number)
    {
        var link = At($"/m/{token}");
        var until = Day(office.Clock.GetCurrentInstant() + GiveAccess.LinkLasts);
        screen.Say(
            $"{whose} {number} 的个人链接，{until} 前有效，只给本人：",
            $"The personal link of {whose} {number}, good until {until}, for them alone:"
        );
        screen.Line(link);
        Once();
        screen.Document(
            new
            {
                WatchNumber = number.ToString(),
                Kind = "link",
                Link = link,
                Until = until,
            }
        );
        return ExitCode.Done;
    }

    public ExitCode Code(string code, WatchNumber number)
    {
        var until = Day(office.Clock.GetCurrentInstant() + GiveAccess.CodeLasts);
        var enter = PublicUrl(office) is null ? null : At("/enter");
        screen.Say(
            $"{whose}：守望号 {number}，码 {code}，{until} 前有效。",
            $"{whose}: watch number {number}, code {code}, good until {until}."
        );
        if (enter is not null)
        {
            screen.Say($"在 {enter} 填写。", $"To be typed at {enter}.");
        }

        Once();
        screen.Document(
            new
            {
                WatchNumber = number.ToString(),
                Kind = "code",
                Code = code,
                Enter = enter,
                Until = until,
            }
        );
        return ExitCode.Done;
    }

    public ExitCode Feed(string token, WatchNumber? number)
    {
        var address = At($"/feeds/{token}.ics");
        screen.Say(
            $"{whose}{Gap(number)}的日历网址，一直有效到换新的：",
            $"The calendar of {whose} {number}".TrimEnd() + ", good until there is a new one:"
        );
        screen.Line(address);
        Once();
        screen.Document(
            new
            {
                WatchNumber = number?.ToString(),
                Area = number is null ? whose : null,
                Kind = "feed",
                Address = address,
            }
        );
        return ExitCode.Done;
    }

    public ExitCode Revoked(int count, WatchNumber? number)
    {
        screen.Say(
            count == 0 ? $"{whose}{Gap(number)}没有可作废的。" : $"{whose}{Gap(number)}：已作废 {count} 个，立即失效。",
            count == 0
                ? $"{whose} {number}".TrimEnd() + ": nothing to revoke."
                : $"{whose} {number}".TrimEnd()
                    + $": {StateWords.Whole(count)} revoked; what they opened is closed at once."
        );
        screen.Document(
            new
            {
                WatchNumber = number?.ToString(),
                Area = number is null ? whose : null,
                Revoked = count,
            }
        );
        return ExitCode.Done;
    }

    /// <summary>Lists what a resident was given, what opens nothing any more too.</summary>
    public ExitCode List(IReadOnlyList<Token> tokens, WatchNumber number)
    {
        Show(tokens);
        screen.Document(new { WatchNumber = number.ToString(), Given = Given(tokens) });
        return ExitCode.Done;
    }

    /// <summary>Lists what an area was given, and what its residents hold that opens something still.</summary>
    /// <param name="tokens">The area's own.</param>
    /// <param name="held">What they hold, each with whose it is and how they are called.</param>
    public ExitCode List(IReadOnlyList<Token> tokens, IEnumerable<(ResidentCard Card, string Called, Token Token)> held)
    {
        var listing = new Listing(screen.Language)
            .Column("守望号", "number")
            .Column("姓名", "name")
            .Column("楼栋", "building")
            .Column("种类", "kind")
            .Column("给出", "given")
            .Column("到期", "until");
        var rows = held.ToList();
        foreach (var (card, called, token) in rows)
        {
            listing.Row(
                card.Number.ToString(),
                called,
                card.Building ?? "-",
                screen.In(Of(token.Kind)),
                Day(token.MadeAt),
                token.EndsAt is { } end ? Day(end) : "-"
            );
        }

        if (rows.Count > 0)
        {
            screen.Say($"{whose} 的居民手里还有效的：", $"What residents of {whose} hold and is good still:");
            screen.Show(listing);
            screen.Say($"{whose} 片区自己的：", $"Of {whose} itself:");
        }

        Show(tokens);
        screen.Document(
            new
            {
                Area = whose,
                Given = Given(tokens),
                Held = rows.Select(r => new
                {
                    WatchNumber = r.Card.Number.ToString(),
                    Name = r.Called,
                    r.Card.Building,
                    Kind = Of(r.Token.Kind).En,
                    Given = Day(r.Token.MadeAt),
                    Until = r.Token.EndsAt is { } end ? Day(end) : null,
                }),
            }
        );
        return ExitCode.Done;
    }

    private void Show(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count == 0)
        {
            screen.Say("还没有给过。", "Nothing was given yet.");
            return;
        }

        var now = office.Clock.GetCurrentInstant();
        var listing = new Listing(screen.Language)
            .Column("种类", "kind")
            .Column("给出", "given")
            .Column("到期", "until")
            .Column("状态", "state");
        foreach (var token in tokens)
        {
            listing.Row(
                screen.In(Of(token.Kind)),
                Day(token.MadeAt),
                token.EndsAt is { } end ? Day(end) : "-",
                screen.In(StateOf(token, now))
            );
        }

        screen.Show(listing);
    }

    private IEnumerable<object> Given(IReadOnlyList<Token> tokens)
    {
        var now = office.Clock.GetCurrentInstant();
        return tokens.Select(t => new
        {
            Kind = Of(t.Kind).En,
            Given = Day(t.MadeAt),
            Until = t.EndsAt is { } end ? Day(end) : null,
            Revoked = t.RevokedAt is { } at ? Day(at) : null,
            Opens = t.Opens(now),
        });
    }

    private void Once() =>
        screen.Note("只显示这一次；以前的同一种已作废。", "This is shown once; the one of its kind before is revoked.");

    private string At(string path) => WebSettings.At(PublicUrl(office)!, path);

    private string Day(Instant at) => StateWords.Of(at.InZone(office.Zone).Date);

    private static string Gap(WatchNumber? number) => number is { } its ? $" {its} " : " ";

    private static Words Of(TokenKind kind) =>
        kind switch
        {
            TokenKind.Link => new("链接", "link"),
            TokenKind.Code => new("码", "code"),
            _ => new("日历", "feed"),
        };

    private static Words StateOf(Token token, Instant now) =>
        token.RevokedAt is not null ? new("已作废", "revoked")
        : token.Opens(now) ? new("有效", "good")
        : new("已到期", "ended");
}
