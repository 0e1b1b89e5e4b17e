// Values of a split dict: a header, one pointer for each shared key, then a byte for each value in insertion order. They are a block of their own
// or the tail of an instance (embedded). See docs/internals/dict.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class DictValues
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject** Items(PyDictValues* values) => &values->values;

    /// <summary>Indices into the shared keys, oldest value first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Order(PyDictValues* values) => (byte*)(&values->values + values->capacity);

    public static nuint ByteSize(nint capacity) => (((nuint)capacity + 7) & ~(nuint)7) + ((nuint)capacity + 1) * (nuint)sizeof(PyObject*);

    /// <summary>A block of its own, all null; null without an exception.</summary>
    public static PyDictValues* New(ThreadState* ts, nint capacity)
    {
        PyDictValues* values = (PyDictValues*)MemDomain.Malloc(ts->interp->heap, ByteSize(capacity));
        if (values != null)
            Init(values, capacity, embedded: 0);
        return values;
    }

    public static void Init(PyDictValues* values, nint capacity, byte embedded)
    {
        values->capacity = (byte)capacity;
        values->size = 0;
        values->embedded = embedded;
        values->valid = 1;
        NativeMemory.Clear(&values->values, (nuint)capacity * (nuint)sizeof(PyObject*));
    }

    public static void Free(ThreadState* ts, PyDictValues* values) => MemDomain.Free(ts->interp->heap, values);

    /// <summary>A copy that is a block of its own and shares no references yet (the caller adds them or takes those of the original); null without an exception.</summary>
    public static PyDictValues* Copy(ThreadState* ts, PyDictValues* values)
    {
        PyDictValues* copy = New(ts, values->capacity);
        if (copy == null)
            return null;
        copy->size = values->size;
        NativeMemory.Copy(&values->values, &copy->values, (nuint)values->capacity * (nuint)sizeof(PyObject*));
        NativeMemory.Copy(Order(values), Order(copy), values->capacity);
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddToOrder(PyDictValues* values, nint index)
    {
        Order(values)[values->size] = (byte)index;
        values->size++;
    }

    public static void RemoveFromOrder(PyDictValues* values, nint index)
    {
        byte* order = Order(values);
        nint size = values->size;
        nint i = 0;
        while (order[i] != index)
            i++;
        for (size--; i < size; i++)
            order[i] = order[i + 1];
        values->size = (byte)size;
    }

    /// <summary>The values have moved into a table or another dict: those inside the instance are not used any more.</summary>
    public static void Invalidate(PyDictValues* values)
    {
        values->valid = 0;
        NativeMemory.Clear(&values->values, (nuint)values->capacity * (nuint)sizeof(PyObject*));
    }
}
