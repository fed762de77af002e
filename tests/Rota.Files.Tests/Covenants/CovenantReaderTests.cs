using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Files.Covenants;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Covenants;

public class CovenantReaderTests
{
    private static readonly string Shipped = File.ReadAllText(ProjectFiles.At("config", "covenant.yaml"));

    [Fact]
    public void TheShippedCovenant_SaysWhatTheRulesSayByDefault()
    {
        var covenant = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;
        Assert.Equal(RuleSet.Default.All, covenant.Terms.Rules.All);
        Assert.Equal(new NightPoints(10, 15, 30, 50, 5), covenant.Terms.Points);
        Assert.Equal(new GuardAges(19, 65, 70, 3), covenant.Terms.Guards);
        Assert.Equal(ShareKind.AdultsCapped, covenant.Terms.Share);
        Assert.Equal(new YearMonth(2026, 11), covenant.InForceFrom);
        Assert.Equal(["除夕"], covenant.Terms.Eves);
        var watch = Assert.Single(covenant.Terms.Watches);
        Assert.Equal(("evening", new LocalTime(19, 30), new LocalTime(22, 30)), (watch.Name, watch.Start, watch.End));
        Assert.Equal((1, 1, 1), (watch.Leads, watch.Guards, watch.Standbys));
        Assert.Null(covenant.PublicUrl);
        Assert.Equal(93, covenant.Areas.Length);
        Assert.All(covenant.Areas, a => Assert.Equal([a.Code], a.Grids));
    }

    [Fact]
    public void WhatIsSaidOfChanges_MayBeLeftOut_AndKeepsTheVersion()
    {
        const string written =
            "changes:\n  approval: false\n  expires_hours: 2\n  undo_hours: 24\n  emergency_hours: 24\n"
            + "  emergency_excuses: [month, rest, standby]\n";
        var shipped = Parse().Value;
        var without = Parse((written, "")).Value;
        var other = Parse((written, "changes: { approval: true, undo_hours: 0, emergency_excuses: [rest] }\n")).Value;

        Assert.Equal(ChangeTerms.Default, shipped.Changes);
        Assert.Equal(ChangeTerms.Default, without.Changes);
        Assert.Equal(new ChangeTerms(true, 2, 0, 24, EmergencyExcuses.Rest), other.Changes);
        Assert.Equal(CovenantVersion.Of(shipped), CovenantVersion.Of(without));
        Assert.DoesNotContain("expires_hours", CovenantJson.Write(without));
        Assert.NotEqual(CovenantVersion.Of(shipped), CovenantVersion.Of(other));
        Assert.Equal(other.Changes, CovenantJson.Read(CovenantJson.Write(other)).Changes);
    }

    [Fact]
    public void TheShippedCovenant_WritesEveryRuleThatHasALimitOrAPrice()
    {
        foreach (var rule in RuleSet.Default.All.Where(r => r.GetType().GetProperties().Any(p => p.CanWrite)))
        {
            Assert.Contains($"\n  {rule.Key}:", Shipped);
        }
    }

    [Fact]
    public void TheExamplesInItsComments_CanBeReadWhenTheyAreUncommented()
    {
        var text = Shipped
            .Replace("seasons: []", "seasons:")
            .Replace("exceptions: []", "exceptions:")
            .Replace("communities: {}", "communities:");
        var lines = text.Split('\n').Select(l => l is [' ', ' ', '#', ' ', not '以', ..] ? "  " + l[4..] : l);
        var covenant = CovenantReader.Parse(string.Join('\n', lines), "c").Value;

        var pooled = covenant.Areas.Single(a => a.Code == "LJ-A");
        Assert.Equal(["LJ-98", "LJ-99"], pooled.Grids);
        Assert.Equal("丽景小区东门", pooled.MeetingPoint);
        Assert.Equal("0735-0100000", pooled.Phone);
        Assert.Equal(["LJ-01"], covenant.Areas.Single(a => a.Code == "LJ-01").Grids);
        Assert.Equal(ShareKind.Household, covenant.For("LJ-A", "丽景社区").Share);
        Assert.Equal(14, covenant.For("WQ-01", "温泉路").Rules.Get<Rest>().FreeNights);
        Assert.Equal(20, covenant.For("FQ-01", "福泉").Rules.Get<Rest>().FreeNights);
        Assert.Empty(covenant.Terms.WatchesOn(new LocalDate(2027, 2, 6)));
        Assert.Equal(2, Assert.Single(covenant.Terms.WatchesOn(new LocalDate(2027, 9, 15))).Guards);
        Assert.Equal(new LocalTime(20, 0), Assert.Single(covenant.Terms.WatchesOn(new LocalDate(2027, 7, 1))).Start);
    }

