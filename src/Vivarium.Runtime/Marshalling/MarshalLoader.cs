// Reads marshal data (any version up to 5) straight into heap objects: how .pyc files become code. The data come from memory or, piece by piece, from a file object.
// Any bytes may come: the answer is an object or an exception. See docs/internals/marshal.md.
using Vivarium.Bytecode.Marshal;
using Vivarium.Heap;

namespace Vivarium.Runtime.Marshalling;

/// <summary>One reading; <see cref="Dispose"/> gives back what it holds.</summary>
internal unsafe partial struct MarshalLoader
{
    private readonly ThreadState* _ts;
    private readonly bool _allowCode;
    private readonly PyObject* _file;
    private byte* _at;
    private byte* _end;
    private PyObject* _piece;
    private PyObject** _refs;
    private nint _refCount;
    private nint _refCapacity;
    private int _depth;

    /// <summary>Reads from memory, which must stay until the end.</summary>
    public MarshalLoader(ThreadState* ts, byte* data, nint length, bool allowCode)
    {
        _ts = ts;
        _at = data;
        _end = data + length;
        _allowCode = allowCode;
    }

    /// <summary>Reads from a file object through its method read, never more than is needed. The file is borrowed.</summary>
    public MarshalLoader(ThreadState* ts, PyObject* file, bool allowCode)
    {
        _ts = ts;
        _file = file;
        _allowCode = allowCode;
    }

    /// <summary>loads() for native code; owned.</summary>
    public static PyObject* Load(ThreadState* ts, ReadOnlySpan<byte> data, bool allowCode = true)
    {
        fixed (byte* bytes = data)
        {
            var loader = new MarshalLoader(ts, bytes, data.Length, allowCode);
            PyObject* result = loader.ReadObject();
            loader.Dispose();
            return result;
        }
    }

    public void Dispose()
    {
        for (nint i = 0; i < _refCount; i++)
            Ref.XDec(_ts, _refs[i]);
        MemDomain.Free(_ts->interp->heap, _refs);
        _refs = null;
        _refCount = 0;
        Ref.XDec(_ts, _piece);
        _piece = null;
    }

    /// <summary>The next object, owned; null with an exception.</summary>
    public PyObject* ReadObject()
    {
        PyObject* o = Read();
        return o != null || Err.Occurred(_ts) ? o : Err.Type(_ts, "NULL object in marshal data for object");
    }

    /// <summary>An object, or null: without an exception for the mark that ends a dict.</summary>
    private PyObject* Read()
    {
        int code = ReadByte();
        if (code < 0)
            return null;
        if (++_depth > MarshalType.MaxDepth || !NativeStack.Enter(_ts, " while loading marshal data"))
        {
            _depth--;
            return Err.Occurred(_ts) ? null : Err.Value(_ts, "recursion limit exceeded");
        }
        PyObject* result = ReadBody((byte)(code & ~MarshalType.FlagRef), (code & MarshalType.FlagRef) != 0);
        _depth--;
        return result;
    }

    private PyObject* ReadBody(byte type, bool flagged)
    {
        switch (type)
        {
            case MarshalType.Null: return null;
            case MarshalType.None: return Py.None;
            case MarshalType.True: return Py.True;
            case MarshalType.False: return Py.False;
            case MarshalType.Ellipsis: return Py.Ellipsis;
            case MarshalType.StopIteration: return Ref.New((PyObject*)Exc.StopIteration);
            case MarshalType.Int: return Keep(ReadInt(out int number) ? PyLong.FromInt64(_ts, number) : null, flagged);
            case MarshalType.Int64: return Keep(ReadInt64(), flagged);
            case MarshalType.Long: return Keep(ReadLong(), flagged);
            case MarshalType.BinaryFloat: return Keep(ReadDouble(out double value) ? PyFloat.FromDouble(_ts, value) : null, flagged);
            case MarshalType.Float: return Keep(ReadTextDouble(out double text) ? PyFloat.FromDouble(_ts, text) : null, flagged);
            case MarshalType.BinaryComplex:
                return Keep(ReadDouble(out double real) && ReadDouble(out double imag) ? PyComplex.FromDoubles(_ts, real, imag) : null, flagged);
            case MarshalType.Complex:
                return Keep(ReadTextDouble(out double re) && ReadTextDouble(out double im) ? PyComplex.FromDoubles(_ts, re, im) : null, flagged);
            case MarshalType.Bytes: return Keep(ReadSize("bytes object", out int bytes) ? ReadBytes(bytes) : null, flagged);
            case MarshalType.Ascii: return Keep(ReadSize("string", out int ascii) ? ReadAscii(ascii, false) : null, flagged);
            case MarshalType.AsciiInterned: return Keep(ReadSize("string", out int asciiInterned) ? ReadAscii(asciiInterned, true) : null, flagged);
            case MarshalType.ShortAscii: return Keep(ReadAscii(ReadByte(), false), flagged);
            case MarshalType.ShortAsciiInterned: return Keep(ReadAscii(ReadByte(), true), flagged);
            case MarshalType.Unicode: return Keep(ReadSize("string", out int unicode) ? ReadUtf8(unicode, false) : null, flagged);
            case MarshalType.Interned: return Keep(ReadSize("string", out int interned) ? ReadUtf8(interned, true) : null, flagged);
            case MarshalType.SmallTuple: return ReadTuple(ReadByte(), flagged);
            case MarshalType.Tuple: return ReadSize("tuple", out int tuple) ? ReadTuple(tuple, flagged) : null;
            case MarshalType.List: return ReadList(flagged);
            case MarshalType.Dict: return ReadDict(flagged);
            case MarshalType.Set: return ReadSet(flagged, false);
            case MarshalType.FrozenSet: return ReadSet(flagged, true);
            case MarshalType.Slice: return ReadSlice(flagged);
            case MarshalType.Code: return ReadCode(flagged);
            case MarshalType.Ref: return ReadRef();
            default: return Bad("unknown type code");
        }
    }

