using System.Globalization;

namespace Rota.Core.Intake;

/// <summary>Faults and remarks in the making.</summary>
/// <param name="headers">How the files write their headers.</param>
internal sealed class Findings(IReadOnlyDictionary<(string Source, string Column), string> headers)
{
    private readonly FaultList faults = new();
    private readonly List<Fault> remarks = [];

    /// <summary>What was found.</summary>
    public IntakeFindings All(string source) => new(faults.Told(source), remarks);

    /// <summary>Refuses.</summary>
    public void Fault(Place at, string column, Words what, Words right) => faults.Add(In(at, column), what, right);

    /// <summary>Tells, and goes on.</summary>
    public void Remark(Place at, string column, Words what, Words right) =>
        remarks.Add(new Fault(In(at, column), what, right));

    private Place In(Place at, string column) =>
        at with
        {
            Column = headers.GetValueOrDefault((at.Source, column), column),
        };

    /// <summary>Refuses a second row of what there may be one of, and names the first.</summary>
    public void Twice(Place at, string column, Place first, Words what, Words right) =>
        Fault(
            at,
            column,
            new Words($"{what.Zh}，{RowOf(first).Zh}已经有了", $"{what.En}, as in {RowOf(first).En} already"),
            right
        );

    /// <summary>The row of a place, in words.</summary>
    public static Words RowOf(Place place)
    {
        var row = place.Line?.ToString(CultureInfo.InvariantCulture) ?? "?";
        return new Words($"第 {row} 行", $"row {row}");
    }

    /// <summary>Refuses a resident who is nowhere.</summary>
    public void UnknownResident(Place at, string resident, Codebook book) =>
        Unknown(at, "resident", new Words($"居民编号“{resident}”", $"resident \"{resident}\""), resident, book);

    /// <summary>Refuses a household that is nowhere; says when it is the grid that is.</summary>
    public void UnknownHousehold(Place at, string column, HouseholdCode household, Codebook book)
    {
        var code = household.ToString();
        var what = book.HasPlace(household.Grid)
            ? new Words($"户“{code}”", $"household \"{code}\"")
            : new Words($"网格“{household.Grid}”", $"grid \"{household.Grid}\"");
        Unknown(at, column, what, code, book);
    }

    /// <summary>Refuses an area or grid that is nowhere.</summary>
    public void UnknownArea(Place at, string area, Codebook book) =>
        Unknown(at, "area", new Words($"片区“{area}”", $"area \"{area}\""), area, book);

    private void Unknown(Place at, string column, Words who, string code, Codebook book)
    {
        var right = book.LookingLike(code) is { } like
            ? new Words(
                $"名册里有“{like}”：多半是表格软件去掉了开头的 0，或者大小写不同；请把这一栏设为“文本”再填",
                $"The register has \"{like}\": a spreadsheet may have dropped zeros, or the letter case differs; "
                    + "set the cell format to text and type it again"
            )
            : new Words("请核对编号，或者先把它写进名册", "Check the code, or enter it in the register first");
        Fault(at, column, new Words($"名册里没有{who.Zh}", $"the register has no {who.En}"), right);
    }
}
