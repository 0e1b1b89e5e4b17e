// Items of the module struct: packing an object into bytes in a given order, and unpacking. See docs/internals/buffers.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Structs;

internal static unsafe class StructItems
{
    private static ulong Read(byte* p, nint size, bool big) => size switch
    {
        1 => *p,
        2 => big ? BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(p)) : Unsafe.ReadUnaligned<ushort>(p),
        4 => big ? BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(p)) : Unsafe.ReadUnaligned<uint>(p),
        _ => big ? BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(p)) : Unsafe.ReadUnaligned<ulong>(p),
    };

    private static void Write(byte* p, nint size, bool big, ulong value)
    {
        for (nint i = 0; i < size; i++)
            p[big ? size - 1 - i : i] = (byte)(value >> (int)(8 * i));
    }

    private static long SignExtend(ulong value, nint size) => size == 8 ? (long)value : (long)(value << (int)(64 - (8 * size))) >> (int)(64 - (8 * size));

    // ---- Unpacking ------------------------------------------------------------------------------------------------------------------------

    private static double Float(byte* p, nint size, bool big) => size switch
    {
        2 => (double)BitConverter.UInt16BitsToHalf((ushort)Read(p, 2, big)),
        4 => BitConverter.UInt32BitsToSingle((uint)Read(p, 4, big)),
        _ => BitConverter.UInt64BitsToDouble(Read(p, 8, big)),
    };

    public static PyObject* Unpack(ThreadState* ts, formatcode* code, byte* p)
    {
        bool big = code->big != 0;
        switch ((char)code->format)
        {
            case 'b' or 'h' or 'i' or 'l' or 'q' or 'n':
                return PyLong.FromInt64(ts, SignExtend(Read(p, code->size, big), code->size));
            case 'B' or 'H' or 'I' or 'L' or 'Q' or 'N' or 'P':
                return PyLong.FromUInt64(ts, Read(p, code->size, big));
            case '?':
                return Py.Bool(*p != 0);
            case 'c':
                return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(p, 1));
            case 'e' or 'f' or 'd':
                return PyFloat.FromDouble(ts, Float(p, code->size, big));
            case 'F' or 'D':
                nint half = code->size / 2;
                return PyComplex.FromDoubles(ts, Float(p, half, big), Float(p + half, half, big));
            case 's':
                return FromBytes(ts, p, code->size);
            default:
                nint length = code->size == 0 ? 0 : Math.Min(*p, code->size - 1);
                return FromBytes(ts, p + 1, length);
        }
    }

    private static PyObject* FromBytes(ThreadState* ts, byte* p, nint length)
    {
        PyObject* bytes = PyBytes.New(ts, length);
        if (bytes != null)
            Buffer.MemoryCopy(p, PyBytes.Data(bytes), length, length);
        return bytes;
    }

    // ---- Packing --------------------------------------------------------------------------------------------------------------------------

    public static Status Pack(ThreadState* ts, formatcode* code, byte* p, PyObject* value)
    {
        bool big = code->big != 0;
        switch ((char)code->format)
        {
            case 'b' or 'h' or 'i' or 'l' or 'q' or 'n' or 'B' or 'H' or 'I' or 'L' or 'Q' or 'N' or 'P':
                return PackInt(ts, code, p, value);
            case '?':
                Truth truth = Obj.IsTrue(ts, value);
                *p = truth == Truth.True ? (byte)1 : (byte)0;
                return truth == Truth.Error ? Status.Error : Status.Ok;
            case 'c':
                if (!PyBytes.Check(value) || PyBytes.Length(value) != 1)
                    return StructErrorType.Fail(ts, "char format requires a bytes object of length 1");
                *p = *PyBytes.Data(value);
                return Status.Ok;
            case 'e' or 'f' or 'd':
                double x = PyFloat.AsDouble(ts, value);
                if (x == -1 && Err.Occurred(ts))
                    return StructErrorType.Fail(ts, "required argument is not a float");
                return PackFloat(ts, p, code->size, big, x);
            case 'F' or 'D':
                if (PyComplex.AsValue(ts, value, out ComplexValue z) != Status.Ok)
                    return StructErrorType.Fail(ts, "required argument is not a complex");
                nint half = code->size / 2;
                // In the machine's own order the parts are converted without a look at their range.
                if (!big && half == 4)
                {
                    Unsafe.WriteUnaligned(p, (float)z.Real);
                    Unsafe.WriteUnaligned(p + half, (float)z.Imag);
                    return Status.Ok;
                }
                return PackFloat(ts, p, half, big, z.Real) == Status.Ok ? PackFloat(ts, p + half, half, big, z.Imag) : Status.Error;
            default:
                return PackBytes(ts, code, p, value);
        }
    }

    private static Status PackFloat(ThreadState* ts, byte* p, nint size, bool big, double x)
    {
        if (size == 8)
        {
            Write(p, 8, big, BitConverter.DoubleToUInt64Bits(x));
            return Status.Ok;
        }
        bool overflows;
        if (size == 4)
        {
            float single = (float)x;
            overflows = float.IsInfinity(single) && double.IsFinite(x);
            Write(p, 4, big, BitConverter.SingleToUInt32Bits(single));
        }
        else
        {
            Half half = (Half)x;
            overflows = Half.IsInfinity(half) && double.IsFinite(x);
            Write(p, 2, big, BitConverter.HalfToUInt16Bits(half));
        }
        if (!overflows)
            return Status.Ok;
        Err.Overflow(ts, $"float too large to pack with {(size == 4 ? 'f' : 'e')} format");
        return Status.Error;
    }

    private static Status PackBytes(ThreadState* ts, formatcode* code, byte* p, PyObject* value)
    {
        bool counted = code->format == 'p';
        if (!PyBytes.Check(value) && !PyByteArray.Check(value))
            return StructErrorType.Fail(ts, $"argument for '{(char)code->format}' must be a bytes object");
        byte* data = PyBytes.Check(value) ? PyBytes.Data(value) : PyByteArray.Data(value);
        nint length = PyBytes.Check(value) ? PyBytes.Length(value) : PyByteArray.Length(value);
        nint room = counted ? code->size - 1 : code->size;
        length = Math.Max(0, Math.Min(length, room));
        if (length > 0)
            Buffer.MemoryCopy(data, counted ? p + 1 : p, length, length);
        if (counted && code->size > 0)
            *p = (byte)Math.Min(length, 255);
        return Status.Ok;
    }

    private static Status PackInt(ThreadState* ts, formatcode* code, byte* p, PyObject* value)
    {
        if (!PyLong.Check(value) && !Num.HasIndex(value))
            return StructErrorType.Fail(ts, "required argument is not an integer");
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, value));
        if (number.IsNull)
            return Status.Error;
        bool signed = (char)code->format is 'b' or 'h' or 'i' or 'l' or 'q' or 'n';
        long x = 0;
        ulong bits = 0;
        bool fits;
        if (signed || PyLong.IsNegative(number.Pointer))
        {
            fits = PyLong.TryGetInt64(number.Pointer, &x);
            bits = (ulong)x;
            if (code->size < 8 && fits)
                fits = SignExtend(bits, code->size) == x;
            // A pointer may be given as a negative number.
            if (!signed && code->format != 'P')
                fits = false;
        }
        else
        {
            fits = PyLong.TryGetUInt64(number.Pointer, &bits) && (code->size == 8 || bits >> (int)(8 * code->size) == 0);
        }
        if (!fits)
            return OutOfRange(ts, code, signed);
        Write(p, code->size, code->big != 0, bits);
        return Status.Ok;
    }

    private static Status OutOfRange(ThreadState* ts, formatcode* code, bool signed)
    {
        if (code->format == 'P')
            return StructErrorType.Fail(ts, "int too large to convert");
        int width = (int)(8 * code->size);
        string low = signed ? (long.MinValue >> (64 - width)).ToString(System.Globalization.CultureInfo.InvariantCulture) : "0";
        string high = signed
            ? (long.MaxValue >> (64 - width)).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : (ulong.MaxValue >> (64 - width)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return StructErrorType.Fail(ts, $"'{(char)code->format}' format requires {low} <= number <= {high}");
    }
}
