// What the locale says about the encoding of text outside (PEP 538, PEP 540). See docs/internals/startup.md.
namespace Vivarium.Stdlib.Start;

internal static class LocaleText
{
    /// <summary>The encoding of standard streams when nothing else says it.</summary>
    public static string Encoding(RuntimeConfig config)
    {
        if (config.utf8_mode != false)
            return "utf-8";
        string codeset = NativeCalls.Codeset();
        return codeset.Length == 0 || codeset.Equals("UTF-8", StringComparison.OrdinalIgnoreCase) ? "utf-8" : codeset;
    }

    /// <summary>Whether bytes that are no text pass through: in UTF-8 mode, and in the locales that stand for "no locale".</summary>
    public static bool IsLenient(RuntimeConfig config) => config.utf8_mode == true || NativeCalls.LocaleName() is "C" or "POSIX" or "C.UTF-8" or "C.utf8" or "UTF-8";
}
