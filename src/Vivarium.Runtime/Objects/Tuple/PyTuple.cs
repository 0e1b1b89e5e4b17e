// tuple objects as other code makes and reads them: allocation through per-size free lists, packing, slicing.
// A tuple is immutable once anything else can see it; its hash is cached in ob_hash (-1 until computed). See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyTuple
{
    private static readonly PyObject* s_empty = NewEmpty();

    /// <summary>The one tuple without items; immortal, never tracked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Empty() => s_empty;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.TupleSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == TupleType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Size(PyObject* o) => ((PyVarObject*)o)->ob_size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject** Items(PyObject* o) => &((PyTupleObject*)o)->ob_item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* GetBorrowed(PyObject* o, nint index) => (&((PyTupleObject*)o)->ob_item)[index];

    /// <summary>Fills a slot of a fresh tuple; what the slot held is not released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSteal(PyObject* o, nint index, PyObject* value) => (&((PyTupleObject*)o)->ob_item)[index] = value;

    /// <summary>Items null, not tracked by the collector until complete (see <see cref="Track"/>).</summary>
    public static PyObject* New(ThreadState* ts, nint size)
    {
        if (size == 0)
            return s_empty;
        PyTupleObject* t = Alloc(ts, size);
        if (t != null)
            NativeMemory.Clear(&t->ob_item, (nuint)size * (nuint)sizeof(PyObject*));
        return (PyObject*)t;
    }

    /// <summary>Hands a complete tuple to the collector; the empty tuple and tracked ones stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Track(ThreadState* ts, PyObject* o)
    {
        if (o != s_empty && !GcList.IsTracked(o))
            GcList.Track(ts, o);
    }

    /// <summary>For iterators that reuse their result tuple: forgets the hash, and tracks it again if the collector has stopped to.</summary>
    public static void Recycle(ThreadState* ts, PyObject* o)
    {
        ((PyTupleObject*)o)->ob_hash = -1;
        if (!GcList.IsTracked(o))
            GcList.Track(ts, o);
    }

    public static PyObject* FromArray(ThreadState* ts, PyObject** items, nint count)
    {
        if (count == 0)
            return s_empty;
        PyTupleObject* t = Alloc(ts, count);
        if (t == null)
            return null;
        PyObject** to = &t->ob_item;
        bool track = false;
        for (nint i = 0; i < count; i++)
        {
            PyObject* item = items[i];
            track |= MayBeTracked(item);
            to[i] = Ref.New(item);
        }
        if (track)
            GcList.Track(ts, t);
        return (PyObject*)t;
    }

    /// <summary>Takes over the references, which are released when there is no memory.</summary>
    public static PyObject* FromArraySteal(ThreadState* ts, PyObject** items, nint count)
    {
        if (count == 0)
            return s_empty;
        PyTupleObject* t = Alloc(ts, count);
        if (t == null)
        {
            for (nint i = 0; i < count; i++)
                Ref.Dec(ts, items[i]);
            return null;
        }
        PyObject** to = &t->ob_item;
        bool track = false;
        for (nint i = 0; i < count; i++)
        {
            PyObject* item = items[i];
            track |= MayBeTracked(item);
            to[i] = item;
        }
        if (track)
            GcList.Track(ts, t);
        return (PyObject*)t;
    }

    public static PyObject* Pack(ThreadState* ts, PyObject* a)
    {
        PyTupleObject* t = Alloc(ts, 1);
        if (t == null)
            return null;
        t->ob_item = Ref.New(a);
        GcList.Track(ts, t);
        return (PyObject*)t;
    }

    /// <summary>A pair of objects that the collector never tracks.</summary>
    public static PyObject* PackUntracked(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject** both = stackalloc PyObject*[] { a, b };
        return FromArray(ts, both, 2);
    }

    public static PyObject* Pack(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyTupleObject* t = Alloc(ts, 2);
        if (t == null)
            return null;
        PyObject** items = &t->ob_item;
        items[0] = Ref.New(a);
        items[1] = Ref.New(b);
        GcList.Track(ts, t);
        return (PyObject*)t;
    }

    public static PyObject* Pack(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c)
    {
        PyTupleObject* t = Alloc(ts, 3);
        if (t == null)
            return null;
        PyObject** items = &t->ob_item;
        items[0] = Ref.New(a);
        items[1] = Ref.New(b);
        items[2] = Ref.New(c);
        GcList.Track(ts, t);
        return (PyObject*)t;
    }

    /// <summary>Takes over both references, which are released when there is no memory.</summary>
    public static PyObject* PackSteal(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyTupleObject* t = Alloc(ts, 2);
        if (t == null)
        {
            Ref.Dec(ts, a);
            Ref.Dec(ts, b);
            return null;
        }
        PyObject** items = &t->ob_item;
        items[0] = a;
        items[1] = b;
        GcList.Track(ts, t);
        return (PyObject*)t;
    }

    /// <summary>Takes over the references, which are released when there is no memory; null arguments mean that making one failed.</summary>
    public static PyObject* PackStealOrNull(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (a != null && b != null)
            return PackSteal(ts, a, b);
        Ref.XDec(ts, a);
        Ref.XDec(ts, b);
        return null;
    }

    /// <summary>t[low:high] with both bounds clipped; the tuple itself when that is all of an exact tuple.</summary>
    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high)
    {
        nint size = Size(o);
        low = Math.Max(low, 0);
        high = Math.Min(high, size);
        if (high < low)
            high = low;
        if (low == 0 && high == size && CheckExact(o))
            return Ref.New(o);
        return FromArray(ts, Items(o) + low, high - low);
    }

    /// <summary>tuple(iterable)</summary>
    public static PyObject* FromSequence(ThreadState* ts, PyObject* o)
    {
        if (CheckExact(o))
            return Ref.New(o);
        if (PyList.CheckExact(o))
            return PyList.AsTuple(ts, o);
        return FromIterable(ts, o);
    }

    /// <summary>Whether the collector tracks the object or may come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBeTracked(PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if ((type->tp_flags & TypeFlags.HaveGc) == 0)
            return false;
        if (type == TupleType.Type)
            return GcList.IsTracked(o);
        delegate*<PyObject*, bool> isGc = TypeSlots.Of(type)->tp_is_gc;
        return isGc == null || isGc(o);
    }

    /// <summary>For the collector: stops tracking an exact tuple none of whose items can be part of a cycle.</summary>
    public static void MaybeUntrack(PyObject* o)
    {
        if (!CheckExact(o) || !GcList.IsTracked(o))
            return;
        PyObject** items = Items(o);
        nint size = Size(o);
        for (nint i = 0; i < size; i++)
        {
            PyObject* item = items[i];
            if (item == null || MayBeTracked(item))
                return;
        }
        GcList.Untrack(o);
    }

    /// <summary>An untracked tuple with uninitialised items; size is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyTupleObject* Alloc(ThreadState* ts, nint size)
    {
        if ((nuint)(size - 1) < FreeLists.TupleMaxSaveSize)
        {
            FreeList* list = (FreeList*)&ts->interp->free_lists.tuples + (size - 1);
            PyTupleObject* t = (PyTupleObject*)FreeList.Pop(list);
            if (t != null)
            {
                *(ulong*)t = 1;
                t->ob_hash = -1;
                return t;
            }
        }
        return AllocSlow(ts, size);
    }

    /// <summary>Releases an untracked exact tuple whose items are gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Free(ThreadState* ts, PyTupleObject* t)
    {
        nint size = t->ob_base.ob_size;
        if ((nuint)(size - 1) < FreeLists.TupleMaxSaveSize
            && FreeList.Push((FreeList*)&ts->interp->free_lists.tuples + (size - 1), t, FreeLists.TuplesMax))
            return;
        ObjectAlloc.GcFree(ts, t);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyTupleObject* AllocSlow(ThreadState* ts, nint size)
    {
        if (size < 0 || size > (nint.MaxValue - sizeof(PyTupleObject)) / sizeof(PyObject*))
            return (PyTupleObject*)Err.NoMemory(ts);
        PyTupleObject* t = (PyTupleObject*)ObjectAlloc.GcNewVar(ts, TupleType.Type, size);
        if (t != null)
            t->ob_hash = -1;
        return t;
    }

    private static PyObject* NewEmpty()
    {
        byte* memory = (byte*)ImmortalRegion.Allocate((nuint)(sizeof(PyGC_Head) + sizeof(PyTupleObject)));
        PyTupleObject* t = (PyTupleObject*)(memory + sizeof(PyGC_Head));
        ImmortalRegion.InitHeader((PyObject*)t, TupleType.Type);
        t->ob_base.ob_size = 0;
        t->ob_hash = -1;
        return (PyObject*)t;
    }
}
