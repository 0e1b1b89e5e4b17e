// The module zlib. Needs the platform's libz.so.1: without it the import is an ImportError. See docs/internals/compression.md.
using Vivarium.Stdlib.Binascii;

namespace Vivarium.Stdlib.Zlib;

[PyModule("zlib", Types = [typeof(ZlibErrorType), typeof(ZlibDecompressorType)], Doc = "Compression and decompression by the zlib library.\n\n"
    + "adler32(data[, value]) -- checksum Adler-32\ncompress(data[, level]) -- compress at once\ncompressobj([level[, ...]]) -- an object that compresses piece by piece\n"
    + "crc32(data[, value]) -- checksum CRC-32\ndecompress(data[, wbits[, bufsize]]) -- decompress at once\ndecompressobj([wbits[, zdict]]) -- an object that decompresses piece by piece\n")]
internal static unsafe partial class ZlibModule
{
    private const string InitName = "Invalid initialization option";

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (!Libz.IsPresent())
        {
            Err.Import(ts, $"the module zlib needs {Libz.Name}, which is not on this system");
            return Status.Error;
        }
        (string Name, int Value)[] constants =
        [
            ("MAX_WBITS", Libz.MAX_WBITS), ("DEFLATED", Libz.DEFLATED), ("DEF_MEM_LEVEL", Libz.DEF_MEM_LEVEL), ("DEF_BUF_SIZE", Libz.DEF_BUF_SIZE),
            ("Z_NO_COMPRESSION", 0), ("Z_BEST_SPEED", 1), ("Z_BEST_COMPRESSION", 9), ("Z_DEFAULT_COMPRESSION", -1),
            ("Z_FILTERED", 1), ("Z_HUFFMAN_ONLY", 2), ("Z_RLE", 3), ("Z_FIXED", 4), ("Z_DEFAULT_STRATEGY", 0),
            ("Z_NO_FLUSH", 0), ("Z_PARTIAL_FLUSH", 1), ("Z_SYNC_FLUSH", 2), ("Z_FULL_FLUSH", 3), ("Z_FINISH", 4), ("Z_BLOCK", 5), ("Z_TREES", 6),
        ];
        foreach ((string name, int value) in constants)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        if (Modules.AddStringConstant(ts, module, "ZLIB_VERSION", Libz.Version) != Status.Ok)
            return Status.Error;
        if (Modules.AddStringConstant(ts, module, "ZLIB_RUNTIME_VERSION", Libz.Version) != Status.Ok)
            return Status.Error;
        return Modules.AddStringConstant(ts, module, "__version__", "1.0");
    }

    [PyFunction("($module, data, value=1, /)", Doc = "The Adler-32 checksum of the data, continued from that of the data before.")]
    private static PyObject* adler32(ThreadState* ts, PyObject* module, Py_buffer* data, [Converter(nameof(Posix.ModuleNumbers.Bits32), In = typeof(Posix.ModuleNumbers))] uint value = 1) =>
        PyLong.FromInt64(ts, Libz.Adler32(value, (byte*)data->buf, data->len));

    [PyFunction("($module, data, value=0, /)", Doc = "The CRC-32 checksum of the data, continued from that of the data before.")]
    private static PyObject* crc32(ThreadState* ts, PyObject* module, Py_buffer* data, [Converter(nameof(Posix.ModuleNumbers.Bits32), In = typeof(Posix.ModuleNumbers))] uint value = 0) =>
        PyLong.FromInt64(ts, BinasciiModule.Crc32(value, (byte*)data->buf, data->len));

    [PyFunction("($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", Doc = "The data compressed, as bytes.\n\n"
        + "  level\n    0 to 9, or -1 for the default.\n  wbits\n    The size of the window as a power of two, and the container format.")]
    private static PyObject* compress(ThreadState* ts, PyObject* module, Py_buffer* data, int level = -1, int wbits = Libz.MAX_WBITS)
    {
        z_stream stream;
        Libz.Prepare(ts, &stream);
        int result = Libz.DeflateInit(&stream, level, Libz.DEFLATED, wbits, Libz.DEF_MEM_LEVEL, 0);
        if (result != Libz.Z_OK)
        {
            if (result == Libz.Z_MEM_ERROR)
                return Streams.NoMemory(ts, "Out of memory while compressing data");
            return result == Libz.Z_STREAM_ERROR
                ? Err.SetString(ts, ZlibErrorType.Type, "Bad compression level")
                : Streams.Fail(ts, &stream, result, "while compressing data");
        }
        BytesWriter writer = new(ts);
        int? last = Streams.Deflate(ts, &stream, (byte*)data->buf, data->len, Libz.Z_FINISH, ref writer);
        result = Libz.deflateEnd(&stream);
        if (last == null || (last == Libz.Z_STREAM_END && result == Libz.Z_OK))
            return writer.Finish();
        writer.Dispose();
        return Streams.Fail(ts, &stream, last == Libz.Z_STREAM_END ? result : last.Value, last == Libz.Z_STREAM_END ? "while finishing compression" : "while compressing data");
    }

    [PyFunction("($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", Doc = "The data decompressed, as bytes.\n\n"
        + "  wbits\n    The size of the window as a power of two, and the container format.\n  bufsize\n    How large the result is expected to be.")]
    private static PyObject* decompress(ThreadState* ts, PyObject* module, Py_buffer* data, int wbits = Libz.MAX_WBITS, nint bufsize = Libz.DEF_BUF_SIZE)
    {
        if (bufsize < 0)
            return Err.Value(ts, "bufsize must be non-negative");
        z_stream stream;
        Libz.Prepare(ts, &stream);
        int result = Libz.InflateInit(&stream, wbits);
        if (result == Libz.Z_MEM_ERROR)
            return Streams.NoMemory(ts, "Out of memory while decompressing data");
        if (result != Libz.Z_OK)
            return Streams.Fail(ts, &stream, result, "while preparing to decompress data");
        BytesWriter writer = new(ts);
        byte* from = (byte*)data->buf;
        nint length = data->len;
        int? last = Streams.Inflate(ts, &stream, ref from, ref length, Libz.Z_SYNC_FLUSH, -1, bufsize, null, ref writer);
        byte* message = stream.msg;
        result = Libz.inflateEnd(&stream);
        if (last == null || (last == Libz.Z_STREAM_END && result == Libz.Z_OK))
            return writer.Finish();
        writer.Dispose();
        stream.msg = message;
        if (last == Libz.Z_MEM_ERROR)
            return Streams.NoMemory(ts, "Out of memory while decompressing data");
        if (last == Libz.Z_STREAM_END)
            return Streams.Fail(ts, &stream, result, "while finishing decompression");
        return Streams.Fail(ts, &stream, last == Libz.Z_OK ? Libz.Z_BUF_ERROR : last.Value, "while decompressing data");
    }

    [PyFunction("($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)",
        Doc = "An object that compresses piece by piece.\n\n  level\n    0 to 9, or -1 for the default.\n  method\n    DEFLATED, the only one.\n"
            + "  wbits\n    +9 to +15: a window of that power of two in the zlib format; -9 to -15:\n    raw; +25 to +31: in the gzip format.\n"
            + "  memLevel\n    1 to 9: how much memory is used.\n  strategy\n    Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, ...\n"
            + "  zdict\n    Bytes that are expected to occur often in the data.")]
    private static PyObject* compressobj(
        ThreadState* ts, PyObject* module, int level = -1, int method = Libz.DEFLATED, int wbits = Libz.MAX_WBITS, int memLevel = Libz.DEF_MEM_LEVEL,
        int strategy = 0, PyObject* zdict = null)
    {
        BufferView view = default;
        if (zdict != null && view.Get(ts, zdict) != Status.Ok)
            return null;
        compobject* self = CompObjects.New(ts, CompressType.Type);
        if (self != null)
        {
            int result = Libz.DeflateInit(&self->zst, level, method, wbits, memLevel, strategy);
            self->is_initialised = result == Libz.Z_OK;
            if (result == Libz.Z_OK && zdict != null && Libz.deflateSetDictionary(&self->zst, view.Data, (uint)view.Length) != Libz.Z_OK)
                Err.Value(ts, "Invalid dictionary");
            else if (result == Libz.Z_STREAM_ERROR)
                Err.Value(ts, InitName);
            else if (result == Libz.Z_MEM_ERROR)
                Streams.NoMemory(ts, "Can't allocate memory for compression object");
            else if (result != Libz.Z_OK)
                Streams.Fail(ts, &self->zst, result, "while creating compression object");
            if (Err.Occurred(ts))
            {
                Ref.Dec(ts, self);
                self = null;
            }
        }
        view.Release(ts);
        return (PyObject*)self;
    }

    [PyFunction("($module, /, wbits=MAX_WBITS, zdict=b'')", Doc = "An object that decompresses piece by piece.\n\n"
        + "  wbits\n    The size of the window as a power of two, and the container format.\n  zdict\n    The dictionary the data was compressed with.")]
    private static PyObject* decompressobj(ThreadState* ts, PyObject* module, int wbits = Libz.MAX_WBITS, PyObject* zdict = null)
    {
        if (zdict != null && !BufferView.Supports(zdict))
            return Err.Type(ts, "zdict argument must support the buffer protocol");
        compobject* self = CompObjects.New(ts, DecompressType.Type);
        if (self == null)
            return null;
        self->zdict = Ref.XNew(zdict);
        bool initialised;
        Status status = Streams.StartInflate(ts, &self->zst, wbits, zdict, &initialised);
        self->is_initialised = initialised;
        if (status == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }
}
