using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Registers;

namespace Rota.Files.Intake;

/// <summary>How files of an intake look: the language of headers and values, and the encoding.</summary>
/// <param name="Language">English headers and values by default.</param>
/// <param name="Encoding">UTF-8 with a mark by default, which spreadsheets open with Chinese text intact.</param>
public sealed record RegisterStyle(
    Language Language = Language.English,
    RegisterEncoding Encoding = RegisterEncoding.Utf8WithMark
);

/// <summary>The encodings in which registers travel.</summary>
public enum RegisterEncoding
{
    /// <summary>UTF-8 that begins with its mark: what spreadsheets recognise.</summary>
    Utf8WithMark,

    /// <summary>UTF-8 without a mark: what other programs prefer.</summary>
    Utf8,

    /// <summary>GB18030: what spreadsheets on Chinese Windows save as CSV.</summary>
    Gb18030,
}

/// <summary>
/// Writes an intake to a folder, in the formats in which it is read. The same intake gives the
/// same bytes on every machine; lines end with CR LF, as the CSV standard and spreadsheets have it. What it writes it
/// reads back as it was, as long as texts have no control characters and no space around them, and codes are not dates.
/// </summary>
public static class RegisterWriter
{
    /// <summary>
    /// Writes all six files, those without rows with their headers only, over what the folder held under these names.
    /// The folder is made if there is none. Unknown columns are not kept.
    /// </summary>
    /// <param name="intake">What to write.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="style">The language and encoding; English in UTF-8 with a mark when not given.</param>
    public static void Write(RegisterIntake intake, string folder, RegisterStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        style ??= new RegisterStyle();
        Directory.CreateDirectory(folder);
        var line = new Line(style.Language);
        Save(FileKind.Register, intake.Residents, Resident);
        Save(FileKind.Absences, intake.Absences, Absence);
        Save(FileKind.Wishes, intake.Wishes, Wish);
        Save(FileKind.Apart, intake.Apart, static (to, r) => to.Cell(r.A.ToString()).Cell(r.B.ToString()));
        Save(FileKind.History, intake.History, History);
        Save(FileKind.Pins, intake.Pins, Pin);

        void Save<T>(FileKind kind, IReadOnlyList<T> rows, Action<Line, T> write)
        {
            using var file = new StreamWriter(
                Path.Combine(folder, kind.Name),
                append: false,
                Encodings.Of(style.Encoding)
            );
            foreach (var column in kind.Columns)
            {
                line.Cell(column.In(style.Language));
            }

            line.End(file);
            foreach (var row in rows)
            {
                write(line, row);
                line.End(file);
            }
        }
    }

    private static void Resident(Line to, ResidentRow r)
    {
        to.Cell(r.Community).Cell(r.Grid).Cell(r.Beat).Cell(r.Building).Cell(r.Household).Cell(r.Resident).Cell(r.Name);
        to.Choice(Choices.Sexes, r.Sex).Number(r.BirthYear).Cell(r.Phone).Roles(r.Roles);
        to.Mark(r.CanLead).Mark(r.WantsCompanion).Mark(r.IsCarer).Cell(r.Together);
        to.Choice(Choices.Participations, r.Participation);
        if (r.ExemptUntil == Core.Registers.Resident.Always)
        {
            to.Choice(Choices.Ends, Core.Registers.Resident.Always);
        }
        else
        {
            to.Date(r.ExemptUntil);
        }

        to.Date(r.MovedIn).Date(r.MovedOut);
    }

    private static void Absence(Line to, AbsenceRow r) =>
        to.Cell(r.Resident).Cell(r.Household?.ToString()).Date(r.From).Date(r.To).Number(r.Every).Date(r.Until);

    private static void Wish(Line to, WishRow r)
    {
        to.Cell(r.Resident);
        if (r.Weekday is { } weekday)
        {
            to.Choice(Choices.Weekdays, weekday);
        }
        else
        {
            to.Date(r.Night);
        }

        to.Choice(Choices.Wishes, r.Kind);
    }

    private static void History(Line to, HistoryRow r) =>
        to.Cell(r.Household.ToString())
            .Cell(r.Resident)
            .Date(r.Night)
            .Choice(Choices.Posts, r.Post)
            .Choice(Choices.Flags, r.Attended);

    private static void Pin(Line to, PinRow r) =>
        to.Cell(r.Area)
            .Date(r.Seat.Night)
            .Cell(r.Seat.Watch)
            .Choice(Choices.Posts, r.Seat.Post)
            .Number(r.Seat.Number)
            .Cell(r.Resident);

    /// <summary>One line in the making; used again for the next.</summary>
    private sealed class Line(Language language)
    {
        private readonly StringBuilder text = new();
        private bool begun;

        public Line Cell(string? value)
        {
            text.Append(begun ? "," : "");
            begun = true;
            if (value is null)
            {
                return this;
            }

            // A number sign opens a comment for some programs, and a space at an edge is lost in others.
            var quoted =
                value.AsSpan().IndexOfAny(",\"\r\n") >= 0
                || value.StartsWith('#')
                || value.AsSpan().Trim().Length != value.Length;
            _ = quoted
                ? text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"')
                : text.Append(value);
            return this;
        }

        public Line Number(int? value) => Cell(value?.ToString(CultureInfo.InvariantCulture));

        public Line Date(LocalDate? value) => Cell(value is { } date ? LocalDatePattern.Iso.Format(date) : null);

        public Line Mark(bool value) => Cell(value ? Choices.Of(Choices.Flags, value, language) : null);

        public Line Choice<T>(Choice<T>[] choices, T value)
            where T : struct => Cell(Choices.Of(choices, value, language));

        public Line Roles(Roles roles) =>
            Cell(string.Join(';', Choices.Roles.Where(c => roles.HasFlag(c.Value)).Select(c => c.In(language))));

        public void End(TextWriter to)
        {
            to.Write(text.Append("\r\n"));
            text.Clear();
            begun = false;
        }
    }
}
