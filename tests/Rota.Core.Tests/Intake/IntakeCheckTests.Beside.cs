using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Intake;

/// <summary>What the files beside the register say against it.</summary>
public partial class IntakeCheckTests
{
    [Fact]
    public void An_absence_is_of_somebody_known()
    {
        Refused(Absence(Away(Night, Night, who: "R9")), 9, "resident", "\"R9\"", "register has no");
        Refused(Absence(Away(Night, Night, who: "R123")), 9, "resident", "\"R123\"", "\"R000123\"", "zeros");
        Refused(
            Absence(Away(Night, Night, who: null) with { Household = new("LJ-01", "12") }),
            9,
            "household",
            "\"LJ-01/0012\""
        );
        Refused(
            Absence(Away(Night, Night, who: null) with { Household = new("XX-01", "12") }),
            9,
            "household",
            "grid \"XX-01\""
        );
        Passes(Absence(Away(Night, Night, who: "K1")));
        Passes(Absence(Away(Night, Night, who: null)));
    }

    [Fact]
    public void An_absence_ends_after_it_begins_and_repeats_in_full()
    {
        var later = Night.PlusDays(2);
        Refused(Absence(Away(later, Night)), 9, "to", "2026-12-24", "2026-12-26");
        Refused(Absence(Away(Night, later, every: 8)), 9, "until", "both, or neither");
        Refused(Absence(Away(Night, later, until: later.PlusDays(30))), 9, "every", "both, or neither");
        Refused(
            Absence(Away(Night, later, 2, later.PlusDays(30))),
            9,
            "every",
            "every 2 nights",
            "lasts 3",
            "at least 3"
        );
        Refused(Absence(Away(Night, later, 8, Night.PlusDays(1))), 9, "until", "2026-12-25");
        Refused(Absence(Away(Night, later, 8, Night.PlusYears(11))), 9, "until", "2037-12-24", "10 years");
        Passes(Absence(Away(Night, later, 3, later.PlusDays(30))));
    }

    [Fact]
    public void A_wish_is_of_somebody_known_and_one_way_only()
    {
        var like = new WishRow(At(5), "R1", null, IsoDayOfWeek.Saturday, WishKind.Like);
        Refused(Beside(i => i with { Wishes = [like with { Resident = "R9" }] }), 5, "resident", "\"R9\"");
        Refused(
            Beside(i => i with { Wishes = [like, like with { At = At(6), Kind = WishKind.Avoid }] }),
            6,
            "wish",
            "row 5"
        );
        Passes(
            Beside(i =>
                i with
                {
                    Wishes = [like, like with { At = At(6) }, like with { Resident = "R2", Kind = WishKind.Avoid }],
                }
            )
        );
    }

    [Fact]
    public void Households_apart_are_two_and_known()
    {
        var other = new HouseholdCode("LJ-01", "0002");
        Refused(Beside(i => i with { Apart = [new ApartRow(At(4), First, First)] }), 4, "household_b", "two different");
        Refused(
            Beside(i => i with { Apart = [new ApartRow(At(4), First, new("LJ-01", "0099"))] }),
            4,
            "household_b",
            "LJ-01/0099"
        );
        Passes(Beside(i => i with { Apart = [new ApartRow(At(4), First, other)] }));
    }

    [Fact]
    public void History_is_past_known_and_once_a_night()
    {
        Refused(Beside(i => i with { History = [Stood(4, "R9", First)] }), 4, "resident", "\"R9\"");
        Refused(Beside(i => i with { History = [Stood(4, "R1", new("LJ-01", "0099"))] }), 4, "household", "LJ-01/0099");
        Refused(Beside(i => i with { History = [Stood(4, "R1", First, AsOf.PlusDays(1))] }), 4, "night", "2026-11-21");
        Refused(Beside(i => i with { History = [Stood(4, "R1", First), Stood(5, "R1", First)] }), 5, "night", "row 4");
        Passes(
            Beside(i =>
                i with
                {
                    History = [Stood(4, "R1", First), Stood(5, "R2", First), Stood(6, "K1", First, AsOf)],
                }
            )
        );
    }

    [Fact]
    public void A_helper_stood_for_no_household()
    {
        Passes(
            Beside(i =>
                i with
                {
                    History = [Stood(4, "H1", new("LJ-01", "")), Stood(5, "H1", new("LJ-01", "H1"), AsOf)],
                }
            )
        );
        Refused(Beside(i => i with { History = [Stood(4, "R1", new("LJ-01", ""))] }), 4, "household");
        Refused(Beside(i => i with { History = [Stood(4, "H1", new("XX-01", ""))] }), 4, "household", "XX-01");
    }

    [Fact]
    public void Pins_do_not_contradict_each_other()
    {
        Refused(Beside(i => i with { Pins = [Pin(4, "R1"), Pin(5, "R2")] }), 5, "seat", "row 4");
        Refused(
            Beside(i => i with { Pins = [Pin(4, "R1"), Pin(5, "R1", seat: 2)] }),
            5,
            "resident",
            "row 4",
            "2026-12-24"
        );
        Refused(Beside(i => i with { Pins = [Pin(4, "R9")] }), 4, "resident", "\"R9\"");
        Refused(Beside(i => i with { Pins = [Pin(4, "R1", area: "XX")] }), 4, "area", "\"XX\"");
        Passes(Beside(i => i with { Pins = [Pin(4, "R1"), Pin(5, "R2", seat: 2), Pin(6, "K1", area: "LJ-A")] }));
        Told(Beside(i => i with { Pins = [Pin(4, "R1", night: AsOf.PlusDays(-1))] }).Remarks, 4, "night", "past");
    }
}
