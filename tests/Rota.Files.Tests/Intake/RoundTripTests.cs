using System.Text;
using CsCheck;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Files.Intake;
using Sylvan.Data.Csv;
using Xunit;

namespace Rota.Files.Tests.Intake;

/// <summary>What is written reads back as it was, and whatever is brought is answered with words.</summary>
public class RoundTripTests
{
    private static readonly Gen<RegisterStyle> Styles = Gen.Select(
        Gen.Enum<Language>(),
        Gen.Enum<RegisterEncoding>(),
        (l, e) => new RegisterStyle(l, e)
    );

    [Fact]
    public void What_is_written_reads_back_as_it_was_in_every_language_and_encoding() =>
        Gen.Select(IntakeGen.Intakes, Styles)
            .Sample(
                (intake, style) =>
                {
                    using var brought = new Brought();
                    RegisterWriter.Write(intake, brought.Folder, style);
                    AssertSame(intake, brought.Read());
                },
                iter: 150
            );

    [Fact]
    public void The_order_of_columns_means_nothing() =>
        Gen.Select(IntakeGen.Intakes, Styles, Gen.Int[0, int.MaxValue])
            .Sample(
                (intake, style, seed) =>
                {
                    using var brought = new Brought();
                    RegisterWriter.Write(intake, brought.Folder, style);
                    foreach (var file in Directory.GetFiles(brought.Folder))
                    {
                        Shuffle(file, Encodings.Of(style.Encoding), seed);
                    }

                    AssertSame(intake, brought.Read());
                },
                iter: 100
            );

    [Fact]
    public void The_same_intake_gives_the_same_bytes_that_spreadsheets_open() =>
        IntakeGen.Intakes.Sample(
            intake =>
            {
                using var first = new Brought();
                using var second = new Brought();
                RegisterWriter.Write(intake, first.Folder);
                RegisterWriter.Write(intake, second.Folder);
                foreach (var kind in FileKind.All)
                {
                    var bytes = File.ReadAllBytes(Path.Combine(first.Folder, kind.Name));
                    Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(second.Folder, kind.Name)));
                    Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
                    Assert.Equal("\r\n"u8.ToArray(), bytes[^2..]);
                }
            },
            iter: 20
        );

    [Fact]
    public void Any_bytes_under_any_name_are_answered() =>
        Gen.Select(Gen.Byte.Array[0, 300], Names)
            .Sample((bytes, name) => Answered(Brought.Bytes(name, bytes)), iter: 1000);

    [Fact]
    public void A_register_with_bytes_changed_at_random_is_answered() =>
        Gen.Select(IntakeGen.Intakes, Styles, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 6])
            .Sample(
                (intake, style, changes) =>
                {
                    using var brought = new Brought();
                    RegisterWriter.Write(intake, brought.Folder, style);
                    foreach (var file in Directory.GetFiles(brought.Folder))
                    {
                        var bytes = File.ReadAllBytes(file);
                        foreach (var (at, value) in changes)
                        {
                            bytes[at % bytes.Length] = value;
                        }

                        File.WriteAllBytes(file, bytes);
                    }

                    var read = brought.Read();
                    Answered(read);
                    if (read.Succeeded)
                    {
                        _ = IntakeCheck.Check(read.Value, KnownRegister.Empty, Brought.AsOf);
                    }
                },
                iter: 150
            );

    [Fact]
    public void Any_text_of_what_csv_is_made_of_is_answered() =>
        Gen.Select(
                Gen.OneOf(",", "\"", "\n", "\r\n", "#", " ", "1", "2026-3-2", "名", "R1", "\0", "\uFFFF", "/").Array[
                    0,
                    80
                ],
                Names
            )
            .Sample(
                (pieces, name) =>
                {
                    var kind = FileKind.All.FirstOrDefault(k => k.Name == name) ?? FileKind.Register;
                    var headers = string.Join(',', kind.Columns.Select(c => c.In(Language.English)));
                    Answered(Brought.File(name, headers, string.Concat(pieces)));
                },
                iter: 1000
            );

    private static Gen<string> Names => Gen.OneOf([.. FileKind.All.Select(k => k.Name), "other.csv"]);

    private static void Answered(Outcome<RegisterIntake> outcome) =>
        Assert.All(
            outcome.Faults,
            f => Assert.False(string.IsNullOrWhiteSpace(f.What.Zh) || string.IsNullOrWhiteSpace(f.Right.En))
        );

    private static void AssertSame(RegisterIntake expected, Outcome<RegisterIntake> read)
    {
        Assert.Empty(read.Faults);
        Assert.Equal(expected.Residents, read.Value.Residents);
        Assert.Equal(expected.Absences, read.Value.Absences);
        Assert.Equal(expected.Wishes, read.Value.Wishes);
        Assert.Equal(expected.Apart, read.Value.Apart);
        Assert.Equal(expected.History, read.Value.History);
        Assert.Equal(expected.Pins, read.Value.Pins);
        Assert.Empty(read.Value.UnknownColumns);
    }

    private static void Shuffle(string file, Encoding encoding, int seed)
    {
        var text = new StringBuilder();
        using (
            var reader = CsvDataReader.Create(
                new StreamReader(file, encoding),
                new CsvDataReaderOptions { HasHeaders = false }
            )
        )
        {
            var order = Enumerable.Range(0, reader.FieldCount).ToArray();
            new Random(seed).Shuffle(order);
            while (reader.Read())
            {
                var cells = order.Select(i =>
                    $"\"{reader.GetString(i).Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                );
                text.Append(string.Join(',', cells)).Append('\n');
            }
        }

        File.WriteAllText(file, text.ToString(), encoding);
    }
}
