namespace Rota.Core.Intake;

/// <summary>Whether a text can be a phone number in China.</summary>
internal static class PhoneText
{
    private const int MobileDigits = 11;

    /// <summary>
    /// A mobile number of eleven digits that begins with 1, or a fixed one of seven or eight digits, with or without its
    /// area code. Spaces, hyphens, brackets and +86 are passed over; several numbers may stand side by side.
    /// </summary>
    public static bool CanBe(string phone)
    {
        foreach (var range in phone.AsSpan().SplitAny("/、;；,，"))
        {
            var number = phone.AsSpan(range).Trim();
            if (!number.IsEmpty && !IsOne(number))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many digits a text has: what may be told of a phone without telling it.</summary>
    public static int Digits(string phone) => phone.Count(char.IsAsciiDigit);

    private static bool IsOne(ReadOnlySpan<char> number)
    {
        number = number.StartsWith("+86") ? number[3..] : number;
        Span<char> digits = stackalloc char[13];
        var count = 0;
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
            else if (c is not (' ' or '-' or '(' or ')' or '\uFF08' or '\uFF09'))
            {
                return false;
            }
        }

        return count switch
        {
            7 or 8 => digits[0] is not ('0' or '1'),
            MobileDigits when digits[0] == '1' => true,
            >= 10 and <= 12 => digits[0] == '0',
            _ => false,
        };
    }
}
