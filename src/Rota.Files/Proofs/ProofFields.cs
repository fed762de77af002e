using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Rota.Core.Rotas;

namespace Rota.Files.Proofs;

/// <summary>Reads fields of a proof; what is missing or will not do is a <see cref="FormatException"/> that names it.</summary>
internal static class ProofFields
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static JsonElement Field(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field)
            ? field
            : throw new FormatException($"{name} is missing");

    public static JsonElement? Optional(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field) ? field : null;

    public static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        Field(of, name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
            : throw new FormatException($"{name} is no list");

    /// <summary>The items of a list that is left out when it is empty.</summary>
    public static IEnumerable<JsonElement> ItemsIfAny(JsonElement of, string name) =>
        Optional(of, name) is null ? [] : Items(of, name);

    public static string Text(JsonElement of, string name) => Text(Field(of, name), name, named: true);

    public static string? TextIfAny(JsonElement of, string name) =>
        Optional(of, name) is { } field ? Text(field, name, named: true) : null;

    public static string Text(JsonElement field) => Text(field, "an item", named: false);

    public static long Whole(JsonElement of, string name, long least, long most) =>
        Field(of, name) is { ValueKind: JsonValueKind.Number } field
        && field.TryGetInt64(out var number)
        && number >= least
        && number <= most
            ? number
            : throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is no whole number from {least} to {most}: {Field(of, name)}"
                )
            );

    public static int Int(JsonElement of, string name, int least, int most) => (int)Whole(of, name, least, most);

    /// <summary>A truth that is left out where it does not hold.</summary>
    public static bool Truth(JsonElement of, string name) =>
        Optional(of, name)?.ValueKind switch
        {
            null => false,
            JsonValueKind.True => true,
            _ => throw new FormatException($"{name} is not true"),
        };

    public static LocalDate Date(JsonElement of, string name) => Date(Text(of, name));

    public static LocalDate? DateIfAny(JsonElement of, string name) =>
        TextIfAny(of, name) is { } text ? Date(text) : null;

    public static LocalDate Date(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } read
            ? read.Value
            : throw new FormatException($"\"{text}\" is no date");

    public static LocalTime TimeOf(JsonElement of, string name) =>
        Time.Parse(Text(of, name)) is { Success: true } read
            ? read.Value
            : throw new FormatException($"{name} is no time of day: \"{Text(of, name)}\"");

    /// <summary>The word for a value, as all files write it: <c>before_day_off</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static T OneOf<T>(JsonElement of, string name)
        where T : struct, Enum
    {
        var text = Text(of, name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == text)
            {
                return value;
            }
        }

        throw new FormatException(
            $"{name} is none of {string.Join(", ", Enum.GetValues<T>().Select(Word))}: \"{text}\""
        );
    }

    /// <summary>A seat of a night.</summary>
    public static Seat SeatOn(JsonElement of, LocalDate night) =>
        new(night, Text(of, "watch"), OneOf<Post>(of, "post"), Int(of, "seat", 1, 1000));

    private static string Text(JsonElement field, string name, bool named) =>
        field.ValueKind == JsonValueKind.String ? field.GetString()!
        : named ? throw new FormatException($"{name} is no text: {field}")
        : throw new FormatException($"{field} is no text");
}
