using CsCheck;
using Rota.Core.Registers;
using Rota.Seeds.Neighbourhoods;
using Xunit;

namespace Rota.Seeds.Tests.Neighbourhoods;

public sealed class FamilyTests
{
    [Fact]
    public void Families_AreOfPlausibleAges() =>
        Made.Few.Sample(
            options =>
            {
                foreach (var family in Street.Neighbourhoods(options).SelectMany(n => n.Families))
                {
                    Assert.InRange(family.Members.Count, 1, 6);
                    Assert.Contains(family.Members, m => m.AgeIn(options.AsOf.Year) >= 19);
                    Assert.All(family.Members, m => Assert.InRange(m.AgeIn(options.AsOf.Year), 0, 97));
                    var kin = family.Members.SelectMany(m => m.Parents.Select(p => m.BirthYear - p.BirthYear));
                    Assert.All(kin, years => Assert.InRange(years, 18, 45));
                    if (family.Couple is { } couple)
                    {
                        Assert.InRange(couple.Wife.BirthYear - couple.Husband.BirthYear, -12, 12);
                    }
                }
            },
            iter: 40
        );

    [Fact]
    public void Children_BearAParentsSurnameAndNobodysGivenName() =>
        Made.Few.Sample(
            options =>
            {
                foreach (var family in Street.Neighbourhoods(options).SelectMany(n => n.Families))
                {
                    Assert.All(
                        family.Members.Where(m => m.NamedAfter is not null),
                        m => Assert.Equal(m.NamedAfter!.Surname, m.Surname)
                    );
                    Assert.All(family.Members, m => Assert.InRange(m.Name.Length - m.Surname.Length, 1, 2));
                    Assert.Equal(family.Members.Count, family.Members.DistinctBy(m => m.Name).Count());
                }
            },
            iter: 20
        );

    [Fact]
    public void WhatPeopleAskFor_CanBeKept() =>
        Made.Few.Sample(
            options =>
            {
                foreach (var neighbourhood in Street.Neighbourhoods(options))
                {
                    var residents = neighbourhood.Residents.ToList();
                    Assert.All(residents.Where(r => r.WantsCompanion), r => Assert.Equal(Sex.Woman, r.Sex));
                    Assert.All(
                        residents.Where(r => r.Together is not null).GroupBy(r => r.Together),
                        pair => Assert.Equal(2, pair.Count())
                    );
                    Assert.DoesNotContain(residents, r => r is { Together: not null, IsCarer: true });
                    Assert.All(neighbourhood.Families, f => Assert.NotEqual(1, f.Members.Count(m => m.IsCarer)));
                }
            },
            iter: 20
        );

    /// <summary>Of the whole street: among the ninety women of one grid chance alone makes it a quarter now and then.</summary>
    [Fact]
    public void AboutOneWomanInSeven_AskedForCompany()
    {
        var women = Made
            .Street.Residents.Where(r => r.Sex == Sex.Woman && r.MayGuard(Made.StreetOptions.AsOf))
            .ToList();
        Assert.InRange(women.Count(r => r.WantsCompanion) * 100, women.Count * 8, women.Count * 18);
    }
}
