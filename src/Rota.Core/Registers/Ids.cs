namespace Rota.Core.Registers;

// Internal ids: given by the store, never shown, never reused. What people type and read are codes and watch numbers.

/// <summary>Internal id of a grid.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct GridId(int Value);

/// <summary>Internal id of a watch area.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct AreaId(int Value);

/// <summary>Internal id of a household.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct HouseholdId(int Value);

/// <summary>Internal id of a resident.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct ResidentId(int Value);

/// <summary>A resident's public number (守望号): stable, never reused, tells namesakes apart.</summary>
/// <param name="Value">From 1 up.</param>
public readonly record struct WatchNumber(int Value)
{
    /// <summary>As residents read it: at least four digits, "0427".</summary>
    public override string ToString() => Value.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}
