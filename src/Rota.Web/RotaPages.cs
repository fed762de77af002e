using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rota.Store;
using Rota.Web.Hosting;
using Rota.Web.Pages;
using Rota.Web.Routes;

namespace Rota.Web;

/// <summary>Puts the pages for residents and the public into a host.</summary>
public static class RotaPages
{
    /// <summary>Adds what pages need.</summary>
    /// <param name="services">The host's services, with an <see cref="OfficeNow"/> among them.</param>
    /// <param name="settings">How pages are served.</param>
    public static void AddPages(this IServiceCollection services, WebSettings settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(settings);
        services.AddHealthChecks();
        services.AddLogging(logging =>
        {
            // At a finer level each request is logged with its address, and some addresses hold a token.
            logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            // It warns of each page with a form that nothing of it may be kept, as this program says already.
            logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        });
        services.Configure<KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = LongForms.Longest);
        services.AddHttpContextAccessor();
        services.AddScoped<Reader>();
        services.AddSingleton<Remembered>();
        services.AddScoped<PublicBooks>();
        services.AddSingleton<Guesses>();
        services.AddSingleton<Device>();
        services.AddSingleton<NotMe>();
        services.AddSingleton<SearchGate>();
        services.AddSingleton(_ => new LongForms(LongForms.AtOnce, LongForms.Patience));
        services.AddSingleton<HereTokens>();
        services.AddRazorComponents();
        services.AddDataProtection().SetApplicationName("rota");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<OfficeNow>((o, office) => o.XmlRepository = new KeysInBooks(office));
        services
            .AddAuthentication(Letting.Scheme)
            .AddCookie(
                Letting.Scheme,
                o =>
                {
                    Name(o.Cookie, settings, "rota-in");
                    o.ExpireTimeSpan = Letting.Lasts.ToTimeSpan();
                    o.SlidingExpiration = true;
                    o.LoginPath = "/enter";
                    o.ReturnUrlParameter = "back";
                    o.Events.OnValidatePrincipal = Letting.LookAsync;
                    o.Events.OnRedirectToLogin = Letting.AskAsync;
                }
            );
        services.AddAuthorization();
        services.AddOpenApi(o =>
            o.AddDocumentTransformer(
                (document, _, _) =>
                {
                    (document.Info.Title, document.Info.Description) = (
                        "Rota",
                        "What stands on the boards of a street's neighbourhood watch, for machines: published rotas with masked names. Nothing has to be given to read it."
                    );
                    document.Servers?.Clear();
                    return Task.CompletedTask;
                }
            )
        );
        services.ConfigureHttpJsonOptions(o =>
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower
        );
        services.AddAntiforgery(o => Name(o.Cookie, settings, "rota-form"));
        if (settings.Proxies.Count > 0)
        {
            services.Configure<ForwardedHeadersOptions>(o =>
            {
                o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                o.KnownProxies.Clear();
                o.KnownIPNetworks.Clear();
                foreach (var proxy in settings.Proxies)
                {
                    o.KnownProxies.Add(proxy);
                }
            });
        }
    }

    /// <summary>Maps the pages, and with them where one asks how the process is: all that a server with pages answers.</summary>
    /// <param name="app">The host, with <see cref="AddPages"/> done.</param>
    public static void MapPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<WebSettings>().Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.Use(SafeHeaders.AddAsync);
        app.Use(NearOnly.LookAsync);
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = http => Answer.Failed(http).ExecuteAsync(http),
                SuppressDiagnosticsCallback = failed => StoreTrouble.Of(failed.Exception) is not null,
            }
        );
        app.UseStatusCodePages(status => Answer.Of(status.HttpContext).ExecuteAsync(status.HttpContext));
        app.Use(app.Services.GetRequiredService<LongForms>().LookAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        // The first key is made now, not by the first page that somebody reads.
        _ = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("rota").Protect("");
        app.MapHealth();
        PublicRoutes.Map(app);
        EnterRoutes.Map(app);
        MyRoutes.Map(app);
        ApiRoutes.Map(app);
        FeedRoutes.Map(app);
    }

    /// <summary>Behind TLS a cookie is of this host alone, and its name says so to the browser.</summary>
    private static void Name(CookieBuilder cookie, WebSettings settings, string name)
    {
        cookie.Name = settings.CookieName(name);
        cookie.SecurePolicy = settings.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }
}
