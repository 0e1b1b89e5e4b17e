// bytearray objects: a growable buffer of its own block, with slack at the end and, after deletions at the front, at the start. While its
// buffer is exported
// it cannot change its size. See docs/internals/bytes.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class PyByteArray
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == ByteArrayType.Type || PyType.IsSubtype(o->ob_type, ByteArrayType.Type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == ByteArrayType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Length(PyObject* o) => ((PyVarObject*)o)->ob_size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Data(PyObject* o) => ((PyByteArrayObject*)o)->ob_start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> AsSpan(PyObject* o) => new(((PyByteArrayObject*)o)->ob_start, (int)Length(o));

    /// <summary>Length bytes to be filled by the caller, a NUL after them.</summary>
    public static PyObject* New(ThreadState* ts, nint length)
    {
        if (length > PyBytes.MaxLength)
            return Err.NoMemory(ts);
        PyByteArrayObject* o = (PyByteArrayObject*)ObjectAlloc.New(ts, ByteArrayType.Type);
        if (o == null)
            return null;
        o->ob_base.ob_size = 0;
        o->ob_alloc = 0;
        o->ob_bytes = o->ob_start = null;
        o->ob_exports = 0;
        if (length == 0)
            return (PyObject*)o;
        byte* bytes = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)length + 1);
        if (bytes == null)
        {
            Ref.Dec(ts, (PyObject*)o);
            return Err.NoMemory(ts);
        }
        bytes[length] = 0;
        o->ob_bytes = o->ob_start = bytes;
        o->ob_alloc = length + 1;
        o->ob_base.ob_size = length;
        return (PyObject*)o;
    }

    public static PyObject* FromSpan(ThreadState* ts, ReadOnlySpan<byte> content)
    {
        PyObject* o = New(ts, content.Length);
        if (o != null)
            content.CopyTo(AsSpan(o));
        return o;
    }

    /// <summary>BufferError while the buffer is exported.</summary>
    public static bool CanResize(ThreadState* ts, PyByteArrayObject* self)
    {
        if (self->ob_exports <= 0)
            return true;
        Err.SetString(ts, Exc.BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }

    /// <summary>
    /// Changes the length; new bytes are undefined. Grows by an eighth when it grows little, and gives memory back when less than half is
    /// used.
    /// </summary>
    public static Status Resize(ThreadState* ts, PyByteArrayObject* self, nint size)
    {
        nint alloc = self->ob_alloc, offset = (nint)(self->ob_start - self->ob_bytes);
        if (size == self->ob_base.ob_size)
            return Status.Ok;
        if (!CanResize(ts, self))
            return Status.Error;
        if (size > PyBytes.MaxLength)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        if (size + offset + 1 <= alloc)
        {
            if (size >= alloc / 2)
            {
                self->ob_base.ob_size = size;
                self->ob_start[size] = 0;
                return Status.Ok;
            }
            alloc = size + 1;
        }
        else
        {
            alloc = size <= alloc * 1.125 ? size + (size >> 3) + (size < 9 ? 3 : 6) : size + 1;
        }
        return Reallocate(ts, self, size, alloc, offset);
    }

    private static Status Reallocate(ThreadState* ts, PyByteArrayObject* self, nint size, nint alloc, nint offset)
    {
        PyHeap* heap = ts->interp->heap;
        byte* bytes = (byte*)(offset > 0 ? MemDomain.Malloc(heap, (nuint)alloc) : MemDomain.Realloc(heap, self->ob_bytes, (nuint)alloc));
        if (bytes == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        if (offset > 0)
        {
            nint kept = nint.Min(size, self->ob_base.ob_size);
            Buffer.MemoryCopy(self->ob_start, bytes, alloc, kept);
            MemDomain.Free(heap, self->ob_bytes);
        }
        self->ob_bytes = self->ob_start = bytes;
        self->ob_alloc = alloc;
        self->ob_base.ob_size = size;
        bytes[size] = 0;
        return Status.Ok;
    }

    /// <summary>self[low:high] = content, whatever the lengths. The content must not lie in the array itself.</summary>
    public static Status SetSlice(ThreadState* ts, PyByteArrayObject* self, nint low, nint high, ReadOnlySpan<byte> content)
    {
        nint size = self->ob_base.ob_size, growth = content.Length - (high - low);
        if (growth < 0)
        {
            if (!CanResize(ts, self))
                return Status.Error;
            if (low == 0)
            {
                self->ob_start -= growth;
            }
            else
            {
                byte* start = self->ob_start;
                Buffer.MemoryCopy(start + high, start + low + content.Length, size - high, size - high);
            }
            if (Resize(ts, self, size + growth) == Status.Error)
            {
                // The memory could not shrink: that is no reason to fail.
                Err.Clear(ts);
                self->ob_base.ob_size = size + growth;
                self->ob_start[size + growth] = 0;
            }
        }
        else if (growth > 0)
        {
            if (size > PyBytes.MaxLength - growth)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            if (Resize(ts, self, size + growth) == Status.Error)
                return Status.Error;
            byte* start = self->ob_start;
            Buffer.MemoryCopy(start + high, start + low + content.Length, size - high, size - high);
        }
        content.CopyTo(new Span<byte>(self->ob_start + low, content.Length));
        return Status.Ok;
    }
}
