using System.Security.Cryptography;
using System.Text;
using Rota.Core.Covenants;

namespace Rota.Files.Covenants;

/// <summary>The version of a covenant: what it says, not how its file is written.</summary>
public static class CovenantVersion
{
    private const int Digits = 12;

    /// <summary>
    /// The first twelve hexadecimal digits of the SHA-256 of <see cref="CovenantJson.Write"/>, in lower case. A changed comment
    /// or another order of keys is the same version; a changed limit, name or meeting point is a new one.
    /// </summary>
    public static string Of(Covenant covenant) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CovenantJson.Write(covenant))))[..Digits];
}
