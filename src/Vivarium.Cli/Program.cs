// The `viv` command: `python`'s command line over Vivarium.Hosting.
namespace Vivarium.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        _ = args;
        return 0;
    }
}
