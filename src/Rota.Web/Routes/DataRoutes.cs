using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Core;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>A resident's data: what there is, as a file, and to have name and phone erased.</summary>
internal static class DataRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/me/data", AudienceKind.Resident, DataAsync);
        app.Page("/me/data.json", AudienceKind.Resident, FileAsync);
        app.Form("/me/erase", AudienceKind.Resident, EraseAsync);
    }

    private static async Task<IResult> DataAsync(Reader reader, CancellationToken cancellation)
    {
        var duties = await new ReadMyDuties(reader.Office).RunAsync(reader.Visitor!, cancellation);
        return Answer.Page<MyDataPage>((nameof(MyDataPage.HasDuties), duties.Mine.Count > 0));
    }

    private static async Task<IResult> FileAsync(Reader reader, CancellationToken cancellation)
    {
        var visitor = reader.Visitor!;
        var data = await new ReadMyData(reader.Office).RunAsync(visitor, cancellation);
        return Results.File(
            DataFile.Write(data, reader.Office.Zone),
            "application/json",
            fileDownloadName: $"rota-{visitor.Card.Number}.json"
        );
    }

    private static async Task<IResult> EraseAsync(
        HttpContext http,
        NotMe notMe,
        Reader reader,
        CancellationToken cancellation
    )
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var visitor = reader.Visitor!;
        if (Answer.Of(form, "sure") != "yes")
        {
            return Answer.Refused([
                new Fault(
                    new Place("sure"),
                    new("还没有勾选“我明白”", "“I understand” is not ticked"),
                    new("要注销，请先勾选", "tick it first to erase")
                ),
            ]);
        }

        if (await new EraseMe(reader.OfficeOf(visitor)).RunAsync(visitor, cancellation) is { } fault)
        {
            return Answer.Refused([fault]);
        }

        notMe.Forget(http);
        await Letting.OutAsync(http);
        http.Features.Set<Visitor>(null);
        return Answer.Told(
            StatusCodes.Status200OK,
            new("已注销", "Erased"),
            [
                new Words(
                    "姓名和电话已抹去，链接和码已作废。已公布的值班表上只剩守望号。",
                    "Name and phone are erased, links and codes closed. On published rotas only the watch number is left."
                ),
            ]
        );
    }
}
