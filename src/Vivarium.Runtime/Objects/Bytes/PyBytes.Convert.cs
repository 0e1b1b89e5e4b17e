// bytes from other objects, and the warnings of the -b option. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyBytes
{
    /// <summary>bytes(o) of an object with a buffer or of an iterable of ints (no ints, no str).</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* o)
    {
        if (CheckExact(o))
            return Ref.New(o);
        if (BufferView.Supports(o))
        {
            Py_buffer view;
            if (PyBuffer.Get(ts, o, &view, BufferFlags.FullReadOnly) == Status.Error)
                return null;
            PyObject* copy = New(ts, view.len);
            if (copy != null)
                BufferCopy.AnyToContiguous(Data(copy), &view, 'C');
            PyBuffer.Release(ts, &view);
            return copy;
        }
        if (PyUnicode.Check(o))
            return Err.Type(ts, $"cannot convert '{PyType.NameOf(o)}' object to bytes");
        PyObject* iterator = Obj.GetIter(ts, o);
        if (iterator != null)
            return FromIteratorSteal(ts, o, iterator);
        return Err.ClearIf(ts, Exc.TypeError) ? Err.Type(ts, $"cannot convert '{PyType.NameOf(o)}' object to bytes") : null;
    }

    private static PyObject* FromIteratorSteal(ThreadState* ts, PyObject* o, PyObject* iterator)
    {
        using var hold = Own.Of(ts, iterator);
        nint hint = Obj.LengthHint(ts, o, 64);
        if (hint < 0)
            return null;
        var writer = new BytesWriter(ts);
        writer.Prepare(hint);
        while (!writer.Failed)
        {
            PyObject* item = Obj.IterNext(ts, iterator);
            if (item == null)
            {
                if (Err.Occurred(ts))
                    writer.Fail();
                break;
            }
            nint value = Num.AsSsize(ts, item, null);
            Ref.Dec(ts, item);
            if (value == -1 && Err.Occurred(ts))
            {
                writer.Fail();
            }
            else if (value is < 0 or > 255)
            {
                Err.Value(ts, "bytes must be in range(0, 256)");
                writer.Fail();
            }
            else
            {
                writer.WriteByte((byte)value);
            }
        }
        return writer.Finish();
    }

    /// <summary>-b: BytesWarning when bytes are turned into text by str().</summary>
    public static Status WarnImplicitString(ThreadState* ts, string message) =>
        ts->interp->bytes_warning == 0 ? Status.Ok : Err.Warn(ts, Exc.BytesWarning, message, 1);

    /// <summary>-b: BytesWarning when bytes are compared with str or int.</summary>
    public static Status WarnComparison(ThreadState* ts, PyObject* other, string kind)
    {
        if (ts->interp->bytes_warning == 0)
            return Status.Ok;
        if (PyUnicode.Check(other))
            return Err.Warn(ts, Exc.BytesWarning, $"Comparison between {kind} and string", 1);
        return PyLong.Check(other) ? Err.Warn(ts, Exc.BytesWarning, $"Comparison between {kind} and int", 1) : Status.Ok;
    }
}
