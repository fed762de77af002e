using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Store;
using Rota.Store.Changes;

namespace Rota.Cli.Verbs;

/// <summary>Shows what differs between two editions of an area's month.</summary>
internal sealed class DiffVerb : Verb
{
    private readonly Argument<YearMonth> month;
    private readonly Option<string> area;
    private readonly Option<int?> from;
    private readonly Option<int?> to;
    private readonly Option<bool> names;

    public DiffVerb(VerbTools tools)
        : base(
            "diff",
            tools,
            new(
                "比较一个片区同一个月的两个版次：谁下、谁上、谁调班，哪些席位空出或补上，每一版因为什么。",
                "Compares two editions of an area's month: who left, who came, who moved, which seats opened or were filled, and why each edition was made."
            ),
            "rota diff 2026-12 --area LJ-03",
            "rota diff 2026-12 --area LJ-03 --from-edition 1 --to-edition 3"
        )
    {
        Arguments.Add(month = Asked.Month(Language));
        area = Asked.OneArea(Language);
        from = Asked.Whole(
            "--from-edition",
            1,
            1_000_000,
            Language,
            new("较早的版次；不写就是前一版", "The one edition; the one before the other when it is not given")
        );
        to = Asked.Whole(
            "--to-edition",
            1,
            1_000_000,
            Language,
            new("较晚的版次；不写就是最后一版", "The other edition; the last when it is not given")
        );
        names = Asked.Names(Language);
        foreach (var option in (Option[])[area, from, to, names])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        OpenOffice.AndAsync(call, StreetAccess.Read, office => RunAsync(call, office));

    private async Task<ExitCode> RunAsync(Call call, Office office)
    {
        var compared = await new CompareEditions(office).RunAsync(
            call.Value(month),
            call.Value(area)!,
            call.Value(from),
            call.Value(to),
            call.Stop
        );
        if (!compared.Succeeded)
        {
            return call.Refuse(compared.Faults);
        }

        var (its, screen) = (compared.Value, call.Screen);
        var changes = new ShowChanges(screen, its.Changes, its.People, call.Value(names));
        screen.Say(
            $"{its.Area.Code} {StateWords.Of(call.Value(month))}：第 {its.Earlier.Number} 版与第 {its.Later.Number} 版相差 {its.Changes.Count} 席；待补 {its.Earlier.Counts.Gaps} → {its.Later.Counts.Gaps}。",
            $"{its.Area.Code} {StateWords.Of(call.Value(month))}: editions {StateWords.Whole(its.Earlier.Number)} and {StateWords.Whole(its.Later.Number)} differ in {StateWords.Some(its.Changes.Count, "seat")}; gaps {StateWords.Whole(its.Earlier.Counts.Gaps)} → {StateWords.Whole(its.Later.Counts.Gaps)}."
        );
        foreach (var cause in its.Causes)
        {
            Tell(screen, cause, office, await ByAsync(call, office, cause.By));
        }

        if (its.Changes.Count > 0)
        {
            changes.Tell();
        }

        screen.Document(
            new
            {
                Month = StateWords.Of(call.Value(month)),
                Area = its.Area.Code,
                From = its.Earlier.Number,
                To = its.Later.Number,
                GapsBefore = its.Earlier.Counts.Gaps,
                GapsAfter = its.Later.Counts.Gaps,
                Causes = its.Causes.Select(c => new
                {
                    c.Edition,
                    c.Cause.Kind,
                    c.Cause.Proposal,
                    Moves = c.Moves.Count,
                    c.By,
                }),
                Changes = changes.Documents(),
            }
        );
        return ExitCode.Done;
    }

    /// <summary>Who made an edition: an organiser as they called themselves, a resident by name and watch number as other verbs show them.</summary>
    private async Task<string> ByAsync(Call call, Office office, string by) =>
        (await new FindPeople(office).RunAsync(by, call.Stop)).FirstOrDefault(c => c.Code == by) is { } card
            ? $"{OneResident.NameOf(call.Screen, card, call.Value(names))} {card.Number}"
            : by;

    /// <summary>Tells why an edition took the place of the one before.</summary>
    private static void Tell(Screen screen, EditionChange change, Office office, string by)
    {
        var at = change.At.InZone(office.Zone).LocalDateTime;
        var (kind, number) = (change.Cause.Kind.Words(), StateWords.Whole(change.Edition));
        var proposal = change.Cause.Proposal is { } its
            ? new Words($"（第 {StateWords.Whole(its)} 号提议）", $" (proposal {StateWords.Whole(its)})")
            : new Words("", "");
        screen.Say(
            $"第 {number} 版：{kind.Zh}{proposal.Zh}，动了 {StateWords.Whole(change.Moves.Count)} 席；{StateWords.Of(at.Date)} {StateWords.Of(at.TimeOfDay)}，{by}。",
            $"Edition {number}: {kind.En}{proposal.En}, {StateWords.Some(change.Moves.Count, "seat")} moved; {StateWords.Of(at.Date)} {StateWords.Of(at.TimeOfDay)}, {by}."
        );
    }
}
