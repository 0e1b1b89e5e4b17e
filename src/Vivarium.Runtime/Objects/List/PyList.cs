// list objects as other code uses them: allocation, growth, append, extend, slices. The item array is a block of its own, over-allocated when
// it grows so that appending costs constant time on average; `allocated` shows in sys.getsizeof. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.ListSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == ListType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Size(PyObject* o) => ((PyVarObject*)o)->ob_size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject** Items(PyObject* o) => ((PyListObject*)o)->ob_item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* GetBorrowed(PyObject* o, nint index) => ((PyListObject*)o)->ob_item[index];

    /// <summary>Fills a slot of a fresh list; what the slot held is not released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSteal(PyObject* o, nint index, PyObject* value) => ((PyListObject*)o)->ob_item[index] = value;

    /// <summary>Size items, all null, tracked.</summary>
    public static PyObject* New(ThreadState* ts, nint size)
    {
        PyListObject* list = AllocArray(ts, size);
        if (list == null)
            return null;
        if (size > 0)
            NativeMemory.Clear(list->ob_item, (nuint)size * (nuint)sizeof(PyObject*));
        list->ob_base.ob_size = size;
        GcList.Track(ts, list);
        return (PyObject*)list;
    }

    public static PyObject* FromArray(ThreadState* ts, PyObject** items, nint count)
    {
        PyListObject* list = AllocArray(ts, count);
        if (list == null)
            return null;
        PyObject** to = list->ob_item;
        for (nint i = 0; i < count; i++)
            to[i] = Ref.New(items[i]);
        list->ob_base.ob_size = count;
        GcList.Track(ts, list);
        return (PyObject*)list;
    }

    /// <summary>Takes over the references, which are released when there is no memory.</summary>
    public static PyObject* FromArraySteal(ThreadState* ts, PyObject** items, nint count)
    {
        PyListObject* list = AllocArray(ts, count);
        if (list == null)
        {
            for (nint i = 0; i < count; i++)
                Ref.Dec(ts, items[i]);
            return null;
        }
        if (count > 0)
            NativeMemory.Copy(items, list->ob_item, (nuint)count * (nuint)sizeof(PyObject*));
        list->ob_base.ob_size = count;
        GcList.Track(ts, list);
        return (PyObject*)list;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Status Append(ThreadState* ts, PyObject* o, PyObject* item)
    {
        Ref.Inc(item);
        return AppendSteal(ts, o, item);
    }

    /// <summary>The item is released when there is no memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Status AppendSteal(ThreadState* ts, PyObject* o, PyObject* item)
    {
        PyListObject* list = (PyListObject*)o;
        nint size = list->ob_base.ob_size;
        if (list->allocated > size)
        {
            list->ob_item[size] = item;
            list->ob_base.ob_size = size + 1;
            return Status.Ok;
        }
        return AppendGrow(ts, list, item);
    }

    public static Status Insert(ThreadState* ts, PyObject* o, nint index, PyObject* item)
    {
        PyListObject* list = (PyListObject*)o;
        nint size = list->ob_base.ob_size;
        if (size == nint.MaxValue)
        {
            Err.Overflow(ts, "cannot add more objects to list");
            return Status.Error;
        }
        if (Resize(ts, list, size + 1) == Status.Error)
            return Status.Error;
        if (index < 0)
            index = Math.Max(0, index + size);
        index = Math.Min(index, size);
        PyObject** items = list->ob_item;
        for (nint i = size; i > index; i--)
            items[i] = items[i - 1];
        items[index] = Ref.New(item);
        return Status.Ok;
    }

    /// <summary>l[low:high] with both bounds clipped.</summary>
    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high)
    {
        nint size = Size(o);
        low = Math.Min(Math.Max(low, 0), size);
        high = Math.Min(Math.Max(high, low), size);
        return FromArray(ts, Items(o) + low, high - low);
    }

    public static Status Reverse(ThreadState* ts, PyObject* o)
    {
        PyListObject* list = (PyListObject*)o;
        ItemArrays.Reverse(list->ob_item, list->ob_base.ob_size);
        return Status.Ok;
    }

    public static PyObject* AsTuple(ThreadState* ts, PyObject* o) => PyTuple.FromArray(ts, Items(o), Size(o));

    /// <summary>Moves the items into a tuple and leaves the list empty.</summary>
    public static PyObject* AsTupleAndClear(ThreadState* ts, PyObject* o)
    {
        PyListObject* list = (PyListObject*)o;
        PyObject** items = list->ob_item;
        nint size = list->ob_base.ob_size;
        list->ob_item = null;
        list->ob_base.ob_size = 0;
        list->allocated = 0;
        PyObject* result = PyTuple.FromArraySteal(ts, items, size);
        MemDomain.Free(ts->interp->heap, items);
        return result;
    }

    /// <summary>list(iterable)</summary>
    public static PyObject* FromSequence(ThreadState* ts, PyObject* o)
    {
        PyObject* list = New(ts, 0);
        if (list == null)
            return null;
        if (Extend(ts, list, o) == Status.Ok)
            return list;
        Ref.Dec(ts, list);
        return null;
    }

    /// <summary>An untracked list whose array has room for exactly size items (none when 0); ob_size is 0.</summary>
    private static PyListObject* AllocArray(ThreadState* ts, nint size)
    {
        PyListObject* list = (PyListObject*)FreeList.Pop(&ts->interp->free_lists.lists);
        if (list != null)
            *(ulong*)list = 1;
        else
        {
            list = (PyListObject*)ObjectAlloc.GcNew(ts, ListType.Type);
            if (list == null)
                return null;
        }
        list->ob_base.ob_size = 0;
        list->ob_item = null;
        list->allocated = 0;
        if (size > 0)
        {
            list->ob_item = ItemArrays.Alloc(ts, size);
            if (list->ob_item == null)
            {
                Ref.Dec(ts, list);
                return (PyListObject*)Err.NoMemory(ts);
            }
            list->allocated = size;
        }
        return list;
    }
}
