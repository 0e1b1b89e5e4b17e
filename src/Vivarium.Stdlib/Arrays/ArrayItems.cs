// The kinds of items of arrays, and items between Python and memory. Converting a value may run Python code, which may change the array: values are converted to their bits first, and the place is
// looked at afterwards. See docs/internals/array.md.
namespace Vivarium.Stdlib.Arrays;

/// <summary>One typecode.</summary>
internal unsafe struct arraydescr
{
    public byte typecode;
    public byte itemsize;
    public byte is_integer;
    public byte is_signed;
    /// <summary>How pickles name the machine's form of the items.</summary>
    public int format_code;
    /// <summary>The item's format for the buffer protocol.</summary>
    public byte* formats;

    public readonly bool IsText => typecode is (byte)'u' or (byte)'w';
    public readonly bool IsInteger => is_integer != 0;
}

internal unsafe struct arrayobject
{
    public PyVarObject ob_base;
    public byte* ob_item;
    public nint allocated;
    public arraydescr* ob_descr;
    public PyObject* weakreflist;
    /// <summary>Buffers that consumers hold: the memory must not move.</summary>
    public nint ob_exports;
}

internal static unsafe class ArrayItems
{
    public const int Count = 14;

    /// <summary>All kinds, in the order in which they are looked for.</summary>
    public static readonly arraydescr* All = Make();

    private static arraydescr* Make()
    {
        ReadOnlySpan<byte> codes = "bBuwhHiIlLqQfd"u8;
        ReadOnlySpan<byte> sizes = [1, 1, 4, 4, 2, 2, 4, 4, 8, 8, 8, 8, 4, 8];
        ReadOnlySpan<byte> formats = [1, 0, 20, 20, 4, 2, 8, 6, 12, 10, 12, 10, 14, 16];
        arraydescr* all = (arraydescr*)ImmortalRegion.Allocate((nuint)(Count * sizeof(arraydescr)));
        for (int i = 0; i < Count; i++)
        {
            byte code = codes[i];
            byte* text = (byte*)ImmortalRegion.Allocate(2);
            // Python's 'u' is as wide as the platform's wchar_t: the buffer protocol's 'w'.
            text[0] = code == 'u' ? (byte)'w' : code;
            all[i] = new arraydescr
            {
                typecode = code,
                itemsize = sizes[i],
                is_integer = (byte)("uwfd"u8.Contains(code) ? 0 : 1),
                is_signed = (byte)("bhilq"u8.Contains(code) ? 1 : 0),
                format_code = formats[i],
                formats = text,
            };
        }
        return all;
    }

    public static arraydescr* Find(uint typecode)
    {
        for (int i = 0; i < Count; i++)
        {
            if (All[i].typecode == typecode)
                return All + i;
        }
        return null;
    }

    public static PyObject* Load(ThreadState* ts, arraydescr* descr, void* at) => descr->typecode switch
    {
        (byte)'b' => PyLong.FromInt64(ts, *(sbyte*)at),
        (byte)'B' => PyLong.FromInt64(ts, *(byte*)at),
        (byte)'h' => PyLong.FromInt64(ts, *(short*)at),
        (byte)'H' => PyLong.FromInt64(ts, *(ushort*)at),
        (byte)'i' => PyLong.FromInt64(ts, *(int*)at),
        (byte)'I' => PyLong.FromInt64(ts, *(uint*)at),
        (byte)'l' or (byte)'q' => PyLong.FromInt64(ts, *(long*)at),
        (byte)'L' or (byte)'Q' => PyLong.FromUInt64(ts, *(ulong*)at),
        (byte)'f' => PyFloat.FromDouble(ts, *(float*)at),
        (byte)'d' => PyFloat.FromDouble(ts, *(double*)at),
        _ => PyUnicode.FromOrdinal(ts, *(int*)at),
    };

    public static void Store(arraydescr* descr, void* at, ulong bits)
    {
        switch (descr->itemsize)
        {
            case 1:
                *(byte*)at = (byte)bits;
                break;
            case 2:
                *(ushort*)at = (ushort)bits;
                break;
            case 4:
                *(uint*)at = (uint)bits;
                break;
            default:
                *(ulong*)at = bits;
                break;
        }
    }

