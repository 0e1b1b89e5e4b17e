// The platform's zlib: what comes with .NET can neither copy a stream nor set a dictionary. Streams take their memory from the interpreter's heap,
// so that it is charged; they are therefore run with the interpreter lock held. See docs/internals/compression.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Zlib;

/// <summary>zlib's own layout.</summary>
internal unsafe struct z_stream
{
    public byte* next_in;
    public uint avail_in;
    public nuint total_in;
    public byte* next_out;
    public uint avail_out;
    public nuint total_out;
    public byte* msg;
    public void* state;
    public delegate* unmanaged<void*, uint, uint, void*> zalloc;
    public delegate* unmanaged<void*, void*, void> zfree;
    public void* opaque;
    public int data_type;
    public nuint adler;
    public nuint reserved;
}

internal static unsafe partial class Libz
{
    public const string Name = "libz.so.1";

    public const int Z_NO_FLUSH = 0;
    public const int Z_SYNC_FLUSH = 2;
    public const int Z_FINISH = 4;

    public const int Z_OK = 0;
    public const int Z_STREAM_END = 1;
    public const int Z_NEED_DICT = 2;
    public const int Z_STREAM_ERROR = -2;
    public const int Z_DATA_ERROR = -3;
    public const int Z_MEM_ERROR = -4;
    public const int Z_BUF_ERROR = -5;
    public const int Z_VERSION_ERROR = -6;

    public const int MAX_WBITS = 15;
    public const int DEFLATED = 8;
    public const int DEF_MEM_LEVEL = 8;
    public const int DEF_BUF_SIZE = 16 * 1024;

    [LibraryImport(Name)]
    private static partial byte* zlibVersion();

    [LibraryImport(Name)]
    private static partial int deflateInit2_(z_stream* strm, int level, int method, int windowBits, int memLevel, int strategy, byte* version, int stream_size);

    [LibraryImport(Name)]
    private static partial int inflateInit2_(z_stream* strm, int windowBits, byte* version, int stream_size);

    [LibraryImport(Name)]
    public static partial int deflate(z_stream* strm, int flush);

    [LibraryImport(Name)]
    public static partial int deflateEnd(z_stream* strm);

    [LibraryImport(Name)]
    public static partial int deflateCopy(z_stream* dest, z_stream* source);

    [LibraryImport(Name)]
    public static partial int deflateSetDictionary(z_stream* strm, byte* dictionary, uint length);

    [LibraryImport(Name)]
    public static partial int inflate(z_stream* strm, int flush);

    [LibraryImport(Name)]
    public static partial int inflateEnd(z_stream* strm);

    [LibraryImport(Name)]
    public static partial int inflateCopy(z_stream* dest, z_stream* source);

    [LibraryImport(Name)]
    public static partial int inflateSetDictionary(z_stream* strm, byte* dictionary, uint length);

    [LibraryImport(Name)]
    private static partial nuint adler32(nuint adler, byte* data, uint length);

    public static bool IsPresent() => NativeLibrary.TryLoad(Name, typeof(Libz).Assembly, null, out _);

    public static string Version => Utf8Text.ToString(zlibVersion());

    public static void Prepare(ThreadState* ts, z_stream* stream)
    {
        *stream = default;
        stream->opaque = ts->interp->heap;
        stream->zalloc = &Allocate;
        stream->zfree = &Free;
    }

    [UnmanagedCallersOnly]
    private static void* Allocate(void* opaque, uint items, uint size) => RawDomain.Malloc((PyHeap*)opaque, (nuint)items * size);

    [UnmanagedCallersOnly]
    private static void Free(void* opaque, void* address) => RawDomain.Free((PyHeap*)opaque, address);

    public static int DeflateInit(z_stream* stream, int level, int method, int windowBits, int memLevel, int strategy) =>
        deflateInit2_(stream, level, method, windowBits, memLevel, strategy, zlibVersion(), sizeof(z_stream));

    public static int InflateInit(z_stream* stream, int windowBits) => inflateInit2_(stream, windowBits, zlibVersion(), sizeof(z_stream));

    public static uint Adler32(uint adler, byte* data, nint length)
    {
        const uint Piece = 1 << 30;
        while (length > 0)
        {
            uint count = (uint)nint.Min(length, (nint)Piece);
            adler = (uint)adler32(adler, data, count);
            data += count;
            length -= (nint)count;
        }
        return adler;
    }
}
