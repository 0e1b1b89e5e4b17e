// Reports of exceptions against those of the reference, recorded in tests/golden/reports by its record.py.
using System.Text.RegularExpressions;
using Xunit;

namespace Vivarium.Runtime.Tests;

public sealed class RecordedReportTests
{
    private static readonly Dictionary<string, string> s_sources = Read("cases.txt");
    private static readonly Dictionary<string, string> s_recorded = Read("recorded.txt");

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (string name in s_sources.Keys)
            names.Add(name);
        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReportIsTheReferences(string name)
    {
        string source = s_sources[name];
        if (name.StartsWith("command_", StringComparison.Ordinal))
        {
            Assert.Equal(s_recorded[name], Ended(ReportRun.Text(source, "<string>")));
            return;
        }
        string folder = Directory.CreateTempSubdirectory("reports").FullName;
        try
        {
            string file = Path.Combine(folder, name + ".py");
            File.WriteAllText(file, source);
            string text = ReportRun.Text(source, file, colors: name.StartsWith("color_", StringComparison.Ordinal));
            Assert.Equal(s_recorded[name], Ended(text.Replace(folder, "{DIR}", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Ended(string text) => Regex.Replace(text.TrimEnd('\n') + "\n", "0x[0-9a-f]{6,}", "0x");

    /// <summary>Sections headed by "### name".</summary>
    private static Dictionary<string, string> Read(string file)
    {
        var sections = new Dictionary<string, string>();
        string text = "\n" + File.ReadAllText(Repository.PathOf("tests/golden/reports/" + file));
        foreach (string section in text.Split("\n### ", StringSplitOptions.RemoveEmptyEntries))
        {
            int end = section.IndexOf('\n', StringComparison.Ordinal);
            sections[section[..end]] = Ended(section[(end + 1)..]);
        }
        return sections;
    }
}
