using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;

namespace Rota.Files.Covenants;

/// <summary>
/// What a covenant file may set of a rule: the properties its record declares, in snake_case. Read off the types, so that a
/// new rule is in every file format as soon as it stands in <see cref="RuleSet.Kinds"/>.
/// </summary>
/// <param name="Name">As a file writes it: "free_nights".</param>
/// <param name="Property">The property.</param>
internal sealed record RuleField(string Name, PropertyInfo Property)
{
    /// <summary>Its value in a rule.</summary>
    public object Of(Rule rule) => Property.GetValue(rule)!;
}

/// <summary>Fields of all kinds of rules.</summary>
internal static class RuleFields
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<RuleField>> ByKind = [];

    /// <summary>The fields of a kind of rule, in the order in which its record declares them.</summary>
    public static IReadOnlyList<RuleField> Of(Type kind) =>
        ByKind.GetOrAdd(
            kind,
            k =>
                [
                    .. k.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                        .Where(p => p is { CanRead: true, CanWrite: true })
                        .OrderBy(p => p.MetadataToken)
                        .Select(p => new RuleField(JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), p)),
                ]
        );

    /// <summary>The rule with some fields set to other values.</summary>
    public static Rule With(Rule rule, IEnumerable<(RuleField Field, object Value)> values)
    {
        // A record is copied by a parameterless constructor and its init setters; there is no other door from outside.
        var copy = (Rule)Activator.CreateInstance(rule.GetType())!;
        foreach (var field in Of(rule.GetType()))
        {
            field.Property.SetValue(copy, field.Of(rule));
        }

        foreach (var (field, value) in values)
        {
            field.Property.SetValue(copy, value);
        }

        return copy;
    }
}
