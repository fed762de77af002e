using System.Net;
using Rota.Core;
using Rota.Files.Yaml;

namespace Rota.Files.Running;

/// <summary>
/// Reads <c>service.yaml</c> as strictly as the covenant: an unknown or doubled key is a fault. A file that is missing, or in which everything is
/// commented out, says nothing, and everything is as usual.
/// </summary>
public static class RunningReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path; faults show its name without the folder.</param>
    public static Outcome<RunningTerms> Read(string path)
    {
        if (!File.Exists(path))
        {
            return Outcome<RunningTerms>.Of(new RunningTerms());
        }

        var faults = new YamlFaults(Path.GetFileName(path));
        return YamlText.Load(path, faults) is { } text ? Parse(text, faults) : Outcome<RunningTerms>.Failed(faults.All);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="sourceName">What faults call it.</param>
    public static Outcome<RunningTerms> Parse(string text, string sourceName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, new YamlFaults(sourceName));
    }

    private static Outcome<RunningTerms> Parse(string text, YamlFaults faults)
    {
        if (text.Split('\n').All(line => line.AsSpan().Trim() is [] or ['#', ..]))
        {
            return Outcome<RunningTerms>.Of(new RunningTerms());
        }

        var terms = new RunningTerms();
        if (YamlText.Parse(text, faults) is { } root)
        {
            var fields = new YamlFields(root, "service", faults);
            terms = terms with
            {
                Database = faults.Text(fields.Optional("database")),
                Roles = faults.Text(fields.Optional("roles")),
                Urls = faults.Text(fields.Optional("urls")),
                Notices = faults.Text(fields.Optional("notices")),
                Proxies = Addresses(faults, fields.Optional("proxies")),
            };
            fields.Finish();
        }

        return Outcome<RunningTerms>.Of(faults.All, () => terms);
    }

    private static List<IPAddress> Addresses(YamlFaults faults, YamlNode? node)
    {
        var addresses = new List<IPAddress>();
        foreach (var item in faults.Items(node, "proxies"))
        {
            if (faults.Text(item) is not { } text)
            {
                continue;
            }

            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                faults.Add(
                    item,
                    new($"“{text}”不是网络地址", $"\"{text}\" is no address of a machine"),
                    new("请写数字地址，如 127.0.0.1", "write it in numbers, such as 127.0.0.1")
                );
            }
        }

        return addresses;
    }
}
