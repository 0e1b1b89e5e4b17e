// zlib.Decompress, which zlib.decompressobj makes. Input that is not used up is kept in its attributes. See docs/internals/compression.md.
namespace Vivarium.Stdlib.Zlib;

[PyType("zlib.Decompress", Layout = typeof(compobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
[PyMember("unused_data", "unused_data", MemberType.Object)]
[PyMember("unconsumed_tail", "unconsumed_tail", MemberType.Object)]
[PyMember("eof", "eof", MemberType.Bool)]
internal static unsafe partial class DecompressType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, compobject* self) => CompObjects.Dealloc(ts, self, compresses: false);

    [Slot]
    private static int tp_traverse(compobject* self, visitproc visit, void* arg) => self->zdict == null ? 0 : visit(self->zdict, arg);

    /// <summary>Behind the end of the stream the rest is unused; before it, it is what the limit on the output left over.</summary>
    private static Status Keep(ThreadState* ts, compobject* self, byte* data, nint length, int result)
    {
        if (result == Libz.Z_STREAM_END)
        {
            if (length > 0)
            {
                BytesWriter writer = new(ts);
                writer.Write(PyBytes.AsSpan(self->unused_data));
                writer.Write(new ReadOnlySpan<byte>(data, (int)length));
                PyObject* unused = writer.Finish();
                if (unused == null)
                    return Status.Error;
                Ref.SetSteal(ts, &self->unused_data, unused);
            }
            length = 0;
        }
        if (length == 0 && PyBytes.Length(self->unconsumed_tail) == 0)
            return Status.Ok;
        PyObject* tail = PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(data, (int)length));
        if (tail == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->unconsumed_tail, tail);
        return Status.Ok;
    }

    [PyMethod("($self, data, /, max_length=0)", Doc = "What the data decompresses to, as bytes.\n\n  max_length\n    The most bytes to return, 0 for all. What is left of the data is in\n    the attribute unconsumed_tail then.")]
    private static PyObject* decompress(ThreadState* ts, compobject* self, Py_buffer* data, nint max_length = 0)
    {
        if (max_length < 0)
            return Err.Value(ts, "max_length must be non-negative");
        if (data->len > PyBytes.MaxLength)
            return Err.NoMemory(ts);
        byte* from = (byte*)data->buf;
        nint length = data->len;
        BytesWriter writer = new(ts);
        int? result = Streams.Inflate(
            ts, &self->zst, ref from, ref length, Libz.Z_SYNC_FLUSH, max_length == 0 ? -1 : max_length, nint.Min(length * 4, Libz.DEF_BUF_SIZE), self->zdict, ref writer);
        if (result is int code && Keep(ts, self, from, length, code) == Status.Ok)
        {
            self->eof |= code == Libz.Z_STREAM_END;
            if (code is Libz.Z_OK or Libz.Z_BUF_ERROR or Libz.Z_STREAM_END)
                return writer.Finish();
            Streams.Fail(ts, &self->zst, code, "while decompressing data");
        }
        writer.Dispose();
        return null;
    }

    [PyMethod("($self, length=zlib.DEF_BUF_SIZE, /)", Doc = "What is left of the decompressed data, as bytes.\n\n  length\n    How much is expected.")]
    private static PyObject* flush(ThreadState* ts, compobject* self, nint length = Libz.DEF_BUF_SIZE)
    {
        if (length <= 0)
            return Err.Value(ts, "length must be greater than zero");
        using Owned<PyObject> tail = Own.Of(ts, Ref.New(self->unconsumed_tail));
        byte* from = PyBytes.Data(tail.Pointer);
        nint left = PyBytes.Length(tail.Pointer);
        BytesWriter writer = new(ts);
        int? result = Streams.Inflate(ts, &self->zst, ref from, ref left, Libz.Z_FINISH, -1, nint.Min(length, Libz.DEF_BUF_SIZE), self->zdict, ref writer);
        if (result is int code && Keep(ts, self, from, left, code) == Status.Ok)
        {
            if (code is Libz.Z_OK or Libz.Z_BUF_ERROR)
                return writer.Finish();
            if (code == Libz.Z_STREAM_END)
            {
                self->eof = true;
                self->is_initialised = false;
                Libz.inflateEnd(&self->zst);
                return writer.Finish();
            }
            Streams.Fail(ts, &self->zst, code, "while decompressing data");
        }
        writer.Dispose();
        return null;
    }

    [PyMethod("($self, /)", Doc = "A copy of the object in its state.")]
    private static PyObject* copy(ThreadState* ts, compobject* self) => CompObjects.Copy(ts, self, compresses: false);

    [PyMethod("($self, /)", Doc = "For copy.copy().")]
    private static PyObject* __copy__(ThreadState* ts, compobject* self) => CompObjects.Copy(ts, self, compresses: false);

    [PyMethod("($self, memo, /)", Doc = "For copy.deepcopy().")]
    private static PyObject* __deepcopy__(ThreadState* ts, compobject* self, PyObject* memo) => CompObjects.Copy(ts, self, compresses: false);
}