    [Fact]
    public void AnArea_ReplacesOnTopOfItsCommunity()
    {
        var covenant = Parse(
            ("areas:", "areas:\n  WQ-01: { community: 温泉路, replaces: { share: adults } }"),
            ("communities: {}", "communities:\n  温泉路:\n    rules: { rest: { free_nights: 14 } }")
        ).Value;
        var terms = covenant.For("WQ-01", "温泉路");
        Assert.Equal((ShareKind.Adults, 14), (terms.Share, terms.Rules.Get<Rest>().FreeNights));
        Assert.Equal(ShareKind.AdultsCapped, covenant.For("WQ-02", "温泉路").Share);
    }

    [Fact]
    public void APriceThatFitsTheStreet_CanBeTooHighForACommunitysPoints()
    {
        var fault = Assert.Single(
            Parse(
                (
                    "communities: {}",
                    "communities:\n  丽景:\n    points: { ordinary: 5, before_day_off: 5, holiday: 5, eve: 5, standby_part: 5 }"
                )
            ).Faults
        );
        Assert.Contains("wishes", fault.What.En);
        Assert.Contains("25", fault.Right.En);
    }

    /// <summary>What is put in place of what, the text at which the fault is found, a word of what is wrong and one of what would be right.</summary>
    [Theory]
    [InlineData("time_zone: Asia/Shanghai", "time_zone: Asia/Shangai", "Asia/Shangai", "time zone", "Asia/Shanghai")]
    [InlineData("in_force_from: 2026-11", "in_force_from: 2026-13", "2026-13", "2026-13", "month such as")]
    [InlineData("  on: 2026-10-18", "  on: 18.10.2026", "18.10.2026", "18.10.2026", "date such as")]
    [InlineData("in_force_from: 2026-11", "in_force_from: 2026-10", "in_force_from", "2026-10-18", "first day")]
    [InlineData("    start: 19:30", "    start: 25:30", "25:30", "25:30", "19:30")]
    [InlineData("    end: 22:30", "    end: 19:30", "end: 19:30", "19:30", "another time")]
    [InlineData("    guards: 1 ", "    guards: -1 ", "-1", "-1", "from 0 to 20")]
    [InlineData("    guards: 1 ", "    guards: one ", "one ", "one", "whole number")]
    [InlineData("    guards: 1 ", "    guards: [1] ", "[1]", "a list", "whole number")]
    [InlineData("    guards: 1 ", "    gards: 1 ", "gards", "gards", "guards")]
    [InlineData("    free_nights: 20", "    free_nights: 99", "rest:", "free_nights is 99", "between 0 and 60")]
    [InlineData("    free_nights: 20", "    free_night: 20", "free_night:", "free_night", "free_nights")]
    [InlineData("    required: false", "    required: nein", "nein", "nein", "true or false")]
    [InlineData("    avoid: 40", "    avoid: 4000", "wishes:", "avoid is 4000", "between 0 and 100")]
    [InlineData("    lead: 1000000000000", "    lead: 1", "gaps:", "lead 1", "lead > guard")]
    [InlineData("eves: [除夕]", "eves: [除夕, 清明节]", "清明节", "清明节", "除夕")]
    [InlineData("eves: [除夕]", "eves: [除夕, 除夕]", "除夕]", "twice", "keep one")]
    [InlineData("eves: [除夕]", "eves: 除夕", "除夕", "should be a list", "- ")]
    [InlineData("share: adults_capped", "share: adult_capped", "adult_capped", "adult_capped", "adults_capped")]
    [InlineData("  post: 18", "  post: 28", "draft: 15", "out of order", "post < publish")]
    [InlineData("  draft: 15", "  draft: 31", "31", "31", "from 1 to 28")]
    [InlineData("  ordinary: 10 ", "  ordinary: 20 ", "ordinary: 20", "weighs less", "ordinary ≤")]
    [InlineData("public_url:", "public_url: shouwang", "shouwang", "web address", "https://")]
    [InlineData("  zh: 下湄桥街道平安守望公约", "  zh:", "zh:", "no value", "zh")]
    [InlineData(
        "in_force_from: 2026-11",
        "in_force_from: 2026-11\nin_force_from: 2026-12",
        "in_force_from: 2026-12",
        "twice",
        "keep one"
    )]
    [InlineData("share: adults_capped", "shares: adults_capped", "shares", "shares", "share")]
    [InlineData("areas:", "areas:\n  A: { grids: [X, Y] }\n  B: { grids: [Y, Z] }", "Y, Z", "in two areas", "one area")]
    [InlineData("areas:", "areas:\n  X:\n  B: { grids: [X, Z] }", "X, Z", "in two areas", "one area")]
    [InlineData("areas:", "areas:\n  A: { grids: [X] }", "X]", "under another code", "grid's code")]
    [InlineData("areas:", "areas:\n  A: { phone: call me }", "call me", "call me", "digits")]
    [InlineData("communities: {}", "communities:\n  丽景:\n    watches: []", "[]", "empty", "exceptions")]
    [InlineData(
        "communities: {}",
        "communities:\n  丽景:\n    rules: { month: { at_most: 0 } }",
        "month: { at_most: 0",
        "at_most is 0",
        "1 or more"
    )]
    [InlineData("communities: {}", "communities:\n  丽景:\n    eves:", "eves:", "no value", "eves")]
    [InlineData(
        "communities: {}",
        "communities:\n  丽景:\n    cycle: { draft: 1 }",
        "cycle: { draft: 1 }",
        "cycle",
        ""
    )]
    [InlineData(
        "areas:",
        "areas:\n  A: { grids: [X, Y] }\n  Y: { grids: [V, W] }",
        "Y: {",
        "a grid in area A",
        "another code"
    )]
    [InlineData("  approval: false", "  approval: 也许", "也许", "也许", "true or false")]
    [InlineData("  undo_hours: 24", "  undo_hours: 721", "721", "721", "0 to 720")]
    [InlineData("  undo_hours: 24", "  undo_hour: 24", "undo_hour", "undo_hour", "undo_hours")]
    public void AFault_NamesThePlaceWhatIsWrongAndWhatWouldBeRight(
        string old,
        string by,
        string at,
        string what,
        string right
    )
    {
        var (line, column) = Place(old, by, at);
        var faults = Parse((old, by)).Faults;
        var fault = faults[0].Where.Line == line ? faults[0] : faults[^1];
        Assert.Equal((line, column), (fault.Where.Line, fault.Where.Column));
        Assert.Contains(what, fault.What.En);
        Assert.Contains(right, fault.Right.En);
        Assert.Equal("c.yaml", fault.Where.Source);
    }

