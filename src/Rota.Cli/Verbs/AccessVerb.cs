using System.CommandLine;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Tokens;

namespace Rota.Cli.Verbs;

/// <summary>What of a resident's or an area's is revoked.</summary>
internal enum RevokedKind
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>The personal link.</summary>
    Link,

    /// <summary>The code on a slip.</summary>
    Code,

    /// <summary>The calendar feed.</summary>
    Feed,
}

/// <summary>Gives residents what lets them in to their pages and calendars, revokes it, lists what was given.</summary>
internal sealed class AccessVerb : Verb
{
    private readonly Option<string?> resident;
    private readonly Option<string?> area;
    private readonly Option<bool> code;
    private readonly Option<bool> feed;
    private readonly Option<string?> slips;
    private readonly Option<bool> yes;
    private readonly Option<RevokedKind> revoke;
    private readonly Option<bool> list;
    private readonly Option<bool> names;
    private readonly Option<Language> text;

    public AccessVerb(VerbTools tools)
        : base(
            "access",
            tools,
            new(
                "让居民进自己的页面：给个人链接、守望号和码、日历网址，或印一页纸条亲手交给本人。只显示这一次，别处查不到；给了新的，同一种旧的就作废。",
                "Lets residents in to their own pages: gives a personal link, watch number and code, the address of a calendar, or a page of slips to hand over. It is shown this once and can be read nowhere afterwards; a new one takes the place of the one of its kind before."
            ),
            "rota access --resident 0427",
            "rota access --resident 0427 --code",
            "rota access --resident 0427 --feed",
            "rota access --resident 0427 --list",
            "rota access --resident 0427 --revoke all",
            "rota access --area LJ-03 --feed",
            "rota access --area LJ-03 --slips out/slips.html",
            "rota access --area LJ-03 --slips out/slips.html --yes"
        )
    {
        resident = new Option<string?>("--resident")
        {
            HelpName = tools.Screen.In("居民", "WHO"),
            Description = tools.Screen.In(
                "给谁：居民编号、守望号，或姓名（重名时加楼栋）",
                "Whom: a resident code, a watch number, or a name"
            ),
        };
        area = new Option<string?>("--area")
        {
            HelpName = tools.Screen.In("片区", "CODE"),
            Description = tools.Screen.In(
                "哪个片区：要它的日历网址，或全片区的纸条",
                "Which area: its calendar, or slips for everybody in it"
            ),
        };
        code = Flag("--code", "给守望号和码，写在纸条上", "Give watch number and code, for a slip of paper");
        feed = Flag(
            "--feed",
            "给日历网址；片区的日历里姓名打星号",
            "Give the address of a calendar feed; in an area's names are masked"
        );
        slips = new Option<string?>("--slips")
        {
            HelpName = "PATH",
            Description = tools.Screen.In(
                "把全片区能值守的成年人的纸条写成一页，打印在 A4 上，沿线剪开。先说会作废什么，加 --yes 才写",
                "Write slips for every adult of the area who may guard, to print on A4 and cut. Tells what would stop working; writes with --yes"
            ),
        };
        yes = Flag("--yes", "写纸条，以前的码作废", "Write the slips; the codes before are revoked");
        revoke = Asked.OneOf(
            "--revoke",
            Language,
            new("作废：全部，或只是链接、码、日历", "Revoke everything, or the link, the code or the calendar alone"),
            ("all", RevokedKind.All),
            ("link", RevokedKind.Link),
            ("code", RevokedKind.Code),
            ("feed", RevokedKind.Feed)
        );
        list = Flag(
            "--list",
            "列出给过什么、何时到期、是否作废；码和链接本身查不到",
            "List what was given, until when, and whether it was revoked; never what it was"
        );
        names = Asked.Names(Language);
        text = Export.BoardLanguage(Language);
        foreach (var option in (Option[])[resident, area, code, feed, slips, yes, revoke, list, names, text])
        {
            Options.Add(option);
        }

        Validators.Add(asked =>
        {
            bool Has(Option option) => asked.GetResult(option) is { Implicit: false };
            var asks = new Option[] { code, feed, slips, revoke, list }.Count(Has);
            var fits =
                Has(resident) != Has(area)
                && asks <= 1
                && (Has(resident) ? !Has(slips) : asks == 1 && !Has(code))
                && (Has(slips) || !Has(yes));
            if (!fits)
            {
                asked.AddError(
                    tools.Screen.In(
                        "请写 --resident，再加 --code、--feed、--list、--revoke 之一或都不加；或写 --area，再加 --feed、--slips、--list、--revoke 之一。",
                        "Give --resident alone or with one of --code, --feed, --list, --revoke; or --area with one of --feed, --slips, --list, --revoke."
                    )
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(
            call,
            call.Value(list) || (call.IsGiven(slips) && !call.Value(yes)) ? StreetAccess.Read : StreetAccess.Write,
            office => call.IsGiven(area) ? OfAreaAsync(call, office) : OfResidentAsync(call, office)
        );

    private async Task<ExitCode> OfResidentAsync(Call call, Office office)
    {
        var isNamed = call.Value(names);
        var (card, ended) = await new OneResident(call, office, isNamed).FindAsync(call.Value(resident)!);
        if (card is null)
        {
            return ended;
        }

        var told = new AccessTold(
            call,
            office,
            $"{OneResident.NameOf(call.Screen, card, isNamed)} {card.Building}".TrimEnd()
        );
        if (call.Value(list))
        {
            return told.List(await new ReadAccess(office).OfResidentAsync(card.Resident, call.Stop), card.Number);
        }

        var give = new GiveAccess(office);
        if (call.IsGiven(revoke))
        {
            var kind = KindOf(call.Value(revoke));
            return told.Revoked(await give.RevokeAsync(card.Resident, kind, call.Stop), card.Number);
        }

        return card is not { Name: not null } || card.MovedOut <= office.Today
            ? call.Refuse(Gone(card))
            : await GiveAsync(call, give, told, card);
    }

    private async Task<ExitCode> GiveAsync(Call call, GiveAccess give, AccessTold told, ResidentCard card)
    {
        if (call.Value(code))
        {
            var of = new Dictionary<ResidentId, WatchNumber> { [card.Resident] = card.Number };
            return told.Code((await give.CodesAsync(of, call.Stop))[card.Resident], card.Number);
        }

        if (told.NoAddress() is { } fault)
        {
            return call.Refuse(fault);
        }

        return call.Value(feed)
            ? told.Feed(await give.FeedAsync(card.Resident, call.Stop), card.Number)
            : told.Link(await give.LinkAsync(card.Resident, call.Stop), card.Number);
    }

    private async Task<ExitCode> OfAreaAsync(Call call, Office office)
    {
        var found = await new ReadAccess(office).AreaAsync(call.Value(area)!, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        var its = found.Value;
        var told = new AccessTold(call, office, its.Code);
        if (call.Value(list))
        {
            var access = new ReadAccess(office);
            var isNamed = call.Value(names);
            return told.List(
                await access.OfAreaAsync(its.Id, call.Stop),
                from holder in await access.HoldersAsync(its, call.Stop)
                from token in holder.Open
                select (holder.Who, OneResident.NameOf(call.Screen, holder.Who, isNamed), token)
            );
        }

        if (call.IsGiven(revoke))
        {
            return call.Value(revoke) is RevokedKind.All or RevokedKind.Feed
                ? told.Revoked(await new GiveAccess(office).RevokeAsync(its, call.Stop), number: null)
                : call.Refuse(
                    new Fault(
                        new Place("--revoke"),
                        new("片区只有日历", "an area has a calendar alone"),
                        new("请写 --revoke feed", "write --revoke feed")
                    )
                );
        }

        if (call.Value(slips) is { } path)
        {
            return await new AccessSlips(call, office).WriteAsync(its, path, call.Value(text), call.Value(yes));
        }

        return told.NoAddress() is { } fault
            ? call.Refuse(fault)
            : told.Feed(await new GiveAccess(office).AreaFeedAsync(its, call.Stop), number: null);
    }

    private Option<bool> Flag(string name, string zh, string en) => new(name) { Description = Tools.Screen.In(zh, en) };

    private static TokenKind? KindOf(RevokedKind kind) =>
        kind switch
        {
            RevokedKind.Link => TokenKind.Link,
            RevokedKind.Code => TokenKind.Code,
            RevokedKind.Feed => TokenKind.Feed,
            _ => null,
        };

    private static Fault Gone(ResidentCard card) =>
        new(
            new Place(card.Number.ToString()),
            new("已搬走或已注销", "has moved away, or was erased"),
            new(
                "没有页面可进；要收回给过的，用 --revoke all",
                "there is no page to enter; --revoke all takes back what was given"
            )
        );
}
