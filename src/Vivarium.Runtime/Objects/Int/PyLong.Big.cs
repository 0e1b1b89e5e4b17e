// Between digits and System.Numerics.BigInteger, which does the work on very large numbers where its algorithms are faster than quadratic.
// The copies are linear; results are charged to the interpreter's heap as objects. See docs/internals/int.md.
using System.Buffers;
using System.Numerics;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    public static BigInteger ToBigInteger(PyObject* o)
    {
        if (IsCompact(o))
            return CompactValue(o);
        BigInteger magnitude = ToBigInteger(Digits(o), DigitCount(o));
        return IsNegative(o) ? -magnitude : magnitude;
    }

    private static BigInteger ToBigInteger(uint* digits, nint count)
    {
        int length = (int)((Objects.Digits.BitLength(digits, count) + 7) / 8);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length + 8);
        fixed (byte* bytes = buffer)
        {
            DigitsToBytes(digits, count, bytes, length);
            var result = new BigInteger(new ReadOnlySpan<byte>(bytes, length), isUnsigned: true);
            ArrayPool<byte>.Shared.Return(buffer);
            return result;
        }
    }

    public static PyObject* FromBigInteger(ThreadState* ts, BigInteger value)
    {
        if (long.MinValue < value && value <= long.MaxValue)
            return FromInt64(ts, (long)value);
        bool negative = value.Sign < 0;
        BigInteger magnitude = BigInteger.Abs(value);
        int length = magnitude.GetByteCount(isUnsigned: true);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length + 8);
        magnitude.TryWriteBytes(buffer, out _, isUnsigned: true);
        nint count = (nint)(((long)length * 8 + Shift - 1) / Shift);
        PyLongObject* o = Alloc(ts, count);
        if (o != null)
        {
            fixed (byte* bytes = buffer)
                BytesToDigits(bytes, length, &o->ob_digit, count);
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return o == null ? null : Finish(ts, o, negative);
    }

    /// <summary>Little-endian magnitude; bytes beyond the digits are zero.</summary>
    private static void DigitsToBytes(uint* digits, nint count, byte* bytes, nint length)
    {
        ulong bits = 0;
        int have = 0;
        nint at = 0;
        for (nint i = 0; i < count; i++)
        {
            bits |= (ulong)digits[i] << have;
            have += Shift;
            while (have >= 8 && at < length)
            {
                bytes[at++] = (byte)bits;
                bits >>= 8;
                have -= 8;
            }
        }
        while (at < length)
        {
            bytes[at++] = (byte)bits;
            bits >>= 8;
        }
    }

    private static void BytesToDigits(byte* bytes, nint length, uint* digits, nint count)
    {
        ulong bits = 0;
        int have = 0;
        nint at = 0;
        for (nint i = 0; i < length; i++)
        {
            bits |= (ulong)bytes[i] << have;
            have += 8;
            if (have >= Shift && at < count)
            {
                digits[at++] = (uint)bits & Mask;
                bits >>= Shift;
                have -= Shift;
            }
        }
        while (at < count)
        {
            digits[at++] = (uint)bits & Mask;
            bits >>= Shift;
        }
    }

    /// <summary>Runs work on big numbers, turning what the base library throws for lack of memory into MemoryError.</summary>
    private static PyObject* Guarded(ThreadState* ts, Func<BigInteger> work)
    {
        BigInteger value;
        try
        {
            value = work();
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            return Err.NoMemory(ts);
        }
        return FromBigInteger(ts, value);
    }
}
