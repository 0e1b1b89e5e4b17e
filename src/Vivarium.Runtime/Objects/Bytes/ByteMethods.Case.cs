// ASCII case and classes of bytes and bytearray. See docs/internals/bytes.md.
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    public static bool IsSpace(byte b) => b is 32 or (>= 9 and <= 13);

    private static bool IsLower(byte b) => b is >= (byte)'a' and <= (byte)'z';

    private static bool IsUpper(byte b) => b is >= (byte)'A' and <= (byte)'Z';

    public static bool IsAlnum(PyObject* self) => All(self, &IsAlnumByte);
    public static bool IsAlpha(PyObject* self) => All(self, &IsAlphaByte);
    public static bool IsDigit(PyObject* self) => All(self, &IsDigitByte);
    public static bool IsSpace(PyObject* self) => All(self, &IsSpace);
    public static bool IsAscii(PyObject* self) => Ascii.IsValid(Span(self));

    private static bool IsAlphaByte(byte b) => IsLower(b) || IsUpper(b);
    private static bool IsDigitByte(byte b) => b is >= (byte)'0' and <= (byte)'9';
    private static bool IsAlnumByte(byte b) => IsAlphaByte(b) || IsDigitByte(b);

    private static bool All(PyObject* self, delegate*<byte, bool> predicate)
    {
        ReadOnlySpan<byte> bytes = Span(self);
        foreach (byte b in bytes)
        {
            if (!predicate(b))
                return false;
        }
        return bytes.Length != 0;
    }

    public static bool IsLower(PyObject* self)
    {
        bool any = false;
        foreach (byte b in Span(self))
        {
            if (IsUpper(b))
                return false;
            any |= IsLower(b);
        }
        return any;
    }

    public static bool IsUpper(PyObject* self)
    {
        bool any = false;
        foreach (byte b in Span(self))
        {
            if (IsLower(b))
                return false;
            any |= IsUpper(b);
        }
        return any;
    }

    public static bool IsTitle(PyObject* self)
    {
        bool any = false, afterCased = false;
        foreach (byte b in Span(self))
        {
            if (IsUpper(b) && afterCased || IsLower(b) && !afterCased)
                return false;
            afterCased = IsAlphaByte(b);
            any |= afterCased;
        }
        return any;
    }

    public static PyObject* Upper(ThreadState* ts, PyObject* self) => Mapped(ts, self, &UpperByte);
    public static PyObject* Lower(ThreadState* ts, PyObject* self) => Mapped(ts, self, &LowerByte);
    public static PyObject* Swapcase(ThreadState* ts, PyObject* self) => Mapped(ts, self, &SwapByte);

    private static byte UpperByte(byte b) => IsLower(b) ? (byte)(b - 32) : b;
    private static byte LowerByte(byte b) => IsUpper(b) ? (byte)(b + 32) : b;
    private static byte SwapByte(byte b) => IsAlphaByte(b) ? (byte)(b ^ 32) : b;

    private static PyObject* Mapped(ThreadState* ts, PyObject* self, delegate*<byte, byte> map)
    {
        ReadOnlySpan<byte> from = Span(self);
        if (from.Length == 1)
            return Like(ts, self, [map(from[0])]);
        PyObject* result = NewLike(ts, self, from.Length);
        if (result == null || from.Length == 0)
            return result;
        byte* to = Data(result);
        for (int i = 0; i < from.Length; i++)
            to[i] = map(from[i]);
        return result;
    }

    public static PyObject* Title(ThreadState* ts, PyObject* self)
    {
        PyObject* result = Lower(ts, self);
        if (result == null || Length(result) == 0)
            return result;
        if (Length(result) == 1)
        {
            Ref.Dec(ts, result);
            return Upper(ts, self);
        }
        byte* bytes = Data(result);
        bool afterCased = false;
        for (nint i = 0, n = Length(result); i < n; i++)
        {
            if (!afterCased)
                bytes[i] = UpperByte(bytes[i]);
            afterCased = IsAlphaByte(bytes[i]);
        }
        return result;
    }

    public static PyObject* Capitalize(ThreadState* ts, PyObject* self)
    {
        if (Length(self) == 1)
            return Upper(ts, self);
        PyObject* result = Lower(ts, self);
        if (result != null && Length(result) != 0)
            *Data(result) = UpperByte(*Data(result));
        return result;
    }
}
