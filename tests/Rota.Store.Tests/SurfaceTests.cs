using System.Reflection;
using System.Runtime.CompilerServices;
using Rota.Core.Covenants;
using Rota.Core.Forecasts;
using Rota.Core.Intake;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;

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

    [Fact]
    public void No_record_of_a_person_writes_name_or_phone_of_itself()
    {
        // Names of watches, covenants, places and what-ifs and the phone of an area are no person's.
        Type[] nobodys =
        [
            typeof(Watch),
            typeof(WatchPattern),
            typeof(WatchArea),
            typeof(AreaContact),
            typeof(AreaPlan),
            typeof(Covenant),
            typeof(MeasureLine),
            typeof(WhatIf),
        ];
        var bearing = new[] { typeof(StreetDatabase), typeof(Person) }
            .SelectMany(t => t.Assembly.GetExportedTypes())
            .Where(t => t.GetProperty("Name") is not null || t.GetProperty("Phone") is not null)
            .Where(t => t.GetMethod("<Clone>$") is not null || t.IsValueType)
            .Except(nobodys)
            .ToList();

        Assert.Superset(
            new HashSet<Type> { typeof(Person), typeof(ResidentCard), typeof(ResidentRow) },
            bearing.ToHashSet()
        );
        Assert.All(
            bearing,
            t =>
            {
                var text = t.GetMethod(nameof(ToString), Type.EmptyTypes)!;
                Assert.True(text.GetCustomAttribute<CompilerGeneratedAttribute>() is null, t.FullName);
            }
        );
        Assert.DoesNotContain("张", new Person(new(1), "张伟", "张").ToString(), StringComparison.Ordinal);
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
