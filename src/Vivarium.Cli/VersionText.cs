// How the command names itself and its version. The language version is what programs see in sys.version_info.
using Vivarium.Runtime.State;

namespace Vivarium.Cli;

internal static class VersionText
{
    internal const string Command = "viv";
    internal const string Language = LanguageVersion.Text;

    internal static string Line(bool full) =>
        full ? $"Python {LanguageVersion.Full}" : $"Python {Language}";
}
