using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Core.Rotas;
using Rota.Files.Measures;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Tells who of areas stood which festival, as far back as the covenant remembers.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="asked">What was asked.</param>
internal sealed class FairnessFestivals(Call call, Office office, FairnessAsked asked)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Reads and tells.</summary>
    public async Task<ExitCode> RunAsync()
    {
        var read = await new ReadStood(office).FestivalsAsync(asked.Span, asked.Choice, call.Stop);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        if (asked.Format == FairnessFormat.Csv)
        {
            await using var reader = await office.Database.ReadAsync(call.Stop);
            var street = await reader.StreetNameAsync(call.Stop);
            return asked.Table(call, ResultFile.Bytes(to => StoodCsv.Write(to, street, read.Value)));
        }

        Tell(read.Value);
        return ExitCode.Done;
    }

    private void Tell(IReadOnlyList<FestivalStood> stood)
    {
        if (stood.Count == 0)
        {
            screen.Say(
                "公约记得的这几年里，账上还没有节日的班次。",
                "No festival was stood in the years that the covenant remembers."
            );
        }
        else
        {
            var listing = new Listing(screen.Language)
                .Column("日期", "Night")
                .Column("节日", "festival")
                .Column("片区", "area")
                .Column("值守", "stood");
            foreach (var night in stood.GroupBy(f => (f.Night, f.Festival, f.Area)))
            {
                listing.Row(
                    StateWords.Of(night.Key.Night),
                    night.Key.Festival,
                    night.Key.Area,
                    string.Join(screen.In("、", ", "), night.Select(Who))
                );
            }

            screen.Show(listing);
        }

        screen.Document(
            new
            {
                Span = asked.Span.ToString(),
                Festivals = stood.Select(f => new
                {
                    f.Area,
                    f.Festival,
                    Night = StateWords.Of(f.Night),
                    f.Post,
                    WatchNumber = f.Number.ToString(),
                    Name = f.Masked,
                    f.Building,
                }),
            }
        );
    }

    private string Who(FestivalStood who) =>
        $"{who.Masked ?? screen.In("已注销", "erased")} {who.Number}"
        + (who.Post == Post.Lead ? $" ({screen.In(SeatWords.Of(who.Post))})" : "");
}
