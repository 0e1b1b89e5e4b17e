// Lays out Python's standard library from its pinned archive: LayOutLibrary ARCHIVE FOLDER.
// FOLDER/python3.14 receives the sources with the times recorded in the archive (a .pyc names its source's time and size, so the
// times must not depend on when the library was laid out). FOLDER/identity names what the layout was made from; when it still
// holds, nothing is done. See docs/internals/build.md.
using System.Security.Cryptography;

namespace Vivarium.LayOutLibrary;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: Vivarium.LayOutLibrary ARCHIVE FOLDER");
            return 2;
        }
        string archive = args[0];
        string folder = Path.GetFullPath(args[1]);
        string identityFile = Path.Combine(folder, "identity");
        string identity = IdentityOf(archive);
        if (File.Exists(identityFile) && File.ReadAllText(identityFile) == identity)
            return 0;

        string library = Path.Combine(folder, "python3.14");
        Directory.CreateDirectory(folder);
        File.Delete(identityFile);
        int files = LibraryArchive.Extract(archive, library);
        Console.WriteLine($"{files} files laid out in {library}");
        File.WriteAllText(identityFile, identity);
        return 0;
    }

    // The archive's content and the builds of this tool and of the assemblies that compile.
    private static string IdentityOf(string archive)
    {
        using FileStream stream = File.OpenRead(archive);
        string hash = Convert.ToHexString(SHA256.HashData(stream));
        return string.Join('\n', hash, typeof(Program).Module.ModuleVersionId) + "\n";
    }
}
