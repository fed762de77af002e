using System.Net;
using Rota.Core;
using Rota.Web;

namespace Rota.Cli.Serving;

/// <summary>What somebody who starts the pages has to know of where they are served.</summary>
internal static class WebWarnings
{
    /// <summary>The warnings; none where all is as it should be.</summary>
    /// <param name="urls">Where it listens, such as "http://0.0.0.0:5080".</param>
    /// <param name="settings">How pages are served.</param>
    public static IEnumerable<Words> Of(IReadOnlyCollection<string> urls, WebSettings settings)
    {
        if (urls.Any(u => !IsTls(u) && !IsThisMachine(u)))
        {
            yield return new(
                "注意：这里用的是不加密的 http。只应答内部网络，路上经过的内容，同一网络里的人看得到。",
                "Note: this is plain HTTP. Only private networks are answered, and what travels can be read there."
            );
        }

        if (settings is { IsSecure: true, Proxies.Count: 0 } && !urls.Any(IsTls))
        {
            yield return new(
                "注意：public_url 是 https，这里却没有 https，前面大概有代理。没有写明代理，所有人会算成同一个地址，一个人试错码，大家都要等；请在 service.yaml 写 proxies:。",
                "Note: public_url is https and none is listened on here, so there is a proxy before it. While it is not named everybody counts as one address, and one who tries wrong codes keeps all waiting: name it in service.yaml, proxies:."
            );
        }
    }

    private static bool IsTls(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>"*" and "+" are all addresses of the machine, and no address that can be parsed.</summary>
    private static bool IsThisMachine(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (
            parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        );
}
