// Lays out Python's standard library from its pinned archive, and compiles it: LayOutLibrary ARCHIVE ADDITIONS FOLDER.
// FOLDER/python3.14 receives the sources with the times recorded in the archive (a .pyc names its source's time and size, so the
// times must not depend on when the library was laid out), and the .py files of ADDITIONS. FOLDER/identity names what the layout
// was made from, the compiler among it; when it still holds, nothing is done. See docs/internals/build.md.
using System.Security.Cryptography;
using Vivarium.Bytecode;
using Vivarium.Compiler;

namespace Vivarium.LayOutLibrary;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("usage: Vivarium.LayOutLibrary ARCHIVE ADDITIONS FOLDER");
            return 2;
        }
        string archive = args[0];
        string[] additions = Directory.GetFiles(args[1], "*.py");
        string folder = Path.GetFullPath(args[2]);
        string identityFile = Path.Combine(folder, "identity");
        string identity = IdentityOf([archive, .. additions.Order(StringComparer.Ordinal)]);
        if (File.Exists(identityFile) && File.ReadAllText(identityFile) == identity)
            return 0;

        string library = Path.Combine(folder, "python3.14");
        Directory.CreateDirectory(folder);
        File.Delete(identityFile);
        int files = LibraryArchive.Extract(archive, additions, library);
        (int compiled, IReadOnlyList<string> failures) = LibraryCompiler.CompileTree(library);
        Console.WriteLine($"{files} files laid out in {library}, {compiled} compiled");
        if (failures.Count > 0)
        {
            Console.Error.WriteLine("error: these could not be compiled:\n" + string.Join('\n', failures));
            return 1;
        }
        File.WriteAllText(identityFile, identity);
        return 0;
    }

    // What goes in, and the builds of this tool and of the assemblies that compile.
    private static string IdentityOf(IEnumerable<string> inputs)
    {
        List<string> parts = [];
        foreach (string input in inputs)
        {
            using FileStream stream = File.OpenRead(input);
            parts.Add(Convert.ToHexString(SHA256.HashData(stream)));
        }
        foreach (Type part in (Type[])[typeof(Program), typeof(PythonCompiler), typeof(CodeUnit)])
            parts.Add(part.Module.ModuleVersionId.ToString());
        return string.Join('\n', parts) + "\n";
    }
}
