using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CsCheck;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Files.Intake;
using Xunit;

namespace Rota.Seeds.Tests;

public sealed partial class StreetTests
{
    private static RegisterIntake Street => Made.Street;

    [Fact]
    public void Street_HasTheTotalsOfTheFactsExactly()
    {
        var residents = Street.Residents;
        var grids = residents.GroupBy(r => r.Grid).ToList();
        Assert.Equal(35_800, residents.Count);
        Assert.Equal(93, grids.Count);
        Assert.Equal(93, residents.Count(r => r.Roles.HasFlag(Roles.PartyOnDuty)));
        Assert.Equal(186, residents.Count(r => r.Roles.HasFlag(Roles.PartyResident)));
        var communities = residents.Select(r => r.Community).Distinct().ToList();
        Assert.Equal(9, communities.Count(c => c.EndsWith("社区", StringComparison.Ordinal)));
        Assert.Equal(2, communities.Count(c => c.EndsWith('村')));
        string[] known = ["丽景社区", "福泉社区", "温泉路社区", "花园洞社区", "金桥社区"];
        Assert.Empty(known.Except(communities));
        Assert.Equal(13_960, grids.Sum(Households));
        Assert.All(grids, g => Assert.InRange(Households(g), 100, 200));
        Assert.All(grids, g => Assert.InRange(Buildings(g).Count(), 8, 15));
        Assert.All(grids, g => Assert.Single(g.Select(r => (r.Beat, r.Community)).Distinct()));
        Assert.All(residents, r => Assert.False(string.IsNullOrEmpty(r.Beat)));
    }

    [Fact]
    public void EveryGrid_HasItsOffices() =>
        Made.Few.Sample(
            options => Assert.All(Generate(options).Residents.GroupBy(r => r.Grid), AssertOffices),
            iter: 20
        );

    [Fact]
    public void TheStreet_HasItsOffices() => Assert.All(Street.Residents.GroupBy(r => r.Grid), AssertOffices);

    [Fact]
    public void NobodySharesACodeOrAPhone() =>
        Made.Whole.Sample(
            options =>
            {
                var residents = Generate(options).Residents;
                var phones = residents.Where(r => r.Phone is not null).Select(r => r.Phone!).ToList();
                Assert.Equal(residents.Count, residents.DistinctBy(r => r.Resident).Count());
                Assert.Equal(phones.Count, phones.Distinct().Count());
                Assert.All(phones, p => Assert.Matches(UnassignedNumber(), p));
                Assert.True(phones.Count * 10 > residents.Count * 7);
            },
            iter: 2
        );

    [Fact]
    public void SameOptions_GiveTheSameBytes_AndAnotherSeedOthers()
    {
        var first = Hashes(Made.StreetOptions);
        Assert.Equal(first, Hashes(Made.StreetOptions));
        var other = Hashes(Made.StreetOptions with { Seed = 2 });
        Assert.NotEqual(first["register.csv"], other["register.csv"]);
        Assert.NotEqual(first["history.csv"], other["history.csv"]);
    }

    [Fact]
    public void WhatIsWritten_IsReadBackAndHasNoFault() =>
        Made.Few.Sample(
            options =>
            {
                using var folder = new Folder();
                var made = Seeds.Street.Write(options, folder.Path);
                var read = RegisterReader.Read(folder.Path, options.AsOf).Value;
                Assert.Equal(made.Residents, read.Residents);
                Assert.Equal(made.Absences, read.Absences);
                Assert.Equal(made.Wishes, read.Wishes);
                Assert.Equal(made.Apart, read.Apart);
                Assert.Equal(made.History, read.History);
                AssertSound(read, options.AsOf);
            },
            iter: 10
        );

    [Fact]
    public void TheStreet_IsImportedWithoutAFault() => AssertSound(Street, Made.StreetOptions.AsOf);

