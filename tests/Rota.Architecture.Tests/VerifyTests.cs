using System.Reflection;
using System.Reflection.Emit;
using Rota.Core.Proofs;
using Xunit;

namespace Rota.Architecture.Tests;

/// <summary>
/// Whoever verifies a proof believes nothing that solves. What the verb runs is followed call by call through the executable; the rooms
/// it comes to, Core and Files, use no other by themselves.
/// </summary>
public sealed class VerifyTests
{
    private const string Verb = "Rota.Cli.Verbs.VerifyVerb";
    private static readonly string[] Closed = ["Rota.Solver", "Rota.Planning", "Rota.Store", "Google."];

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    [Fact]
    public void Verifying_ReachesNothingThatSolves()
    {
        var executable = House.Room("Rota.Cli");
        var reached = Reached(executable.GetType(Verb, throwOnError: true)!);
        Assert.Contains(reached, m => m.DeclaringType == typeof(Verification));
        var solving = reached
            .Where(m => Closed.Any(c => m.Module.Assembly.GetName().Name!.StartsWith(c, StringComparison.Ordinal)))
            .Select(m => $"{m.DeclaringType}.{m.Name}")
            .Distinct();
        Assert.Empty(solving);
    }

    /// <summary>The same walk finds what it looks for where it is: else the one above shows nothing.</summary>
    [Fact]
    public void Drafting_ReachesThePlans()
    {
        var verb = House.Room("Rota.Cli").GetType("Rota.Cli.Verbs.DraftVerb", throwOnError: true)!;
        Assert.Contains(Reached(verb), m => m.Module.Assembly.GetName().Name == "Rota.Planning");
    }

    [Fact]
    public void WhatVerifies_LiesInRoomsThatUseNoSolver() =>
        Assert.All(
            new[] { typeof(Verification), typeof(Files.Proofs.ProofFile) },
            t =>
                Assert.DoesNotContain(
                    House.Uses(t.Assembly),
                    u => Closed.Any(c => u.StartsWith(c, StringComparison.Ordinal))
                )
        );

    /// <summary>Every method and constructor that the methods of a type name, followed through the assembly of the type.</summary>
    private static HashSet<MethodBase> Reached(Type type)
    {
        var reached = new HashSet<MethodBase>();
        var open = new Queue<MethodBase>(MethodsOf(type));
        while (open.TryDequeue(out var method))
        {
            foreach (var named in Named(method).Where(reached.Add))
            {
                if (named.Module.Assembly == type.Assembly)
                {
                    open.Enqueue(named);
                }

                // What the compiler makes of a method with awaits or lambdas lies in types of its own.
                foreach (
                    var made in named.DeclaringType is { } d && d.Assembly == type.Assembly && IsMade(d)
                        ? MethodsOf(d)
                        : []
                )
                {
                    open.Enqueue(made);
                }
            }
        }

        return reached;
    }

    private static bool IsMade(Type type) => type.Name.Contains('<', StringComparison.Ordinal);

    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMembers(House.Declared)
            .OfType<MethodBase>()
            .Concat(type.GetNestedTypes(BindingFlags.NonPublic).Where(IsMade).SelectMany(MethodsOf));

    private static IEnumerable<MethodBase> Named(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var types = method.DeclaringType?.GetGenericArguments();
        var own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var i = 0; i < code.Length; )
        {
            var value = code[i] == 0xFE ? unchecked((short)(0xFE00 | code[i + 1])) : code[i];
            i += code[i] == 0xFE ? 2 : 1;
            var its = Codes[value];
            if (its.OperandType is OperandType.InlineMethod or OperandType.InlineTok)
            {
                if (method.Module.ResolveMember(BitConverter.ToInt32(code, i), types, own) is MethodBase named)
                {
                    yield return named;
                }
            }

            i += its.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }
}
