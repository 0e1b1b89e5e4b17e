// Compiles a laid-out library ahead of its use: for each source a __pycache__/NAME.cpython-314.pyc as importlib would have written it,
// stamped with the source's time and size. Each file appears by renaming, so a program that imports meanwhile reads the old or the new.
using System.Collections.Concurrent;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;

namespace Vivarium.LayOutLibrary;

internal static class LibraryCompiler
{
    private const string CacheTag = "cpython-314";

    /// <summary>Compiles every source below `library`; returns how many, and what was wrong with those that could not be.</summary>
    internal static (int Compiled, IReadOnlyList<string> Failures) CompileTree(string library)
    {
        ConcurrentBag<string> failures = [];
        string[] sources = [.. Directory.EnumerateFiles(library, "*.py", SearchOption.AllDirectories)];
        Parallel.ForEach(sources, source =>
        {
            if (CompileFile(source) is { } failure)
                failures.Add(failure);
        });
        return (sources.Length - failures.Count, [.. failures.Order(StringComparer.Ordinal)]);
    }

    private static string? CompileFile(string source)
    {
        byte[] text = File.ReadAllBytes(source);
        CodeUnit code;
        try
        {
            code = PythonCompiler.Compile(text, source);
        }
        catch (SyntaxException error)
        {
            return $"{source}:{error.Lineno}: {error.Message}";
        }
        long mtime = new DateTimeOffset(File.GetLastWriteTimeUtc(source)).ToUnixTimeSeconds();
        WriteWhole(CacheFileOf(source), PycFile.Write(code, PycHeader.Timestamped((uint)mtime, (uint)text.Length)));
        return null;
    }

    private static string CacheFileOf(string source)
    {
        string folder = Path.Combine(Path.GetDirectoryName(source)!, "__pycache__");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(source)}.{CacheTag}.pyc");
    }

    private static void WriteWhole(string file, byte[] content)
    {
        string fresh = $"{file}.{Environment.ProcessId}";
        File.WriteAllBytes(fresh, content);
        File.Move(fresh, file, overwrite: true);
    }
}
