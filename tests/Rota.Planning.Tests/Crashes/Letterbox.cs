using Rota.Planning.Notices;
using Rota.Testing.Registers;

namespace Rota.Planning.Tests.Crashes;

/// <summary>A channel that sends nothing: what a laboratory's processes wrote into the outbox stays there to be looked at.</summary>
internal sealed class Letterbox : INoticeChannel
{
    /// <inheritdoc/>
    public string Name => "letterbox";

    /// <inheritdoc/>
    public bool CanDeduplicate => true;

    /// <summary>A street of so many areas and households, whose notices go into it.</summary>
    public static async Task<PlannedStreet> OpenAsync(int areas, int households)
    {
        var street = await PlannedStreet.OpenAsync(SmallRegister.Of(areas, households).Build());
        await HangAsync(street);
        return street;
    }

    /// <summary>Lets a street's notices go into it.</summary>
    public static Task HangAsync(PlannedStreet street) =>
        new SendNotices(street.Office).UseAsync([new Letterbox()], PlannedStreet.Stop);

    /// <inheritdoc/>
    public Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation) =>
        throw new InvalidOperationException("Nobody sends in these laboratories.");
}
