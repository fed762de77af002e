using Microsoft.EntityFrameworkCore;
using Rota.Store.Rows;

namespace Rota.Store.Tokens;

/// <summary>Reads the keys with which web processes protect cookies and forms.</summary>
public sealed class WebKeyReader
{
    private readonly StreetContext context;

    internal WebKeyReader(StreetContext context) => this.context = context;

    /// <summary>All keys as they were written, in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) =>
        [
            .. (await context.WebKeys.AsNoTracking().ToListAsync(cancellation))
                .OrderBy(k => k.Name, StringComparer.Ordinal)
                .Select(k => k.Content),
        ];
}

/// <summary>Keeps those keys.</summary>
public sealed class WebKeyWriter
{
    private readonly StreetWriter writer;

    internal WebKeyWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Keeps a key. The same name a second time changes nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">The key, as XML.</param>
    /// <param name="cancellation">Stops the write.</param>
    public Task AddAsync(string name, string content, CancellationToken cancellation = default) =>
        writer.Session.InsertAsync(
            "web_key",
            ["name", "content"],
            [
                [name, content],
            ],
            "DO NOTHING",
            cancellation
        );
}
