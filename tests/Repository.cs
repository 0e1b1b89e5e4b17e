// Finds files of the repository from a running test, whose own folder is somewhere below it.
namespace Vivarium;

internal static class Repository
{
    internal static readonly string Root = FindRoot();

    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Vivarium.slnx")))
                return folder;
        }
        throw new DirectoryNotFoundException("no Vivarium.slnx above " + AppContext.BaseDirectory);
    }
}
