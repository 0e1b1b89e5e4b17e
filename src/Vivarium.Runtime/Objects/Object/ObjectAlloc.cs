// Making and freeing objects: [managed weakref list, managed dict] [GC head] header, fields, items, inline values. The bracketed parts depend on the type's flags;
// their place and order are CPython's. See docs/internals/objects.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class ObjectAlloc
{
    /// <summary>Offsets, from the object, of the two words of the pre-header.</summary>
    public const int ManagedDictOffset = -3 * 8;
    public const int ManagedWeakrefOffset = -4 * 8;

    /// <summary>Bytes in front of objects of the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint PreHeaderSize(PyTypeObject* type) =>
        ((type->tp_flags & TypeFlags.HaveGc) != 0 ? (nuint)sizeof(PyGC_Head) : 0)
        + ((type->tp_flags & TypeFlags.PreHeader) != 0 ? (nuint)(2 * sizeof(void*)) : 0);

    /// <summary>Bytes of an object with that many items, from its header on, rounded up to whole words.</summary>
    public static nuint VarSize(PyTypeObject* type, nint items) =>
        ((nuint)type->tp_basicsize + ((nuint)items * (nuint)type->tp_itemsize) + 7) & ~(nuint)7;

    /// <summary>An object of a type without a GC head; only its header is initialised. Null with MemoryError.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* New(ThreadState* ts, PyTypeObject* type) => NewSized(ts, type, (nuint)type->tp_basicsize);

    public static PyObject* NewVar(ThreadState* ts, PyTypeObject* type, nint items)
    {
        if (!ItemsFit(type, items))
            return Err.NoMemory(ts);
        PyObject* o = NewSized(ts, type, VarSize(type, items));
        if (o != null)
            ((PyVarObject*)o)->ob_size = items;
        return o;
    }

    /// <summary>Block of a given size with header, no GC head (for objects whose size is not by items).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* NewSized(ThreadState* ts, PyTypeObject* type, nuint size)
    {
        PyObject* o = (PyObject*)ObjectDomain.Malloc(ts->interp->heap, size);
        if (o == null)
            return Err.NoMemory(ts);
        InitHeader(o, type);
        return o;
    }

    /// <summary>An untracked container; only its header is initialised. GcList.Track once it is complete.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* GcNew(ThreadState* ts, PyTypeObject* type) => GcNewSized(ts, type, (nuint)type->tp_basicsize);

    public static PyObject* GcNewVar(ThreadState* ts, PyTypeObject* type, nint items)
    {
        if (!ItemsFit(type, items))
            return Err.NoMemory(ts);
        PyObject* o = GcNewSized(ts, type, VarSize(type, items));
        if (o != null)
            ((PyVarObject*)o)->ob_size = items;
        return o;
    }

    /// <summary>An untracked container whose size, from its header on, is given.</summary>
    public static PyObject* GcNewSized(ThreadState* ts, PyTypeObject* type, nuint size)
    {
        nuint prefix = (nuint)sizeof(PyGC_Head);
        if ((type->tp_flags & TypeFlags.PreHeader) != 0)
            prefix += (nuint)(2 * sizeof(void*));
        byte* block = (byte*)ObjectDomain.Malloc(ts->interp->heap, prefix + size);
        if (block == null)
            return Err.NoMemory(ts);
        PyObject* o = (PyObject*)(block + prefix);
        nint* words = (nint*)o;
        words[-1] = 0;
        words[-2] = 0;
        if (prefix > (nuint)sizeof(PyGC_Head))
        {
            words[-3] = 0;
            words[-4] = 0;
        }
        InitHeader(o, type);
        GcCollector.CountAllocation(ts);
        return o;
    }

    /// <summary>Grows or shrinks an untracked container with items at its end; *o is null afterwards on error.</summary>
    public static Status GcResize(ThreadState* ts, PyObject** o, nint items)
    {
        PyObject* old = *o;
        PyTypeObject* type = old->ob_type;
        nuint prefix = PreHeaderSize(type);
        if (ItemsFit(type, items))
        {
            byte* block = (byte*)ObjectDomain.Realloc(ts->interp->heap, (byte*)old - prefix, prefix + VarSize(type, items));
            if (block != null)
            {
                *o = (PyObject*)(block + prefix);
                ((PyVarObject*)*o)->ob_size = items;
                return Status.Ok;
            }
        }
        *o = null;
        Err.NoMemory(ts);
        return Status.Error;
    }

    /// <summary>Frees the memory (tp_free of types without GC).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Free(ThreadState* ts, void* o) => ObjectDomain.Free(ts->interp->heap, o);

    /// <summary>Frees the memory of a container (tp_free of types with GC).</summary>
    public static void GcFree(ThreadState* ts, void* o)
    {
        if (GcList.IsTracked(o))
            GcList.Untrack(o);
        ref GcGeneration young = ref ts->interp->gc.generations[0];
        if (young.count > 0)
            young.count--;
        ObjectDomain.Free(ts->interp->heap, (byte*)o - PreHeaderSize(((PyObject*)o)->ob_type));
    }

    /// <summary>Sets the header: count 1, type (which gains a reference when it is a heap type).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InitHeader(PyObject* o, PyTypeObject* type)
    {
        *(ulong*)o = 1;
        o->ob_type = type;
        Ref.Inc((PyObject*)type);
    }

    private static bool ItemsFit(PyTypeObject* type, nint items) =>
        items >= 0 && (type->tp_itemsize == 0 || items <= (nint.MaxValue - type->tp_basicsize - 64) / type->tp_itemsize);
}
