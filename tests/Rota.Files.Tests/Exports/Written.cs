using CsCheck;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Files.Exports;

namespace Rota.Files.Tests.Exports;

/// <summary>Exports in memory.</summary>
internal static class Written
{
    public static byte[] Board(RotaSheet sheet, Language language = Language.Chinese) =>
        Bytes(output => BoardPage.Write(output, sheet, language));

    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
