using System.Security.Cryptography;
using System.Text;
using Rota.Core.Covenants;

namespace Rota.Files.Covenants;

/// <summary>The version of a covenant: what it says, not how its file is written.</summary>
public static class CovenantVersion
{
    private const int Digits = 12;

    /// <summary>
    /// The first twelve hexadecimal digits of the SHA-256 of <see cref="CovenantJson.Write"/> without the address of its pages, in lower case. A changed comment
    /// or another order of keys is the same version; a changed limit, name or meeting point is a new one. Where its pages are reached is nothing that a
    /// council adopts, and is left out.
    /// </summary>
    public static string Of(Covenant covenant)
    {
        ArgumentNullException.ThrowIfNull(covenant);
        var adopted = Encoding.UTF8.GetBytes(CovenantJson.Write(covenant with { PublicUrl = null }));
        return Convert.ToHexStringLower(SHA256.HashData(adopted))[..Digits];
    }
}
