// bytes objects: header, cached hash, then the bytes and a NUL. The empty bytes and the 256 single ones are immortal. See
// docs/internals/bytes.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyBytes
{
    /// <summary>Offset of the bytes: 32; the object takes this, its length, and one for the NUL.</summary>
    public const int HeaderSize = 32;

    /// <summary>Most bytes one object may hold here: what one span can cover.</summary>
    public const nint MaxLength = 0x7FFFFFC0;

    private const int SingleStride = 48;
    private static readonly byte* s_single = MakeSingle();

    /// <summary>The empty bytes.</summary>
    public static readonly PyObject* Empty = MakeStatic((byte*)ImmortalRegion.Allocate(SingleStride), 0);

    /// <summary>The immortal bytes of one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Single(byte value) => (PyObject*)(s_single + value * SingleStride);

    private static byte* MakeSingle()
    {
        byte* memory = (byte*)ImmortalRegion.Allocate(256 * SingleStride);
        for (int i = 0; i < 256; i++)
        {
            MakeStatic(memory + i * SingleStride, 1);
            memory[i * SingleStride + HeaderSize] = (byte)i;
        }
        return memory;
    }

    private static PyObject* MakeStatic(byte* memory, nint length)
    {
        PyBytesObject* o = (PyBytesObject*)memory;
        ImmortalRegion.InitHeader((PyObject*)o, BytesType.Type);
        o->ob_base.ob_size = length;
        o->ob_shash = -1;
        return (PyObject*)o;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.BytesSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == BytesType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Data(PyObject* o) => (byte*)o + HeaderSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Length(PyObject* o) => ((PyVarObject*)o)->ob_size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> AsSpan(PyObject* o) => new(Data(o), (int)Length(o));

    public static PyObject* FromSpan(ThreadState* ts, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1)
            return Single(bytes[0]);
        PyObject* o = New(ts, bytes.Length);
        if (o != null)
            bytes.CopyTo(new Span<byte>(Data(o), bytes.Length));
        return o;
    }

    /// <summary>Uninitialised, to be filled by the caller (the final NUL is set); the empty bytes for length 0.</summary>
    public static PyObject* New(ThreadState* ts, nint length)
    {
        if (length == 0)
            return Empty;
        if (length < 0)
            return Err.System(ts, "Negative size passed to PyBytes_FromStringAndSize");
        if (length > nint.MaxValue - HeaderSize - 1)
            return Err.Overflow(ts, "byte string is too large");
        if (length > MaxLength)
            return Err.NoMemory(ts);
        PyBytesObject* o = (PyBytesObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)(HeaderSize + length + 1));
        if (o == null)
            return Err.NoMemory(ts);
        o->ob_base.ob_base.ob_refcnt = 1;
        o->ob_base.ob_base.ob_overflow = 0;
        o->ob_base.ob_base.ob_flags = 0;
        o->ob_base.ob_base.ob_type = BytesType.Type;
        o->ob_base.ob_size = length;
        o->ob_shash = -1;
        ((byte*)o)[HeaderSize + length] = 0;
        return (PyObject*)o;
    }

    /// <summary>
    /// Changes the length of a bytes that only its maker has seen (count 1). On error *bytes is null and the old one released; a result of
    /// length 0 is the empty bytes.
    /// </summary>
    public static Status Resize(ThreadState* ts, PyObject** bytes, nint length)
    {
        PyObject* o = *bytes;
        nint old = Length(o);
        if (old == length)
            return Status.Ok;
        if (length == 0 || o->ob_refcnt != 1)
        {
            *bytes = length == 0 ? Empty : Copied(ts, o, length);
            Ref.Dec(ts, o);
            return *bytes == null ? Status.Error : Status.Ok;
        }
        PyObject* resized = length > MaxLength ? null : (PyObject*)ObjectDomain.Realloc(ts->interp->heap, o,
            (nuint)(HeaderSize + length + 1));
        if (resized == null)
        {
            *bytes = null;
            Ref.Dec(ts, o);
            Err.NoMemory(ts);
            return Status.Error;
        }
        ((PyVarObject*)resized)->ob_size = length;
        ((PyBytesObject*)resized)->ob_shash = -1;
        Data(resized)[length] = 0;
        *bytes = resized;
        return Status.Ok;
    }

    private static PyObject* Copied(ThreadState* ts, PyObject* o, nint length)
    {
        PyObject* copy = New(ts, length);
        if (copy != null)
            Buffer.MemoryCopy(Data(o), Data(copy), length, nint.Min(length, Length(o)));
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Hash(PyObject* o)
    {
        nint hash = ((PyBytesObject*)o)->ob_shash;
        return hash != -1 ? hash : ((PyBytesObject*)o)->ob_shash = SipHash.HashBytes(Data(o), Length(o));
    }

    public static bool Equal(PyObject* left, PyObject* right) => AsSpan(left).SequenceEqual(AsSpan(right));
}
