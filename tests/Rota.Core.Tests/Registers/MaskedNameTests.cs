using System.Globalization;
using CsCheck;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Registers;

public class MaskedNameTests
{
    private static readonly Gen<string> Han = Gen.Frequency(
            (9, Gen.Int[0x4E00, 0x9FFF]),
            (1, Gen.Int[0x3400, 0x4DBF]),
            (1, Gen.Int[0x20000, 0x2A6DF]),
            (1, Gen.Const(0x3007))
        )
        .Select(char.ConvertFromUtf32);

    private static readonly Gen<string> HanNames = Han.Array[1, 6].Select(string.Concat);

    private static readonly Gen<string> AnyNames = Gen.OneOf(
        HanNames,
        HanNames.Array[2, 3].Select(parts => string.Join('·', parts)),
        Gen.String[Gen.Char.AlphaNumeric, 1, 9].Array[1, 4].Select(words => string.Join(' ', words)),
        Gen.String[Gen.Char['\u0001', '\uFFFF'].Where(c => c != '*'), 1, 12]
    );

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张小三", "张*三")]
    [InlineData("张小小三", "张*三")]
    [InlineData("欧阳修", "欧阳*")]
    [InlineData("欧阳明月", "欧阳*月")]
    [InlineData("欧阳", "欧*")]
    [InlineData("司马相如", "司马*如")]
    [InlineData("张", "张*")]
    [InlineData(" 张 三 ", "张*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("李𬍛", "李*")]
    [InlineData("李小𬍛", "李*𬍛")]
    [InlineData("阿卜杜拉·买买提", "阿卜杜拉·*")]
    [InlineData("迪丽热巴•迪力木拉提", "迪丽热巴·*")]
    [InlineData("John Smith", "John S*")]
    [InlineData("John S", "John *")]
    [InlineData("阿·", "阿*")]
    [InlineData("Maria da Silva", "Maria S*")]
    [InlineData("Pelé", "P*")]
    [InlineData("", "")]
    [InlineData("张*三", "张*三")]
    public void AName_KeepsWhatNeighboursKnow(string name, string masked) => Assert.Equal(masked, MaskedName.Of(name));

    [Fact]
    public void AMaskedName_IsNeverTheName() =>
        AnyNames.Where(n => n.Trim().Length > 0).Sample(name => Assert.NotEqual(name.Trim(), MaskedName.Of(name)));

    [Fact]
    public void AMaskedName_NeverHoldsTheWholeName() =>
        AnyNames
            .Where(n => n.Trim().Length > 0 && new StringInfo(n.Trim()).LengthInTextElements > 1)
            .Sample(name => Assert.DoesNotContain(name.Trim(), MaskedName.Of(name), StringComparison.Ordinal));

    [Fact]
    public void ANameInCharacters_KeepsItsSurname_AndHidesAtLeastOne() =>
        HanNames
            .Where(n => new StringInfo(n).LengthInTextElements > 1)
            .Sample(name =>
            {
                var masked = MaskedName.Of(name);
                var first = StringInfo.GetNextTextElement(name);
                Assert.StartsWith(first, masked, StringComparison.Ordinal);
                var kept = new StringInfo(masked.Replace("*", "", StringComparison.Ordinal)).LengthInTextElements;
                Assert.True(kept < new StringInfo(name).LengthInTextElements);
                Assert.Equal(1, masked.Count(c => c == '*'));
            });
}
