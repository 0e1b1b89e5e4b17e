// Numbers, text and containers (docs/internals/marshal.md).
using Vivarium.Bytecode.Marshal;
using Vivarium.Heap;

namespace Vivarium.Runtime.Marshalling;

internal unsafe partial struct MarshalLoader
{
    private const int DigitBits = 15;

    private PyObject* ReadLong()
    {
        if (!ReadInt(out int size))
            return null;
        if (size == int.MinValue)
            return Bad("long size out of range");
        if (size == 0)
            return PyLong.FromInt64(_ts, 0);
        int digits = Math.Abs(size);
        byte* raw = Take((nint)digits * 2);
        if (raw == null)
            return null;
        nint packedSize = (((nint)digits * DigitBits) + 7) / 8 + 4;
        byte* packed = (byte*)MemDomain.Calloc(_ts->interp->heap, 1, (nuint)packedSize);
        if (packed == null)
            return Err.NoMemory(_ts);
        string? wrong = Pack(raw, digits, packed);
        PyObject* result = wrong is null ? PyLong.FromByteArray(_ts, new ReadOnlySpan<byte>(packed, (int)packedSize), little: true, signed: false) : Bad(wrong);
        MemDomain.Free(_ts->interp->heap, packed);
        if (result == null || size > 0)
            return result;
        PyObject* negative = PyLong.Negative(_ts, result);
        Ref.Dec(_ts, result);
        return negative;
    }

    /// <summary>Digits of 15 bits become bytes; what is wrong with them, or null.</summary>
    private static string? Pack(byte* raw, int digits, byte* packed)
    {
        nint bit = 0;
        uint digit = 0;
        for (nint i = 0; i < digits; i++, bit += DigitBits)
        {
            digit = Unsafe.ReadUnaligned<ushort>(raw + (i * 2));
            if (digit >= 1u << DigitBits)
                return "digit out of range in long";
            uint shifted = digit << (int)(bit & 7);
            for (nint at = bit >> 3; shifted != 0; at++, shifted >>= 8)
                packed[at] |= (byte)shifted;
        }
        return digit == 0 ? "unnormalized long data" : null;
    }

    private bool ReadDouble(out double value)
    {
        byte* p = Take(sizeof(double));
        value = p == null ? 0 : Unsafe.ReadUnaligned<double>(p);
        return p != null;
    }

    private bool ReadTextDouble(out double value)
    {
        value = 0;
        int length = ReadByte();
        byte* p = length < 0 ? null : Take(length);
        if (p == null)
            return false;
        var text = new ReadOnlySpan<byte>(p, length);
        if (PyFloat.TryParse(text, out value))
            return true;
        Err.Value(_ts, $"could not convert string to float: '{System.Text.Encoding.Latin1.GetString(text)}'");
        return false;
    }

    private PyObject* ReadBytes(int size)
    {
        byte* p = Take(size);
        return p == null ? null : PyBytes.FromSpan(_ts, new ReadOnlySpan<byte>(p, size));
    }

    /// <summary>Bytes above 127 are taken as Latin-1, as CPython does.</summary>
    private PyObject* ReadAscii(int size, bool interned)
    {
        byte* p = size < 0 ? null : Take(size);
        return p == null ? null : Interned(PyUnicode.FromUcs1(_ts, p, size), interned);
    }

    private PyObject* ReadUtf8(int size, bool interned)
    {
        byte* p = Take(size);
        if (p == null)
            return null;
        var text = new ReadOnlySpan<byte>(p, size);
        int bad = Utf8Check.FirstInvalid(text, out int length, out string reason);
        if (bad < 0)
            return Interned(Codecs.Utf8Codec.DecodeTrusted(_ts, text), interned);
        using Owned<PyObject> bytes = Own.Of(_ts, PyBytes.FromSpan(_ts, text));
        return bytes.IsNull ? null : UnicodeErrors.RaiseSteal(_ts, UnicodeErrors.NewDecode(_ts, "utf-8", bytes.Pointer, bad, bad + length, reason));
    }

