// Equality, order and hashes of str. Since the kind is always the narrowest, strings of different kinds are never equal. See
// docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>Exact comparison of two str.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal(PyObject* left, PyObject* right)
    {
        if (left == right)
            return true;
        if (((PyASCIIObject*)left)->length != ((PyASCIIObject*)right)->length)
            return false;
        return EqualSameLength(left, right);
    }

    private static bool EqualSameLength(PyObject* left, PyObject* right)
    {
        int kind = Kind(left);
        if (kind != Kind(right))
            return false;
        int bytes = (int)Length(left) * kind;
        return kind == 4 && Length(left) > int.MaxValue / 4
            ? Span4(left).SequenceEqual(Span4(right))
            : new ReadOnlySpan<byte>(Data(left), bytes).SequenceEqual(new ReadOnlySpan<byte>(Data(right), bytes));
    }

    public static bool EqualToString(PyObject* o, string text)
    {
        switch (Kind(o))
        {
            case 1:
                if (text.Length != Length(o))
                    return false;
                byte* data = (byte*)Data(o);
                for (int i = 0; i < text.Length; i++)
                {
                    if (data[i] != text[i])
                        return false;
                }
                return true;
            case 2:
                return new ReadOnlySpan<char>(Data(o), (int)Length(o)).SequenceEqual(text);
            default:
                return ToString(o) == text;
        }
    }

    /// <summary>Equality with ASCII bytes ("name"u8).</summary>
    public static bool EqualToAscii(PyObject* o, ReadOnlySpan<byte> ascii) => IsAscii(o) && Span1(o).SequenceEqual(ascii);

    /// <summary>By code points: -1, 0 or 1.</summary>
    public static int Compare(PyObject* left, PyObject* right)
    {
        if (left == right)
            return 0;
        int leftKind = Kind(left), rightKind = Kind(right);
        if (leftKind == rightKind)
        {
            int order = leftKind switch
            {
                1 => Span1(left).SequenceCompareTo(Span1(right)),
                2 => Span2(left).SequenceCompareTo(Span2(right)),
                _ => Span4(left).SequenceCompareTo(Span4(right)),
            };
            return Math.Sign(order);
        }
        void* leftData = Data(left), rightData = Data(right);
        nint common = nint.Min(Length(left), Length(right));
        for (nint i = 0; i < common; i++)
        {
            uint a = Read(leftKind, leftData, i), b = Read(rightKind, rightData, i);
            if (a != b)
                return a < b ? -1 : 1;
        }
        return Length(left).CompareTo(Length(right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Hash(PyObject* o)
    {
        nint hash = ((PyASCIIObject*)o)->hash;
        return hash != -1 ? hash : ComputeHash(o);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint ComputeHash(PyObject* o)
    {
        nint hash = SipHash.HashBytes(Data(o), Length(o) * Kind(o));
        ((PyASCIIObject*)o)->hash = hash;
        return hash;
    }

    public static PyObject* RichCompare(ThreadState* ts, PyObject* left, PyObject* right, int op)
    {
        if (!Check(left) || !Check(right))
            return Py.NotImplemented;
        if (op is 2 or 3)
            return Py.Bool(Equal(left, right) == (op == 2));
        return Py.Bool(Matches(Compare(left, right), op));
    }

    /// <summary>Whether an order (negative, 0, positive) satisfies a comparison operator.</summary>
    public static bool Matches(int order, int op) => op switch
    {
        0 => order < 0,
        1 => order <= 0,
        2 => order == 0,
        3 => order != 0,
        4 => order > 0,
        _ => order >= 0,
    };
}
