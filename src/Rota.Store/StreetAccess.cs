namespace Rota.Store;

/// <summary>What a database is opened for.</summary>
public enum StreetAccess
{
    /// <summary>To read and to write.</summary>
    Write,

    /// <summary>Only to read; it then also opens where nothing can be written.</summary>
    Read,
}
