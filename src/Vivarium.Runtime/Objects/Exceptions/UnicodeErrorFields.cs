// What the three Unicode errors share: construction from positional arguments and the message. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class UnicodeErrorFields
{
    public enum Kind
    {
        Encode,
        Decode,
        Translate,
    }

    public static Status Init(ThreadState* ts, PyUnicodeErrorObject* self, PyObject* args, string name, bool hasEncoding, bool objectIsBytes)
    {
        int expected = hasEncoding ? 5 : 4;
        nint n = PyTuple.Size(args);
        if (n != expected)
            return Err.TypeStatus(ts, $"function takes exactly {expected} arguments ({n} given)");
        int i = 0;
        PyObject* encoding = hasEncoding ? PyTuple.GetBorrowed(args, i++) : null;
        PyObject* o = PyTuple.GetBorrowed(args, i++);
        PyObject* start = PyTuple.GetBorrowed(args, i++);
        PyObject* end = PyTuple.GetBorrowed(args, i++);
        PyObject* reason = PyTuple.GetBorrowed(args, i);
        if (encoding != null && !PyUnicode.Check(encoding))
            return Wrong(ts, 1, "str", encoding);
        if (!objectIsBytes && !PyUnicode.Check(o))
            return Wrong(ts, expected - 3, "str", o);
        if (!PyUnicode.Check(reason))
            return Wrong(ts, expected, "str", reason);
        nint first = Num.AsSsize(ts, start, Exc.OverflowError);
        if (first == -1 && Err.Occurred(ts))
            return Status.Error;
        nint last = Num.AsSsize(ts, end, Exc.OverflowError);
        if (last == -1 && Err.Occurred(ts))
            return Status.Error;
        using Owned<PyObject> subject = Own.Of(ts, objectIsBytes && !PyBytes.Check(o) ? PyBytes.FromObject(ts, o) : Ref.New(o));
        if (subject.IsNull)
            return Status.Error;
        Ref.SetSteal(ts, &self->encoding, Ref.XNew(encoding));
        Ref.SetSteal(ts, &self->object_, Ref.New(subject.Pointer));
        Ref.SetSteal(ts, &self->reason, Ref.New(reason));
        self->start = first;
        self->end = last;
        return Status.Ok;
    }

    private static Status Wrong(ThreadState* ts, int position, string expected, PyObject* given) =>
        Err.TypeStatus(ts, $"argument {position} must be {expected}, not {PyType.NameOf(given)}");

    public static PyObject* Str(ThreadState* ts, PyUnicodeErrorObject* self, Kind kind)
    {
        if (self->object_ == null)
            return PyUnicode.FromString(ts, "");
        using Owned<PyObject> reason = Own.Of(ts, Obj.Str(ts, self->reason));
        using Owned<PyObject> encoding = Own.Of(ts, self->encoding == null ? PyUnicode.FromString(ts, "") : Obj.Str(ts, self->encoding));
        if (reason.IsNull || encoding.IsNull)
            return null;
        string why = PyUnicode.ToString(reason.Pointer);
        string codec = PyUnicode.ToString(encoding.Pointer);
        // str() of the fields may have changed the object.
        if (self->object_ == null)
            return Err.Type(ts, "UnicodeError 'object' attribute is not set");
        if (kind == Kind.Decode ? !PyBytes.Check(self->object_) : !PyUnicode.Check(self->object_))
            return Err.Type(ts, $"UnicodeError 'object' attribute must be a {(kind == Kind.Decode ? "bytes" : "string")}");
        nint length = kind == Kind.Decode ? PyBytes.Length(self->object_) : PyUnicode.Length(self->object_);
        nint start = self->start;
        nint end = self->end;
        bool single = start >= 0 && start < length && end == start + 1;
        return PyUnicode.FromString(ts, kind switch
        {
            Kind.Decode when single => $"'{codec}' codec can't decode byte 0x{PyBytes.Data(self->object_)[start]:x2} in position {start}: {why}",
            Kind.Decode => $"'{codec}' codec can't decode bytes in position {start}-{end - 1}: {why}",
            Kind.Encode when single => $"'{codec}' codec can't encode character '{Escape(PyUnicode.ReadChar(self->object_, start))}' in position {start}: {why}",
            Kind.Encode => $"'{codec}' codec can't encode characters in position {start}-{end - 1}: {why}",
            Kind.Translate when single => $"can't translate character '{Escape(PyUnicode.ReadChar(self->object_, start))}' in position {start}: {why}",
            _ => $"can't translate characters in position {start}-{end - 1}: {why}",
        });
    }

    private static string Escape(uint ch) => ch <= 0xFF ? $"\\x{ch:x2}" : ch <= 0xFFFF ? $"\\u{ch:x4}" : $"\\U{ch:x8}";
}
