// The few calls of the C library that starting and ending need.
using System.Runtime.InteropServices;

namespace Vivarium.Stdlib.Start;

internal static unsafe partial class NativeCalls
{
    private const int GetFlags = 1;
    private const int CharacterTypes = 0;
    private const int CodesetItem = 14;
    private const int StackLimit = 3;

    private struct Rlimit
    {
        public ulong Current;
        public ulong Maximum;
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint setlocale(int category, string? locale);

    [LibraryImport("libc")]
    private static partial nint nl_langinfo(int item);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, Rlimit* limit);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    private static partial int raise(int number);

    public static bool IsOpen(int descriptor) => fcntl(descriptor, GetFlags) >= 0;

    /// <summary>The name of the locale for characters, "C" when the environment names none that exists.</summary>
    public static string LocaleName()
    {
        nint name = setlocale(CharacterTypes, "");
        return name == 0 ? "C" : Marshal.PtrToStringUTF8(name) ?? "C";
    }

    public static string Codeset()
    {
        setlocale(CharacterTypes, "");
        return Marshal.PtrToStringUTF8(nl_langinfo(CodesetItem)) ?? "";
    }

    /// <summary>Whether the main thread's stack can hold so many bytes.</summary>
    public static bool StackHolds(ulong bytes)
    {
        Rlimit limit;
        return getrlimit(StackLimit, &limit) == 0 && limit.Current >= bytes;
    }

    /// <summary>Ends the process as the signal would by default.</summary>
    public static void DieOf(int signalNumber)
    {
        signal(signalNumber, 0);
        raise(signalNumber);
    }
}