    // ---- References ----

    /// <summary>Gives a finished object a number, if the data ask for it; takes and returns the owned object.</summary>
    private PyObject* Keep(PyObject* o, bool flagged)
    {
        if (o == null || !flagged)
            return o;
        if (AddRef(Ref.New(o)))
            return o;
        Ref.Dec(_ts, o);
        return null;
    }

    /// <summary>Takes a number for an object whose parts come first: -1 when it needs none, -2 with an exception.</summary>
    private nint Reserve(bool flagged) => !flagged ? -1 : AddRef(null) ? _refCount - 1 : -2;

    private readonly PyObject* Fill(nint reserved, PyObject* o)
    {
        if (reserved >= 0 && o != null)
            _refs[reserved] = Ref.New(o);
        return o;
    }

    private bool AddRef(PyObject* owned)
    {
        if (_refCount == _refCapacity)
        {
            nint capacity = _refCapacity == 0 ? 64 : _refCapacity * 2;
            PyObject** refs = (PyObject**)MemDomain.Realloc(_ts->interp->heap, _refs, (nuint)(capacity * sizeof(PyObject*)));
            if (refs == null)
            {
                Ref.XDec(_ts, owned);
                Err.NoMemory(_ts);
                return false;
            }
            _refs = refs;
            _refCapacity = capacity;
        }
        _refs[_refCount++] = owned;
        return true;
    }

    private PyObject* ReadRef()
    {
        if (!ReadInt(out int index))
            return null;
        if (index < 0 || index >= _refCount || _refs[index] == null)
            return Bad("invalid reference");
        return Ref.New(_refs[index]);
    }

    // ---- Bytes ----

    /// <summary>The next bytes, valid until the next call; null with an exception when there are not so many.</summary>
    private byte* Take(nint count)
    {
        if (_file != null)
            return TakeFromFile(count);
        if (count > _end - _at)
            return (byte*)Err.SetString(_ts, Exc.EOFError, "marshal data too short");
        byte* taken = _at;
        _at += count;
        return taken;
    }

    private byte* TakeFromFile(nint count)
    {
        Ref.XDec(_ts, _piece);
        _piece = null;
        using Owned<PyObject> size = Own.Of(_ts, PyLong.FromNInt(_ts, count));
        PyObject* data = size.IsNull ? null : Call.Method(_ts, _file, Id.read, size.Pointer);
        if (data == null)
            return null;
        _piece = data;
        if (!PyBytes.Check(data))
            return (byte*)Err.Type(_ts, $"file.read() returned not bytes but {PyType.NameOf(data)}");
        if (PyBytes.Length(data) > count)
            return (byte*)Err.Value(_ts, $"read() returned too much data: {count} bytes requested, {PyBytes.Length(data)} returned");
        if (PyBytes.Length(data) < count)
            return (byte*)Err.SetString(_ts, Exc.EOFError, "EOF read where not expected");
        return PyBytes.Data(data);
    }

    /// <summary>The next byte; -1 with an exception.</summary>
    private int ReadByte()
    {
        if (_file == null && _at < _end)
            return *_at++;
        byte* b = _file == null ? null : Take(1);
        if (b != null)
            return *b;
        if (_file == null || Err.Matches(_ts, Exc.EOFError))
            Err.SetString(_ts, Exc.EOFError, "EOF read where object expected");
        return -1;
    }

    private bool ReadInt(out int value)
    {
        byte* p = Take(sizeof(int));
        value = p == null ? 0 : Unsafe.ReadUnaligned<int>(p);
        return p != null;
    }

    private PyObject* ReadInt64()
    {
        byte* p = Take(sizeof(long));
        return p == null ? null : PyLong.FromInt64(_ts, Unsafe.ReadUnaligned<long>(p));
    }

    private bool ReadSize(string what, out int size)
    {
        if (!ReadInt(out size))
            return false;
        if (size < 0)
            Bad(what + " size out of range");
        return size >= 0;
    }

    private readonly PyObject* Bad(string what) => Err.Value(_ts, $"bad marshal data ({what})");
}
