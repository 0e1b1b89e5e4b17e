// Compiles every source of a tree with our compiler into .pyc files, for the reference to run or to be compared with its own.
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;

namespace Vivarium.CompareBytecode;

internal static class PycWriting
{
    public static int Run(string tree, string directory)
    {
        foreach (string source in Directory.EnumerateFiles(tree, "*.py", SearchOption.AllDirectories))
        {
            // A link may lead nowhere.
            if (new FileInfo(source).ResolveLinkTarget(true) is { Exists: false })
                continue;
            string target = Path.Combine(directory, Path.GetRelativePath(tree, source) + "c");
            try
            {
                var code = PythonCompiler.Compile(File.ReadAllBytes(source), source);
                var mtime = (uint)new DateTimeOffset(File.GetLastWriteTimeUtc(source)).ToUnixTimeSeconds();
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllBytes(target, PycFile.Write(code, PycHeader.Timestamped(mtime, (uint)new FileInfo(source).Length)));
            }
            catch (SyntaxException error)
            {
                Console.WriteLine($"{source}: {error.Message}");
            }
        }
        return 0;
    }
}