    [Fact]
    public void TwoWatchesOfOneName_OnOneNight_AreAFault()
    {
        const string Two =
            "watches:\n  - { name: evening, start: 20:00, end: 21:00, leads: 1, guards: 1, standbys: 0, weekdays: [周五] }";
        Assert.Contains("called evening", Assert.Single(Parse(("watches:", Two)).Faults).What.En);
        Assert.True(
            Parse(
                ("watches:", Two),
                ("    # weekdays: [周五, 周六]        #", "    weekdays: [Mon, 周二]  #")
            ).Succeeded,
            "on other weekdays a name may come again"
        );
    }

    [Theory]
    [InlineData("06-15", "08-31", "08-31", "09-30", false)]
    [InlineData("06-15", "08-31", "09-01", "09-30", true)]
    [InlineData("12-01", "02-28", "02-29", "03-31", true)]
    [InlineData("12-01", "02-29", "02-29", "03-31", false)]
    [InlineData("12-01", "01-31", "01-01", "01-02", false)]
    public void Seasons_DoNotOverlap(string from, string to, string nextFrom, string nextTo, bool right)
    {
        var season = (string a, string b) => $"  - {{ from: {a}, to: {b}, watches: [] }}\n";
        var outcome = Parse(("seasons: []", "seasons:\n" + season(from, to) + season(nextFrom, nextTo)));
        Assert.Equal(right, outcome.Succeeded);
    }

