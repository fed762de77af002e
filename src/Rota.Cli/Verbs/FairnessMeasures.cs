using Rota.Cli.Screens;
using Rota.Core.Measures;
using Rota.Files.Measures;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Tells how evenly points lie: a row for each part of what was chosen, the whole, leads and others below.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="asked">What was asked.</param>
internal sealed class FairnessMeasures(Call call, Office office, FairnessAsked asked)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Measures and tells.</summary>
    public async Task<ExitCode> RunAsync()
    {
        var measured = await new MeasureFairness(office).RunAsync(asked.Span, asked.Choice, call.Stop);
        if (!measured.Succeeded)
        {
            return call.Refuse(measured.Faults);
        }

        var street = measured.Value;
        switch (asked.Format)
        {
            case FairnessFormat.Csv:
                return asked.Table(call, ResultFile.Bytes(to => MeasuresCsv.Write(to, street)));
            case FairnessFormat.Svg:
                var path = asked.Out ?? Path.Combine("out", $"fairness-{asked.Span}.svg");
                return FairnessAsked.Write(
                    call,
                    [(call.PathOf(path), ResultFile.Bytes(to => FairnessPicture.Write(to, street, asked.Text)))]
                );
            default:
                Tell(street);
                return ExitCode.Done;
        }
    }

    private void Tell(StreetParts street)
    {
        var (parts, whole) = (street.Parts, street.Whole);
        var listing = new Listing(screen.Language)
            .Column("", "")
            .Column("", "")
            .Number("应担户", "households")
            .Number("基尼", "Gini")
            .Number("Jain", "Jain")
            .Number("守÷应担", "done/due")
            .Number("结余最低", "least")
            .Number("四分之一", "quarter")
            .Number("中位", "median")
            .Number("四分之三", "3 quarters")
            .Number("最高", "most");
        foreach (var part in parts)
        {
            Row(listing, part.Name, screen.In("全部", "all"), part.All);
        }

        Row(listing, whole.Name, screen.In("全部", "all"), whole.All);
        Row(listing, "", screen.In("能带班的户", "can lead"), whole.Leads);
        Row(listing, "", screen.In("其他户", "others"), whole.Others);
        var (first, last) = (StateWords.Of(street.Months[0]), StateWords.Of(street.Months[^1]));
        screen.Say(
            $"{street.Street} {street.Span}，账上 {street.Months.Count} 个月（{first} 到 {last}）；结余是 {last} 月底的，按每份应担算：",
            $"{street.Street} {street.Span}, {StateWords.Some(street.Months.Count, "month")} booked ({first} to {last}); balances as {last} ends, per unit of weight:"
        );
        screen.Show(listing);
        screen.Line();
        var said = MeasureWords.Of(whole, street.Span);
        screen.Say($"{whole.Name}：{said.Zh}", $"{whole.Name}: {said.En}");
        screen.Document(
            new
            {
                street.Street,
                Span = street.Span.ToString(),
                Months = street.Months.Select(StateWords.Of),
                Parts = parts.Select(Document),
                Whole = Document(whole),
            }
        );
    }

    private static object Document(MeasureLine line) =>
        new
        {
            line.Name,
            All = Document(line.All),
            Leads = Document(line.Leads),
            Others = Document(line.Others),
        };

    private static object Document(FairnessMeasure measure) =>
        new
        {
            measure.Households,
            PointsDone = measure.Done.ToString(),
            PointsDue = measure.Due.ToString(),
            measure.DonePerDue,
            measure.Gini,
            measure.Jain,
            Balances = measure.Balances is { } b
                ? new
                {
                    b.Count,
                    Least = b.Least.ToString(),
                    LowerQuartile = b.LowerQuartile.ToString(),
                    Median = b.Median.ToString(),
                    UpperQuartile = b.UpperQuartile.ToString(),
                    Most = b.Most.ToString(),
                }
                : null,
        };

    private static void Row(Listing listing, string name, string group, FairnessMeasure measure) =>
        listing.Row(
            name,
            group,
            StateWords.Whole(measure.Households),
            Number(measure.Gini, 3),
            Number(measure.Jain, 3),
            Number(measure.DonePerDue, 2),
            Number(measure.Balances?.Least.Thousandths / 1000m, 1),
            Number(measure.Balances?.LowerQuartile.Thousandths / 1000m, 1),
            Number(measure.Balances?.Median.Thousandths / 1000m, 1),
            Number(measure.Balances?.UpperQuartile.Thousandths / 1000m, 1),
            Number(measure.Balances?.Most.Thousandths / 1000m, 1)
        );

    private static string Number(decimal? number, int digits) => number is { } n ? StateWords.Decimal(n, digits) : "-";
}
