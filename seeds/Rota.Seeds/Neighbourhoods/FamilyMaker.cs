using Rota.Core.Registers;
using Rota.Seeds.Chance;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Makes the people of a household of a given size: who lives together, of which ages.</summary>
/// <param name="chance">What is left to chance.</param>
/// <param name="year">The year ages are counted in.</param>
internal sealed class FamilyMaker(RandomStream chance, int year)
{
    private const int Oldest = 97;

    /// <summary>A household of old people: one person, or a couple.</summary>
    public Family Elders(int size)
    {
        var family = new Family { Kind = FamilyKind.Elders };
        if (size == 1)
        {
            Add(family, chance.Percent(64) ? Sex.Woman : Sex.Man, Old(88));
            return family;
        }

        var wife = Old(82);
        MakeCouple(family, wife, wife + chance.Between(0, 5));
        return family;
    }

    /// <summary>Somebody who lives alone and is of working age.</summary>
    public Family Single(bool young)
    {
        var family = new Family { Kind = FamilyKind.Single, Rents = young ? chance.Percent(70) : chance.Percent(25) };
        Add(family, chance.Percent(48) ? Sex.Woman : Sex.Man, young ? chance.Between(22, 34) : chance.Between(35, 65));
        return family;
    }

    /// <summary>A household of two to six in which somebody is of working age.</summary>
    public Family OfSize(int size) =>
        size switch
        {
            2 => chance.Weighted(30, 40, 15, 8, 7) switch
            {
                0 => Couple(chance.Between(24, 36)),
                1 => Couple(chance.Between(46, 65)),
                2 => LoneParent(1),
                3 => Flatmates(2),
                _ => WithOldParents(chance.Between(38, 62), spouse: false, children: 0, parents: 1),
            },
            3 => chance.Weighted(70, 9, 5, 7, 3, 6) switch
            {
                0 => Parents(1),
                1 => WithOldParents(chance.Between(40, 60), spouse: true, children: 0, parents: 1),
                2 => WithOldParents(chance.Between(28, 45), spouse: false, children: 0, parents: 2),
                3 => LoneParent(2),
                4 => Flatmates(3),
                _ => WithOldParents(null, spouse: false, children: 1, parents: 1),
            },
            4 => chance.Weighted(62, 33, 5) switch
            {
                0 => Parents(2),
                1 => WithOldParents(null, spouse: true, children: 1, parents: 1),
                _ => WithOldParents(chance.Between(36, 55), spouse: true, children: 0, parents: 2),
            },
            5 => chance.Percent(40)
                ? WithOldParents(null, spouse: true, children: 2, parents: 1)
                : WithOldParents(null, spouse: true, children: 1, parents: 2),
            6 => WithOldParents(null, spouse: true, children: 2, parents: 2),
            _ => throw new ArgumentOutOfRangeException(nameof(size), size, "2 to 6"),
        };

    /// <summary>An age past working age, the younger ones more often.</summary>
    private int Old(int oldest) => Math.Min(chance.Between(66, oldest), chance.Between(66, oldest));

    private Family Couple(int wife)
    {
        var family = new Family { Kind = FamilyKind.Couple, Rents = wife < 37 && chance.Percent(45) };
        MakeCouple(family, wife, wife + chance.Between(-1, 5));
        return family;
    }

    private Family Flatmates(int count)
    {
        var family = new Family { Kind = FamilyKind.Flatmates, Rents = true };
        var sex = chance.Percent(50) ? Sex.Woman : Sex.Man;
        for (var i = 0; i < count; i++)
        {
            Add(family, sex, chance.Between(20, 33));
        }

        return family;
    }

    private Family Parents(int children)
    {
        var ages = ChildAges(children);
        var mother = MotherOf(ages);
        var family = new Family { Kind = FamilyKind.Parents, Rents = ages[0] < 12 && chance.Percent(18) };
        var (wife, husband) = MakeCouple(family, mother, FatherBeside(mother, ages));
        AddChildren(family, ages, husband, wife);
        return family;
    }

    private Family LoneParent(int children)
    {
        var ages = ChildAges(children);
        var family = new Family { Kind = FamilyKind.Parents, Rents = chance.Percent(25) };
        var isMother = chance.Percent(72);
        var parent = Add(family, isMother ? Sex.Woman : Sex.Man, MotherOf(ages));
        // A child mostly bears the father's surname, and here the father may live elsewhere.
        AddChildren(family, ages, parent, parent, named: !isMother || chance.Percent(30));
        return family;
    }

