// str objects: creation, access, comparison, interning (PEP 393; docs/internals/str.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    public static PyObject* FromString(ThreadState* ts, string text) => throw new NotImplementedException();

    public static PyObject* FromUtf8(ThreadState* ts, ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <summary>UTF-8 with surrogates encoded as code points, as the front end holds text.</summary>
    public static PyObject* FromText(ThreadState* ts, Vivarium.Bytecode.Constants.PyText text) => throw new NotImplementedException();

    public static PyObject* FromOrdinal(ThreadState* ts, int codePoint) => throw new NotImplementedException();

    public static PyObject* FromKindAndData(ThreadState* ts, int kind, void* data, nint length) => throw new NotImplementedException();

    /// <summary>An uninitialised string to be filled by the caller.</summary>
    public static PyObject* New(ThreadState* ts, nint length, uint maxChar) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static nint Length(PyObject* o) => throw new NotImplementedException();

    /// <summary>1, 2 or 4 bytes for each character.</summary>
    public static int Kind(PyObject* o) => throw new NotImplementedException();

    public static void* Data(PyObject* o) => throw new NotImplementedException();

    public static uint ReadChar(PyObject* o, nint index) => throw new NotImplementedException();

    public static bool IsAscii(PyObject* o) => throw new NotImplementedException();

    public static bool IsInterned(PyObject* o) => throw new NotImplementedException();

    /// <summary>For messages and the border to .NET; lone surrogates stay as they are.</summary>
    public static string ToString(PyObject* o) => throw new NotImplementedException();

    /// <summary>Exact comparison of two str.</summary>
    public static bool Equal(PyObject* left, PyObject* right) => throw new NotImplementedException();

    public static bool EqualToString(PyObject* o, string text) => throw new NotImplementedException();

    public static int Compare(PyObject* left, PyObject* right) => throw new NotImplementedException();

    public static nint Hash(PyObject* o) => throw new NotImplementedException();

    /// <summary>Replaces *p, an owned exact str, by its interned twin.</summary>
    public static void InternInPlace(ThreadState* ts, PyObject** p) => throw new NotImplementedException();

    public static PyObject* InternFromString(ThreadState* ts, string text) => throw new NotImplementedException();

    public static PyObject* Concat(ThreadState* ts, PyObject* left, PyObject* right) => throw new NotImplementedException();

    /// <summary>Grows *left in place when nothing else refers to it; consumes *left, which is null on error.</summary>
    public static void Append(ThreadState* ts, PyObject** left, PyObject* right) => throw new NotImplementedException();

    public static PyObject* Substring(ThreadState* ts, PyObject* o, nint start, nint end) => throw new NotImplementedException();

    public static PyObject* Join(ThreadState* ts, PyObject* separator, PyObject* sequence) => throw new NotImplementedException();

    /// <summary>BUILD_STRING: joins owned-by-the-caller exact strings.</summary>
    public static PyObject* JoinArray(ThreadState* ts, PyObject* separator, PyObject** items, nint count) => throw new NotImplementedException();

    public static PyObject* Format(ThreadState* ts, PyObject* format, PyObject* args) => throw new NotImplementedException();

    /// <summary>UTF-8 bytes of a str without lone surrogates (UnicodeEncodeError otherwise); valid as long as the str, which caches them.</summary>
    public static byte* AsUtf8(ThreadState* ts, PyObject* o, nint* length) => throw new NotImplementedException();

    /// <summary>The fs encoding (utf-8, surrogateescape).</summary>
    public static PyObject* EncodeFSDefault(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* DecodeFSDefault(ThreadState* ts, ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, string encoding, string errors) => throw new NotImplementedException();

    public static PyObject* AsEncodedString(ThreadState* ts, PyObject* o, string encoding, string errors) => throw new NotImplementedException();

    public static PyObject* Repr(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static bool IsIdentifier(PyObject* o) => throw new NotImplementedException();

    public static nint FindChar(PyObject* o, uint ch, nint start, nint end, int direction) => throw new NotImplementedException();

    public static nint Find(ThreadState* ts, PyObject* o, PyObject* sub, nint start, nint end, int direction) => throw new NotImplementedException();

    public static Truth Contains(ThreadState* ts, PyObject* o, PyObject* sub) => throw new NotImplementedException();

    public static PyObject* RichCompare(ThreadState* ts, PyObject* left, PyObject* right, int op) => throw new NotImplementedException();

    /// <summary>format(o, spec) of the str, int and float types, spec being a str.</summary>
    public static PyObject* FormatWithSpec(ThreadState* ts, PyObject* o, PyObject* spec) => throw new NotImplementedException();
}
