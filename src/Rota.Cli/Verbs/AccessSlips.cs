using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Files.Exports;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Rota.Store.Tokens;
using Rota.Web;

namespace Rota.Cli.Verbs;

/// <summary>Writes the page of slips that are handed to the residents of an area.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
internal sealed class AccessSlips(Call call, Office office)
{
    /// <summary>Gives everybody a code, and a link where residents reach their pages, and writes the page.</summary>
    /// <param name="area">The area.</param>
    /// <param name="path">Where to.</param>
    /// <param name="text">The language that residents read.</param>
    /// <param name="isSure">Whether it is written; else it is only told what would be.</param>
    public async Task<ExitCode> WriteAsync(WatchArea area, string path, Language text, bool isSure)
    {
        var screen = call.Screen;
        var who = await new ReadAccess(office).WhoMayGuardAsync(area, call.Stop);
        if (who.Count == 0)
        {
            return call.Nothing(
                new Fault(
                    new Place("--area"),
                    new($"{area.Code} 没有能值守的人", $"nobody of {area.Code} may guard"),
                    new("请看名册和公约的年龄", "look at the register and the covenant's ages")
                )
            );
        }

        var url = AccessTold.PublicUrl(office);
        if (!isSure)
        {
            return await PreviewAsync(area, who, hasLinks: url is not null);
        }

        var to = call.PathOf(path);
        // Codes that were given and cannot be printed would have closed the old ones for nothing.
        var opened = FileFaults.Around(call, to, () => Write(to, []));
        if (opened != ExitCode.Done)
        {
            return opened;
        }

        var given = await new GiveAccess(office).SlipsAsync(
            who.ToDictionary(c => c.Resident, c => c.Number),
            hasLinks: url is not null,
            call.Stop
        );
        var until = Until(GiveAccess.CodeLasts);
        LocalDate? linksUntil = url is null ? null : Until(GiveAccess.LinkLasts);
        var street = (await new ReadStreet(office).RunAsync(call.Stop)).Name;
        var slips = who.Select(c => new Slip(
                c.Name!,
                c.Number,
                c.Building,
                c.Household,
                given[c.Resident].Code,
                given[c.Resident].Link is { } link ? WebSettings.At(url!, $"/m/{link}") : null
            ))
            .ToList();
        var enter = url is null ? null : WebSettings.At(url, "/enter");
        var page = ResultFile.Bytes(s =>
            SlipsPage.Write(s, street, area.Code, slips, until, linksUntil, enter, text, area.Phone)
        );
        var written = FileFaults.Around(call, to, () => Write(to, page));
        if (written != ExitCode.Done)
        {
            return written;
        }

        screen.Say(
            $"{area.Code}：{slips.Count} 张纸条写在 {call.Shown(to)}，{StateWords.Of(until)} 前有效。请用浏览器打印，剪开后亲手交给本人，然后删掉这个文件。",
            $"{area.Code}: {StateWords.Some(slips.Count, "slip")} in {call.Shown(to)}, good until {StateWords.Of(until)}. Print it from a browser, hand each over in person, then delete the file."
        );
        screen.Note(
            $"这些人以前的码{(url is null ? "" : "和链接")}已作废。",
            $"The codes {(url is null ? "" : "and links ")}that they had before are revoked."
        );
        screen.Document(
            new
            {
                Area = area.Code,
                Slips = slips.Count,
                HasLinks = url is not null,
                Until = StateWords.Of(until),
                File = call.Shown(to),
            }
        );
        return ExitCode.Done;
    }

    /// <summary>Tells how many slips there would be, and what would stop working with them.</summary>
    private async Task<ExitCode> PreviewAsync(WatchArea area, IReadOnlyList<ResidentCard> who, bool hasLinks)
    {
        var open = await new ReadAccess(office).OpenAsync(who.Select(c => c.Resident), call.Stop);
        var codes = open.SelectMany(t => t).Count(t => t.Kind == TokenKind.Code);
        var links = hasLinks ? open.SelectMany(t => t).Count(t => t.Kind == TokenKind.Link) : 0;
        call.Screen.Say(
            $"{area.Code}：能值守的 {who.Count} 人，每人一张纸条。他们手里现在有效的码 {codes} 个{(hasLinks ? $"、链接 {links} 个" : "")}会作废。",
            $"{area.Code}: a slip for each of {StateWords.Some(who.Count, "resident")} who may guard. {StateWords.Some(codes, "code")}{(hasLinks ? $" and {StateWords.Some(links, "link")}" : "")} that they have now would stop working."
        );
        call.Screen.Say("还没有写入；加上 --yes 才写。", "Nothing is written yet; write it with --yes.");
        call.Screen.Document(
            new
            {
                Area = area.Code,
                Slips = who.Count,
                HasLinks = hasLinks,
                CodesRevoked = codes,
                LinksRevoked = links,
                Written = false,
            }
        );
        return ExitCode.Done;
    }

    private LocalDate Until(Duration lasts) => (office.Clock.GetCurrentInstant() + lasts).InZone(office.Zone).Date;

    /// <summary>Writes a file that only its owner may read.</summary>
    private static ExitCode Write(string path, byte[] content)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        return ExitCode.Done;
    }
}
