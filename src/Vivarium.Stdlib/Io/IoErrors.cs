// Errors that all streams raise, the exception io.UnsupportedOperation, and conversions of arguments. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe class IoErrors
{
    /// <summary>Stands for None where a position may be left out; no position is that small.</summary>
    public const nint PresentPosition = int.MinValue;

    /// <summary>Raises io.UnsupportedOperation, which every interpreter has of its own in its module _io.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* Unsupported(ThreadState* ts, string message)
    {
        PyObject* type = UnsupportedOperationBorrowed(ts);
        return type == null ? null : Err.SetString(ts, (PyTypeObject*)type, message);
    }

    public static Status UnsupportedStatus(ThreadState* ts, string message)
    {
        Unsupported(ts, message);
        return Status.Error;
    }

    private static PyObject* UnsupportedOperationBorrowed(ThreadState* ts)
    {
        PyObject* type = IoModule.MemberBorrowed(ts, Id.UnsupportedOperation);
        return type != null && PyType.Check(type) ? type : Err.Occurred(ts) ? null : (PyObject*)Exc.OSError;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* Closed(ThreadState* ts) => Err.Value(ts, "I/O operation on closed file");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* ClosedDot(ThreadState* ts) => Err.Value(ts, "I/O operation on closed file.");

    public static PyObject* CannotPickle(ThreadState* ts, PyObject* self) => Err.Type(ts, $"cannot pickle '{PyType.Name(self->ob_type)}' instances");

    /// <summary>BlockingIOError with the number of characters that went through.</summary>
    public static PyObject* WouldBlock(ThreadState* ts, int errno, string message, nint written)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, errno));
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        using Owned<PyObject> count = Own.Of(ts, PyLong.FromNInt(ts, written));
        if (number.IsNull || text.IsNull || count.IsNull)
            return null;
        using Owned<PyObject> error = Own.Of(ts, Call.ThreeArgs(ts, (PyObject*)Exc.BlockingIOError, number.Pointer, text.Pointer, count.Pointer));
        return error.IsNull ? null : Err.SetObject(ts, Exc.BlockingIOError, error.Pointer);
    }

    /// <summary>Whether the raised exception is an OSError for EINTR; it is cleared then, so that the call can be made again.</summary>
    public static bool ClearInterrupted(ThreadState* ts)
    {
        PyObject* exception = ts->current_exception;
        if (exception == null || !PyType.IsSubtype(exception->ob_type, Exc.OSError))
            return false;
        PyObject* number = ((PyOSErrorObject*)exception)->myerrno;
        if (number == null || !PyLong.Check(number) || !PyLong.IsCompact(number) || PyLong.CompactValue(number) != SystemCalls.EINTR)
            return false;
        Err.Clear(ts);
        return true;
    }

    /// <summary>None or anything with __index__: a count of which -1 stands for "all".</summary>
    public static Status OptionalSize(ThreadState* ts, PyObject* o, out nint value)
    {
        value = -1;
        if (o == Py.None)
            return Status.Ok;
        if (!Num.HasIndex(o))
            return Err.TypeStatus(ts, $"argument should be integer or None, not '{PyType.NameOf(o)}'");
        value = Num.AsSsize(ts, o, Exc.OverflowError);
        return value == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    /// <summary>None or anything with __index__: a position, or PresentPosition for None.</summary>
    public static Status OptionalPosition(ThreadState* ts, PyObject* o, out nint value)
    {
        if (OptionalSize(ts, o, out value) == Status.Error)
            return Status.Error;
        if (o == Py.None)
            value = PresentPosition;
        return Status.Ok;
    }

    /// <summary>A file offset; -1 with an exception.</summary>
    public static long AsOffset(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, o));
        if (index.IsNull)
            return -1;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, index.Pointer, &overflow);
        if (overflow == 0)
            return value;
        Err.Value(ts, $"cannot fit '{PyType.NameOf(o)}' into an offset-sized integer");
        return -1;
    }

    /// <summary>A view of an object's memory that may be written to; TypeError names the method.</summary>
    public static Status GetWritable(ThreadState* ts, PyObject* o, string argument, Py_buffer* view)
    {
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        *view = default;
        if (get != null && get(ts, o, view, BufferFlags.Writable) == Status.Ok)
            return Status.Ok;
        Err.Clear(ts);
        return Err.TypeStatus(ts, $"{argument} must be read-write bytes-like object, not {PyType.NameOf(o)}");
    }

    /// <summary>A method's result that is dropped; Error when it was null.</summary>
    public static Status DropSteal(ThreadState* ts, PyObject* result)
    {
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    /// <summary>The truth of a method's result or of an attribute.</summary>
    public static Truth TruthSteal(ThreadState* ts, PyObject* result)
    {
        if (result == null)
            return Truth.Error;
        Truth truth = Obj.IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth;
    }
}
