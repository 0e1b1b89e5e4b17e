// int to machine numbers, with CPython's errors and without.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    /// <summary>-1 with an exception when it does not fit (OverflowError "Python int too large to convert to C long") or is no int.</summary>
    public static long AsInt64(ThreadState* ts, PyObject* o)
    {
        if (Check(o) && IsCompact(o))
            return CompactValue(o);
        int overflow;
        long value = AsInt64AndOverflow(ts, o, &overflow);
        if (overflow != 0)
            Err.Overflow(ts, "Python int too large to convert to C long");
        return value;
    }

    /// <summary>-1 and a set overflow (-1 or 1) when it does not fit; an exception only when the object is no int and has no working __index__.</summary>
    public static long AsInt64AndOverflow(ThreadState* ts, PyObject* o, int* overflow)
    {
        *overflow = 0;
        if (Check(o))
            return Int64Of(o, overflow);
        PyObject* index = Num.Index(ts, o);
        if (index == null)
            return -1;
        long value = Int64Of(index, overflow);
        Ref.Dec(ts, index);
        return value;
    }

    private static long Int64Of(PyObject* o, int* overflow)
    {
        if (IsCompact(o))
            return CompactValue(o);
        ulong magnitude;
        bool negative = IsNegative(o);
        if (TryMagnitude(o, &magnitude) && magnitude <= (negative ? 1UL << 63 : long.MaxValue))
            return negative ? -(long)magnitude : (long)magnitude;
        *overflow = negative ? -1 : 1;
        return -1;
    }

    /// <summary>The absolute value when it fits 64 bits.</summary>
    private static bool TryMagnitude(PyObject* o, ulong* magnitude)
    {
        nint count = DigitCount(o);
        uint* digits = Digits(o);
        *magnitude = 0;
        if (count > 3 || (count == 3 && digits[2] > 15))
            return false;
        for (nint i = count - 1; i >= 0; i--)
            *magnitude = *magnitude << Shift | digits[i];
        return true;
    }

    /// <summary>The value of a non-negative int below 2**64.</summary>
    public static bool TryGetUInt64(PyObject* o, ulong* value) => TryMagnitude(o, value) && !(IsNegative(o));

    /// <summary>The value when it fits; no exception otherwise.</summary>
    public static bool TryGetInt64(PyObject* o, long* value)
    {
        int overflow = 0;
        *value = Int64Of(o, &overflow);
        return overflow == 0;
    }

    public static ulong AsUInt64(ThreadState* ts, PyObject* o)
    {
        if (!Check(o))
        {
            Err.Type(ts, "an integer is required");
            return ulong.MaxValue;
        }
        ulong value;
        if (IsNegative(o))
            Err.Overflow(ts, "can't convert negative value to unsigned int");
        else if (!TryMagnitude(o, &value))
            Err.Overflow(ts, "Python int too large to convert to C unsigned long");
        else
            return value;
        return ulong.MaxValue;
    }

    /// <summary>Py_ssize_t of an int; TypeError for anything else.</summary>
    public static nint AsNInt(ThreadState* ts, PyObject* o)
    {
        if (!Check(o))
        {
            Err.Type(ts, "an integer is required");
            return -1;
        }
        if (IsCompact(o))
            return CompactValue(o);
        int overflow = 0;
        long value = Int64Of(o, &overflow);
        if (overflow != 0)
            Err.Overflow(ts, "Python int too large to convert to C ssize_t");
        return (nint)value;
    }

    public static int AsInt32(ThreadState* ts, PyObject* o)
    {
        int overflow;
        long value = AsInt64AndOverflow(ts, o, &overflow);
        if (overflow == 0 && value == (int)value)
            return (int)value;
        Err.Overflow(ts, "Python int too large to convert to C int");
        return -1;
    }

    /// <summary>The low 64 bits of the two's complement.</summary>
    public static ulong AsUInt64Mask(ThreadState* ts, PyObject* o)
    {
        PyObject* index = Check(o) ? Ref.New(o) : Num.Index(ts, o);
        if (index == null)
            return ulong.MaxValue;
        ulong value = 0;
        for (nint i = Math.Min(DigitCount(index), 3) - 1; i >= 0; i--)
            value = value << Shift | Digits(index)[i];
        if (IsNegative(index))
            value = 0 - value;
        Ref.Dec(ts, index);
        return value;
    }
}
