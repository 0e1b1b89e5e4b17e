// Writes heap objects as marshal data of a chosen version. Which objects get reference numbers follows, as in CPython, from their reference counts: an object that only its
// container holds needs none. See docs/internals/marshal.md.
using Vivarium.Bytecode.Marshal;

namespace Vivarium.Runtime.Marshalling;

/// <summary>One writing.</summary>
internal unsafe partial struct MarshalDumper
{
    private const int FirstVersionWithRefs = 3;
    private const int FirstVersionWithAscii = 4;
    private const int FirstVersionWithBinaryFloats = 2;
    private const int FirstVersionWithSlices = 5;

    private readonly ThreadState* _ts;
    private readonly int _version;
    private readonly bool _allowCode;
    private readonly Dictionary<nint, int>? _refs;
    private BytesWriter _out;
    private int _depth;

    private MarshalDumper(ThreadState* ts, int version, bool allowCode)
    {
        _ts = ts;
        _version = version;
        _allowCode = allowCode;
        _out = new BytesWriter(ts);
        _refs = version >= FirstVersionWithRefs ? [] : null;
    }

    /// <summary>dumps(); a bytes object, owned.</summary>
    public static PyObject* Dump(ThreadState* ts, PyObject* value, int version = MarshalType.Version, bool allowCode = true)
    {
        var dumper = new MarshalDumper(ts, version, allowCode);
        // Whoever asked for it holds it, be it through borrowed references.
        Ref.Inc(value);
        Status status = dumper.Write(value);
        Ref.Dec(ts, value);
        if (status == Status.Ok)
            return dumper._out.Finish();
        dumper._out.Dispose();
        return null;
    }

    private Status Write(PyObject* o)
    {
        if (_depth >= MarshalType.MaxDepth || !NativeStack.Enter(_ts, " while writing marshal data"))
            return Err.Occurred(_ts) ? Status.Error : Err.ValueStatus(_ts, "object too deeply nested to marshal");
        _depth++;
        Status status = WriteAny(o);
        _depth--;
        return status;
    }

    private Status WriteAny(PyObject* o)
    {
        if (o == null)
            return Add(MarshalType.Null);
        if (o == Py.None)
            return Add(MarshalType.None);
        if (o == (PyObject*)Exc.StopIteration)
            return Add(MarshalType.StopIteration);
        if (o == Py.Ellipsis)
            return Add(MarshalType.Ellipsis);
        if (o == Py.False)
            return Add(MarshalType.False);
        if (o == Py.True)
            return Add(MarshalType.True);
        byte flag = 0;
        if (IsNumbered(o))
        {
            if (_refs!.TryGetValue((nint)o, out int number))
                return Add(MarshalType.Ref) == Status.Ok ? AddInt(number) : Status.Error;
            _refs.Add((nint)o, _refs.Count);
            flag = MarshalType.FlagRef;
        }
        return WriteValue(o, flag);
    }

    private readonly bool IsNumbered(PyObject* o) =>
        _refs is not null && (o->ob_refcnt != 1 || (PyUnicode.CheckExact(o) && PyUnicode.IsInterned(o)));

    private Status WriteValue(PyObject* o, byte flag)
    {
        PyTypeObject* type = o->ob_type;
        if (type == IntType.Type)
            return WriteInt(o, flag);
        if (type == FloatType.Type)
            return WriteFloat(PyFloat.Value(o), flag);
        if (type == ComplexType.Type)
            return WriteComplex((PyComplexObject*)o, flag);
        if (type == BytesType.Type)
            return WriteBytes(PyBytes.AsSpan(o), flag);
        if (type == StrType.Type)
            return WriteText(o, flag);
        if (type == TupleType.Type)
            return WriteTuple(o, flag);
        if (type == ListType.Type)
            return WriteList(o, flag);
        if (type == DictType.Type)
            return WriteDict(o, flag);
        if (type == SetType.Type || type == FrozenSetType.Type)
            return WriteSet(o, flag);
        if (type == CodeType.Type)
            return WriteCode((PyCodeObject*)o, flag);
        if (type == SliceType.Type && _version >= FirstVersionWithSlices)
            return WriteSlice((PySliceObject*)o, flag);
        if (BufferView.Supports(o))
            return WriteBuffer(o, flag);
        Add(MarshalType.Null);
        return Err.ValueStatus(_ts, "unmarshallable object");
    }

    // ---- Bytes ----

    private Status Add(byte value)
    {
        if (!_out.Prepare(1))
            return Status.Error;
        *_out.Cursor = value;
        _out.Advance(1);
        return Status.Ok;
    }

    private Status AddInt(int value)
    {
        if (!_out.Prepare(sizeof(int)))
            return Status.Error;
        Unsafe.WriteUnaligned(_out.Cursor, value);
        _out.Advance(sizeof(int));
        return Status.Ok;
    }

    private Status AddSpan(ReadOnlySpan<byte> bytes)
    {
        if (!_out.Prepare(bytes.Length))
            return Status.Error;
        bytes.CopyTo(new Span<byte>(_out.Cursor, bytes.Length));
        _out.Advance(bytes.Length);
        return Status.Ok;
    }
}
