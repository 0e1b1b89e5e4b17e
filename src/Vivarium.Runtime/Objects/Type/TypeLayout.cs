// Which base decides the layout of a class's instances, and whether two layouts fit each other (multiple inheritance, __class__ and __bases__ assignment).
namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeLayout
{
    /// <summary>Whether instances of the type have fields beyond its base's (a dict or weak-reference list does not count).</summary>
    private static bool HasExtraFields(PyTypeObject* type, PyTypeObject* b)
    {
        nint size = type->tp_basicsize;
        nint baseSize = b->tp_basicsize;
        if (type->tp_itemsize != 0 || b->tp_itemsize != 0)
            return size != baseSize || type->tp_itemsize != b->tp_itemsize;
        if (PyType.HasFlag(type, TypeFlags.HeapType))
        {
            if (type->tp_weaklistoffset > 0 && b->tp_weaklistoffset == 0 && type->tp_weaklistoffset + sizeof(void*) == size)
                size -= sizeof(void*);
            if (type->tp_dictoffset > 0 && b->tp_dictoffset == 0 && type->tp_dictoffset + sizeof(void*) == size)
                size -= sizeof(void*);
        }
        return size != baseSize;
    }

    /// <summary>The nearest ancestor (or the type itself) that determines the layout.</summary>
    public static PyTypeObject* SolidBase(PyTypeObject* type)
    {
        PyTypeObject* b = type->tp_base == null ? ObjectType.Type : SolidBase(type->tp_base);
        return HasExtraFields(type, b) ? type : b;
    }

    /// <summary>The base whose layout the new class extends; null with TypeError when the bases do not go together.</summary>
    public static PyTypeObject* BestBase(ThreadState* ts, PyObject* bases)
    {
        PyTypeObject* result = null;
        PyTypeObject* winner = null;
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyObject* item = PyTuple.GetBorrowed(bases, i);
            if (!PyType.Check(item))
            {
                Err.Type(ts, "bases must be types");
                return null;
            }
            PyTypeObject* b = (PyTypeObject*)item;
            if (!PyType.HasFlag(b, TypeFlags.Ready) && TypeReady.Ready(ts, b) != Status.Ok)
                return null;
            if (!PyType.HasFlag(b, TypeFlags.BaseType))
            {
                Err.Type(ts, $"type '{PyType.TpName(b)}' is not an acceptable base type");
                return null;
            }
            PyTypeObject* candidate = SolidBase(b);
            if (winner == null)
            {
                winner = candidate;
                result = b;
            }
            else if (PyType.IsSubtype(winner, candidate))
            {
                continue;
            }
            else if (PyType.IsSubtype(candidate, winner))
            {
                winner = candidate;
                result = b;
            }
            else
            {
                Err.Type(ts, "multiple bases have instance lay-out conflict");
                return null;
            }
        }
        return result;
    }

    /// <summary>Whether an instance of one type may become an instance of the other.</summary>
    public static bool Compatible(ThreadState* ts, PyTypeObject* oldType, PyTypeObject* newType, string attribute)
    {
        if (TypeSlots.Of(newType)->tp_free != TypeSlots.Of(oldType)->tp_free)
        {
            Err.Type(ts, $"{attribute} assignment: '{PyType.TpName(newType)}' deallocator differs from '{PyType.TpName(oldType)}'");
            return false;
        }
        PyTypeObject* newBase = newType;
        PyTypeObject* oldBase = oldType;
        while (SameSizeAsBase(newBase))
            newBase = newBase->tp_base;
        while (SameSizeAsBase(oldBase))
            oldBase = oldBase->tp_base;
        if (newBase != oldBase && (newBase->tp_base != oldBase->tp_base || !SameSlotsAdded(ts, newBase, oldBase)))
        {
            Err.Type(ts, $"{attribute} assignment: '{PyType.TpName(newType)}' object layout differs from '{PyType.TpName(oldType)}'");
            return false;
        }
        return true;
    }

    private static bool SameSizeAsBase(PyTypeObject* type)
    {
        PyTypeObject* b = type->tp_base;
        return b != null && type->tp_basicsize == b->tp_basicsize && type->tp_itemsize == b->tp_itemsize && type->tp_dictoffset == b->tp_dictoffset
            && type->tp_weaklistoffset == b->tp_weaklistoffset
            && (type->tp_flags & (TypeFlags.InlineValues | TypeFlags.HaveGc | TypeFlags.PreHeader)) == (b->tp_flags & (TypeFlags.InlineValues | TypeFlags.HaveGc | TypeFlags.PreHeader));
    }

    private static bool SameSlotsAdded(ThreadState* ts, PyTypeObject* a, PyTypeObject* b)
    {
        if ((a->tp_flags & TypeFlags.PreHeader) != (b->tp_flags & TypeFlags.PreHeader) || a->tp_basicsize != b->tp_basicsize || a->tp_itemsize != b->tp_itemsize
            || a->tp_dictoffset != b->tp_dictoffset || a->tp_weaklistoffset != b->tp_weaklistoffset)
        {
            return false;
        }
        if (!PyType.HasFlag(a, TypeFlags.HeapType) || !PyType.HasFlag(b, TypeFlags.HeapType))
            return false;
        PyObject* slotsA = ((PyHeapTypeObject*)a)->ht_slots;
        PyObject* slotsB = ((PyHeapTypeObject*)b)->ht_slots;
        if (slotsA == null || slotsB == null)
            return slotsA == slotsB;
        return Obj.RichCompareBool(ts, slotsA, slotsB, CompareOp.EQ) == Truth.True;
    }
}
