// What sys asks of the C library.
using System.Text;

namespace Vivarium.Stdlib.Sys;

internal static unsafe partial class SysPlatform
{
    private const int _CS_GNU_LIBPTHREAD_VERSION = 3;

    [LibraryImport("libc")]
    private static partial nuint confstr(int name, byte* buffer, nuint size);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* getenv(string name);

    /// <summary>Name and version of the thread library ("NPTL 2.39"), or null.</summary>
    public static string? ThreadLibrary()
    {
        byte* buffer = stackalloc byte[256];
        nuint length = confstr(_CS_GNU_LIBPTHREAD_VERSION, buffer, 256);
        return length is > 1 and <= 256 ? Encoding.UTF8.GetString(buffer, (int)length - 1) : null;
    }

    /// <summary>An environment variable as the C library has it now: os.environ writes there, .NET's copy is older.</summary>
    public static string? Variable(string name)
    {
        byte* value = getenv(name);
        return value == null ? null : Utf8Text.ToString(value);
    }
}
