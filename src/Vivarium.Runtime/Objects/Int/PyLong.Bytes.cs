// int.from_bytes and int.to_bytes: two's complement in either byte order. See docs/internals/int.md.
using System.Buffers;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    public static PyObject* FromByteArray(ThreadState* ts, ReadOnlySpan<byte> bytes, bool little, bool signed)
    {
        byte top = bytes.Length == 0 ? (byte)0 : little ? bytes[^1] : bytes[0];
        bool negative = signed && top >= 0x80;
        if (bytes.Length <= 8)
        {
            ulong value = negative ? ulong.MaxValue : 0;
            for (int i = 0; i < bytes.Length; i++)
                value = value << 8 | bytes[little ? bytes.Length - 1 - i : i];
            return signed ? FromInt64(ts, (long)value) : FromUInt64(ts, value);
        }
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        Span<byte> buffer = rented.AsSpan(0, bytes.Length);
        bytes.CopyTo(buffer);
        if (!little)
            buffer.Reverse();
        if (negative)
            NegateBytes(buffer);
        nint count = (nint)(((long)bytes.Length * 8 + Shift - 1) / Shift);
        PyLongObject* o = Alloc(ts, count);
        if (o != null)
        {
            fixed (byte* p = buffer)
                BytesToDigits(p, buffer.Length, &o->ob_digit, count);
        }
        ArrayPool<byte>.Shared.Return(rented);
        return o == null ? null : Finish(ts, o, negative);
    }

    private static void NegateBytes(Span<byte> little)
    {
        int carry = 1;
        for (int i = 0; i < little.Length; i++)
        {
            carry += (byte)~little[i];
            little[i] = (byte)carry;
            carry >>= 8;
        }
    }

    /// <summary>Fills the span; OverflowError when the int does not fit.</summary>
    public static Status ToByteArray(ThreadState* ts, PyObject* o, Span<byte> bytes, bool little, bool signed)
    {
        bool negative = IsNegative(o);
        if (negative && !signed)
        {
            Err.Overflow(ts, "can't convert negative int to unsigned");
            return Status.Error;
        }
        nint bits = BitLength(o);
        nint room = (nint)bytes.Length * 8;
        bool fits = signed ? bits < room || (negative && bits == room && IsPowerOfTwo(o)) || bits == 0 : bits <= room;
        if (!fits)
        {
            Err.Overflow(ts, "int too big to convert");
            return Status.Error;
        }
        fixed (byte* p = bytes)
            DigitsToBytes(Digits(o), DigitCount(o), p, bytes.Length);
        if (negative)
            NegateBytes(bytes);
        if (!little)
            bytes.Reverse();
        return Status.Ok;
    }

    private static bool IsPowerOfTwo(PyObject* o) => BitCount(o) == 1;
}
