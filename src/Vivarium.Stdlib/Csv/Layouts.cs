// Layouts of the csv objects, with CPython 3.14's fields and sizes. Buffers of characters lie in the interpreter's heap (MemDomain). See docs/internals/csv.md.
namespace Vivarium.Stdlib.Csv;

internal enum Quoting
{
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

internal unsafe struct DialectObj
{
    /// <summary>No character: neither a code point nor the end of a line.</summary>
    public const uint NotSet = uint.MaxValue;

    public PyObject ob_base;
    public byte doublequote;
    public byte skipinitialspace;
    public byte strict;
    public Quoting quoting;
    public uint delimiter;
    public uint quotechar;
    public uint escapechar;
    public PyObject* lineterminator;
}

internal enum ParserState
{
    StartRecord,
    StartField,
    EscapedChar,
    InField,
    InQuotedField,
    EscapeInQuotedField,
    QuoteInQuotedField,
    EatNewline,
    AfterEscapedNewline,
}

internal unsafe struct ReaderObj
{
    public PyObject ob_base;
    public PyObject* input_iter;
    public DialectObj* dialect;
    /// <summary>The list of the record being read; null between records.</summary>
    public PyObject* fields;
    public ParserState state;
    public uint* field;
    public nint field_size;
    public nint field_len;
    public byte unquoted_field;
    public ulong line_num;
}

internal unsafe struct WriterObj
{
    public PyObject ob_base;
    public PyObject* write;
    public DialectObj* dialect;
    public uint* rec;
    public nint rec_size;
    public nint rec_len;
    public int num_fields;
    public void* error_obj;
}

[PyType("_csv.Error", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class CsvErrorType
{
    public static PyObject* Raise(ThreadState* ts, string message) => Err.SetString(ts, Type, message);

    public static Status Fail(ThreadState* ts, string message)
    {
        Raise(ts, message);
        return Status.Error;
    }
}
