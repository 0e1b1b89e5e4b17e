// Tab-separated files: a header, then rows; lines beginning with '#' are remarks.
using System.Globalization;

namespace Vivarium.Conformance;

internal static class Tables
{
    public static IEnumerable<string[]> Rows(string file) => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(line => line.Split('\t'))
        : [];

    public static void Write(string file, string header, IEnumerable<string> lines) => File.WriteAllText(file, string.Join('\n', [header, .. lines, ""]));

    public static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Something wrong with the command line or the committed tables; the message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
