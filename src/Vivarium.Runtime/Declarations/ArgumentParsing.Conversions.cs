// Conversions of single arguments. Those that return a number return -1 (or the largest unsigned value) on failure, with the exception set.
namespace Vivarium.Runtime.Declarations;

internal static unsafe partial class ArgumentParsing
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint NInt(ThreadState* ts, PyObject* o)
    {
        if (PyLong.CheckExact(o) && PyLong.IsCompact(o))
            return PyLong.CompactValue(o);
        return PyLong.Check(o) ? PyLong.AsNInt(ts, o) : IndexedNInt(ts, o);
    }

    private static nint IndexedNInt(ThreadState* ts, PyObject* o)
    {
        PyObject* index = Num.Index(ts, o);
        if (index == null)
            return -1;
        nint result = PyLong.AsNInt(ts, index);
        Ref.Dec(ts, index);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Int32(ThreadState* ts, PyObject* o)
    {
        long value = Signed(ts, o, int.MinValue, int.MaxValue, out int outside);
        if (outside != 0)
            Err.Overflow(ts, "Python int too large to convert to C int");
        return (int)value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Int64(ThreadState* ts, PyObject* o)
    {
        long value = Signed(ts, o, long.MinValue, long.MaxValue, out int outside);
        if (outside != 0)
            Err.Overflow(ts, "Python int too large to convert to C long");
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static short Int16(ThreadState* ts, PyObject* o)
    {
        long value = Signed(ts, o, short.MinValue, short.MaxValue, out int outside);
        if (outside != 0)
            Err.Overflow(ts, outside < 0 ? "signed short integer is less than minimum" : "signed short integer is greater than maximum");
        return (short)value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte Byte(ThreadState* ts, PyObject* o)
    {
        long value = Signed(ts, o, 0, byte.MaxValue, out int outside);
        if (outside != 0)
            Err.Overflow(ts, outside < 0 ? "unsigned byte integer is less than minimum" : "unsigned byte integer is greater than maximum");
        return (byte)value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ushort UInt16(ThreadState* ts, PyObject* o) => (ushort)Unsigned(ts, o, ushort.MaxValue, "unsigned short");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static uint UInt32(ThreadState* ts, PyObject* o) => (uint)Unsigned(ts, o, uint.MaxValue, "unsigned int");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong UInt64(ThreadState* ts, PyObject* o) => Unsigned(ts, o, ulong.MaxValue, "unsigned long");

    /// <summary>An int in the range; outside it -1 with the side it is on, and no exception yet.</summary>
    private static long Signed(ThreadState* ts, PyObject* o, long min, long max, out int outside)
    {
        outside = 0;
        PyObject* index = PyLong.Check(o) ? Ref.New(o) : Num.Index(ts, o);
        if (index == null)
            return -1;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, index, &overflow);
        Ref.Dec(ts, index);
        outside = overflow != 0 ? overflow : value < min ? -1 : value > max ? 1 : 0;
        return outside != 0 ? -1 : value;
    }

    private static ulong Unsigned(ThreadState* ts, PyObject* o, ulong max, string type)
    {
        PyObject* index = PyLong.Check(o) ? Ref.New(o) : Num.Index(ts, o);
        if (index == null)
            return ulong.MaxValue;
        ulong value;
        bool negative = PyLong.Sign(index) < 0;
        bool fits = PyLong.TryGetUInt64(index, &value);
        Ref.Dec(ts, index);
        if (negative)
            Err.Value(ts, "Cannot convert negative int");
        else if (!fits || value > max)
            Err.Overflow(ts, $"Python int too large for C {type}");
        else
            return value;
        return ulong.MaxValue;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Double(ThreadState* ts, PyObject* o) => PyFloat.CheckExact(o) ? PyFloat.Value(o) : PyFloat.AsDouble(ts, o);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Truth Bool(ThreadState* ts, PyObject* o) => o == Py.True ? Truth.True : o == Py.False ? Truth.False : Obj.IsTrue(ts, o);

    /// <summary>A bound of a slice: None leaves the value as it is (the default), all else is clamped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status SliceIndex(ThreadState* ts, PyObject* o, ref nint value)
    {
        if (o == Py.None)
            return Status.Ok;
        return Num.HasIndex(o) ? SliceIndexNotNone(ts, o, ref value) : Err.TypeStatus(ts, "slice indices must be integers or None or have an __index__ method");
    }

    /// <summary>The same for functions where None is no bound.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status SliceIndexNotNone(ThreadState* ts, PyObject* o, ref nint value)
    {
        if (!Num.HasIndex(o))
            return Err.TypeStatus(ts, "slice indices must be integers or have an __index__ method");
        nint result = Num.AsSsize(ts, o, null);
        if (result == -1 && Err.Occurred(ts))
            return Status.Error;
        value = result;
        return Status.Ok;
    }

    /// <summary>A contiguous view of a bytes-like object, to be released.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status GetBuffer(ThreadState* ts, PyObject* o, Py_buffer* view)
    {
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        if (get == null)
            return Err.TypeStatus(ts, $"a bytes-like object is required, not '{DeclaredText.ToString(o->ob_type->tp_name)}'");
        *view = default;
        return get(ts, o, view, 0);
    }

    /// <summary>Ends a view.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ReleaseBuffer(ThreadState* ts, Py_buffer* view)
    {
        PyObject* o = view->obj;
        if (o == null)
            return;
        releasebufferproc release = TypeSlots.Of(o)->bf_releasebuffer;
        if (release != null)
            release(ts, o, view);
        view->obj = null;
        Ref.Dec(ts, o);
    }
}
