using System.Net;

namespace Rota.Files.Running;

/// <summary>How the program is run, as <c>config/service.yaml</c> says it. What is not said there is null.</summary>
public sealed record RunningTerms
{
    /// <summary>Where the database is, as written: a file or a connection string. It may hold a password.</summary>
    public string? Database { get; init; }

    /// <summary>What <c>rota serve</c> does, as <c>--roles</c> says it.</summary>
    public string? Roles { get; init; }

    /// <summary>Where it listens, as <c>--urls</c> says it.</summary>
    public string? Urls { get; init; }

    /// <summary>How notices go, as <c>--notices</c> says it.</summary>
    public string? Notices { get; init; }

    /// <summary>Addresses of the proxies before it, whose word on who asks counts; none when it is left out.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>Nothing of what is in it, since a password may be.</summary>
    public override string ToString() => nameof(RunningTerms);
}
