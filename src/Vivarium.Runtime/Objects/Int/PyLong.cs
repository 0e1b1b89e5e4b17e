// int objects: header, small ints, creation from machine numbers. Digits have 30 bits, least significant first; lv_tag holds count, sign and a flag for the
// shared small ints. Invariant: the top digit is not zero (zero has no digits), and every value in the small range that is made here is the shared object.
// See docs/internals/int.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    public const int Shift = 30;
    public const uint Base = 1u << Shift;
    public const uint Mask = Base - 1;
    public const int SmallMin = -5;
    public const int SmallMax = 256;

    private const int NonSizeBits = 3;
    private const nuint SignMask = 3;
    private const nuint SmallFlag = 4;
    private const nuint PositiveSign = 0;
    private const nuint ZeroSign = 1;
    private const nuint NegativeSign = 2;
    /// <summary>lv_tag below this: no digit or one.</summary>
    private const nuint CompactLimit = 2 << NonSizeBits;
    /// <summary>Bytes before the digits.</summary>
    public const int HeaderSize = 24;
    private const int SmallStride = 32;
    /// <summary>Digits that every block has room for, so that blocks of the free list serve ints of one digit and of two.</summary>
    private const int SpareDigits = 2;

    private static readonly byte* s_small = MakeSmallInts();

    private static byte* MakeSmallInts()
    {
        byte* memory = (byte*)ImmortalRegion.Allocate((SmallMax - SmallMin + 1) * SmallStride);
        for (int value = SmallMin; value <= SmallMax; value++)
        {
            PyLongObject* o = (PyLongObject*)(memory + (value - SmallMin) * SmallStride);
            ImmortalRegion.InitHeader((PyObject*)o, IntType.Type);
            o->lv_tag = CompactTag(value) | SmallFlag;
            o->ob_digit = (uint)Math.Abs(value);
        }
        return memory - SmallMin * SmallStride;
    }

    /// <summary>The shared object for a value from -5 to 256; immortal, so borrowed and owned are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* SmallInt(nint value) => (PyObject*)(s_small + value * SmallStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSmall(nint value) => (nuint)(value - SmallMin) <= SmallMax - SmallMin;

    // ---- parts ----------------------------------------------------------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.LongSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == IntType.Type;

    /// <summary>At most one digit: the value is <see cref="CompactValue(PyObject*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCompact(PyObject* o) => ((PyLongObject*)o)->lv_tag < CompactLimit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BothCompact(PyObject* a, PyObject* b) => (((PyLongObject*)a)->lv_tag | ((PyLongObject*)b)->lv_tag) < CompactLimit;

    /// <summary>A non-negative compact int: usable as an index at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNonNegativeCompact(PyObject* o) => (((PyLongObject*)o)->lv_tag & ~SmallFlag) <= 1 << NonSizeBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint CompactValue(PyObject* o)
    {
        PyLongObject* v = (PyLongObject*)o;
        return (1 - (nint)(v->lv_tag & SignMask)) * (nint)v->ob_digit;
    }

    /// <summary>-1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(PyObject* o) => 1 - (int)(((PyLongObject*)o)->lv_tag & SignMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(PyObject* o) => (((PyLongObject*)o)->lv_tag & SignMask) == ZeroSign;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(PyObject* o) => (((PyLongObject*)o)->lv_tag & SignMask) == NegativeSign;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint DigitCount(PyObject* o) => (nint)(((PyLongObject*)o)->lv_tag >> NonSizeBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Digits(PyObject* o) => &((PyLongObject*)o)->ob_digit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint CompactTag(nint value) => value == 0 ? ZeroSign : 1 << NonSizeBits | (value < 0 ? NegativeSign : PositiveSign);

    private static nuint Tag(bool negative, nint count) => count == 0 ? ZeroSign : (nuint)count << NonSizeBits | (negative ? NegativeSign : PositiveSign);

    // ---- memory ---------------------------------------------------------------------------------------------------------------------------

    /// <summary>A new int of so many digits, to be filled; its tag says positive. Null with MemoryError.</summary>
    private static PyLongObject* Alloc(ThreadState* ts, nint digits)
    {
        PyLongObject* o = digits <= SpareDigits ? (PyLongObject*)FreeList.Pop(&ts->interp->free_lists.ints) : null;
        if (o == null)
        {
            if (digits > (nint.MaxValue - HeaderSize) / sizeof(uint))
            {
                Err.Overflow(ts, "too many digits in integer");
                return null;
            }
            o = (PyLongObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)(HeaderSize + Math.Max(SpareDigits, digits) * sizeof(uint)));
            if (o == null)
            {
                Err.NoMemory(ts);
                return null;
            }
        }
        SetHeader(&o->ob_base);
        o->lv_tag = Tag(false, digits);
        o->ob_digit = 0;
        return o;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetHeader(PyObject* o)
    {
        o->ob_refcnt = 1;
        o->ob_overflow = 0;
        o->ob_flags = 0;
        o->ob_type = IntType.Type;
    }

    /// <summary>Whether the value has one digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsCompact(nint value) => (ulong)(value + (nint)Mask) <= 2 * (ulong)Mask;

    /// <summary>Makes a block from the free list a one-digit int other than zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InitCompact(PyObject* o, nint value)
    {
        *(ulong*)o = 1;
        o->ob_type = IntType.Type;
        ((PyLongObject*)o)->lv_tag = (1 << NonSizeBits) + (((nuint)value >> 63) << 1);
        ((PyLongObject*)o)->ob_digit = (uint)(value < 0 ? -value : value);
    }

    /// <summary>A one-digit int outside the small range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyObject* NewCompact(ThreadState* ts, nint value)
    {
        PyLongObject* o = (PyLongObject*)FreeList.Pop(&ts->interp->free_lists.ints);
        if (o == null)
            return NewCompactSlow(ts, value);
        SetHeader(&o->ob_base);
        o->lv_tag = 1 << NonSizeBits | (value < 0 ? NegativeSign : PositiveSign);
        o->ob_digit = (uint)(value < 0 ? -value : value);
        return (PyObject*)o;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* NewCompactSlow(ThreadState* ts, nint value)
    {
        PyLongObject* o = Alloc(ts, 1);
        if (o == null)
            return null;
        o->lv_tag = CompactTag(value);
        o->ob_digit = (uint)Math.Abs(value);
        return (PyObject*)o;
    }

    /// <summary>Releases an int: exact ints of up to two digits are kept for reuse.</summary>
    public static void Dealloc(ThreadState* ts, PyObject* o)
    {
        if (o->ob_type == IntType.Type)
        {
            if (DigitCount(o) <= SpareDigits && FreeList.Push(&ts->interp->free_lists.ints, o, FreeLists.IntsMax))
                return;
            ObjectDomain.Free(ts->interp->heap, o);
            return;
        }
        TypeSlots.Of(o->ob_type)->tp_free(ts, o);
    }

    /// <summary>Sets sign and size after leading zeros are gone; a value in the small range is exchanged for the shared object. Takes over the reference.</summary>
    private static PyObject* Finish(ThreadState* ts, PyLongObject* o, bool negative)
    {
        nint count = (nint)(o->lv_tag >> NonSizeBits);
        uint* digits = &o->ob_digit;
        while (count > 0 && digits[count - 1] == 0)
            count--;
        o->lv_tag = Tag(negative, count);
        if (count > 1)
            return (PyObject*)o;
        nint value = count == 0 ? 0 : negative ? -(nint)digits[0] : (nint)digits[0];
        if (!IsSmall(value))
            return (PyObject*)o;
        Dealloc(ts, (PyObject*)o);
        return SmallInt(value);
    }

    // ---- from machine numbers ---------------------------------------------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* FromInt64(ThreadState* ts, long value)
    {
        if (IsSmall((nint)value))
            return SmallInt((nint)value);
        if ((ulong)(value + Mask) <= 2 * Mask)
            return NewCompact(ts, (nint)value);
        return FromWide(ts, value < 0 ? (ulong)-value : (ulong)value, value < 0);
    }

    public static PyObject* FromNInt(ThreadState* ts, nint value) => FromInt64(ts, value);

    public static PyObject* FromUInt64(ThreadState* ts, ulong value) => value <= long.MaxValue ? FromInt64(ts, (long)value) : FromWide(ts, value, false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* FromWide(ThreadState* ts, ulong magnitude, bool negative)
    {
        if (magnitude >> 60 == 0)
        {
            // Two digits, as the caller has seen to it that one is not enough.
            PyLongObject* two = (PyLongObject*)FreeList.Pop(&ts->interp->free_lists.ints);
            if (two == null)
                two = (PyLongObject*)ObjectDomain.Malloc(ts->interp->heap, HeaderSize + (SpareDigits * sizeof(uint)));
            if (two == null)
                return Err.NoMemory(ts);
            SetHeader(&two->ob_base);
            two->lv_tag = (2 << NonSizeBits) | (negative ? NegativeSign : PositiveSign);
            (&two->ob_digit)[0] = (uint)magnitude & Mask;
            (&two->ob_digit)[1] = (uint)(magnitude >> 30);
            return (PyObject*)two;
        }
        PyLongObject* o = Alloc(ts, magnitude >> 60 != 0 ? 3 : 2);
        if (o == null)
            return null;
        uint* digits = &o->ob_digit;
        digits[0] = (uint)magnitude & Mask;
        digits[1] = (uint)(magnitude >> 30) & Mask;
        if (magnitude >> 60 != 0)
            digits[2] = (uint)(magnitude >> 60);
        return Finish(ts, o, negative);
    }

    /// <summary>Truncates; OverflowError for infinity, ValueError for NaN.</summary>
    public static PyObject* FromDouble(ThreadState* ts, double value)
    {
        if (value > -9.2e18 && value < 9.2e18)
            return FromInt64(ts, (long)value);
        if (double.IsInfinity(value))
            return Err.Overflow(ts, "cannot convert float infinity to integer");
        if (double.IsNaN(value))
            return Err.Value(ts, "cannot convert float NaN to integer");
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF) - 1075;
        ulong mantissa = (ulong)(bits & 0xFFFFFFFFFFFFF) | 1UL << 52;
        PyLongObject* o = Alloc(ts, (exponent + 53 + Shift - 1) / Shift);
        if (o == null)
            return null;
        uint* digits = &o->ob_digit;
        nint count = (nint)(o->lv_tag >> NonSizeBits);
        for (nint i = 0; i < count; i++)
        {
            int low = (int)(i * Shift) - exponent;
            ulong part = low >= 64 || low <= -Shift ? 0 : low >= 0 ? mantissa >> low : mantissa << -low;
            digits[i] = (uint)part & Mask;
        }
        return Finish(ts, o, value < 0);
    }
}
