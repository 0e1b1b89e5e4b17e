// Memory that functions of the system fill or read: writable views with the reference's messages, and sequences of views. See docs/internals/posix.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class Buffers
{
    /// <summary>A writable view for a positional argument.</summary>
    public static Status GetWritable(ThreadState* ts, PyObject* o, string function, int position, Py_buffer* view)
    {
        if (Get(ts, o, view, BufferFlags.Writable) == Status.Ok)
            return Status.Ok;
        Err.Clear(ts);
        ArgumentParsing.BadArgument(ts, function, $"argument {position}", "read-write bytes-like object", o);
        return Status.Error;
    }

    private static Status Get(ThreadState* ts, PyObject* o, Py_buffer* view, int flags)
    {
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        if (get == null)
            return Err.TypeStatus(ts, $"a bytes-like object is required, not '{PyType.NameOf(o)}'");
        *view = default;
        return get(ts, o, view, flags);
    }

    /// <summary>Views of all items of a sequence, with their places for readv and writev. Release with <see cref="Release"/>.</summary>
    public static Status GetAll(ThreadState* ts, PyObject* sequence, bool writable, out int count, out Py_buffer* views, out iovec* vectors)
    {
        count = 0;
        views = null;
        vectors = null;
        nint size = Seq.Size(ts, sequence);
        if (size < 0)
            return Status.Error;
        if (size > int.MaxValue / sizeof(Py_buffer))
        {
            Err.Overflow(ts, "Python int too large to convert to C int");
            return Status.Error;
        }
        views = (Py_buffer*)MemDomain.Malloc(ts->interp->heap, (nuint)(Math.Max(size, 1) * (sizeof(Py_buffer) + sizeof(iovec))));
        if (views == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        vectors = (iovec*)(views + size);
        for (; count < size; count++)
        {
            using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, sequence, count));
            if (item.IsNull || Get(ts, item.Pointer, views + count, writable ? BufferFlags.Writable : BufferFlags.Simple) != Status.Ok)
            {
                Release(ts, count, views);
                return Status.Error;
            }
            vectors[count] = new iovec { iov_base = views[count].buf, iov_len = (nuint)views[count].len };
        }
        return Status.Ok;
    }

    public static void Release(ThreadState* ts, int count, Py_buffer* views)
    {
        for (int i = 0; i < count; i++)
            ArgumentParsing.ReleaseBuffer(ts, views + i);
        MemDomain.Free(ts->interp->heap, views);
    }
}
