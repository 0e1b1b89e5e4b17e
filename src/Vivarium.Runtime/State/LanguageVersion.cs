// The version of the language and library that programs see (sys.version_info, -V), and Vivarium's own.
namespace Vivarium.Runtime.State;

internal static class LanguageVersion
{
    internal const int Major = 3;
    internal const int Minor = 14;
    internal const int Micro = 2;
    internal const string Text = "3.14.2";
    internal const int Hex = (Major << 24) | (Minor << 16) | (Micro << 8) | 0xF0;

    /// <summary>PYTHON_API_VERSION of this version of the language.</summary>
    internal const int Api = 1013;

    /// <summary>What sys.version says: in the form that the module platform takes apart.</summary>
    internal static string Full => $"{Text} (Vivarium {typeof(LanguageVersion).Assembly.GetName().Version?.ToString(3)}) [.NET {Environment.Version}]";
}