    [Fact]
    public void CompoundSurnames_AreMet() =>
        Assert.Contains(
            Street.Residents,
            r => r.Name.StartsWith("欧阳", StringComparison.Ordinal) && r.Name.Length > 2
        );

    [Fact]
    public void Options_OutOfRangeAreRefused()
    {
        var asOf = new LocalDate(2026, 11, 23);
        Assert.Throws<ArgumentException>(() => Seeds.Street.Generate(new SeedOptions { AsOf = asOf, Grids = 5 }));
        var std = new SeedOptions { AsOf = asOf, Profile = SeedProfile.Std };
        Assert.Throws<ArgumentOutOfRangeException>(() => Seeds.Street.Generate(std with { Grids = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Seeds.Street.Generate(std with { Grids = SeedOptions.MostGrids + 1 })
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Seeds.Street.Generate(std with { AsOf = new LocalDate(1999, 12, 31) })
        );
    }

    [Fact]
    public void MoreGridsThanTheFactsName_NumberOn()
    {
        var intake = Generate(
            new SeedOptions
            {
                AsOf = new LocalDate(2026, 11, 23),
                Profile = SeedProfile.Ample,
                Grids = 100,
            }
        );
        Assert.Equal(100, intake.Residents.Select(r => r.Grid).Distinct().Count());
        Assert.Equal(intake.Residents.Count, intake.Residents.DistinctBy(r => r.Resident).Count());
        Assert.Contains(intake.Residents, r => r.Grid == "LJ-12");
    }

    private static RegisterIntake Generate(SeedOptions options) => Seeds.Street.Generate(options);

    private static int Households(IEnumerable<ResidentRow> grid) =>
        grid.Select(r => r.Household).Where(h => h.Length > 0).Distinct().Count();

    private static IEnumerable<string> Buildings(IEnumerable<ResidentRow> grid) =>
        grid.Select(r => r.Building).OfType<string>().Distinct();

    private static void AssertOffices(IGrouping<string, ResidentRow> grid)
    {
        Assert.Single(grid, r => r.Roles.HasFlag(Roles.PartyOnDuty));
        Assert.Equal(2, grid.Count(r => r.Roles.HasFlag(Roles.PartyResident)));
        Assert.DoesNotContain(grid, r => r.Roles.HasFlag(Roles.PartyOnDuty | Roles.PartyResident));
        Assert.Single(grid, r => r.Roles.HasFlag(Roles.GridLeader));
        Assert.All(
            Buildings(grid),
            b => Assert.Single(grid, r => r.Building == b && r.Roles.HasFlag(Roles.BuildingHead))
        );
        Assert.Contains(grid, r => r.Roles.HasFlag(Roles.Volunteer));
        const Roles leading = Roles.PartyOnDuty | Roles.PartyResident | Roles.BuildingHead | Roles.Volunteer;
        Assert.All(grid.Where(r => r.CanLead), r => Assert.NotEqual(Roles.None, r.Roles & leading));
        Assert.All(
            grid.Where(r => r.Household.Length == 0),
            r => Assert.NotEqual(Roles.None, r.Roles & (Roles.Property | Roles.GridLeader))
        );
    }

    private static void AssertSound(RegisterIntake intake, LocalDate asOf)
    {
        var findings = IntakeCheck.Check(intake, KnownRegister.Empty, asOf);
        Assert.Empty(findings.Faults.Select(f => f.Sentence.En));
        // That some households do not take part is so on purpose, and worth a remark to whoever imports.
        Assert.All(findings.Remarks, r => Assert.Equal("participation", r.Where.Column));
    }

    private static Dictionary<string, string> Hashes(SeedOptions options)
    {
        using var folder = new Folder();
        Seeds.Street.Write(options, folder.Path);
        return Directory
            .GetFiles(folder.Path)
            .ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
    }

    [GeneratedRegex("^154[0-9]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnassignedNumber();

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("rota-seeds-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
