using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Rota.Web.Hosting;

/// <summary>Answers plain HTTP to this machine and to private networks alone: what travels without TLS can be read by whoever carries it.</summary>
internal static class NearOnly
{
    public static async Task LookAsync(HttpContext http, RequestDelegate next)
    {
        var settings = (WebSettings)http.RequestServices.GetService(typeof(WebSettings))!;
        // Where residents come over TLS, cookies are of TLS alone: over plain HTTP nobody could be let in, and no form be sent.
        var isFit = settings.IsSecure
            ? http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            : IsNear(http.Connection.RemoteIpAddress);
        if (http.Request.IsHttps || isFit)
        {
            await next(http);
            return;
        }

        var at = settings.PublicUrl?.AbsoluteUri ?? "https";
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(
            $"请用 {at} 访问。前面有代理的，请在 config/service.yaml 的 proxies 里写上它的地址。\n"
                + $"Please use {at}. A proxy before it has to be named in proxies of config/service.yaml.\n",
            http.RequestAborted
        );
    }

    /// <summary>Whether an address is this machine, a private network (RFC 1918, RFC 4193) or a link.</summary>
    public static bool IsNear(IPAddress? address)
    {
        if (address is null)
        {
            // No address: a pipe or a socket of this machine.
            return true;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
        {
            return true;
        }

        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return plain.IsIPv6UniqueLocal || plain.IsIPv6LinkLocal;
        }

        return plain.GetAddressBytes() switch
        {
            [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, >= 16 and <= 31, ..] => true,
            _ => false,
        };
    }
}
