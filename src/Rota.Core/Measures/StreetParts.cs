using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Measures;

/// <summary>An area's households as they are measured.</summary>
/// <param name="Area">The area.</param>
/// <param name="Households">Its households that owed in these months, or owe in the last of them.</param>
public sealed record AreaParts(WatchArea Area, IReadOnlyList<HouseholdPart> Households);

/// <summary>What is measured of a street, or of a part of it.</summary>
/// <param name="Street">Name of the street.</param>
/// <param name="Span">The months asked.</param>
/// <param name="Months">Those of them that the ledger knows of any area.</param>
/// <param name="Areas">The areas that have something booked in them, in the order of codes; one or more.</param>
public sealed record StreetParts(
    string Street,
    FairnessSpan Span,
    IReadOnlyList<YearMonth> Months,
    IReadOnlyList<AreaParts> Areas
)
{
    /// <summary>All of it in a line, under its own name: an area's, a community's, or the street's.</summary>
    public MeasureLine Whole => new(Name, [.. Areas.SelectMany(a => a.Households)]);

    /// <summary>Its parts: a line for each community where there are several, else for each area; none where it is one area.</summary>
    public IReadOnlyList<MeasureLine> Parts =>
        Communities.Count > 1
            ?
            [
                .. Areas
                    .GroupBy(a => a.Area.Community)
                    .Select(g => new MeasureLine(g.Key, [.. g.SelectMany(a => a.Households)])),
            ]
        : Areas.Count > 1 ? [.. Areas.Select(a => new MeasureLine(a.Area.Code, a.Households))]
        : [];

    private List<string> Communities => [.. Areas.Select(a => a.Area.Community).Distinct()];

    private string Name =>
        Areas is [var only] ? only.Area.Code
        : Communities is [var community] ? community
        : Street;
}

/// <summary>Some households under one name, measured together and apart.</summary>
/// <param name="Name">Code of the area, or name of the community or street.</param>
/// <param name="Households">The households.</param>
public sealed record MeasureLine(string Name, IReadOnlyList<HouseholdPart> Households)
{
    /// <summary>All of them.</summary>
    public FairnessMeasure All { get; } = FairnessMeasure.Of(Households);

    /// <summary>Those with somebody who could lead when the months began.</summary>
    public FairnessMeasure Leads { get; } = FairnessMeasure.Of(Households.Where(h => h.CanLead));

    /// <summary>The others.</summary>
    public FairnessMeasure Others { get; } = FairnessMeasure.Of(Households.Where(h => !h.CanLead));
}
