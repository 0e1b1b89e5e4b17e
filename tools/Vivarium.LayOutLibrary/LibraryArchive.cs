// Unpacks the library's archive, leaving out what belongs to the archive's packager and not to Python's library.
// Every file gets the time recorded in the archive, read as UTC: the same layout everywhere.
using System.IO.Compression;

namespace Vivarium.LayOutLibrary;

internal static class LibraryArchive
{
    private static readonly string[] PackagersOwn = ["_pyodide/", "pyodide/", "_ssl.py", "_sysconfigdata__emscripten_"];
    private static readonly DateTime AdditionsTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Replaces `library` by the archive's files and the additions, and returns their number.
    internal static int Extract(string archive, IReadOnlyList<string> additions, string library)
    {
        string fresh = library + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        int files = 0;
        using (ZipArchive zip = ZipFile.OpenRead(archive))
        {
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                if (entry.FullName.EndsWith('/') || Array.Exists(PackagersOwn, own => entry.FullName.StartsWith(own, StringComparison.Ordinal)))
                    continue;
                string target = Path.GetFullPath(Path.Combine(fresh, entry.FullName));
                if (!target.StartsWith(fresh + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new InvalidDataException($"the archive names a file outside of its folder: {entry.FullName}");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                entry.ExtractToFile(target);
                File.SetLastWriteTimeUtc(target, DateTime.SpecifyKind(entry.LastWriteTime.DateTime, DateTimeKind.Utc));
                files++;
            }
        }
        foreach (string addition in additions)
        {
            string target = Path.Combine(fresh, Path.GetFileName(addition));
            File.Copy(addition, target);
            File.SetLastWriteTimeUtc(target, AdditionsTime);
        }
        if (Directory.Exists(library))
            Directory.Delete(library, recursive: true);
        Directory.Move(fresh, library);
        return files + additions.Count;
    }
}
