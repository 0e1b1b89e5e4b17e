// Every feature program (tests/programs) and example (examples) prints what the reference prints, ends with its exit code, and leaves
// an empty heap. Programs listed in pending.txt are known to differ yet: the list may only shrink, so one that passes fails.
// See docs/internals/testing.md.
using System.Text;

namespace Vivarium.Programs.Tests;

public class ProgramTests : ProgramTestBase
{
    public static TheoryData<string> Expected() => Files(file => !Pending.Contains(file));

    public static TheoryData<string> Awaited() => Files(Pending.Contains);

    [Theory]
    [MemberData(nameof(Expected))]
    public void ProgramRunsAsUnderTheReference(string file) => Assert.Equal("", file == "" ? "" : Difference(file, stress: false));

    [Theory]
    [MemberData(nameof(Awaited))]
    public void PendingProgramStillDiffers(string file) =>
        Assert.True(file == "" || Difference(file, stress: false) != "", $"{file} runs as under the reference now: take it off tests/programs/pending.txt");

    [Fact]
    public void PendingListsNameExistingPrograms()
    {
        Assert.Empty(Pending.Where(name => !name.StartsWith("inputs/", StringComparison.Ordinal)).Except(AllFiles));
        Assert.Empty(PendingUnderStress.Except(AllFiles));
        Assert.Empty(NotUnderStress.Except(AllFiles));
        Assert.Empty(PendingUnderStress.Intersect(Pending));
    }
}

/// <summary>The same with guard bytes around every block and a collection at every 10th allocation.</summary>
public class StressedProgramTests : ProgramTestBase
{
    public static TheoryData<string> Expected() => Files(file => !Pending.Contains(file) && !PendingUnderStress.Contains(file) && !NotUnderStress.Contains(file));

    public static TheoryData<string> Awaited() => Files(PendingUnderStress.Contains);

    [Theory]
    [MemberData(nameof(Expected))]
    public void ProgramRunsAsUnderTheReferenceUnderStress(string file) => Assert.Equal("", file == "" ? "" : Difference(file, stress: true));

    [Theory]
    [MemberData(nameof(Awaited))]
    public void PendingProgramStillDiffersUnderStress(string file) =>
        Assert.True(file == "" || Difference(file, stress: true) != "", $"{file} runs under stress now: take it off tests/programs/pending-stress.txt");
}

public abstract class ProgramTestBase
{
    private protected static readonly string[] AllFiles = FindFiles();
    private protected static readonly HashSet<string> Pending = ReadList("tests/programs/pending.txt");
    private protected static readonly HashSet<string> PendingUnderStress = ReadList("tests/programs/pending-stress.txt");

    private protected static readonly HashSet<string> NotUnderStress = ReadList("tests/programs/not-under-stress.txt");

    internal static bool IsPending(string name) => Pending.Contains(name);

    // Each row holds a name as in the pending lists: programs/area/name.py or examples/name.py.
    private protected static TheoryData<string> Files(Func<string, bool> wanted)
    {
        TheoryData<string> data = [];
        foreach (string file in AllFiles.Where(wanted))
            data.Add(file);
        // A theory without rows is an error to xunit; an empty name stands for none.
        if (data.Count == 0)
            data.Add("");
        return data;
    }

    /// <summary>"" when the program did as the reference, else what is different.</summary>
    private protected static string Difference(string name, bool stress)
    {
        string golden = Repository.PathOf("tests/golden/" + name[..^".py".Length]);
        string file = name.StartsWith("programs/", StringComparison.Ordinal) ? "tests/" + name : name;
        string[] ending = File.Exists(golden + ".err") ? File.ReadAllText(golden + ".err").Split('\n', 2) : ["0", ""];
        ProgramResult result = ProgramRun.Run(file, stress);
        var difference = new StringBuilder();
        if (int.Parse(ending[0]) != result.ExitCode)
            difference.AppendLine($"exit code {result.ExitCode}, expected {ending[0]}");
        Compare(difference, "standard output", File.ReadAllText(golden + ".out"), result.Output);
        Compare(difference, "standard error", ending[1], result.Error);
        return difference.ToString();
    }

    private static void Compare(StringBuilder difference, string what, string expected, string actual)
    {
        if (expected == actual)
            return;
        string[] wanted = expected.Split('\n');
        string[] found = actual.Split('\n');
        int line = 0;
        while (line < wanted.Length && line < found.Length && wanted[line] == found[line])
            line++;
        difference.AppendLine($"{what}, line {line + 1}:");
        difference.AppendLine("  expected: " + (line < wanted.Length ? wanted[line] : "(end)"));
        difference.AppendLine("  printed:  " + (line < found.Length ? found[line] : "(end)"));
    }

    private static string[] FindFiles()
    {
        IEnumerable<string> programs = Find("tests/programs").Select(file => file["tests/".Length..]);
        return [.. programs.Concat(Find("examples")).Order(StringComparer.Ordinal)];

        static IEnumerable<string> Find(string folder) =>
            Directory.EnumerateFiles(Repository.PathOf(folder), "*.py", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith('_'))
                .Select(file => Path.GetRelativePath(Repository.Root, file));
    }

    private static HashSet<string> ReadList(string file) =>
        [.. File.ReadLines(Repository.PathOf(file)).Where(line => line.Length > 0 && !line.StartsWith('#'))];
}
