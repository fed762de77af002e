using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Files.Exports;
using Rota.Planning;
using Rota.Planning.Visits;
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
    public async Task<ExitCode> WriteAsync(WatchArea area, string path, Language text)
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

        var to = call.PathOf(path);
        // Codes that were given and cannot be printed would have closed the old ones for nothing.
        var opened = FileFaults.Around(call, to, () => Write(to, []));
        if (opened != ExitCode.Done)
        {
            return opened;
        }

        var url = AccessTold.PublicUrl(office);
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
        var page = ResultFile.Bytes(s => SlipsPage.Write(s, street, area.Code, slips, until, linksUntil, enter, text));
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
