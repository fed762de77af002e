using System.Reflection;
using System.Runtime.InteropServices;

namespace Rota.Architecture.Tests;

/// <summary>The assemblies of the program, and how they are looked at.</summary>
internal static class House
{
    public const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly string Framework = RuntimeEnvironment.GetRuntimeDirectory();

    /// <summary>A room's assembly; the executable's is called as people type it.</summary>
    public static Assembly Room(string project) => Assembly.Load(project == "Rota.Cli" ? "rota" : project);

    /// <summary>What an assembly uses outside the framework, by the names of assemblies.</summary>
    public static IReadOnlyList<string> Uses(Assembly assembly) =>
        [
            .. assembly
                .GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(name => !File.Exists(Path.Combine(Framework, $"{name}.dll")))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Types that somebody wrote: none of the compiler's own.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.FullName!.Contains('<', StringComparison.Ordinal));

    /// <summary>Types that stand in what can be seen of an assembly from outside: bases, interfaces, members.</summary>
    public static IEnumerable<(string Where, Type Type)> Shown(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from shown in type.GetMembers(Declared)
            .Where(IsSeen)
            .SelectMany(m => Types(m).Select(t => ($"{type.FullName}.{m.Name}", t)))
            .Concat(type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(t => (type.FullName!, t)))
        from part in Parts(shown.t)
        select (shown.Item1, part);

    private static bool IsSeen(MemberInfo member) =>
        member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            _ => false, // properties and events are seen by their accessors, types by themselves
        };

    private static IEnumerable<Type> Types(MemberInfo member) =>
        member switch
        {
            MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
            MethodBase constructor => constructor.GetParameters().Select(p => p.ParameterType),
            FieldInfo field => [field.FieldType],
            _ => [],
        };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}
