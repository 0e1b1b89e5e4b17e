// Pending.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    public static PyObject* Format(ThreadState* ts, PyObject* format, PyObject* args) => throw new NotImplementedException();

    /// <summary>UTF-8 bytes of a str without lone surrogates (UnicodeEncodeError otherwise); valid as long as the str, which caches them.</summary>
    public static byte* AsUtf8(ThreadState* ts, PyObject* o, nint* length) => throw new NotImplementedException();

    /// <summary>The fs encoding (utf-8, surrogateescape).</summary>
    public static PyObject* EncodeFSDefault(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* DecodeFSDefault(ThreadState* ts, ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, string? encoding, string? errors) => throw new NotImplementedException();

    public static PyObject* AsEncodedString(ThreadState* ts, PyObject* o, string? encoding, string? errors) => throw new NotImplementedException();

    public static bool IsIdentifier(PyObject* o) => throw new NotImplementedException();

    /// <summary>format(o, spec) of the str, int and float types, spec being a str.</summary>
    public static PyObject* FormatWithSpec(ThreadState* ts, PyObject* o, PyObject* spec) => throw new NotImplementedException();
}

internal static unsafe partial class PyBytes
{
    public static PyObject* FromObject(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
