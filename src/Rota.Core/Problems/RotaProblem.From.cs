using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Problems;

public sealed partial class RotaProblem
{
    /// <summary>
    /// Validates the facts and freezes them. Fails on pins that name nobody or no seat, that meet on one seat, or that break a
    /// rule already by themselves, and on terms whose limits or prices are out of range.
    /// </summary>
    public static Outcome<RotaProblem> From(ProblemFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var missets = (
            from rule in facts.Terms.Rules.All
            let misset = rule.Misset(facts.Terms)
            where misset is not null
            select new Fault(new Place($"covenant, {rule.Key}"), misset.Value.What, misset.Value.Right)
        ).ToList();
        if (missets.Count > 0)
        {
            return Outcome<RotaProblem>.Failed(missets);
        }

        var frozen = facts.Frozen?.Select(w => w.Night).DistinctBy(n => n.Date).ToDictionary(n => n.Date);
        var nights = facts
            .Month.ToDateInterval()
            .Select(n => frozen?.GetValueOrDefault(n) ?? NightReader.Read(n, facts.Terms, facts.Calendar))
            .ToList();
        var households = HouseholdsOf(facts);
        var residents = households.SelectMany(h => h.Residents).ToDictionary(r => r.Id);
        var places = households.ToDictionary(h => h.Id);
        var apart = (
            from pair in facts.Apart
            where places.ContainsKey(pair.A) && places.ContainsKey(pair.B)
            let a = places[pair.A]
            let b = places[pair.B]
            select a.Index < b.Index ? (a, b) : (b, a)
        );
        var problem = new RotaProblem(
            facts.Area,
            facts.Month,
            facts.Terms,
            nights,
            WatchesOf(facts, nights),
            households,
            GroupsOf(facts, residents),
            [.. apart.Distinct().OrderBy(p => p.Item1.Index).ThenBy(p => p.Item2.Index)]
        );
        var faults = problem.Pin(facts);
        return Outcome<RotaProblem>.Of(faults, () => problem);
    }

    private static List<Watch> WatchesOf(ProblemFacts facts, IEnumerable<Night> nights) =>
        [
            .. (facts.Frozen ?? Planned(facts, nights))
                .OrderBy(w => w.Night.Date)
                .ThenBy(w => w.Begins)
                .ThenBy(w => w.Name, StringComparer.Ordinal)
                .Select((watch, index) => watch with { Index = index }),
        ];

    private static IEnumerable<Watch> Planned(ProblemFacts facts, IEnumerable<Night> nights) =>
        from night in nights
        from pattern in facts.Terms.WatchesOn(night.Date)
        select new Watch(
            night,
            pattern.Name,
            pattern.Start,
            pattern.End,
            pattern.Leads,
            pattern.Guards,
            pattern.Standbys
        );

    private static List<HouseholdMonth> HouseholdsOf(ProblemFacts facts)
    {
        var grids = facts.Grids.ToDictionary(g => g.Id, g => g.Code);
        var absences = facts.Absences.ToLookup(a => a.Resident);
        var wishes = facts.Wishes.ToLookup(w => w.Resident);
        var members = facts.Residents.ToLookup(r => r.Household);
        var around = facts.Around.ToLookup(d => d.Household);
        var festivals = facts.FestivalsStood.ToLookup(f => f.Household, f => f.Festival);
        var seated = facts.Pins.Select(p => p.Resident).Concat(facts.OnDuty).ToHashSet();
        var households = new List<HouseholdMonth>();
        var index = 0;
        foreach (
            var (household, code) in facts
                .Households.Select(h => (h, Code: $"{grids[h.Grid]}/{h.Code}"))
                .OrderBy(h => h.Code, StringComparer.Ordinal)
        )
        {
            var month = new HouseholdMonth
            {
                Index = households.Count,
                Id = household.Id,
                Code = code,
                Building = household.Building is { } building ? $"{grids[household.Grid]} {building}" : null,
                OwingWeight = Share.Weight(facts.Terms, household, members[household.Id], absences, facts.Month),
                Balance = facts.Balances.GetValueOrDefault(household.Id),
                OutNights = around[household.Id].Where(d => Rotas.Watch.IsOut(d.Post)).Select(d => d.Night).ToHashSet(),
                StandbyNights = around[household.Id]
                    .Where(d => !Rotas.Watch.IsOut(d.Post))
                    .Select(d => d.Night)
                    .ToHashSet(),
                FestivalsStood = [.. festivals[household.Id].Distinct(StringComparer.Ordinal)],
            };
            var residents = new List<ResidentMonth>();
            foreach (var resident in members[household.Id].OrderBy(r => r.Code, StringComparer.Ordinal))
            {
                var its = ResidentOf(
                    facts,
                    month,
                    resident,
                    index,
                    [.. absences[resident.Id]],
                    [.. wishes[resident.Id]]
                );
                if (
                    its.MayGuardOn.Contains(true)
                    || resident.IsCarer
                    || resident.Together is not null
                    || seated.Contains(resident.Id)
                )
                {
                    residents.Add(its);
                    index++;
                }
            }

            month.Residents = residents;
            households.Add(month);
        }

        return households;
    }

