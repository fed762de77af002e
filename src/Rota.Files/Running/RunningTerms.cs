namespace Rota.Files.Running;

/// <summary>How the program is run, as <c>config/service.yaml</c> says it. What is not said there is null.</summary>
public sealed record RunningTerms
{
    /// <summary>Where the database is, as written: a file or a connection string. It may hold a password.</summary>
    public string? Database { get; init; }

    /// <summary>Nothing of what is in it, since a password may be.</summary>
    public override string ToString() => nameof(RunningTerms);
}
