// Which slots a type takes over from an ancestor when it does not fill them itself. Some go together: comparison with hash, getattr with descriptors.
namespace Vivarium.Runtime.Objects;

internal static unsafe class SlotInheritance
{
    /// <summary>The slots that are copied one by one, as pointer-sized words from am_await to bf_releasebuffer.</summary>
    public static void Inherit(ThreadState* ts, PyTypeObject* type, PyTypeObject* ancestor)
    {
        TypeSlots* slots = TypeSlots.Of(type);
        TypeSlots* from = TypeSlots.Of(ancestor);
        PyTypeObject* b = ancestor->tp_base;
        TypeSlots* skip = b == null ? null : TypeSlots.Of(b);
        // A slot that the ancestor itself inherited comes from the ancestor that has it, later in the MRO.
        void** to = (void**)&slots->am_await;
        void** source = (void**)&from->am_await;
        void** above = skip == null ? null : (void**)&skip->am_await;
        int words = (int)((void**)(slots + 1) - to);
        for (int i = 0; i < words; i++)
            Copy(to + i, source + i, above == null ? null : above + i);

        Copy((void**)&slots->tp_dealloc, (void**)&from->tp_dealloc, null);
        if (slots->tp_getattro == null)
            slots->tp_getattro = from->tp_getattro;
        if (slots->tp_setattro == null)
            slots->tp_setattro = from->tp_setattro;
        Copy((void**)&slots->tp_repr, (void**)&from->tp_repr, skip == null ? null : (void**)&skip->tp_repr);
        Copy((void**)&slots->tp_str, (void**)&from->tp_str, skip == null ? null : (void**)&skip->tp_str);
        Copy((void**)&slots->tp_call, (void**)&from->tp_call, skip == null ? null : (void**)&skip->tp_call);
        InheritCompareAndHash(ts, type, slots, from);
        Copy((void**)&slots->tp_iter, (void**)&from->tp_iter, skip == null ? null : (void**)&skip->tp_iter);
        Copy((void**)&slots->tp_iternext, (void**)&from->tp_iternext, skip == null ? null : (void**)&skip->tp_iternext);
        Copy((void**)&slots->tp_descr_get, (void**)&from->tp_descr_get, skip == null ? null : (void**)&skip->tp_descr_get);
        if (slots->tp_descr_get != null && slots->tp_descr_get == from->tp_descr_get && PyType.HasFlag(type, TypeFlags.ImmutableType)
            && PyType.HasFlag(ancestor, TypeFlags.MethodDescriptor))
        {
            type->tp_flags |= TypeFlags.MethodDescriptor;
        }
        Copy((void**)&slots->tp_descr_set, (void**)&from->tp_descr_set, skip == null ? null : (void**)&skip->tp_descr_set);
        Copy((void**)&slots->tp_init, (void**)&from->tp_init, skip == null ? null : (void**)&skip->tp_init);
        if (slots->tp_alloc == null)
            slots->tp_alloc = from->tp_alloc;
        Copy((void**)&slots->tp_finalize, (void**)&from->tp_finalize, skip == null ? null : (void**)&skip->tp_finalize);
        Copy((void**)&slots->tp_del, (void**)&from->tp_del, null);
        if (slots->tp_is_gc == null)
            slots->tp_is_gc = from->tp_is_gc;
        InheritVectorcall(type, ancestor, slots, from);
        if (slots->tp_free == null)
            slots->tp_free = FreeFor(type, ancestor, from);
    }

    private static void Copy(void** to, void** from, void** above)
    {
        if (*to == null && *from != null && (above == null || *above != *from))
            *to = *from;
    }

    private static void InheritCompareAndHash(ThreadState* ts, PyTypeObject* type, TypeSlots* slots, TypeSlots* from)
    {
        if (slots->tp_richcompare != null || slots->tp_hash != null || OverridesHash(ts, type))
            return;
        slots->tp_richcompare = from->tp_richcompare;
        slots->tp_hash = from->tp_hash;
    }

    private static bool OverridesHash(ThreadState* ts, PyTypeObject* type)
    {
        PyObject* dict = type->tp_dict;
        if (dict == null)
            return false;
        return PyDict.GetBorrowed(ts, dict, Id.__eq__) != null || PyDict.GetBorrowed(ts, dict, Id.__hash__) != null;
    }

    private static void InheritVectorcall(PyTypeObject* type, PyTypeObject* ancestor, TypeSlots* slots, TypeSlots* from)
    {
        if (type->tp_vectorcall_offset == 0)
            type->tp_vectorcall_offset = ancestor->tp_vectorcall_offset;
        if (slots->tp_call != null && slots->tp_call == from->tp_call && PyType.HasFlag(ancestor, TypeFlags.HaveVectorcall)
            && PyType.HasFlag(type, TypeFlags.ImmutableType))
        {
            type->tp_flags |= TypeFlags.HaveVectorcall;
        }
    }

    private static freefunc FreeFor(PyTypeObject* type, PyTypeObject* ancestor, TypeSlots* from)
    {
        bool gc = PyType.HasFlag(type, TypeFlags.HaveGc);
        if (gc == PyType.HasFlag(ancestor, TypeFlags.HaveGc))
            return from->tp_free;
        return gc ? &ObjectAlloc.GcFree : from->tp_free;
    }
}
