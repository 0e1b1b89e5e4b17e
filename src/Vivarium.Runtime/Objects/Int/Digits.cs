// Kernels on arrays of 30-bit digits, least significant first, without sign: the schoolbook part of int arithmetic. They allocate nothing and know no objects.
// See docs/internals/int.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Digits
{
    private const int Shift = PyLong.Shift;
    private const uint Mask = PyLong.Mask;

    /// <summary>Number of digits without leading zeros.</summary>
    public static nint Trim(uint* digits, nint count)
    {
        while (count > 0 && digits[count - 1] == 0)
            count--;
        return count;
    }

    public static int Compare(uint* a, nint countA, uint* b, nint countB)
    {
        if (countA != countB)
            return countA < countB ? -1 : 1;
        for (nint i = countA - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
                return a[i] < b[i] ? -1 : 1;
        }
        return 0;
    }

    /// <summary>result = a + b, countA + 1 digits; countA ≥ countB. The result may be a.</summary>
    public static void Add(uint* result, uint* a, nint countA, uint* b, nint countB)
    {
        uint carry = 0;
        nint i = 0;
        for (; i < countB; i++)
        {
            carry += a[i] + b[i];
            result[i] = carry & Mask;
            carry >>= Shift;
        }
        for (; i < countA; i++)
        {
            carry += a[i];
            result[i] = carry & Mask;
            carry >>= Shift;
        }
        result[i] = carry;
    }

    /// <summary>result = a - b, countA digits; a ≥ b. The result may be a.</summary>
    public static void Subtract(uint* result, uint* a, nint countA, uint* b, nint countB)
    {
        uint borrow = 0;
        nint i = 0;
        for (; i < countB; i++)
        {
            uint d = a[i] - b[i] - borrow;
            result[i] = d & Mask;
            borrow = d >> 31;
        }
        for (; i < countA; i++)
        {
            uint d = a[i] - borrow;
            result[i] = d & Mask;
            borrow = d >> 31;
        }
    }

    /// <summary>result = a · b, countA + countB digits, which must be zero before.</summary>
    public static void Multiply(uint* result, uint* a, nint countA, uint* b, nint countB)
    {
        for (nint i = 0; i < countA; i++)
        {
            ulong carry = 0;
            ulong f = a[i];
            uint* p = result + i;
            for (nint j = 0; j < countB; j++)
            {
                carry += p[j] + b[j] * f;
                p[j] = (uint)carry & Mask;
                carry >>= Shift;
            }
            p[countB] = (uint)carry;
        }
    }

    /// <summary>result = a², 2 · count digits, which must be zero before: each cross product once.</summary>
    public static void Square(uint* result, uint* a, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            ulong f = a[i];
            uint* p = result + 2 * i;
            ulong carry = *p + f * f;
            *p++ = (uint)carry & Mask;
            carry >>= Shift;
            f <<= 1;
            for (nint j = i + 1; j < count; j++)
            {
                carry += *p + a[j] * f;
                *p++ = (uint)carry & Mask;
                carry >>= Shift;
            }
            if (carry != 0)
            {
                carry += *p;
                *p++ = (uint)carry & Mask;
                carry >>= Shift;
            }
            if (carry != 0)
                *p += (uint)carry;
        }
    }

    /// <summary>quotient = a / d (it may be a); returns the remainder.</summary>
    public static uint DivideSmall(uint* quotient, uint* a, nint count, uint d)
    {
        ulong remainder = 0;
        for (nint i = count - 1; i >= 0; i--)
        {
            ulong value = remainder << Shift | a[i];
            ulong q = value / d;
            quotient[i] = (uint)q;
            remainder = value - q * d;
        }
        return (uint)remainder;
    }

    public static uint RemainderSmall(uint* a, nint count, uint d)
    {
        ulong remainder = 0;
        for (nint i = count - 1; i >= 0; i--)
            remainder = (remainder << Shift | a[i]) % d;
        return (uint)remainder;
    }

    /// <summary>result = a · m + add; returns the carry digit.</summary>
    public static uint MultiplyAdd(uint* digits, nint count, uint m, uint add)
    {
        ulong carry = add;
        for (nint i = 0; i < count; i++)
        {
            carry += (ulong)digits[i] * m;
            digits[i] = (uint)carry & Mask;
            carry >>= Shift;
        }
        return (uint)carry;
    }

    /// <summary>result = a shifted left by less than a digit; returns the bits pushed out.</summary>
    public static uint ShiftLeft(uint* result, uint* a, nint count, int bits)
    {
        uint carry = 0;
        for (nint i = 0; i < count; i++)
        {
            ulong value = (ulong)a[i] << bits | carry;
            result[i] = (uint)value & Mask;
            carry = (uint)(value >> Shift);
        }
        return carry;
    }

    /// <summary>result = a shifted right by less than a digit; returns the bits pushed out.</summary>
    public static uint ShiftRight(uint* result, uint* a, nint count, int bits)
    {
        uint mask = (1u << bits) - 1;
        ulong value = 0;
        for (nint i = count - 1; i >= 0; i--)
        {
            value = (value & mask) << Shift | a[i];
            result[i] = (uint)(value >> bits);
        }
        return (uint)value & mask;
    }

    /// <summary>
    /// Long division: quotient gets countA - countB + 1 digits, a (which has room for countA + 1 digits) becomes the remainder times 2**shift.
    /// Both were shifted left so that the top digit of b has its highest bit set; countB ≥ 2.
    /// </summary>
    public static void Divide(uint* quotient, uint* a, nint countA, uint* b, nint countB)
    {
        uint top = b[countB - 1];
        uint second = b[countB - 2];
        for (nint k = countA - countB; k >= 0; k--)
        {
            uint* part = a + k;
            uint high = part[countB];
            ulong value = (ulong)high << Shift | part[countB - 1];
            ulong q = value / top;
            ulong r = value - q * top;
            while (q >= PyLong.Base || second * q > (r << Shift | part[countB - 2]))
            {
                q--;
                r += top;
                if (r >= PyLong.Base)
                    break;
            }
            long borrow = 0;
            for (nint i = 0; i < countB; i++)
            {
                long z = part[i] - (long)(q * b[i]) + borrow;
                part[i] = (uint)z & Mask;
                borrow = z >> Shift;
            }
            if (high + borrow < 0)
            {
                uint carry = 0;
                for (nint i = 0; i < countB; i++)
                {
                    carry += part[i] + b[i];
                    part[i] = carry & Mask;
                    carry >>= Shift;
                }
                q--;
            }
            part[countB] = 0;
            quotient[k] = (uint)q;
        }
    }

    public static nint BitLength(uint* digits, nint count) =>
        count == 0 ? 0 : (count - 1) * Shift + (32 - System.Numerics.BitOperations.LeadingZeroCount(digits[count - 1]));
}
