// Where the standard library is and what sys.path begins as. The library is looked for, in this order: what the configuration names
// already, VIVARIUM_STDLIB, PYTHONHOME, and lib/python3.14 beside the folder of the program. See docs/internals/cli.md.
namespace Vivarium.Runtime.State;

internal static class RuntimePaths
{
    internal const string Version = "3.14";
    private const string ZipName = "python314.zip";

    /// <summary>Fills prefix, exec_prefix, stdlib_dir and module_search_paths where they are null.</summary>
    internal static void Complete(RuntimeConfig config, string baseDirectory, string? stdlibVariable)
    {
        if (config.home is { Length: > 0 } home)
        {
            int colon = home.IndexOf(':');
            config.prefix ??= colon < 0 ? home : home[..colon];
            config.exec_prefix ??= colon < 0 ? home : home[(colon + 1)..];
        }
        if (config.stdlib_dir is null && stdlibVariable is { Length: > 0 })
            config.stdlib_dir = Path.TrimEndingDirectorySeparator(Path.GetFullPath(stdlibVariable));
        config.prefix ??= PrefixOf(config.stdlib_dir) ?? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(baseDirectory)) ?? "/";
        config.exec_prefix ??= config.prefix;
        config.stdlib_dir ??= Path.Combine(config.prefix, config.platlibdir, "python" + Version);
        config.module_search_paths ??= SearchPaths(config);
    }

    // The folder two above a library that lies in lib/python3.14, as an installed one does.
    private static string? PrefixOf(string? library)
    {
        if (library is null || Path.GetFileName(library) != "python" + Version)
            return null;
        return Path.GetDirectoryName(Path.GetDirectoryName(library));
    }

    private static List<string> SearchPaths(RuntimeConfig config)
    {
        List<string> paths = [];
        if (config.pythonpath_env is { Length: > 0 } pythonpath)
        {
            foreach (string entry in pythonpath.Split(':'))
                paths.Add(entry.Length == 0 ? Directory.GetCurrentDirectory() : Path.GetFullPath(entry));
        }
        paths.Add(Path.Combine(config.prefix!, config.platlibdir, ZipName));
        paths.Add(config.stdlib_dir!);
        paths.Add(Path.Combine(config.exec_prefix!, config.platlibdir, "python" + Version, "lib-dynload"));
        return paths;
    }
}
