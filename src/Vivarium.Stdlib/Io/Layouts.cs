// Layouts of the stream objects, with CPython 3.14's fields and sizes. Buffers they point to lie in the interpreter's heap (MemDomain). See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal unsafe struct iobase
{
    public PyObject ob_base;
    public PyObject* dict;
    public PyObject* weakreflist;
}

/// <summary>What fstat said when the file was opened.</summary>
internal struct StatAtOpen
{
    public long st_size;
    public long st_blksize;
    public uint st_mode;
}

internal unsafe struct fileio
{
    private const byte CreatedBit = 1;
    private const byte ReadableBit = 2;
    private const byte WritableBit = 4;
    private const byte AppendingBit = 8;
    private const byte ClosefdBit = 16;

    public PyObject ob_base;
    public int fd;
    private byte _bits;
    public byte finalizing;
    /// <summary>-1 until asked.</summary>
    public sbyte seekable;
    public StatAtOpen* stat_atopen;
    public PyObject* weakreflist;
    public PyObject* dict;

    public bool created
    {
        readonly get => (_bits & CreatedBit) != 0;
        set => Set(CreatedBit, value);
    }

    public bool readable
    {
        readonly get => (_bits & ReadableBit) != 0;
        set => Set(ReadableBit, value);
    }

    public bool writable
    {
        readonly get => (_bits & WritableBit) != 0;
        set => Set(WritableBit, value);
    }

    public bool appending
    {
        readonly get => (_bits & AppendingBit) != 0;
        set => Set(AppendingBit, value);
    }

    public bool closefd
    {
        readonly get => (_bits & ClosefdBit) != 0;
        set => Set(ClosefdBit, value);
    }

    private void Set(byte bit, bool value) => _bits = value ? (byte)(_bits | bit) : (byte)(_bits & ~bit);
}

/// <summary>BufferedReader, BufferedWriter and BufferedRandom alike.</summary>
internal unsafe struct buffered
{
    public PyObject ob_base;
    public PyObject* raw;
    /// <summary>Initialised.</summary>
    public int ok;
    public int detached;
    public int readable;
    public int writable;
    public byte finalizing;
    /// <summary>The raw stream is an exact FileIO: whether it is closed is read from its struct.</summary>
    public int fast_closed_checks;
    /// <summary>Absolute position within the raw stream; -1 when unknown.</summary>
    public long abs_pos;
    public byte* buffer;
    /// <summary>Current logical position in the buffer.</summary>
    public long pos;
    /// <summary>Position of the raw stream in the buffer.</summary>
    public long raw_pos;
    /// <summary>Just after the last byte read into the buffer; -1 when it holds nothing that was read.</summary>
    public long read_end;
    /// <summary>First byte that was written and not flushed.</summary>
    public long write_pos;
    /// <summary>Just after the last such byte; -1 when there is none.</summary>
    public long write_end;
    /// <summary>Handle of what threads wait on while another one is inside; 0 until the first has to.</summary>
    public nint @lock;
    /// <summary>The thread that is inside, or 0.</summary>
    public ulong owner;
    public nint buffer_size;
    /// <summary>buffer_size - 1 when that is a power of two, else 0.</summary>
    public nint buffer_mask;
    public PyObject* dict;
    public PyObject* weakreflist;
}

internal unsafe struct rwpair
{
    public PyObject ob_base;
    public buffered* reader;
    public buffered* writer;
    public PyObject* dict;
    public PyObject* weakreflist;
}

internal unsafe struct bytesio
{
    public PyObject ob_base;
    /// <summary>A bytes object; null when closed.</summary>
    public PyObject* buf;
    public nint pos;
    public nint string_size;
    public PyObject* dict;
    public PyObject* weakreflist;
    public nint exports;
}

internal unsafe struct bytesiobuf
{
    public PyObject ob_base;
    public bytesio* source;
}

internal unsafe struct stringio
{
    public PyObject ob_base;
    /// <summary>Characters of <see cref="state"/> bytes each, as wide as the widest that was written; null when nothing was, or when closed.</summary>
    public void* buf;
    public nint pos;
    public nint string_size;
    /// <summary>Characters that there is room for.</summary>
    public nuint buf_size;
    /// <summary>The kind of the characters: 1, 2 or 4.</summary>
    public int state;
    public void* writer;
    public byte ok;
    public byte closed;
    public byte readuniversal;
    public byte readtranslate;
    public PyObject* decoder;
    public PyObject* readnl;
    public PyObject* writenl;
    public PyObject* dict;
    public PyObject* weakreflist;
    public void* module_state;
}

internal unsafe struct nldecoder_object
{
    public PyObject ob_base;
    public PyObject* decoder;
    public PyObject* errors;
    public byte pendingcr;
    public byte translate;
    public byte seennl;
}

/// <summary>The encodings that TextIOWrapper encodes without asking the encoder.</summary>
internal enum EncodeFunction : long
{
    None,
    Utf8,
    Ascii,
    Latin1,
    Utf16,
    Utf16Little,
    Utf16Big,
    Utf32,
    Utf32Little,
    Utf32Big,
}

internal unsafe struct textio
{
    public PyObject ob_base;
    public int ok;
    public int detached;
    public nint chunk_size;
    public PyObject* buffer;
    public PyObject* encoding;
    public PyObject* encoder;
    public PyObject* decoder;
    public PyObject* readnl;
    public PyObject* errors;
    /// <summary>What "\n" becomes when written: "\r\n" or "\r", or null for itself.</summary>
    public byte* writenl;
    public byte line_buffering;
    public byte write_through;
    public byte readuniversal;
    public byte readtranslate;
    public byte writetranslate;
    public byte seekable;
    public byte has_read1;
    public byte telling;
    public byte finalizing;
    public EncodeFunction encodefunc;
    /// <summary>Whether a byte order mark is still to be written.</summary>
    public byte encoding_start_of_stream;
    /// <summary>Text decoded and not yet handed out entirely, or null.</summary>
    public PyObject* decoded_chars;
    public nint decoded_chars_used;
    /// <summary>Encoded text that the buffer has not got yet: bytes, ASCII str, or a list of both; or null.</summary>
    public PyObject* pending_bytes;
    public nint pending_bytes_count;
    /// <summary>(decoder flags, bytes that were given to the decoder) before the last chunk was decoded, or null.</summary>
    public PyObject* snapshot;
    public double b2cratio;
    /// <summary>The FileIO under an exact BufferedReader or BufferedWriter: read for whether it is closed.</summary>
    public PyObject* raw;
    public PyObject* weakreflist;
    public PyObject* dict;
    public void* state;
}
