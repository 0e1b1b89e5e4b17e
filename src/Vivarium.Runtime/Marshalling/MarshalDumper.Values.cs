// What each type is written as (docs/internals/marshal.md).
using System.Globalization;
using Vivarium.Bytecode.Marshal;
using Vivarium.Heap;

namespace Vivarium.Runtime.Marshalling;

internal unsafe partial struct MarshalDumper
{
    private Status Begin(byte type, byte flag) => Add((byte)(type | flag));

    private Status Begin(byte type, byte flag, nint size)
    {
        if (size > int.MaxValue)
            return Err.ValueStatus(_ts, "unmarshallable object");
        return Begin(type, flag) == Status.Ok ? AddInt((int)size) : Status.Error;
    }

    private Status WriteInt(PyObject* o, byte flag)
    {
        long value;
        if (PyLong.TryGetInt64(o, &value) && value == (int)value)
            return Begin(MarshalType.Int, flag) == Status.Ok ? AddInt((int)value) : Status.Error;
        const int DigitBits = 15;
        nint bits = PyLong.BitLength(o);
        nint digits = (bits + DigitBits - 1) / DigitBits;
        nint size = (bits / 8) + 4;
        using Owned<PyObject> magnitude = Own.Of(_ts, PyLong.Absolute(_ts, o));
        byte* bytes = magnitude.IsNull ? null : (byte*)MemDomain.Calloc(_ts->interp->heap, 1, (nuint)size);
        if (bytes == null)
        {
            if (!magnitude.IsNull)
                Err.NoMemory(_ts);
            return Status.Error;
        }
        Status status = PyLong.ToByteArray(_ts, magnitude.Pointer, new Span<byte>(bytes, (int)size), little: true, signed: false);
        if (status == Status.Ok)
            status = Begin(MarshalType.Long, flag, PyLong.IsNegative(o) ? -digits : digits);
        for (nint bit = 0; status == Status.Ok && bit < digits * DigitBits; bit += DigitBits)
        {
            nint at = bit >> 3;
            uint window = bytes[at] | ((uint)(at + 1 < size ? bytes[at + 1] : 0) << 8) | ((uint)(at + 2 < size ? bytes[at + 2] : 0) << 16);
            uint digit = (window >> (int)(bit & 7)) & ((1u << DigitBits) - 1);
            status = Add((byte)digit) == Status.Ok ? Add((byte)(digit >> 8)) : Status.Error;
        }
        MemDomain.Free(_ts->interp->heap, bytes);
        return status;
    }

    private Status WriteFloat(double value, byte flag)
    {
        bool binary = _version >= FirstVersionWithBinaryFloats;
        return Begin(binary ? MarshalType.BinaryFloat : MarshalType.Float, flag) == Status.Ok ? AddDouble(value, binary) : Status.Error;
    }

    private Status WriteComplex(PyComplexObject* o, byte flag)
    {
        bool binary = _version >= FirstVersionWithBinaryFloats;
        return Begin(binary ? MarshalType.BinaryComplex : MarshalType.Complex, flag) == Status.Ok && AddDouble(o->real, binary) == Status.Ok
            ? AddDouble(o->imag, binary) : Status.Error;
    }

    /// <summary>Eight bytes, or, in the first versions, the length and text of 17 digits.</summary>
    private Status AddDouble(double value, bool binary)
    {
        if (binary)
        {
            Span<byte> bytes = stackalloc byte[sizeof(double)];
            Unsafe.WriteUnaligned(ref bytes[0], value);
            return AddSpan(bytes);
        }
        string text = double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : Seventeen(value);
        return Add((byte)text.Length) == Status.Ok ? AddSpan(System.Text.Encoding.ASCII.GetBytes(text)) : Status.Error;
    }

