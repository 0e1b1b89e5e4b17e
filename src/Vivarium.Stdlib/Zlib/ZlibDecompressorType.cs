// zlib._ZlibDecompressor, which gzip reads with: it keeps the input it has not used itself. See docs/internals/compression.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Zlib;

internal unsafe struct ZlibDecompressor
{
    public PyObject ob_base;
    public z_stream zst;
    public PyObject* zdict;
    /// <summary>CPython's lock; ours is the interpreter's. Here: where the pending input goes on, null without any.</summary>
    public byte* next;
    public PyObject* unused_data;
    public byte* input_buffer;
    public nint input_buffer_size;
    public nint avail_in_real;
    public bool eof;
    public bool is_initialised;
    public bool needs_input;
}

[PyType("zlib._ZlibDecompressor", Layout = typeof(ZlibDecompressor), Flags = TypeFlags.HaveGc, TextSignature = "(wbits=15, zdict=b'')",
    Doc = "An object that decompresses a zlib stream piece by piece.\n\n  wbits\n    The size of the window as a power of two, and the container format.\n  zdict\n    The dictionary the data was compressed with.")]
[PyMember("eof", "eof", MemberType.Bool, Doc = "Whether the end of the stream was reached.")]
[PyMember("unused_data", "unused_data", MemberType.ObjectEx, Doc = "What followed the end of the stream.")]
[PyMember("needs_input", "needs_input", MemberType.Bool, Doc = "Whether more input is needed before more output can be made.")]
internal static unsafe partial class ZlibDecompressorType
{
    [Slot("(wbits=15, zdict=b'')")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, int wbits = Libz.MAX_WBITS, PyObject* zdict = null)
    {
        ZlibDecompressor* self = (ZlibDecompressor*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        Libz.Prepare(ts, &self->zst);
        self->needs_input = true;
        self->zdict = Ref.XNew(zdict);
        self->unused_data = PyBytes.Empty;
        bool initialised;
        Status status = Streams.StartInflate(ts, &self->zst, wbits, zdict, &initialised);
        self->is_initialised = initialised;
        if (status == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ZlibDecompressor* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->is_initialised)
            Libz.inflateEnd(&self->zst);
        if (self->input_buffer != null)
            MemDomain.Free(ts->interp->heap, self->input_buffer);
        Ref.XDec(ts, self->unused_data);
        Ref.XDec(ts, self->zdict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(ZlibDecompressor* self, visitproc visit, void* arg) => self->zdict == null ? 0 : visit(self->zdict, arg);

    [PyMethod("($self, /, data, max_length=-1)", Doc = "What the data, and the input before it that is pending, decompresses to, as bytes.\n\n"
        + "  max_length\n    The most bytes to return, or negative for all. What is not used of the\n    input is kept: needs_input tells when more is wanted.")]
    private static PyObject* decompress(ThreadState* ts, ZlibDecompressor* self, Py_buffer* data, nint max_length = -1)
    {
        if (self->eof)
            return Err.SetString(ts, Exc.EOFError, "End of stream already reached");
        if (data->len > PyBytes.MaxLength - self->avail_in_real)
            return Err.NoMemory(ts);
        // The pending input is taken out while it is read: a dictionary's buffer may be Python code that comes here again.
        var input = new PendingInput(self->input_buffer, self->input_buffer_size, self->next, self->avail_in_real);
        self->input_buffer = self->next = null;
        self->input_buffer_size = self->avail_in_real = 0;
        BytesWriter writer = new(ts);
        Status status = Run(ts, self, data, max_length, ref input, ref writer);
        if (self->input_buffer != null)
            MemDomain.Free(ts->interp->heap, self->input_buffer);
        self->input_buffer = input.Start;
        self->input_buffer_size = input.Size;
        self->next = input.Next;
        self->avail_in_real = input.Available;
        if (status == Status.Ok)
            return writer.Finish();
        writer.Dispose();
        return null;
    }

    private static Status Run(ThreadState* ts, ZlibDecompressor* self, Py_buffer* data, nint limit, ref PendingInput input, ref BytesWriter writer)
    {
        if (input.Add(ts, (byte*)data->buf, data->len) != Status.Ok)
            return Status.Error;
        int? result = Streams.Inflate(
            ts, &self->zst, ref input.Next, ref input.Available, Libz.Z_SYNC_FLUSH, limit < 0 ? -1 : limit, nint.Min(input.Available * 4, Libz.DEF_BUF_SIZE), self->zdict,
            ref writer);
        if (result is Libz.Z_OK or Libz.Z_BUF_ERROR or Libz.Z_STREAM_END)
        {
            self->eof = result == Libz.Z_STREAM_END;
            return Settle(ts, self, ref input);
        }
        if (result != null)
            Streams.Fail(ts, &self->zst, result.Value, "while decompressing data");
        input.Forget();
        return Status.Error;
    }

    private static Status Settle(ThreadState* ts, ZlibDecompressor* self, ref PendingInput input)
    {
        if (self->eof)
        {
            self->needs_input = false;
            PyObject* unused = PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(input.Next, (int)input.Available));
            input.Forget();
            if (unused == null)
                return Status.Error;
            Ref.SetSteal(ts, &self->unused_data, unused);
            return Status.Ok;
        }
        if (input.Available == 0)
        {
            // The output that had no room may have been the last there is.
            self->needs_input = self->zst.avail_out != 0;
            input.Forget();
            return Status.Ok;
        }
        self->needs_input = false;
        return input.Keep(ts);
    }
}
