using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Copies;

/// <summary>
/// Values of rows as they are carried from one store to another, and as a line of text: a JSON array. The same row has the same line wherever it
/// lies, but for moments, which one database keeps to the millionth of a second.
/// </summary>
internal static class Cells
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Reads a cell as the value that the model has.</summary>
    public static object? Read(DbDataReader reader, int index, CellKind kind)
    {
        if (reader.IsDBNull(index))
        {
            return null;
        }

        var isText = reader.GetFieldType(index) == typeof(string);
        return kind switch
        {
            CellKind.Whole => reader.GetInt32(index),
            CellKind.Long => reader.GetInt64(index),
            CellKind.Real => reader.GetDouble(index),
            CellKind.Truth => reader.GetBoolean(index),
            CellKind.Bytes => reader.GetFieldValue<byte[]>(index),
            CellKind.Text => reader.GetString(index),
            _ when isText => Parse(reader.GetString(index), kind),
            CellKind.Date => reader.GetFieldValue<LocalDate>(index),
            CellKind.Moment => reader.GetFieldValue<Instant>(index),
            CellKind.WallClock => reader.GetFieldValue<LocalDateTime>(index),
            _ => reader.GetFieldValue<LocalTime>(index),
        };
    }

    /// <summary>A moment as every database can keep it.</summary>
    public static object? Rounded(object? value) =>
        value is Instant moment
            ? Instant.FromUnixTimeTicks(
                Math.DivRem(moment.ToUnixTimeTicks(), 10, out var rest) * 10 - (rest < 0 ? 10 : 0)
            )
            : value;

    /// <summary>Writes a row as a line, without an end of line.</summary>
    /// <param name="to">Where to; emptied first.</param>
    /// <param name="row">The row.</param>
    /// <param name="rounded">Whether moments are written as every database can keep them.</param>
    public static void Write(System.Buffers.ArrayBufferWriter<byte> to, object?[] row, bool rounded)
    {
        to.ResetWrittenCount();
        using var json = new Utf8JsonWriter(to, Relaxed);
        json.WriteStartArray();
        foreach (var cell in row)
        {
            Write(json, rounded ? Rounded(cell) : cell);
        }

        json.WriteEndArray();
    }

    /// <summary>Reads a row from its line.</summary>
    /// <exception cref="FormatException">It is none of a table of that shape.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> line, IReadOnlyList<TableColumn> columns)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var row = new object?[columns.Count];
            if (json.RootElement.GetArrayLength() != row.Length)
            {
                throw new FormatException("A row of another length.");
            }

            var i = 0;
            foreach (var cell in json.RootElement.EnumerateArray())
            {
                row[i] = Read(cell, columns[i].Kind);
                i++;
            }

            return row;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("Not a row.", e);
        }
    }

    private static void Write(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            default:
                json.WriteStringValue((string)TextForm.Parameter(cell));
                break;
        }
    }

    private static object? Read(JsonElement cell, CellKind kind) =>
        cell.ValueKind == JsonValueKind.Null
            ? null
            : kind switch
            {
                CellKind.Whole => cell.GetInt32(),
                CellKind.Long => cell.GetInt64(),
                CellKind.Real => cell.GetDouble(),
                CellKind.Truth => cell.GetBoolean(),
                CellKind.Bytes => cell.GetBytesFromBase64(),
                CellKind.Text => cell.GetString(),
                _ => Parse(cell.GetString()!, kind),
            };

    private static object Parse(string text, CellKind kind)
    {
        try
        {
            return kind switch
            {
                CellKind.Date => TextForm.ToLocalDate(text),
                CellKind.Moment => TextForm.ToInstant(text),
                CellKind.WallClock => TextForm.ToLocalDateTime(text),
                _ => TextForm.ToLocalTime(text),
            };
        }
        catch (Exception e) when (e is ArgumentException or NodaTime.Text.UnparsableValueException)
        {
            throw new FormatException("Not a date or a time.", e);
        }
    }
}
