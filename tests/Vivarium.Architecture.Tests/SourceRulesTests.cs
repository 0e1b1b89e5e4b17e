// House rules for files (CONTRIBUTING.md): length, opening comment, words that have no place, pages that exist.
// allowances.txt holds what is tolerated for now, with the rule's name in front.
using System.Text.RegularExpressions;

namespace Vivarium.Architecture.Tests;

public class SourceRulesTests
{
    private const int LongestAllowed = 1000;
    private const int LongestUsual = 600;

    private static readonly string[] TextTypes =
        [".cs", ".py", ".md", ".csproj", ".props", ".targets", ".json", ".txt", ".table", ".tsv", ".slnx", ".yml", ".sh", ".editorconfig", ".gitignore", ".npmrc", ""];

    private static readonly string[] Files = FindFiles();
    private static readonly HashSet<string> Allowances =
        [.. File.ReadLines(Repository.PathOf("tests/Vivarium.Architecture.Tests/allowances.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void NoSourceFileIsTooLong()
    {
        string[] tooLong = [.. Sources.Where(file => LinesOf(file) > LongestAllowed)];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void LongSourceFilesAreFewAndListed()
    {
        string[] found = [.. Sources.Where(file => LinesOf(file) > LongestUsual).Select(file => "long " + file).Order(StringComparer.Ordinal)];
        string[] listed = [.. Allowances.Where(a => a.StartsWith("long ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(listed, found);
    }

    [Fact]
    public void EverySourceFileOpensWithAComment()
    {
        string[] bare = [.. Sources.Where(file => !File.ReadLines(Repository.PathOf(file)).First().StartsWith("//", StringComparison.Ordinal))];
        Assert.Empty(bare);
    }

    [Fact]
    public void NothingIsLeftHalfDone()
    {
        // Written apart, so that this file does not hold the words itself.
        var unfinished = new Regex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|\bHA" + @"CK\b|NotImplemented" + @"Exception\b|catch *(\([^)]*\))? *\{ *\}|(?m:^ *#pragma) warning dis" + "able");
        Assert.Empty(Offending(unfinished, Sources.Where(file => !IsTolerated("unfinished", file))));
    }

    [Fact]
    public void NothingNamesAWorkplaceOrARegistry()
    {
        var foreign = new Regex("/wor" + "k/|/tm" + "p/w/|registry\\.npm" + "js|api\\.nu" + "get\\.org|\"resol" + "ved\":|sub" + "agent");
        Assert.Empty(Offending(foreign, Files));
    }

    [Fact]
    public void PagesThatCommentsNameExist()
    {
        var page = new Regex(@"docs/internals/[a-z-]+\.md");
        IEnumerable<string> named = Sources.SelectMany(file => page.Matches(File.ReadAllText(Repository.PathOf(file)))).Select(match => match.Value).Distinct();
        string[] missing = [.. named.Where(name => !File.Exists(Repository.PathOf(name)) && !IsTolerated("page", name)).Order()];
        Assert.Empty(missing);
    }

    [Fact]
    public void TheLibraryIsNotCommitted()
    {
        string[] built = [.. Files.Where(file => Path.GetExtension(file) is ".pyc" or ".zip" or ".dll")];
        Assert.Empty(built);
    }

    [Fact]
    public void NothingThatATestLeftBehindIsCommitted()
    {
        string[] stray = [.. Files.Where(file => file.StartsWith('@') || file.Any(c => c > '~') || Path.GetExtension(file) is ".cover" or ".rej" or ".orig")];
        Assert.Empty(stray);
    }

    // An allowance names a file, or a folder with everything in it.
    private static bool IsTolerated(string rule, string path) =>
        Allowances.Any(a => a.StartsWith(rule + " ", StringComparison.Ordinal) && path.StartsWith(a[(rule.Length + 1)..], StringComparison.Ordinal));

    private static IEnumerable<string> Offending(Regex words, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            int number = 0;
            foreach (string line in File.ReadLines(Repository.PathOf(file)))
            {
                number++;
                if (words.IsMatch(line))
                    yield return $"{file}:{number}: {line.Trim()}";
            }
        }
    }

    private static int LinesOf(string file) => File.ReadLines(Repository.PathOf(file)).Count();

    // The repository's own text files; what building and running leave behind is not ours.
    private static string[] FindFiles()
    {
        string[] skipped = [".git", ".vivarium", "bin", "obj", "out", "node_modules", "__pycache__", "TestResults", ".vs"];
        List<string> found = [];
        Stack<string> folders = new([Repository.Root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string sub in Directory.EnumerateDirectories(folder).Where(sub => !skipped.Contains(Path.GetFileName(sub))))
                folders.Push(sub);
            found.AddRange(Directory.EnumerateFiles(folder).Where(file => TextTypes.Contains(Path.GetExtension(file)) || Path.GetExtension(file) is ".pyc" or ".zip" or ".dll")
                .Select(file => Path.GetRelativePath(Repository.Root, file)));
        }
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
