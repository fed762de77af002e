using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>A resident's own page.</summary>
internal static class MyRoutes
{
    public static void Map(WebApplication app) => app.Page("/me", AudienceKind.Resident, Me);

    private static IResult Me() => Answer.Page<MyPage>();
}
