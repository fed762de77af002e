using System.Globalization;

namespace Rota.Testing;

/// <summary>How much of a laboratory is run: a short part always, more where a variable of the environment asks for it.</summary>
public static class Laboratory
{
    /// <summary>The number that a variable asks for.</summary>
    /// <param name="variable">Its name, such as <c>ROTA_KILLS</c>.</param>
    /// <param name="otherwise">What is run always.</param>
    public static int Asked(string variable, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : otherwise;
}
