using Rota.Core;

namespace Rota.Store;

/// <summary>
/// That a process serves a street from a file: one at most does, and nobody moves the file away from under it. A file beside the database is locked for as long as
/// this lives; the system takes the lock from a process that dies. On a server as many may work as like to, and nothing is locked.
/// </summary>
public sealed class ServedStreet : IDisposable
{
    private const string Beside = "-serve";
    private readonly FileStream? held;

    private ServedStreet(FileStream? held) => this.held = held;

    /// <summary>Takes a street to serve it.</summary>
    /// <param name="place">Where it is.</param>
    /// <returns>Fails, in words, where another process serves it.</returns>
    public static Outcome<ServedStreet> Begin(StreetPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.IsServer)
        {
            return Outcome<ServedStreet>.Of(new ServedStreet(held: null));
        }

        try
        {
            return Outcome<ServedStreet>.Of(
                new ServedStreet(
                    new FileStream(place.Text + Beside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                )
            );
        }
        catch (IOException)
        {
            return Outcome<ServedStreet>.Failed(
                new Fault(
                    new Place(place.Shown),
                    new("已有一个 rota serve 在用这个数据库", "a rota serve works on this database already"),
                    new(
                        "一个文件只能由一个程序服务；要几台机器一起做，请 rota database move 搬到 PostgreSQL",
                        "a file is served by one program; for more of them move it to PostgreSQL with rota database move"
                    )
                )
            );
        }
        catch (UnauthorizedAccessException)
        {
            // Opening the database says what may not be written.
            return Outcome<ServedStreet>.Of(new ServedStreet(held: null));
        }
    }

    /// <summary>Why a street cannot be taken away from its place now: a process serves it. Null when none does, or nobody can know.</summary>
    public static Fault? InUse(StreetPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.IsServer || !File.Exists(place.Text + Beside))
        {
            return null;
        }

        using var tried = Begin(place) is { Succeeded: true } free ? free.Value : null;
        return tried is not null
            ? null
            : new Fault(
                new Place(place.Shown),
                new("rota serve 正在用这个数据库", "rota serve is working on this database"),
                new("请先停掉它，再来一次", "stop it first, then do this again")
            );
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