    private static ResidentMonth ResidentOf(
        ProblemFacts facts,
        HouseholdMonth household,
        Resident resident,
        int index,
        IReadOnlyList<Absence> absences,
        IReadOnlyList<Wish> wishes
    )
    {
        var nights = facts.Month.ToDateInterval().ToList();
        var ofAge = Share.IsOfAge(facts.Terms.Guards, resident, facts.Month.Year);
        var home = nights.Select(n => resident.IsHere(n) && !absences.Any(a => a.Covers(n))).ToArray();
        var stood = facts.WatchesStood.GetValueOrDefault(resident.Id);
        return new ResidentMonth
        {
            Index = index,
            Id = resident.Id,
            Code = resident.Code,
            Household = household,
            Sex = resident.Sex,
            CanLead = resident.CanLead || stood >= facts.Terms.Guards.LeadsAfter,
            IsNewcomer = stood == 0,
            WantsCompanion = resident.WantsCompanion && resident.Sex == Sex.Woman,
            IsCarer = resident.IsCarer,
            MayGuardOn = [.. nights.Zip(home, (n, isHome) => ofAge && isHome && !resident.IsExempt(n))],
            AtHomeOn = home,
            WishOn = [.. nights.Select(n => WishOf(wishes, n))],
        };
    }

    /// <summary>A wish about the date counts before one about the weekday; against counts before for.</summary>
    private static int WishOf(IReadOnlyList<Wish> wishes, LocalDate night)
    {
        var concerning = wishes.Where(w => w.Concerns(night)).ToList();
        var dated = concerning.Where(w => w.Night is not null).ToList();
        var counting = dated.Count > 0 ? dated : concerning;
        return counting.Count == 0 ? 0
            : counting.Exists(w => w.Kind == WishKind.Avoid) ? -1
            : 1;
    }

    private static List<TogetherGroup> GroupsOf(ProblemFacts facts, Dictionary<ResidentId, ResidentMonth> residents)
    {
        var groups = (
            from resident in facts.Residents
            where resident.Together is not null && residents.ContainsKey(resident.Id)
            group residents[resident.Id] by resident.Together into members
            where members.Count() > 1
            orderby members.Key
            select new TogetherGroup(members.Key, [.. members.OrderBy(m => m.Index)])
        ).ToList();
        groups.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
        foreach (var group in groups)
        {
            foreach (var member in group.Members)
            {
                member.Group = group;
            }
        }

        return groups;
    }

    private List<Fault> Pin(ProblemFacts facts)
    {
        var faults = new List<Fault>();
        var pins = new List<Pin>();
        foreach (var (seat, id) in facts.Pins.Distinct().OrderBy(p => p.Seat))
        {
            var resident = Resident(id);
            var watch = Watch(seat.Night, seat.Watch);
            var at = new Place($"pin {Area} {SeatWords.Of(seat).En}");
            if (resident is null || watch is null || seat.Number < 1 || seat.Number > watch.Seats(seat.Post))
            {
                faults.Add(
                    new Fault(
                        at,
                        new(
                            "指定的人或席位不在本片区本月之内",
                            "the resident or the seat is not of this area and month"
                        ),
                        new(
                            "请改为本片区的人和公约里有的席位",
                            "name a resident of the area and a seat the covenant has"
                        )
                    )
                );
            }
            else if (pins.Exists(p => p.Watch == watch && p.Post == seat.Post && p.Number == seat.Number))
            {
                faults.Add(
                    new Fault(
                        at,
                        new("同一席位指定了两个人", "two residents are pinned to one seat"),
                        new("请只留一个", "keep one of them")
                    )
                );
            }
            else
            {
                pins.Add(new Pin(watch, seat.Post, seat.Number, resident));
            }
        }

        // A pin that is void hides none of what the others break.
        Pins = pins;
        return [.. faults, .. PinBreaches()];
    }

    /// <summary>What the pins that name a resident and a seat of the month break by themselves, before anybody else is on the rota.</summary>
    private List<Fault> PinBreaches()
    {
        var duties = Pins.Select(p => new Duty(
            new Seat(p.Watch.Night.Date, p.Watch.Name, p.Post, p.Number),
            p.Resident.Id,
            p.Resident.Household.Id,
            p.Watch.Night.PointsOf(p.Post),
            p.Resident.CanLead
        ));
        var reading = new Reading(this, new WatchRota(Month, [.. duties], []));
        return
        [
            .. from rule in Terms.Rules.All
            from breach in rule.CheckPart(reading)
            let who = string.Join("、", breach.Who.Select(id => Resident(id)!.Code).Distinct())
            select new Fault(
                new Place($"pins of {Area}{(breach.Night is { } night ? $", {night:uuuu-MM-dd}" : "")}"),
                new(
                    $"指定 {who} 违反公约：{breach.What.Zh.TrimEnd('。')}",
                    $"pinning {who} breaks the covenant: {breach.What.En.TrimEnd('.')}"
                ),
                new("请取消其中的指定，或记录特许", "take back one of the pins, or record a waiver")
            ),
        ];
    }
}
