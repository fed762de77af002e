using System.Reflection;

namespace Rota.Store.Tests;

public sealed class SurfaceTests
{
    [Fact]
    public void Nothing_of_the_database_library_is_seen_from_outside()
    {
        var seen = typeof(StreetDatabase)
            .Assembly.GetExportedTypes()
            .SelectMany(t =>
                t.GetMembers(
                        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
                    )
                    .SelectMany(Types)
                    .Append(t.BaseType!)
                    .Concat(t.GetInterfaces())
            )
            .Where(t => t is not null)
            .SelectMany(Whole)
            .Select(t => t.FullName ?? t.Name)
            .Where(n =>
                n.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || n.StartsWith("Microsoft.Data", StringComparison.Ordinal)
                || n.StartsWith("System.Data", StringComparison.Ordinal)
            );

        Assert.Empty(seen);
    }

    private static IEnumerable<Type> Types(MemberInfo member) =>
        member switch
        {
            MethodBase method => method
                .GetParameters()
                .Select(p => p.ParameterType)
                .Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
            PropertyInfo property => [property.PropertyType],
            FieldInfo field => [field.FieldType],
            _ => [],
        };

    private static IEnumerable<Type> Whole(Type type) => type.GetGenericArguments().SelectMany(Whole).Append(type);
}
