// How the command names itself and its version. The language version is what programs see in sys.version_info.
namespace Vivarium.Cli;

internal static class VersionText
{
    internal const string Command = "viv";
    internal const string Language = "3.14.2";

    internal static string Line(bool full) =>
        full ? $"Python {Language} (Vivarium {typeof(VersionText).Assembly.GetName().Version?.ToString(3)}) [.NET {Environment.Version}]" : $"Python {Language}";
}
