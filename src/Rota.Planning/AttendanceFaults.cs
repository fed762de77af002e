using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning;

/// <summary>Why nothing can be marked of a night, or of somebody on it.</summary>
internal static class AttendanceFaults
{
    /// <summary>What is wrong with what is told; none when it can be written.</summary>
    public static IEnumerable<Fault> Of(NightAttended night, AttendanceTold told)
    {
        var duties = night.Duties.ToDictionary(d => d.Standing.Duty.Resident);
        if (night.Duties.All(d => !d.HasBegun))
        {
            yield return NotBegun(night);
            yield break;
        }

        foreach (
            var (option, resident) in told
                .Came.Select(r => ("--came", r))
                .Concat(told.Missed.Select(r => ("--missed", r)))
        )
        {
            if (!duties.TryGetValue(resident, out var duty))
            {
                yield return new Fault(
                    new Place(option),
                    new(
                        $"{night.Area.Code} {night.Night:uuuu-MM-dd} 生效的值班表上没有此人",
                        $"the rota in force of {night.Area.Code} does not have them on {night.Night:uuuu-MM-dd}"
                    ),
                    new("请写这一夜在班的人", "name somebody who is on duty that night")
                );
            }
            else if (!duty.HasBegun)
            {
                yield return NotBegun(night);
            }
        }

        if (told.Came.Intersect(told.Missed).Any())
        {
            yield return new Fault(
                new Place("--missed"),
                new("同一个人既写了到岗又写了未到", "somebody is said both to have come and not to have come"),
                new("请只写其中一样", "say one of the two")
            );
        }

        var leads = night.Duties.Where(d => d.Standing.Duty.Seat.Post == Post.Lead && d.HasBegun).ToList();
        if (told.ByLead && leads.All(d => told.Missed.Contains(d.Standing.Duty.Resident)))
        {
            yield return new Fault(
                new Place("--by-lead"),
                leads.Count == 0
                    ? new("这一夜没有带班的人", "nobody leads that night")
                    : new("带班的人自己没有到岗", "the lead did not come"),
                new("请不写 --by-lead，由排班员核实", "leave --by-lead out: the organiser says so")
            );
        }
    }

    /// <summary>Nobody is on duty that night.</summary>
    public static Fault NobodyOn(WatchArea area, LocalDate night) =>
        new(
            new Place("--night"),
            new(
                $"{area.Code} {night:uuuu-MM-dd} 没有生效的班次",
                $"nobody of {area.Code} is on duty on {night:uuuu-MM-dd} by a rota in force"
            ),
            new(
                $"rota show {night:uuuu-MM} --area {area.Code} 可查看哪些夜有班",
                $"See which nights have duties: rota show {night:uuuu-MM} --area {area.Code}"
            )
        );

    /// <summary>The area changed while this was written.</summary>
    public static Fault NotWritten(NightAttended night, WriteOutcome outcome) =>
        new(
            new Place($"{night.Area.Code} {night.Night:uuuu-MM-dd}"),
            outcome.Sentence(),
            new("请再查看一次再记", "look again, then mark it")
        );

    private static Fault NotBegun(NightAttended night) =>
        new(
            new Place($"{night.Area.Code} {night.Night:uuuu-MM-dd}"),
            new("这一班还没有开始", "the watch has not begun"),
            new("请等开始之后再记谁到岗", "mark who came once it has begun")
        );
}
