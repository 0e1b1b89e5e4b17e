// Moving items of a heap (a list in which no item precedes its parent) to where they belong. Comparing runs Python code, which may change the list: both items are held while they are
// compared, and a list whose size changed meanwhile is an error. One body serves both orders. See docs/internals/small_modules.md.
namespace Vivarium.Stdlib.Heapq;

/// <summary>Which of two items goes nearer to the root.</summary>
internal interface IHeapOrder
{
    static abstract bool SmallestFirst { get; }
}

internal readonly struct MinFirst : IHeapOrder
{
    public static bool SmallestFirst => true;
}

internal readonly struct MaxFirst : IHeapOrder
{
    public static bool SmallestFirst => false;
}

internal static unsafe class HeapOrder<TOrder>
    where TOrder : struct, IHeapOrder
{
    /// <summary>Whether <paramref name="a"/> belongs before <paramref name="b"/>; both are held meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Truth Precedes(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* left = TOrder.SmallestFirst ? a : b;
        PyObject* right = TOrder.SmallestFirst ? b : a;
        if (left->ob_type == IntType.Type && right->ob_type == IntType.Type && PyLong.BothCompact(left, right))
            return PyLong.CompactValue(left) < PyLong.CompactValue(right) ? Truth.True : Truth.False;
        return Compare(ts, left, right);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Truth Compare(ThreadState* ts, PyObject* left, PyObject* right)
    {
        if (left->ob_type == FloatType.Type && right->ob_type == FloatType.Type)
            return PyFloat.Value(left) < PyFloat.Value(right) ? Truth.True : Truth.False;
        Ref.Inc(left);
        Ref.Inc(right);
        Truth result = Obj.RichCompareBool(ts, left, right, CompareOp.LT);
        Ref.Dec(ts, left);
        Ref.Dec(ts, right);
        return result;
    }

    private static void Swap(PyObject** items, nint i, nint j)
    {
        PyObject* item = items[i];
        items[i] = items[j];
        items[j] = item;
    }

    private static Status SizeChanged(ThreadState* ts)
    {
        Err.Runtime(ts, "list changed size during iteration");
        return Status.Error;
    }

    /// <summary>Moves the item at <paramref name="position"/> towards the root, but not above <paramref name="start"/>.</summary>
    public static Status MoveUp(ThreadState* ts, PyObject* heap, nint start, nint position)
    {
        nint size = PyList.Size(heap);
        if (position >= size)
        {
            Err.Index(ts, "index out of range");
            return Status.Error;
        }
        PyObject** items = PyList.Items(heap);
        PyObject* item = items[position];
        while (position > start)
        {
            nint parent = (position - 1) >> 1;
            Truth before = Precedes(ts, item, items[parent]);
            if (before == Truth.Error)
                return Status.Error;
            if (PyList.Size(heap) != size)
                return SizeChanged(ts);
            if (before == Truth.False)
                break;
            items = PyList.Items(heap);
            Swap(items, parent, position);
            position = parent;
            item = items[position];
        }
        return Status.Ok;
    }

    /// <summary>Puts the item at <paramref name="position"/>, whose children head heaps, in its place among what is below it.</summary>
    public static Status MoveDown(ThreadState* ts, PyObject* heap, nint position)
    {
        nint size = PyList.Size(heap);
        nint start = position;
        if (position >= size)
        {
            Err.Index(ts, "index out of range");
            return Status.Error;
        }
        // Down to a leaf along the children that go first, then up again: most items belong near the bottom.
        PyObject** items = PyList.Items(heap);
        nint firstLeaf = size >> 1;
        while (position < firstLeaf)
        {
            nint child = 2 * position + 1;
            if (child + 1 < size)
            {
                Truth before = Precedes(ts, items[child], items[child + 1]);
                if (before == Truth.Error)
                    return Status.Error;
                if (before == Truth.False)
                    child++;
                if (PyList.Size(heap) != size)
                    return SizeChanged(ts);
                items = PyList.Items(heap);
            }
            Swap(items, child, position);
            position = child;
        }
        return MoveUp(ts, heap, start, position);
    }

    public static Status Heapify(ThreadState* ts, PyObject* heap)
    {
        for (nint i = (PyList.Size(heap) >> 1) - 1; i >= 0; i--)
        {
            if (MoveDown(ts, heap, i) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    public static Status Push(ThreadState* ts, PyObject* heap, PyObject* item) =>
        PyList.Append(ts, heap, item) != Status.Ok ? Status.Error : MoveUp(ts, heap, 0, PyList.Size(heap) - 1);

    public static PyObject* Pop(ThreadState* ts, PyObject* heap)
    {
        nint last = PyList.Size(heap) - 1;
        if (last < 0)
            return Err.Index(ts, "index out of range");
        PyObject* item = PyList.GetBorrowed(heap, last);
        if (PyList.Resize(ts, (PyListObject*)heap, last) != Status.Ok)
            return null;
        return last == 0 ? item : ReplaceFirst(ts, heap, item);
    }

    /// <summary>Takes <paramref name="item"/> over into the root's place and returns what was there.</summary>
    public static PyObject* ReplaceFirst(ThreadState* ts, PyObject* heap, PyObject* item)
    {
        PyObject* first = PyList.Items(heap)[0];
        PyList.Items(heap)[0] = item;
        if (MoveDown(ts, heap, 0) == Status.Ok)
            return first;
        Ref.Dec(ts, first);
        return null;
    }

    public static PyObject* Replace(ThreadState* ts, PyObject* heap, PyObject* item) =>
        PyList.Size(heap) == 0 ? Err.Index(ts, "index out of range") : ReplaceFirst(ts, heap, Ref.New(item));

    public static PyObject* PushPop(ThreadState* ts, PyObject* heap, PyObject* item)
    {
        if (PyList.Size(heap) == 0)
            return Ref.New(item);
        Truth before = Precedes(ts, PyList.Items(heap)[0], item);
        if (before == Truth.Error)
            return null;
        if (before == Truth.False)
            return Ref.New(item);
        return Replace(ts, heap, item);
    }
}