    /// <summary>One or two old parents with their grown child, perhaps a spouse, perhaps children.</summary>
    private Family WithOldParents(int? age, bool spouse, int children, int parents)
    {
        var ages = ChildAges(children, atMost: 17);
        var mother = age ?? MotherOf(ages);
        var father = children > 0 ? FatherBeside(mother, ages) : mother + chance.Between(-1, 5);
        var throughHusband = chance.Percent(80);
        var heirAge = throughHusband ? father : mother;
        var family = new Family { Kind = children > 0 ? FamilyKind.ThreeGenerations : FamilyKind.Parents };
        var grand = GrandParents(family, parents, heirAge);
        Neighbour? wife = null;
        Neighbour? husband = null;
        if (spouse)
        {
            (wife, husband) = MakeCouple(family, mother, father);
        }
        else if (throughHusband)
        {
            husband = Add(family, Sex.Man, father);
        }
        else
        {
            wife = Add(family, Sex.Woman, mother);
        }

        var heir = throughHusband ? husband! : wife!;
        heir.Parents.AddRange(grand);
        heir.NamedAfter = grand.Find(g => g.Sex == Sex.Man);
        AddChildren(family, ages, husband ?? wife!, wife ?? husband!, named: husband is not null || chance.Percent(30));
        return family;
    }

    private List<Neighbour> GrandParents(Family family, int count, int heirAge)
    {
        var most = Math.Min(34, Oldest - heirAge);
        var grandmother = heirAge + chance.Between(21, Math.Max(21, most));
        var grandfather = Math.Min(grandmother + chance.Between(0, 6), Oldest);
        return count == 2
            ? [Add(family, Sex.Man, grandfather), Add(family, Sex.Woman, grandmother)]
            : [chance.Percent(70) ? Add(family, Sex.Woman, grandmother) : Add(family, Sex.Man, grandfather)];
    }

    /// <summary>Ages of children at home, the oldest first.</summary>
    private List<int> ChildAges(int count, int atMost = 28)
    {
        if (count == 0)
        {
            return [];
        }

        var oldest = chance.Weighted(30, 36, 20, 14) switch
        {
            0 => chance.Between(0, 6),
            1 => chance.Between(7, 15),
            2 => chance.Between(16, 22),
            _ => chance.Between(23, 28),
        };
        var ages = new List<int> { Math.Min(oldest, atMost) };
        for (var i = 1; i < count; i++)
        {
            if (ages[^1] < 2)
            {
                ages[0] += 3;
            }

            ages.Add(Math.Max(0, ages[^1] - chance.Between(2, 7)));
        }

        return ages;
    }

    private int MotherOf(List<int> children)
    {
        // So that she was at most 41 at the birth of the youngest.
        var most = Math.Min(32, 41 - (children[0] - children[^1]));
        return children[0] + chance.Between(21, most);
    }

    private int FatherBeside(int mother, List<int> children) =>
        Math.Clamp(mother + chance.Between(-1, 6), children[0] + 20, children[^1] + 45);

    private (Neighbour Wife, Neighbour Husband) MakeCouple(Family family, int wifeAge, int husbandAge)
    {
        var husband = Add(family, Sex.Man, husbandAge);
        var wife = Add(family, Sex.Woman, wifeAge);
        family.Couple = (wife, husband);
        return (wife, husband);
    }

    private void AddChildren(Family family, List<int> ages, Neighbour namedAfter, Neighbour other, bool named = true)
    {
        // Of a hundred couples, some give their children the mother's surname.
        var after = chance.Percent(5) ? other : namedAfter;
        foreach (var age in ages)
        {
            var child = Add(family, chance.Percent(52) ? Sex.Man : Sex.Woman, age);
            child.NamedAfter = named ? after : family.Members.Find(m => m != child && m.Parents.Contains(namedAfter));
            child.Parents.AddRange(namedAfter == other ? [namedAfter] : [namedAfter, other]);
        }
    }

    private Neighbour Add(Family family, Sex sex, int age)
    {
        var neighbour = new Neighbour
        {
            Sex = sex,
            BirthYear = year - age,
            Family = family,
        };
        family.Members.Add(neighbour);
        return neighbour;
    }
}
