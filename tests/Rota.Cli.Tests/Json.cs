using System.Text.Json;

namespace Rota.Cli.Tests;

/// <summary>Standard output as a machine reads it.</summary>
internal static class Json
{
    public static JsonElement Of(Answer answer) => JsonDocument.Parse(answer.Out).RootElement;
}
