// How two keys are compared by list.sort. Looking at all keys first pays: when all are latin-1 str, small ints or floats, comparing needs no call at all; when all
// have one type, its comparison is called directly; tuples compare their first items that way. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal enum SortOrder
{
    Any,
    Latin,
    SmallInt,
    Int,
    Float,
    OneType,
    Tuple,
}

internal unsafe interface ISortOrder
{
    /// <summary>1: a is less than b; 0: it is not; -1: error.</summary>
    static abstract int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b);
}

internal static unsafe class SortOrders
{
    /// <summary>The fastest comparison that is right for all keys; prepares the state for it.</summary>
    public static SortOrder Choose(SortState* state, PyObject** keys, nint size)
    {
        bool tuples = IsFilledTuple(keys[0]);
        PyTypeObject* type = (tuples ? PyTuple.GetBorrowed(keys[0], 0) : keys[0])->ob_type;
        bool same = true;
        bool latin = true;
        bool small = true;
        for (nint i = 0; i < size; i++)
        {
            PyObject* key = keys[i];
            if (tuples)
            {
                if (!IsFilledTuple(key))
                {
                    tuples = false;
                    same = false;
                    break;
                }
                key = PyTuple.GetBorrowed(key, 0);
            }
            if (key->ob_type != type)
            {
                same = false;
                if (!tuples)
                    break;
            }
            if (same)
            {
                if (small && type == IntType.Type)
                    small = ((PyLongObject*)key)->lv_tag < 16;
                else if (latin && type == StrType.Type)
                    latin = PyUnicode.Kind(key) == 1;
            }
        }
        SortOrder order = SortOrder.Any;
        if (same)
            order = OfOneType(state, type, latin, small);
        if (!tuples)
            return order;
        // Tuples in tuples would need a state of their own for each level.
        state->firstItemLess = type == TupleType.Type ? &AnyOrder.Less : FunctionOf(order);
        return SortOrder.Tuple;
    }

    private static bool IsFilledTuple(PyObject* o) => PyTuple.CheckExact(o) && PyTuple.Size(o) > 0;

    private static SortOrder OfOneType(SortState* state, PyTypeObject* type, bool latin, bool small)
    {
        if (latin && type == StrType.Type)
            return SortOrder.Latin;
        if (small && type == IntType.Type)
            return SortOrder.SmallInt;
        if (type == IntType.Type)
            return SortOrder.Int;
        if (type == FloatType.Type)
            return SortOrder.Float;
        state->richCompare = TypeSlots.Of(type)->tp_richcompare;
        return state->richCompare != null ? SortOrder.OneType : SortOrder.Any;
    }

    private static delegate*<ThreadState*, SortState*, PyObject*, PyObject*, int> FunctionOf(SortOrder order) => order switch
    {
        SortOrder.Latin => &LatinOrder.Less,
        SortOrder.SmallInt => &SmallIntOrder.Less,
        SortOrder.Int => &IntOrder.Less,
        SortOrder.Float => &FloatOrder.Less,
        SortOrder.OneType => &OneTypeOrder.Less,
        _ => &AnyOrder.Less,
    };
}

internal readonly unsafe struct AnyOrder : ISortOrder
{
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b) => (int)Obj.RichCompareBool(ts, a, b, 0);
}

internal readonly unsafe struct OneTypeOrder : ISortOrder
{
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b)
    {
        // A comparison may have changed an object's class or the class's methods.
        if ((void*)TypeSlots.Of(a)->tp_richcompare != (void*)state->richCompare)
            return (int)Obj.RichCompareBool(ts, a, b, 0);
        PyObject* result = state->richCompare(ts, a, b, 0);
        if (result == Py.True)
            return 1;
        if (result == Py.False)
            return 0;
        if (result == null)
            return -1;
        if (result == Py.NotImplemented)
            return (int)Obj.RichCompareBool(ts, a, b, 0);
        int truth = (int)Obj.IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth;
    }
}

internal readonly unsafe struct LatinOrder : ISortOrder
{
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b)
    {
        ReadOnlySpan<byte> left = new(PyUnicode.Data(a), (int)PyUnicode.Length(a));
        ReadOnlySpan<byte> right = new(PyUnicode.Data(b), (int)PyUnicode.Length(b));
        return left.SequenceCompareTo(right) < 0 ? 1 : 0;
    }
}

internal readonly unsafe struct SmallIntOrder : ISortOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b) => Value(a) < Value(b) ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Value(PyObject* o) => (1 - (nint)(((PyLongObject*)o)->lv_tag & 3)) * (nint)((PyLongObject*)o)->ob_digit;
}

internal readonly unsafe struct IntOrder : ISortOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b) => PyLong.IsLess(a, b) ? 1 : 0;
}

internal readonly unsafe struct FloatOrder : ISortOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b) =>
        ((PyFloatObject*)a)->ob_fval < ((PyFloatObject*)b)->ob_fval ? 1 : 0;
}

internal readonly unsafe struct TupleOrder : ISortOrder
{
    public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b)
    {
        nint left = PyTuple.Size(a);
        nint right = PyTuple.Size(b);
        nint i = 0;
        for (; i < left && i < right; i++)
        {
            Truth equal = Obj.RichCompareBool(ts, PyTuple.GetBorrowed(a, i), PyTuple.GetBorrowed(b, i), 2);
            if (equal == Truth.Error)
                return -1;
            if (equal == Truth.False)
                break;
        }
        if (i >= left || i >= right)
            return left < right ? 1 : 0;
        return i == 0
            ? state->firstItemLess(ts, state, PyTuple.GetBorrowed(a, 0), PyTuple.GetBorrowed(b, 0))
            : (int)Obj.RichCompareBool(ts, PyTuple.GetBorrowed(a, i), PyTuple.GetBorrowed(b, i), 0);
    }
}
