using Rota.Solver;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A machine that lacks what the solver's library hangs on is told what to install, instead of what its loader says.</summary>
public sealed class MissingLibraryTests
{
    private static TypeInitializationException Loader =>
        new("operations_research_PINVOKE", new DllNotFoundException("Unable to load DLL 'google-ortools-native'"));

    [Fact]
    public async Task ADraftSaysWhatToInstall()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 6).Build());
        var drafted = await new DraftMonth(street.Office, (_, _) => throw Loader).RunAsync(
            PlannedStreet.December,
            AreaChoice.All,
            cancellation: PlannedStreet.Stop
        );

        var failed = Assert.Single(drafted.Value);
        Assert.Equal(DraftState.Failed, failed.State);
        Assert.Contains("the library that solves cannot be loaded", failed.Reason!.Value.En, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", failed.Reason!.Value.En, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsIsToldWhereItsRuntimeIs_AndOtherBugsStayBugs()
    {
        Assert.Contains(
            "vc_redist.x64.exe",
            SolverLibrary.Missing(Loader, isWindows: true)!.Right.En,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "libstdc++6",
            SolverLibrary.Missing(Loader, isWindows: false)!.Right.En,
            StringComparison.Ordinal
        );
        Assert.Null(
            SolverLibrary.Missing(new InvalidOperationException("x", new TimeoutException("y")), isWindows: true)
        );
    }
}
