// Driving a stream of zlib over a buffer, and its errors. Invariant: the stream's pointers are set anew before each call of zlib, for what runs between
// the calls (a dictionary's buffer) may be Python code that uses the same object. See docs/internals/compression.md.
namespace Vivarium.Stdlib.Zlib;

[PyType("zlib.error", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class ZlibErrorType;

internal static unsafe class Streams
{
    private const nint MaxPiece = 1 << 30;
    private const nint LeastGrowth = 1024;

    /// <summary>Raises zlib.error for a result of zlib.</summary>
    public static PyObject* Fail(ThreadState* ts, z_stream* stream, int error, string doing)
    {
        string? message = error == Libz.Z_VERSION_ERROR ? "library version mismatch" : stream->msg != null ? Utf8Text.ToString(stream->msg) : error switch
        {
            Libz.Z_BUF_ERROR => "incomplete or truncated stream",
            Libz.Z_STREAM_ERROR => "inconsistent stream state",
            Libz.Z_DATA_ERROR => "invalid input data",
            _ => null,
        };
        return Err.SetString(ts, ZlibErrorType.Type, message == null ? $"Error {error} {doing}" : $"Error {error} {doing}: {message}");
    }

    public static PyObject* NoMemory(ThreadState* ts, string message) => Err.SetString(ts, Exc.MemoryError, message);

    /// <summary>Compresses all of the input; the last result of zlib, or null for a failed write.</summary>
    public static int? Deflate(ThreadState* ts, z_stream* stream, byte* data, nint length, int flush, ref BytesWriter writer)
    {
        int result;
        do
        {
            nint piece = nint.Min(length, MaxPiece);
            byte* end = data + piece;
            uint room;
            do
            {
                room = Room(ref writer, -1, piece);
                if (room == 0)
                    return null;
                stream->next_in = data;
                stream->avail_in = (uint)(end - data);
                stream->next_out = writer.Cursor;
                stream->avail_out = room;
                result = Libz.deflate(stream, piece == length ? flush : Libz.Z_NO_FLUSH);
                if (result == Libz.Z_STREAM_ERROR)
                    return result;
                data = stream->next_in;
                writer.Advance((nint)(room - stream->avail_out));
                room = stream->avail_out;
            }
            while (room == 0);
            length -= piece;
        }
        while (length > 0);
        return result;
    }

    /// <summary>Decompresses until the input, the stream or the room that `limit` gives (-1: no limit) ends. The last result of zlib, or null with an exception.</summary>
    public static int? Inflate(
        ThreadState* ts, z_stream* stream, ref byte* data, ref nint length, int flush, nint limit, nint expected, PyObject* zdict, ref BytesWriter writer)
    {
        int result;
        bool full;
        do
        {
            nint piece = nint.Min(length, MaxPiece);
            uint room = Room(ref writer, limit, expected);
            if (room == 0 && limit < 0)
                return null;
            byte nothing;
            stream->next_in = data;
            stream->avail_in = (uint)piece;
            stream->next_out = room == 0 ? &nothing : writer.Cursor;
            stream->avail_out = room;
            result = Libz.inflate(stream, piece == length ? flush : Libz.Z_NO_FLUSH);
            length -= piece - (nint)stream->avail_in;
            data = stream->next_in;
            writer.Advance((nint)(room - stream->avail_out));
            full = stream->avail_out == 0;
            if (result == Libz.Z_NEED_DICT && zdict != null)
            {
                if (SetDictionary(ts, stream, zdict) != Status.Ok)
                    return null;
                continue;
            }
            if (result is not (Libz.Z_OK or Libz.Z_BUF_ERROR))
                return result;
            if (full && limit >= 0 && writer.Length >= limit)
                return result;
        }
        while (full || (length > 0 && result != Libz.Z_BUF_ERROR) || result == Libz.Z_NEED_DICT);
        return result;
    }

    /// <summary>
    /// How many bytes the writer has room for, at least one unless the limit is reached or it failed. With a limit, pieces are as large as CPython's: how far zlib reads
    /// ahead in its input depends on them.
    /// </summary>
    private static uint Room(ref BytesWriter writer, nint limit, nint expected)
    {
        nint made = writer.Length;
        nint room = made == 0 ? nint.Max(expected, LeastGrowth) : nint.Max(made / 2, LeastGrowth);
        if (limit >= 0)
        {
            nint piece = made switch { 0 => 32 << 10, 32 << 10 => 64 << 10, 96 << 10 => 256 << 10, 352 << 10 => 1 << 20, < 6 << 20 => 4 << 20, _ => 16 << 20 };
            room = nint.Min(piece, limit - made);
        }
        room = nint.Min(nint.Min(room, MaxPiece), nint.Max(PyBytes.MaxLength - made, 1));
        return room > 0 && writer.Prepare(room) ? (uint)room : 0;
    }

    public static Status SetDictionary(ThreadState* ts, z_stream* stream, PyObject* zdict)
    {
        BufferView view = default;
        if (view.Get(ts, zdict) != Status.Ok)
            return Status.Error;
        int result = Libz.inflateSetDictionary(stream, view.Data, (uint)view.Length);
        view.Release(ts);
        if (result == Libz.Z_OK)
            return Status.Ok;
        Fail(ts, stream, result, "while setting zdict");
        return Status.Error;
    }

    /// <summary>Prepares a stream for decompression; null, or raised.</summary>
    public static Status StartInflate(ThreadState* ts, z_stream* stream, int wbits, PyObject* zdict, bool* initialised)
    {
        int result = Libz.InflateInit(stream, wbits);
        *initialised = result == Libz.Z_OK;
        if (result == Libz.Z_OK)
            return zdict != null && wbits < 0 ? SetDictionary(ts, stream, zdict) : Status.Ok;
        if (result == Libz.Z_STREAM_ERROR)
            Err.Value(ts, "Invalid initialization option");
        else if (result == Libz.Z_MEM_ERROR)
            NoMemory(ts, "Can't allocate memory for decompression object");
        else
            Fail(ts, stream, result, "while creating decompression object");
        return Status.Error;
    }
}
