// The locale of the process as the C library has it. Python begins with the categories at "C", but for LC_CTYPE, which the environment decides; in the locales C and POSIX text is
// UTF-8 all the same (PEP 540), and a program run by the command gets an LC_CTYPE that says so (PEP 538). See docs/internals/sys.md.
namespace Vivarium.Runtime.State;

internal static unsafe partial class ProcessLocale
{
    private const int LC_CTYPE = 0;
    private const int LC_ALL = 6;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* setlocale(int category, string locale);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* getenv(string name);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    private static readonly string s_name = Initialize();

    /// <summary>Whether the environment asks for C or POSIX, or for a locale that the system does not have.</summary>
    public static bool IsPosix => s_name is "C" or "POSIX";

    private static string Initialize()
    {
        setlocale(LC_ALL, "C");
        byte* name = setlocale(LC_CTYPE, "");
        return name == null ? "C" : Utf8Text.ToString(name);
    }

    /// <summary>In the locale C the process, and those it starts, get an LC_CTYPE of UTF-8, unless LC_ALL or PYTHONCOERCECLOCALE=0 forbids it.</summary>
    public static void Coerce(RuntimeConfig config)
    {
        if (!IsPosix || !IsUnset("LC_ALL") || (config.use_environment && Utf8Text.ToString(getenv("PYTHONCOERCECLOCALE")) == "0"))
            return;
        foreach (string target in (ReadOnlySpan<string>)["C.UTF-8", "C.utf8", "UTF-8"])
        {
            if (setlocale(LC_CTYPE, target) == null)
                continue;
            _ = setenv("LC_CTYPE", target, 1);
            return;
        }
    }

    private static bool IsUnset(string variable)
    {
        byte* value = getenv(variable);
        return value == null || *value == 0;
    }
}
