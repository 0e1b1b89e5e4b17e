// The locale of the process as the C library has it: read from the environment once. In the locales C and POSIX Python text is UTF-8 all the same (PEP 540). See docs/internals/sys.md.
namespace Vivarium.Runtime.State;

internal static unsafe partial class ProcessLocale
{
    private const int LC_CTYPE = 0;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* setlocale(int category, string locale);

    private static readonly string s_name = Read();

    /// <summary>Whether it is C or POSIX, or unknown to the system.</summary>
    public static bool IsPosix => s_name is "C" or "POSIX";

    private static string Read()
    {
        byte* name = setlocale(LC_CTYPE, "");
        return name == null ? "C" : Utf8Text.ToString(name);
    }
}
