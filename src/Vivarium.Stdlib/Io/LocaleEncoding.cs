// The encoding that text files have when none is said: UTF-8 in UTF-8 mode, else that of the locale. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class LocaleEncoding
{
    private const int CodeSet = 14;

    private const int CharacterTypeMask = 1;

    [LibraryImport("libc", EntryPoint = "newlocale", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint NewLocale(int mask, string name, nint based);

    [LibraryImport("libc", EntryPoint = "freelocale")]
    private static partial void FreeLocale(nint locale);

    [LibraryImport("libc", EntryPoint = "nl_langinfo_l")]
    private static partial byte* LanguageInfo(int item, nint locale);

    /// <summary>The name as str; owned.</summary>
    public static PyObject* Get(ThreadState* ts)
    {
        if (PyInterpreter.Of(ts).Config.utf8_mode == true)
            return PyUnicode.FromAscii(ts, "utf-8"u8);
        // The locale of the environment, without making it that of the process.
        nint locale = NewLocale(CharacterTypeMask, "", 0);
        if (locale == 0)
            return PyUnicode.FromAscii(ts, "utf-8"u8);
        ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(LanguageInfo(CodeSet, locale));
        // The C and POSIX locales stand for UTF-8 mode (PEP 540).
        PyObject* result = name.IsEmpty || name.SequenceEqual("ANSI_X3.4-1968"u8) ? PyUnicode.FromAscii(ts, "utf-8"u8) : PyUnicode.FromAscii(ts, name);
        FreeLocale(locale);
        return result;
    }
}
