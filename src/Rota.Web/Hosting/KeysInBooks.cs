using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Rota.Web.Hosting;

/// <summary>Keeps the keys that protect cookies and forms in the street's database, so that each web process accepts what another gave.</summary>
/// <param name="office">The office.</param>
internal sealed class KeysInBooks(OfficeNow office) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        WriteAsync(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var reader = await office.Current().Database.ReadAsync();
        return [.. (await reader.WebKeys.ListAsync()).Select(XElement.Parse)];
    }

    private async Task WriteAsync(XElement element, string name)
    {
        var at = office.Current();
        await using var writer = await at.Database.WriteAsync("web", at.Clock.GetCurrentInstant());
        await writer.WebKeys.AddAsync(name, element.ToString(SaveOptions.DisableFormatting));
        await writer.CommitAsync();
    }
}