    // C's "%.17g", which .NET spells with another exponent.
    private static string Seventeen(double value)
    {
        string text = value.ToString("G17", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
            return text;
        int exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private Status WriteBytes(ReadOnlySpan<byte> bytes, byte flag) =>
        Begin(MarshalType.Bytes, flag, bytes.Length) == Status.Ok ? AddSpan(bytes) : Status.Error;

    /// <summary>Other objects with a buffer are written as bytes.</summary>
    private Status WriteBuffer(PyObject* o, byte flag)
    {
        BufferView view = default;
        if (view.Get(_ts, o) != Status.Ok)
        {
            Err.Clear(_ts);
            Add(MarshalType.Null);
            return Err.ValueStatus(_ts, "unmarshallable object");
        }
        Status status = WriteBytes(view.Span, flag);
        view.Release(_ts);
        return status;
    }

    private Status WriteText(PyObject* o, byte flag)
    {
        bool interned = _version >= FirstVersionWithRefs && PyUnicode.IsInterned(o);
        if (_version >= FirstVersionWithAscii && PyUnicode.IsAscii(o))
        {
            ReadOnlySpan<byte> text = PyUnicode.Span1(o);
            if (text.Length > byte.MaxValue)
                return Begin(interned ? MarshalType.AsciiInterned : MarshalType.Ascii, flag, text.Length) == Status.Ok ? AddSpan(text) : Status.Error;
            Status begun = Begin(interned ? MarshalType.ShortAsciiInterned : MarshalType.ShortAscii, flag);
            return begun == Status.Ok && Add((byte)text.Length) == Status.Ok ? AddSpan(text) : Status.Error;
        }
        using Owned<PyObject> utf8 = Own.Of(_ts, Codecs.Utf8Codec.Encode(_ts, o, "surrogatepass"));
        if (utf8.IsNull)
            return Status.Error;
        ReadOnlySpan<byte> bytes = PyBytes.AsSpan(utf8.Pointer);
        return Begin(interned ? MarshalType.Interned : MarshalType.Unicode, flag, bytes.Length) == Status.Ok ? AddSpan(bytes) : Status.Error;
    }

    private Status WriteTuple(PyObject* o, byte flag)
    {
        nint size = PyTuple.Size(o);
        bool small = _version >= FirstVersionWithAscii && size <= byte.MaxValue;
        Status status = small ? Begin(MarshalType.SmallTuple, flag) : Begin(MarshalType.Tuple, flag, size);
        if (small && status == Status.Ok)
            status = Add((byte)size);
        for (nint i = 0; status == Status.Ok && i < size; i++)
            status = Write(PyTuple.GetBorrowed(o, i));
        return status;
    }

    private Status WriteList(PyObject* o, byte flag)
    {
        nint size = PyList.Size(o);
        Status status = Begin(MarshalType.List, flag, size);
        for (nint i = 0; status == Status.Ok && i < size && i < PyList.Size(o); i++)
            status = Write(PyList.GetBorrowed(o, i));
        return status;
    }

    private Status WriteDict(PyObject* o, byte flag)
    {
        Status status = Begin(MarshalType.Dict, flag);
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (status == Status.Ok && PyDict.Next(o, &position, &key, &value))
            status = Write(key) == Status.Ok ? Write(value) : Status.Error;
        return status == Status.Ok ? Add(MarshalType.Null) : status;
    }

    /// <summary>A set has no order of its own: items go in the order of the bytes that each is written as alone.</summary>
    private Status WriteSet(PyObject* o, byte flag)
    {
        nint size = PySet.Size(o);
        if (Begin(o->ob_type == SetType.Type ? MarshalType.Set : MarshalType.FrozenSet, flag, size) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> items = Own.Of(_ts, PyTuple.FromSequence(_ts, o));
        if (items.IsNull)
            return Status.Error;
        var alone = new List<(byte[] Bytes, nint Item)>();
        for (nint i = 0; i < PyTuple.Size(items.Pointer); i++)
        {
            PyObject* item = PyTuple.GetBorrowed(items.Pointer, i);
            using Owned<PyObject> bytes = Own.Of(_ts, Dump(_ts, item, _version, _allowCode));
            if (bytes.IsNull)
                return Status.Error;
            alone.Add((PyBytes.AsSpan(bytes.Pointer).ToArray(), (nint)item));
        }
        alone.Sort(static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        foreach ((_, nint item) in alone)
        {
            if (Write((PyObject*)item) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private Status WriteSlice(PySliceObject* o, byte flag)
    {
        if (Begin(MarshalType.Slice, flag) != Status.Ok || Write(o->start) != Status.Ok || Write(o->stop) != Status.Ok)
            return Status.Error;
        return Write(o->step);
    }

    private Status WriteCode(PyCodeObject* code, byte flag)
    {
        if (!_allowCode)
            return Err.ValueStatus(_ts, "marshalling code objects is disallowed");
        using Owned<PyObject> bytes = Own.Of(_ts, CodeAttributes.Code(_ts, code));
        if (bytes.IsNull || Begin(MarshalType.Code, flag) != Status.Ok || AddInt(code->co_argcount) != Status.Ok || AddInt(code->co_posonlyargcount) != Status.Ok
            || AddInt(code->co_kwonlyargcount) != Status.Ok || AddInt(code->co_stacksize) != Status.Ok || AddInt(code->co_flags) != Status.Ok
            || Write(bytes.Pointer) != Status.Ok || Write(code->co_consts) != Status.Ok || Write(code->co_names) != Status.Ok
            || Write(code->co_localsplusnames) != Status.Ok || Write(code->co_localspluskinds) != Status.Ok || Write(code->co_filename) != Status.Ok
            || Write(code->co_name) != Status.Ok || Write(code->co_qualname) != Status.Ok || AddInt(code->co_firstlineno) != Status.Ok
            || Write(code->co_linetable) != Status.Ok)
            return Status.Error;
        return Write(code->co_exceptiontable);
    }
}
