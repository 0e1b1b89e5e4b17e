// zlib.Compress, which zlib.compressobj makes. See docs/internals/compression.md.
namespace Vivarium.Stdlib.Zlib;

[PyType("zlib.Compress", Layout = typeof(compobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class CompressType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, compobject* self) => CompObjects.Dealloc(ts, self, compresses: true);

    [Slot]
    private static int tp_traverse(compobject* self, visitproc visit, void* arg) => self->zdict == null ? 0 : visit(self->zdict, arg);

    [PyMethod("($self, data, /)", Doc = "What is compressed so far of this and the data before, as bytes.\n\nThe rest comes with later calls and with flush().")]
    private static PyObject* compress(ThreadState* ts, compobject* self, Py_buffer* data)
    {
        BytesWriter writer = new(ts);
        int? result = Streams.Deflate(ts, &self->zst, (byte*)data->buf, data->len, Libz.Z_NO_FLUSH, ref writer);
        if (result != Libz.Z_STREAM_ERROR)
            return writer.Finish();
        writer.Dispose();
        return Streams.Fail(ts, &self->zst, Libz.Z_STREAM_ERROR, "while compressing data");
    }

    [PyMethod("($self, mode=zlib.Z_FINISH, /)", Doc = "The rest of the compressed data, as bytes.\n\n  mode\n    Z_FINISH ends the stream; the others let it go on.")]
    private static PyObject* flush(ThreadState* ts, compobject* self, int mode = Libz.Z_FINISH)
    {
        if (mode == Libz.Z_NO_FLUSH)
            return PyBytes.Empty;
        BytesWriter writer = new(ts);
        byte nothing;
        int? result = Streams.Deflate(ts, &self->zst, &nothing, 0, mode, ref writer);
        string doing = "while flushing";
        if (result == Libz.Z_STREAM_END && mode == Libz.Z_FINISH)
        {
            result = Libz.deflateEnd(&self->zst);
            self->is_initialised = result != Libz.Z_OK;
            doing = "while finishing compression";
        }
        if (result is null or Libz.Z_OK or Libz.Z_BUF_ERROR)
            return writer.Finish();
        writer.Dispose();
        return Streams.Fail(ts, &self->zst, result.Value, doing);
    }

    [PyMethod("($self, /)", Doc = "A copy of the object in its state.")]
    private static PyObject* copy(ThreadState* ts, compobject* self) => CompObjects.Copy(ts, self, compresses: true);

    [PyMethod("($self, /)", Doc = "For copy.copy().")]
    private static PyObject* __copy__(ThreadState* ts, compobject* self) => CompObjects.Copy(ts, self, compresses: true);

    [PyMethod("($self, memo, /)", Doc = "For copy.deepcopy().")]
    private static PyObject* __deepcopy__(ThreadState* ts, compobject* self, PyObject* memo) => CompObjects.Copy(ts, self, compresses: true);
}
