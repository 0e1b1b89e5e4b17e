// Making, reading and changing UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError. Positions are clipped to the object, as
// their getters
// promise. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe class UnicodeErrors
{
    /// <summary>UnicodeDecodeError(encoding, object, start, end, reason), owned; null on error. The object is a bytes.</summary>
    public static PyObject* NewDecode(ThreadState* ts, string encoding, PyObject* bytes, nint start, nint end, string reason) =>
        New(ts, Exc.UnicodeDecodeError, encoding, bytes, start, end, reason);

    /// <summary>UnicodeEncodeError(encoding, object, start, end, reason), owned; null on error. The object is a str.</summary>
    public static PyObject* NewEncode(ThreadState* ts, string encoding, PyObject* s, nint start, nint end, string reason) =>
        New(ts, Exc.UnicodeEncodeError, encoding, s, start, end, reason);

    /// <summary>UnicodeTranslateError(object, start, end, reason), owned; null on error.</summary>
    public static PyObject* NewTranslate(ThreadState* ts, PyObject* s, nint start, nint end, string reason) =>
        New(ts, Exc.UnicodeTranslateError, null, s, start, end, reason);

    private static PyObject* New(ThreadState* ts, PyTypeObject* type, string? encoding, PyObject* o, nint start, nint end, string reason)
    {
        using var name = Own.Of(ts, encoding == null ? StaticStrings.Empty : PyUnicode.FromString(ts, encoding));
        using var from = Own.Of(ts, name.IsNull ? null : PyLong.FromNInt(ts, start));
        using var to = Own.Of(ts, from.IsNull ? null : PyLong.FromNInt(ts, end));
        using var why = Own.Of(ts, to.IsNull ? null : PyUnicode.FromString(ts, reason));
        if (why.IsNull)
            return null;
        PyObject** arguments = stackalloc PyObject*[6] { null, name.Object, o, from.Object, to.Object, why.Object };
        return encoding == null
            ? Call.Vectorcall(ts, (PyObject*)type, arguments + 2, 4, null)
            : Call.Vectorcall(ts, (PyObject*)type, arguments + 1, 5, null);
    }

    /// <summary>Raises an owned exception (null: one is raised already); always null.</summary>
    public static PyObject* RaiseSteal(ThreadState* ts, PyObject* exception)
    {
        if (exception == null)
            return null;
        Err.SetObject(ts, exception->ob_type, exception);
        Ref.Dec(ts, exception);
        return null;
    }

    public static bool IsEncode(PyObject* e) => PyType.IsSubtype(e->ob_type, Exc.UnicodeEncodeError);
    public static bool IsDecode(PyObject* e) => PyType.IsSubtype(e->ob_type, Exc.UnicodeDecodeError);
    public static bool IsTranslate(PyObject* e) => PyType.IsSubtype(e->ob_type, Exc.UnicodeTranslateError);

    /// <summary>
    /// The object that was being converted, borrowed: bytes for decoding, str otherwise; null with TypeError when it is not.
    /// </summary>
    public static PyObject* ObjectBorrowed(ThreadState* ts, PyObject* e)
    {
        PyObject* o = ((PyUnicodeErrorObject*)e)->object_;
        bool decoding = IsDecode(e);
        if (o == null)
            return Err.Type(ts, "UnicodeError 'object' attribute is not set");
        if (decoding ? PyBytes.Check(o) : PyUnicode.Check(o))
            return o;
        return Err.Type(ts, $"UnicodeError 'object' attribute must be a {(decoding ? "bytes" : "string")}");
    }

    /// <summary>The encoding's name, borrowed; null with TypeError when it is no str.</summary>
    public static PyObject* EncodingBorrowed(ThreadState* ts, PyObject* e)
    {
        PyObject* o = ((PyUnicodeErrorObject*)e)->encoding;
        if (o == null)
            return Err.Type(ts, "UnicodeError 'encoding' attribute is not set");
        return PyUnicode.Check(o) ? o : Err.Type(ts, "UnicodeError 'encoding' attribute must be a string");
    }

    /// <summary>The object (borrowed) with start and end clipped to it; end is at least start + 1 where the object allows.</summary>
    public static Status GetRange(ThreadState* ts, PyObject* e, out PyObject* o, out nint start, out nint end)
    {
        start = end = 0;
        o = ObjectBorrowed(ts, e);
        if (o == null)
            return Status.Error;
        nint length = IsDecode(e) ? PyBytes.Length(o) : PyUnicode.Length(o);
        start = ClipStart(((PyUnicodeErrorObject*)e)->start, length);
        end = ClipEnd(((PyUnicodeErrorObject*)e)->end, length);
        return Status.Ok;
    }

    /// <summary>A start as the attribute's readers see it: within the object.</summary>
    public static nint ClipStart(nint start, nint length) => start < 0 ? 0 : length == 0 ? 0 : nint.Min(start, length - 1);

    /// <summary>An end as the attribute's readers see it: from 1 to the length.</summary>
    public static nint ClipEnd(nint end, nint length) => end < 1 ? nint.Min(1, length) : nint.Min(end, length);

    public static void SetRange(PyObject* e, nint start, nint end)
    {
        ((PyUnicodeErrorObject*)e)->start = start;
        ((PyUnicodeErrorObject*)e)->end = end;
    }

    public static Status SetReason(ThreadState* ts, PyObject* e, string reason)
    {
        PyObject* s = PyUnicode.FromString(ts, reason);
        if (s == null)
            return Status.Error;
        Ref.SetSteal(ts, &((PyUnicodeErrorObject*)e)->reason, s);
        return Status.Ok;
    }
}
