// Programs of tests/programs/native that use native modules and builtins alone run before importlib does: what they print is compared with what the reference printed.
// The same programs run through the command in Vivarium.Programs.Tests. See docs/internals/testing.md.
using System.Text.RegularExpressions;

namespace Vivarium.Runtime.Tests.Modules;

public class NativeProgramTests
{
    private const string Prelude = "_lines = []\ndef print(*a, sep=' ', end=None): _lines.append(sep.join(map(str, a)))\n";

    /// <summary>Those that import nothing but native modules and need no process of their own. All programs, these too, run through the command.</summary>
    private static readonly string[] s_withoutImportlib =
    [
        "float_powers_of_two", "functools_calls", "gc_functions", "io_memory", "io_raw", "lru_cache", "memoryview", "posix_files",
        "posix_names", "posix_processes", "re_invalid_code", "struct_module", "weakref_types_typing",
    ];

    public static TheoryData<string> Programs() => [.. s_withoutImportlib];

    /// <summary>The program, with what it prints as its result.</summary>
    internal static string SourceOf(string name) => Prelude + File.ReadAllText(Repository.PathOf($"tests/programs/native/{name}.py")) + "\nresult = '\\n'.join(_lines)";

    [Theory]
    [MemberData(nameof(Programs))]
    public void ProgramPrintsWhatTheReferencePrints(string name)
    {
        string expected = File.ReadAllText(Repository.PathOf($"tests/golden/programs/native/{name}.out"));
        string result = PythonRun.Result(SourceOf(name));
        string text = string.Join("\n", expected.TrimEnd('\n').Split('\n'));
        Assert.Equal(text, Regex.Replace(Unquote(result), " at 0x[0-9a-f]+", " at 0xADDRESS"));
    }

    /// <summary>Lines are ASCII without quotes problems: repr of the text is undone as far as such lines need it.</summary>
    private static string Unquote(string repr)
    {
        if (repr.Length < 2 || (repr[0] != '\'' && repr[0] != '"'))
            return repr;
        return Regex.Replace(repr[1..^1], @"\\(.)", m => m.Groups[1].Value == "n" ? "\n" : m.Groups[1].Value).TrimEnd('\n');
    }
}