    [Theory]
    [InlineData("suspended: true", true)]
    [InlineData("watches: [{ name: e, start: 19:30, end: 22:30, leads: 0, guards: 2, standbys: 0 }]", true)]
    [InlineData("to: 2027-02-04, suspended: true", false)]
    [InlineData("suspended: false", false)]
    [InlineData("watches: []", false)]
    [InlineData("to: 2027-02-06", false)]
    [InlineData(
        "suspended: true, watches: [{ name: e, start: 19:30, end: 22:30, leads: 0, guards: 2, standbys: 0 }]",
        false
    )]
    [InlineData("watches: [{ name: e, start: 19:30, end: 22:30, leads: 0, guards: 0, standbys: 2 }]", false)]
    public void AnException_SuspendsOrHasWatches(string says, bool right)
    {
        var exception = $"exceptions:\n  - {{ from: 2027-02-05, {says}, reason: {{ zh: 因, en: why }} }}";
        Assert.Equal(right, Parse(("exceptions: []", exception)).Succeeded);
    }

    [Fact]
    public void AGridThatStandsAloneAndInAnArea_IsOneFault() =>
        Assert.Single(Parse(("areas:", "areas:\n  B: { grids: [X, Z] }\n  X:")).Faults);

    [Fact]
    public void AllFaults_AreReportedAtOnce_InTheOrderOfTheFile()
    {
        var faults = Parse(
            ("time_zone: Asia/Shanghai", "time_zone: Mars"),
            ("share: adults_capped", "share: all"),
            ("  draft: 15", "  draft: 0"),
            ("    free_nights: 20", "    free_nights: many")
        ).Faults;
        Assert.Equal(4, faults.Count);
        Assert.Equal(faults.Select(f => f.Where.Line).Order(), faults.Select(f => f.Where.Line));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("# only a comment\n", "empty")]
    [InlineData("just words", "should hold keys")]
    [InlineData("[1, 2]", "should hold keys")]
    [InlineData("name\uFF1A甲", "full-width colon")]
    [InlineData("name: { zh: 甲", "not YAML")]
    [InlineData("name:\n\tzh: 甲", "tab")]
    [InlineData("name: &a 甲\nshare: *a", "anchor")]
    [InlineData("name: !!str 甲", "tag")]
    [InlineData("name: 甲\n---\nname: 乙", "second document")]
    [InlineData("? [a]\n: b", "key is not a word")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "nested")]
    public void WhatIsNoCovenantAtAll_IsAFaultWithAPlace(string text, string what)
    {
        var faults = CovenantReader.Parse(text, "c.yaml").Faults;
        Assert.Contains(faults, f => f.What.En.Contains(what, StringComparison.Ordinal) && f.Where.Line >= 1);
    }

    [Fact]
    public void AFileThatIsNotThere_IsAFault() =>
        Assert.Contains("no such file", Assert.Single(CovenantReader.Read("nowhere/none.yaml").Faults).What.En);

    private static Outcome<Covenant> Parse(params (string Old, string By)[] changes) =>
        CovenantReader.Parse(changes.Aggregate(Shipped, (text, c) => Changed(text, c.Old, c.By).Text), "c.yaml");

    /// <summary>The text with one thing in place of another that begins a line, and where.</summary>
    private static (string Text, int At) Changed(string text, string old, string by)
    {
        var at = text.IndexOf("\n" + old, StringComparison.Ordinal) + 1;
        Assert.True(at > 0, $"no line begins with “{old}”");
        return (text[..at] + by + text[(at + old.Length)..], at);
    }

    /// <summary>Line and column of a text in what was put in, or else of the last one before it.</summary>
    private static (int? Line, string? Column) Place(string old, string by, string at)
    {
        var (text, begins) = Changed(Shipped, old, by);
        var index = text.IndexOf(at, begins, StringComparison.Ordinal);
        index =
            index < 0 || index >= begins + by.Length ? text.LastIndexOf(at, begins, StringComparison.Ordinal) : index;
        Assert.True(index >= 0, $"there is no “{at}”");
        var line = text[..index].Count(c => c == '\n') + 1;
        var column = index - (index == 0 ? -1 : text.LastIndexOf('\n', index - 1));
        return (line, column.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
