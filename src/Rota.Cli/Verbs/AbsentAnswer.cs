using Rota.Cli.Screens;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Answers an absence: what was recorded, which published duties it meets, and what can be done about each.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="people">Who is away.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
/// <param name="top">How many ways of each kind are listed at most; null for as many as the swap command lists, which numbers them the same.</param>
internal sealed class AbsentAnswer(Call call, Office office, IReadOnlyList<ResidentCard> people, bool isNamed, int? top)
{
    private readonly Screen screen = call.Screen;
    private readonly int most = top ?? SwapWays.ByDefault;

    /// <summary>Tells what was recorded, and for each duty the ways, or for one that is near whom to call.</summary>
    public async Task<ExitCode> TellAsync(AbsenceAsked absence, AbsenceReported done)
    {
        var span = Span(absence);
        screen.Say($"已记请假：{Who}，{span}。", $"Recorded: {Who} cannot come, {span}.");
        if (done.Duties.Count == 0)
        {
            screen.Say("这些夜里没有已公布的班。", "No published duty falls on these nights.");
        }

        foreach (var (area, edition) in done.Editions)
        {
            screen.Say(
                $"{area} {StateWords.Of(edition.Month)} 第 {edition.Number} 版：班已放下，账上退回。",
                $"{area} {StateWords.Of(edition.Month)}, edition {StateWords.Whole(edition.Number)}: the duties are given up and released in the ledger."
            );
        }

        var duties = new List<object>();
        foreach (var duty in done.Duties)
        {
            screen.Line();
            duties.Add(await TellAsync(duty));
        }

        screen.Document(
            new
            {
                Recorded = done.Recorded,
                From = StateWords.Of(absence.First),
                To = StateWords.Of(absence.Last),
                absence.IsExcused,
                Editions = done.Editions.Select(e => new
                {
                    e.Area,
                    Month = StateWords.Of(e.Edition.Month),
                    Edition = e.Edition.Number,
                }),
                Duties = duties,
            }
        );
        return ExitCode.Done;
    }

    /// <summary>Tells that an absence was taken back.</summary>
    public ExitCode Back(AbsenceAsked absence, AbsenceReported done)
    {
        if (done.Recorded == 0)
        {
            screen.Say($"{Span(absence)}没有请假的记录。", $"No absence is on record, {Span(absence)}.");
        }
        else
        {
            screen.Say($"已销假：{Who}，{Span(absence)}。", $"Taken back: {Who} can come, {Span(absence)}.");
        }

        foreach (var duty in done.Duties)
        {
            screen.Say($"还有班：{SeatWords.Of(duty.At.Seat).Zh}", $"On duty: {SeatWords.Of(duty.At.Seat).En}");
        }

        screen.Document(
            new { TakenBack = done.Recorded, Duties = done.Duties.Select(d => SeatWords.Of(d.At.Seat).En) }
        );
        return ExitCode.Done;
    }

    private string Who =>
        string.Join(screen.In("、", ", "), people.Select(p => $"{OneResident.NameOf(screen, p, isNamed)} {p.Number}"));

    private async Task<object> TellAsync(AbsentDuty duty)
    {
        if (duty.Call is { } number)
        {
            screen.Say(
                $"已公开找人（第 {number} 号）。有人接下时：rota swap --proposal {number} --taken-by 居民",
                $"Offered to everybody as {StateWords.Whole(number)}. When somebody takes it: rota swap --proposal {StateWords.Whole(number)} --taken-by WHO"
            );
        }

        if (duty.IsEmergency)
        {
            var phones = new Phones(call, office);
            var list = await phones.ReadAsync(duty.At, Math.Max(most, Phones.ByDefault));
            if (list.Succeeded)
            {
                phones.Show(list.Value);
                return new { duty.Call, CallList = Phones.ToDocument(list.Value) };
            }
        }

        var ways = new SwapWays(call, office, isNamed);
        var found = await new SuggestChanges(office).RunAsync(duty.At.Area, duty.At.Seat, most, call.Stop);
        if (!found.Succeeded)
        {
            screen.Faults(found.Faults);
            return new { duty.Call, Seat = SeatWords.Of(duty.At.Seat).En };
        }

        if (duty.Call is not null)
        {
            ways.SayWhetherHeard(found.Value);
        }

        ways.Show(found.Value);
        if (found.Value.Best.Count > 0)
        {
            var which = Which(duty, found.Value);
            // The numbers hang on how many of a kind are listed.
            var cut = top is { } asked ? $" --top {StateWords.Whole(asked)}" : "";
            screen.Say(
                $"提出第一种：rota swap {which} --take 1{cut}；别的写它的序号",
                $"To propose the first: rota swap {which} --take 1{cut}; another by its number"
            );
        }

        return new { duty.Call, Ways = ways.ToDocument(found.Value) };
    }

    private string Which(AbsentDuty duty, ChangesSuggested found)
    {
        var seat = duty.At.Seat;
        return duty.At.Holder is null
            ? $"--area {found.Area.Code} --seat {SeatAsked.Of(seat)}"
            : $"--resident {people.First(p => p.Resident == duty.Of).Number} --night {StateWords.Of(seat.Night)}";
    }

    private string Span(AbsenceAsked absence) =>
        absence.First == absence.Last
            ? StateWords.Of(absence.First)
            : screen.In(
                $"{StateWords.Of(absence.First)} 到 {StateWords.Of(absence.Last)}",
                $"{StateWords.Of(absence.First)} to {StateWords.Of(absence.Last)}"
            );
}
