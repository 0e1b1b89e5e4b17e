// Compiles the sources of a tree and compares each code object, nested ones included, with what the reference made of it.
// The directory holds FILE.py.code (marshalled) or FILE.py.error for each source, and INDEX with the tree's path.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;

namespace Vivarium.CompareBytecode;

internal static class TreeComparison
{
    public static int Run(string directory, int shown, int optimize)
    {
        string tree = File.ReadAllText(Path.Combine(directory, "INDEX")).TrimEnd('\n');
        var tally = new Tally(shown);
        int files = 0;
        int compiled = 0;
        int refusedByBoth = 0;
        var failures = new List<string>();
        foreach (string path in Directory.EnumerateFiles(directory, "*.py.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files++;
            string source = Path.Combine(tree, Path.ChangeExtension(Path.GetRelativePath(directory, path), null));
            bool refused = path.EndsWith(".error", StringComparison.Ordinal);
            (CodeUnit? ours, string? error) = Compile(source, optimize);
            if (ours is null)
            {
                if (refused)
                    refusedByBoth++;
                else
                    failures.Add($"{source}: {error}");
                continue;
            }
            if (refused)
            {
                failures.Add($"{source}: compiled, though the reference says {File.ReadAllText(path)}");
                continue;
            }
            compiled++;
            var theirs = (CodeConstant)MarshalReader.Read(File.ReadAllBytes(path));
            Compare(source, ours, theirs.Code, tally);
        }
        foreach (string failure in failures)
            Console.WriteLine(failure);
        Console.WriteLine($"{files} files: {compiled} compiled, {refusedByBoth} refused by both, {failures.Count} different");
        return tally.Report("code objects identical") | (failures.Count == 0 ? 0 : 1);
    }

    private static (CodeUnit? Code, string? Error) Compile(string source, int optimize)
    {
        try
        {
            return (PythonCompiler.Compile(File.ReadAllBytes(source), source, new CompileOptions { Optimize = optimize }), null);
        }
        catch (SyntaxException error)
        {
            return (null, error.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return (null, $"{error.GetType().Name}: {error.Message} {error.StackTrace?.Split((char)10)[0].Trim()}");
        }
    }

    /// <summary>Nested code is paired by position, which is the order of the source.</summary>
    private static void Compare(string source, CodeUnit ours, CodeUnit theirs, Tally tally)
    {
        tally.Add($"{source}:{theirs.co_firstlineno} {theirs.co_qualname}", CodeComparison.FirstDifference(ours, theirs));
        CodeUnit[] a = Nested(ours);
        CodeUnit[] b = Nested(theirs);
        for (int i = 0; i < b.Length; i++)
        {
            if (i < a.Length)
                Compare(source, a[i], b[i], tally);
            else
                tally.Add($"{source}:{b[i].co_firstlineno} {b[i].co_qualname}", ("missing", "no such code object"));
        }
    }

    private static CodeUnit[] Nested(CodeUnit code) => [.. code.co_consts.OfType<CodeConstant>().Select(constant => constant.Code)];
}