    /// <summary>The bits that the value is stored as.</summary>
    public static Status Convert(ThreadState* ts, arraydescr* descr, PyObject* value, out ulong bits)
    {
        if (value->ob_type == IntType.Type && PyLong.IsCompact(value) && descr->IsInteger)
        {
            nint number = PyLong.CompactValue(value);
            bits = (ulong)number;
            if (Fits(descr, number))
                return Status.Ok;
        }
        switch (descr->typecode)
        {
            case (byte)'f':
            case (byte)'d':
                double real = PyFloat.CheckExact(value) ? PyFloat.Value(value) : PyFloat.AsDouble(ts, value);
                bits = descr->typecode == 'f' ? BitConverter.SingleToUInt32Bits((float)real) : BitConverter.DoubleToUInt64Bits(real);
                return real == -1.0 && Err.Occurred(ts) ? Status.Error : Status.Ok;
            case (byte)'u':
            case (byte)'w':
                return Character(ts, value, out bits);
            default:
                PyObject* index = Num.Index(ts, value);
                bits = 0;
                if (index == null)
                    return Status.Error;
                Status status = Integer(ts, descr, index, out bits);
                Ref.Dec(ts, index);
                return status;
        }
    }

    private static bool Fits(arraydescr* descr, nint number) => descr->itemsize == 8 ? number >= 0 || descr->is_signed != 0 : number >= Least(descr) && number <= Greatest(descr);

    private static long Least(arraydescr* descr) => descr->is_signed != 0 ? -1L << (descr->itemsize * 8 - 1) : 0;

    private static long Greatest(arraydescr* descr) => (1L << (descr->itemsize * 8 - descr->is_signed)) - 1;

    private static Status Character(ThreadState* ts, PyObject* value, out ulong bits)
    {
        bits = 0;
        if (!PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"array item must be a unicode character, not {PyType.NameOf(value)}");
        if (PyUnicode.Length(value) != 1)
            return Err.TypeStatus(ts, $"array item must be a unicode character, not a string of length {PyUnicode.Length(value)}");
        bits = PyUnicode.ReadChar(value, 0);
        return Status.Ok;
    }

    private static Status Integer(ThreadState* ts, arraydescr* descr, PyObject* number, out ulong bits)
    {
        if (descr->typecode is (byte)'I' or (byte)'L' or (byte)'Q')
            return Unsigned(ts, descr, number, out bits);
        long value;
        bool fits = PyLong.TryGetInt64(number, &value);
        bits = (ulong)value;
        if (!fits)
            return Overflow(ts, descr->typecode == 'q' ? "int too big to convert" : "Python int too large to convert to C long");
        if (descr->itemsize == 8)
            return Status.Ok;
        string type = descr->typecode switch
        {
            (byte)'b' => "signed char",
            (byte)'B' => "unsigned byte integer",
            (byte)'h' => "signed short integer",
            (byte)'H' => "unsigned short",
            _ => "signed integer",
        };
        if (value < Least(descr))
            return Overflow(ts, $"{type} is less than minimum");
        return value > Greatest(descr) ? Overflow(ts, $"{type} is greater than maximum") : Status.Ok;
    }

    private static Status Unsigned(ThreadState* ts, arraydescr* descr, PyObject* number, out ulong bits)
    {
        ulong value;
        bool fits = PyLong.TryGetUInt64(number, &value);
        bits = value;
        bool longLong = descr->typecode == 'Q';
        if (PyLong.IsNegative(number))
            return Overflow(ts, longLong ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int");
        if (!fits)
            return Overflow(ts, longLong ? "int too big to convert" : "Python int too large to convert to C unsigned long");
        return descr->typecode == 'I' && value > uint.MaxValue ? Overflow(ts, "unsigned int is greater than maximum") : Status.Ok;
    }

    private static Status Overflow(ThreadState* ts, string message)
    {
        Err.Overflow(ts, message);
        return Status.Error;
    }

    /// <summary>The order of two items of one kind (not floats).</summary>
    public static int Compare(arraydescr* descr, void* a, void* b) => descr->typecode switch
    {
        (byte)'b' => (*(sbyte*)a).CompareTo(*(sbyte*)b),
        (byte)'B' => (*(byte*)a).CompareTo(*(byte*)b),
        (byte)'h' => (*(short*)a).CompareTo(*(short*)b),
        (byte)'H' => (*(ushort*)a).CompareTo(*(ushort*)b),
        (byte)'i' => (*(int*)a).CompareTo(*(int*)b),
        (byte)'l' or (byte)'q' => (*(long*)a).CompareTo(*(long*)b),
        (byte)'L' or (byte)'Q' => (*(ulong*)a).CompareTo(*(ulong*)b),
        _ => (*(uint*)a).CompareTo(*(uint*)b),
    };
}