    /// <summary>Strings that were interned belong to code: their twins live as long as the interpreter.</summary>
    private readonly PyObject* Interned(PyObject* o, bool interned)
    {
        if (interned && o != null)
            PyUnicode.InternImmortal(_ts, &o);
        return o;
    }

    /// <summary>An item of a container; null with an exception.</summary>
    private PyObject* ReadItem(string container)
    {
        PyObject* o = Read();
        return o != null || Err.Occurred(_ts) ? o : Err.Type(_ts, $"NULL object in marshal data for {container}");
    }

    /// <summary>A size that the data cannot hold: its items are read and dropped until the error comes, and nothing is reserved for it.</summary>
    private PyObject* Exhaust(string container)
    {
        while (true)
        {
            PyObject* item = ReadItem(container);
            if (item == null)
                return null;
            Ref.Dec(_ts, item);
        }
    }

    private readonly bool CannotHold(int size) => _file == null && size > _end - _at;

    private PyObject* ReadTuple(int size, bool flagged)
    {
        if (size < 0)
            return null;
        if (CannotHold(size))
            return Exhaust("tuple");
        PyObject* tuple = Keep(PyTuple.New(_ts, size), flagged);
        if (tuple == null)
            return null;
        for (int i = 0; i < size; i++)
        {
            PyObject* item = ReadItem("tuple");
            if (item == null)
            {
                Ref.Dec(_ts, tuple);
                return null;
            }
            PyTuple.SetSteal(tuple, i, item);
        }
        if (size > 0)
            PyTuple.Track(_ts, tuple);
        return tuple;
    }

    private PyObject* ReadList(bool flagged)
    {
        if (!ReadSize("list", out int size))
            return null;
        PyObject* list = Keep(PyList.New(_ts, 0), flagged);
        for (int i = 0; list != null && i < size; i++)
        {
            PyObject* item = ReadItem("list");
            if (item == null || PyList.AppendSteal(_ts, list, item) != Status.Ok)
            {
                Ref.Dec(_ts, list);
                return null;
            }
        }
        return list;
    }

    private PyObject* ReadDict(bool flagged)
    {
        PyObject* dict = Keep(PyDict.New(_ts), flagged);
        while (dict != null)
        {
            using Owned<PyObject> key = Own.Of(_ts, Read());
            using Owned<PyObject> value = Own.Of(_ts, key.IsNull ? null : Read());
            if (value.IsNull)
                break;
            if (PyDict.Set(_ts, dict, key.Pointer, value.Pointer) != Status.Ok)
                break;
        }
        if (dict == null || !Err.Occurred(_ts))
            return dict;
        Ref.Dec(_ts, dict);
        return null;
    }

    /// <summary>A frozenset cannot refer to itself: its number is filled when it is complete.</summary>
    private PyObject* ReadSet(bool flagged, bool frozen)
    {
        if (!ReadSize("set", out int size))
            return null;
        if (CannotHold(size))
            return Exhaust("set");
        nint reserved = Reserve(flagged && frozen && size > 0);
        if (reserved == -2)
            return null;
        PyObject* set = frozen && size == 0 ? PySet.NewFrozen(_ts, null) : PySet.New(_ts, null);
        if (!frozen || size == 0)
            set = Keep(set, flagged);
        for (int i = 0; set != null && i < size; i++)
        {
            PyObject* item = ReadItem("set");
            if (item == null || PySet.AddSteal(_ts, set, item) != Status.Ok)
            {
                Ref.Dec(_ts, set);
                return null;
            }
        }
        if (!frozen || size == 0 || set == null)
            return set;
        PyObject* result = PySet.NewFrozen(_ts, set);
        Ref.Dec(_ts, set);
        return Fill(reserved, result);
    }

    private PyObject* ReadSlice(bool flagged)
    {
        nint reserved = Reserve(flagged);
        if (reserved == -2)
            return null;
        using Owned<PyObject> start = Own.Of(_ts, ReadItem("object"));
        using Owned<PyObject> stop = Own.Of(_ts, start.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> step = Own.Of(_ts, stop.IsNull ? null : ReadItem("object"));
        return step.IsNull ? null : Fill(reserved, PySlice.New(_ts, start.Pointer, stop.Pointer, step.Pointer));
    }
}
