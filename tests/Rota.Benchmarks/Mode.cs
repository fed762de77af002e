namespace Rota.Benchmarks;

/// <summary>What is measured.</summary>
internal enum Mode
{
    /// <summary>A month of the std grids: a lead required, few who can.</summary>
    Month,

    /// <summary>A month of the ample grids: a lead required, many who can.</summary>
    Ample,

    /// <summary>A month of the street to start from, under the covenant as adopted.</summary>
    Seed,

    /// <summary>Twelve months in a row, the ledger carried over.</summary>
    Year,

    /// <summary>One area of three watches a night, four seats each, 500 households.</summary>
    Hard,

    /// <summary>How long it takes to say why a seat stays empty.</summary>
    Gaps,

    /// <summary>How long it takes to find everything that can be done about a duty.</summary>
    Changes,

    /// <summary>A published month solved again after one, and after five, have dropped out.</summary>
    Resolve,

    /// <summary>How time grows with households and watches.</summary>
    Growth,

    /// <summary>How long a solve goes on after it was cancelled.</summary>
    Stop,

    /// <summary>A city's month on PostgreSQL with one and with two workers. Not one of <see cref="All"/>: it takes long, and needs a server's binaries.</summary>
    City,

    /// <summary>The pages that everybody and residents read, fifty a second. Not one of <see cref="All"/>, which is of the solver.</summary>
    Pages,

    /// <summary>All of them, one after the other.</summary>
    All,
}
