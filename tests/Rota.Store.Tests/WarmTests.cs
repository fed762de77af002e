using Xunit;

namespace Rota.Store.Tests;

public sealed class WarmTests
{
    /// <summary>Nobody waits for it where it is used, so that nobody would hear of it.</summary>
    [Theory]
    [InlineData("nowhere/street.db")]
    [InlineData("Host=nowhere.invalid;Database=street")]
    public async Task WarmingSucceeds_WithoutADatabase_AndMakesNone(string place)
    {
        await StreetDatabase.WarmAsync(StreetPlace.Of(place));
        Assert.False(Directory.Exists("nowhere"));
    }
}
