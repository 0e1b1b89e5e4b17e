// What zlib.Compress and zlib.Decompress share: their layout, allocation, copying. See docs/internals/compression.md.
namespace Vivarium.Stdlib.Zlib;

internal unsafe struct compobject
{
    public PyObject ob_base;
    public z_stream zst;
    public PyObject* unused_data;
    public PyObject* unconsumed_tail;
    public bool eof;
    public bool is_initialised;
    public PyObject* zdict;
    /// <summary>CPython's lock; ours is the interpreter's.</summary>
    public ulong mutex;
}

internal static unsafe class CompObjects
{
    public static compobject* New(ThreadState* ts, PyTypeObject* type)
    {
        compobject* self = (compobject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        Libz.Prepare(ts, &self->zst);
        self->unused_data = PyBytes.Empty;
        self->unconsumed_tail = PyBytes.Empty;
        self->zdict = null;
        self->eof = false;
        self->is_initialised = false;
        self->mutex = 0;
        GcList.Track(ts, self);
        return self;
    }

    public static void Dealloc(ThreadState* ts, compobject* self, bool compresses)
    {
        GcList.UntrackIfTracked(self);
        if (self->is_initialised && compresses)
            Libz.deflateEnd(&self->zst);
        else if (self->is_initialised)
            Libz.inflateEnd(&self->zst);
        Ref.XDec(ts, self->unused_data);
        Ref.XDec(ts, self->unconsumed_tail);
        Ref.XDec(ts, self->zdict);
        ObjectAlloc.GcFree(ts, self);
    }

    public static PyObject* Copy(ThreadState* ts, compobject* self, bool compresses)
    {
        compobject* copy = New(ts, ((PyObject*)self)->ob_type);
        if (copy == null)
            return null;
        int result = compresses ? Libz.deflateCopy(&copy->zst, &self->zst) : Libz.inflateCopy(&copy->zst, &self->zst);
        if (result == Libz.Z_OK)
        {
            copy->unused_data = Ref.New(self->unused_data);
            copy->unconsumed_tail = Ref.New(self->unconsumed_tail);
            copy->zdict = Ref.XNew(self->zdict);
            copy->eof = self->eof;
            copy->is_initialised = true;
            return (PyObject*)copy;
        }
        if (result == Libz.Z_STREAM_ERROR)
            Err.Value(ts, "Inconsistent stream state");
        else if (result == Libz.Z_MEM_ERROR)
            Streams.NoMemory(ts, $"Can't allocate memory for {(compresses ? "" : "de")}compression object");
        else
            Streams.Fail(ts, &self->zst, result, $"while copying {(compresses ? "" : "de")}compression object");
        Ref.Dec(ts, copy);
        return null;
    }
}
