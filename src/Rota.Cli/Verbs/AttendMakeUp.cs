using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Shows an organiser which missed duties are not made up yet, which nights could be taken, and what to write to each resident.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class AttendMakeUp(Call call, Office office, bool isNamed)
{
    /// <summary>So many nights fit a message; the document has all.</summary>
    private const int MostShown = 5;

    private readonly Screen screen = call.Screen;

    /// <summary>Shows them for some areas. Writes nothing.</summary>
    public async Task<ExitCode> RunAsync(AreaChoice choice)
    {
        var read = await new ReadMakeUps(office).RunAsync(choice, call.Stop);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        if (read.Value.Count == 0)
        {
            screen.Say("没有还没补的班。", "No missed duty is left to be made up.");
        }

        Tell(read.Value);
        screen.Document(new { MakeUps = read.Value.Select(Document) });
        return ExitCode.Done;
    }

    /// <summary>Shows those of some residents, and gives them for the document.</summary>
    public async Task<IEnumerable<object>> OfAsync(string area, IReadOnlyList<ResidentId> residents)
    {
        var read = await new ReadMakeUps(office).RunAsync(new AreaChoice(null, [area]), call.Stop);
        var its = read.Succeeded ? read.Value.Where(m => residents.Contains(m.Missed.Resident)).ToList() : [];
        Tell(its);
        return its.Select(Document);
    }

    private void Tell(IReadOnlyList<MakeUp> makeUps)
    {
        foreach (var makeUp in makeUps)
        {
            var missed = makeUp.Missed;
            var post = SeatWords.Of(missed.Post);
            var who = $"{OneResident.NameOf(screen, makeUp.Who, isNamed)} {makeUp.Who.Number}";
            screen.Line();
            screen.Say(
                $"{makeUp.Area.Code} {who}：{StateWords.Of(missed.Night)} {post.Zh}，还差 {makeUp.Left} 分。",
                $"{makeUp.Area.Code} {who}: {StateWords.Of(missed.Night)} {post.En}, {makeUp.Left} points to make up."
            );
            if (makeUp.Ways.Count > 0)
            {
                screen.Show(Ways(makeUp));
            }

            screen.Say("私下发给本人：", "To send in private:");
            screen.Line("  " + screen.In(Letter(makeUp)));
        }
    }

    private Listing Ways(MakeUp makeUp)
    {
        var listing = new Listing(screen.Language)
            .Column("日期", "Night")
            .Column("", "")
            .Column("岗位", "post")
            .Number("分", "points")
            .Column("由来", "because")
            .Column("提出", "propose it");
        foreach (var way in makeUp.Ways.Take(MostShown))
        {
            listing.Row(
                StateWords.Of(way.Seat.Night),
                screen.In(StateWords.Of(way.Seat.Night.DayOfWeek)),
                screen.In(SeatWords.Of(way.Seat.Post)),
                way.Points.ToString(),
                screen.In(Because(way)),
                Command(makeUp, way)
            );
        }

        return listing;
    }

    private static Words Because(MakeUpWay way) =>
        way.Call is not null ? new("在找人", "open call")
        : way.Holder is not null ? new("原来的人来不了", "holder cannot")
        : new("待补", "open seat");

    private static string Command(MakeUp makeUp, MakeUpWay way) =>
        way switch
        {
            { Call: { } call } => $"rota swap --proposal {StateWords.Whole(call)} --taken-by {makeUp.Who.Number}",
            { Holder: { } holder } =>
                $"rota swap --resident {holder.Number} --night {StateWords.Of(way.Seat.Night)} --with {makeUp.Who.Number}",
            _ => $"rota swap --area {makeUp.Area.Code} --seat {Asked(way.Seat)} --with {makeUp.Who.Number}",
        };

    private static SeatAsked Asked(Seat seat) => new(seat.Night, seat.Watch, seat.Post, seat.Number);

    /// <summary>What to write: no blame, and no reason is asked.</summary>
    private static Words Letter(MakeUp makeUp)
    {
        var night = makeUp.Missed.Night;
        var nights = makeUp.Ways.Select(w => w.Seat.Night).Distinct().Take(MostShown).ToList();
        return nights.Count == 0
            ? new(
                $"您好！{Zh(night)}那一班没能等到您，不用说明原因，另约一夜就好。眼下还没有空着的夜，您哪几晚方便，告诉我一声，有了就和您说。",
                $"Hello! We missed you on the watch of {En(night)}. No reason is needed; another night will do. None is free just now: tell me which evenings suit you, and I will write when one comes up."
            )
            : new(
                $"您好！{Zh(night)}那一班没能等到您，不用说明原因，另约一夜就好。这几晚正缺人：{string.Join("、", nights.Select(Zh))}。哪一晚您方便？都不方便也没关系，告诉我一声，我们再约。",
                $"Hello! We missed you on the watch of {En(night)}. No reason is needed; another night will do. These still need somebody: {string.Join(", ", nights.Select(En))}. Which suits you? If none does, just tell me and we will find another."
            );
    }

    private static string Zh(LocalDate night) => $"{night.Month}月{night.Day}日（{StateWords.Of(night.DayOfWeek).Zh}）";

    private static string En(LocalDate night) => $"{StateWords.Of(night.DayOfWeek).En} {StateWords.Of(night)}";

    private object Document(MakeUp makeUp) =>
        new
        {
            Area = makeUp.Area.Code,
            WatchNumber = makeUp.Who.Number.ToString(),
            Name = OneResident.NameOf(screen, makeUp.Who, isNamed),
            Night = StateWords.Of(makeUp.Missed.Night),
            makeUp.Missed.Post,
            Points = makeUp.Points.ToString(),
            Left = makeUp.Left.ToString(),
            Ways = makeUp.Ways.Select(w => new
            {
                Night = StateWords.Of(w.Seat.Night),
                w.Seat.Watch,
                w.Seat.Post,
                Seat = w.Seat.Number,
                Points = w.Points.ToString(),
                w.Call,
                Because = screen.In(Because(w)),
                Command = Command(makeUp, w),
            }),
            Letter = screen.In(Letter(makeUp)),
        };
}
